//! The name of the service, the day it began, and its rhythm.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use govuk::{Errors, Field as _, Input, Label, Page, Size};
use maud::{Markup, html};
use store::ServiceSettings;

use super::settled::{Settled, number};
use super::{leave, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

const TITLE: &str = "Name and start";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let settings = app.store().service_settings(leave.id()).await?;
    let typed = Typed::default()
        .with("name", app.service_name())
        .with_day("began", settings.began)
        .with("months", settings.follow_up_months)
        .with("days", settings.gentle_try_days);
    Ok(govuk::page(&form(&app, &viewer, &typed, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let mut errors = Errors::new();
    let name = typed.line("name", "the name of the service", &mut errors);
    let began = typed.day("began", "the day the service began", &mut errors);
    let months = number(&typed, "months", "months", 1..=24, &mut errors);
    let days = number(&typed, "days", "days", 1..=90, &mut errors);
    let (true, Some(began), Some(months), Some(days)) = (errors.is_empty(), began, months, days)
    else {
        return Ok(wrong(&form(&app, &viewer, &typed, errors)));
    };
    let settings = ServiceSettings {
        began: Some(began),
        follow_up_months: months,
        gentle_try_days: days,
    };
    let store = app.store();
    if store.service_settings(leave.id()).await? != settings {
        store
            .put_service_settings(&leave, settings, app.now())
            .await?;
    }
    if name != app.service_name() {
        store.rename_service(&leave, &name, app.now()).await?;
        app.call_service(&name);
    }
    Ok(on_to("/service", "saved"))
}

fn form(app: &App, viewer: &Viewer, typed: &Typed, errors: Errors) -> Page {
    let settled = Settled {
        title: TITLE,
        address: "/service/settings",
        typed,
        errors,
    };
    let fields = html! {
        (Input::new("name", Label::new("Name of the service").size(Size::S))
            .hint("It is shown at the top of every page")
            .value(typed.text("name")).error(settled.errors.of("name")))
        (typed.date_input("began", "The day the service began", &settled.errors)
            .hint("For example, 1 2 2021"))
        (settled.whole("months", "When does the follow-up call fall due?", "months")
            .hint("Counted from the day a family's case closed"))
        (settled.whole("days", "When is the next gentle try shown?", "days")
            .hint("Counted from the last try to reach somebody. It is a reminder: no count of missed \
                   contacts ever closes anything"))
    };
    settled.page(app, viewer, (Markup::default(), fields, Markup::default()))
}
