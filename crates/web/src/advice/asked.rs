//! What somebody asked the team, for whoever asked it: how it stands, and the advice once given.

use access::Viewer;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use calendar::day;
use govuk::{Alert, AlertKind, BackLink, Button, SummaryList};
use maud::{Markup, html};
use record::{AdviceId, Answered, Asking, Given, SubmissionId};
use serde::Deserialize;

use super::desk::id;
use super::entry::{advice, there};
use super::own::state;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::words::Names;
use crate::form::{ID, id_field};
use crate::session::SignedIn;
use crate::shell::{self, Area};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// What the viewer asked; no page for anybody else.
async fn own(app: &App, viewer: &Viewer, of: AdviceId) -> Result<(Asking, Option<Given>), Problem> {
    let leave = viewer.ask().ok_or(Problem::NotFound)?;
    let own = app.store().own_askings(&leave).await?;
    let mut own = own.into_iter();
    own.find(|(asking, _)| asking.id == of)
        .ok_or(Problem::NotFound)
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
    Query(just): Query<Done>,
) -> Result<Markup, Problem> {
    let (asking, given) = own(&app, &viewer, id(&of)?).await?;
    let names = Names::load(&app, &viewer).await?;
    let it = &asking.what;
    let title = "A consultation you asked for";
    let list = SummaryList::new()
        .pair("Asked", asking.at.in_words())
        .pair("What you asked", html! { span.app-typed { (it.question) } })
        .pair("How to reach you", html! { span.app-typed { (it.reach) } })
        .pair("How it stands", html! { (state(&asking)) });
    let content = html! {
        @if !just.done.is_empty() {
            (Alert::new(AlertKind::Success, "The team has your question").with_heading().content(html! {
                p { "Somebody is in touch with you as you said. You see here how it stands." }
            }))
        }
        h1.govuk-heading-l { (title) }
        (list)
        @if let Some(given) = &given { (answer(&names, given)) }
        (next(&app, &asking))
    };
    let mut page = shell::page(&app, &viewer, Area::Home, title, content);
    page.back_link = Some(BackLink::new("/today"));
    Ok(govuk::page(&page))
}

fn answer(names: &Names, given: &Given) -> Markup {
    let it = &given.now.what;
    let list = SummaryList::new()
        .pair("Day", day::in_words(given.now.happened))
        .pair("Of the team", there(names, &it.present));
    let list = advice(it).into_iter().fold(list, |list, (key, words)| {
        list.pair(key, html! { span.app-typed { (words) } })
    });
    html! { h2.govuk-heading-m { "The advice" } (list) }
}

/// What the asker can do next.
fn next(app: &App, asking: &Asking) -> Markup {
    let family = match asking.answered {
        Some(Answered::InTheFamily(family, _)) => Some(family),
        Some(Answered::CameTo(_, family)) => family,
        Some(Answered::Given(_)) | None => asking.what.family,
    };
    html! {
        div.govuk-button-group {
            @if let Some(family) = family { (Button::link("Open the family", format!("/families/{family}"))) }
            @if family.is_none() {
                form method="post" action="/refer" {
                    input type="hidden" name="asked" value=(asking.id);
                    (Button::new("Refer a family").once())
                }
            }
            @if asking.answered.is_none() {
                form method="post" action={ "/asked/" (asking.id) "/no-longer" } {
                    (id_field((app.setup.new_id)()))
                    (Button::new("I no longer need this").secondary())
                }
            }
        }
    }
}

/// The asker needs no answer any more.
pub(super) async fn no_longer(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(of): Path<String>,
    axum::Form(typed): axum::Form<crate::form::Typed>,
) -> Result<Redirect, Problem> {
    let (asking, _) = own(&app, &viewer, id(&of)?).await?;
    let leave = viewer.ask().ok_or(Problem::NotFound)?;
    let sent = typed.id().ok_or_else(|| {
        Problem::BadRequest(format!("This form has no {ID}. Open its page again"))
    })?;
    let (of, now) = (asking.id, app.now());
    let said = app
        .store()
        .answer_own_asking(&leave, of, SubmissionId(sent), now, None);
    match said.await {
        // It was answered meanwhile: the page says how.
        Ok(_) | Err(store::Error::Refused(_)) => Ok(Redirect::to(&format!("/asked/{of}"))),
        Err(error) => Err(error.into()),
    }
}
