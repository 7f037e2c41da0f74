//! The disciplines: which the service offers, and whom each supports.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use govuk::{Button, Field as _, Label, Select, SelectOption, Size, Width};
use maud::{Markup, html};
use record::lists::Serves;
use store::DisciplineSetting;

use super::{leave, on_to, page};
use crate::app::Shared;
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

/// What is sent for a discipline the service does not offer.
const NOT_OFFERED: &str = "not_offered";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let settings = app.store().disciplines(leave.id()).await?;
    let content = html! {
        h1.govuk-heading-l { "Disciplines" }
        p.govuk-body { "Only disciplines that are offered can be chosen for a family, each for those it supports." }
        form method="post" action="/service/disciplines" novalidate {
            @for setting in &settings { (question(*setting)) }
            (Button::new("Save").once())
        }
    };
    let mut page = page(&app, &viewer, "Disciplines", content);
    page.width = Width::Reading;
    Ok(govuk::page(&page).into_response())
}

fn question(setting: DisciplineSetting) -> Markup {
    let discipline = setting.discipline;
    let value = if setting.offered {
        setting.serves.code()
    } else {
        NOT_OFFERED
    };
    let whom = Serves::ALL.iter();
    html! {
        (Select::new(discipline.code(), Label::new(discipline.label()).size(Size::S))
            .hint("Supports")
            .options(whom.map(|it| SelectOption::new(it.code(), it.label())))
            .option(NOT_OFFERED, "Not offered here")
            .value(value))
    }
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let known = app.store().disciplines(leave.id()).await?;
    let changed: Vec<DisciplineSetting> = known
        .into_iter()
        .filter_map(|known| {
            let now = read(known, typed.text(known.discipline.code()))?;
            (now != known).then_some(now)
        })
        .collect();
    if !changed.is_empty() {
        app.store()
            .put_disciplines(&leave, changed, app.now())
            .await?;
    }
    Ok(on_to("/service", "saved"))
}

/// What a discipline is to be; nothing for an answer that the page does not offer.
fn read(known: DisciplineSetting, answer: &str) -> Option<DisciplineSetting> {
    if answer == NOT_OFFERED {
        return Some(DisciplineSetting {
            offered: false,
            ..known
        });
    }
    Some(DisciplineSetting {
        offered: true,
        serves: Serves::from_code(answer)?,
        ..known
    })
}
