//! Where somebody is signed in, and ending it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{Alert, AlertKind, Button, Cell, Extras as _, Table, Tag};
use maud::{Markup, html};
use serde::Deserialize;
use store::Session;
use uuid::Uuid;

use super::{ADDRESS, FACTOR, PASSKEYS, page};
use crate::app::Shared;
use crate::error::Problem;
use crate::messages;
use crate::session::{Here, SignedIn};

#[derive(Debug, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn show(
    State(app): State<Shared>,
    Here(here): Here,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let sessions = app.store().sessions_of(&here.viewer, app.now()).await?;
    let ways = app.ways(&here.viewer).await?;
    let others = sessions.len() > 1;
    let content = html! {
        @match done.done.as_deref() {
            Some("ended") => (Alert::new(AlertKind::Success, "Signed out there.")),
            Some("password") => (Alert::new(AlertKind::Success, "Your password is changed.")),
            _ => {}
        }
        h1.govuk-heading-l { "Your account" }
        @if let Some(ways) = &ways {
            @if let Some(door) = app.provider.as_ref().filter(|_| ways.provider) {
                p.govuk-body { "You sign in with your " strong { (door.provider.name()) } "." }
            }
            @if let Some(account) = &ways.password {
                p.govuk-body { "You sign in as " strong { (account.name) } " with a password." }
                p.govuk-body { a.govuk-link href="/account/password" { "Change your password" } }
            }
            p.govuk-body { a.govuk-link href=(FACTOR) { "Your second factor" } }
            p.govuk-body { a.govuk-link href=(PASSKEYS) { "Your passkeys" } }
        }
        p.govuk-body { a.govuk-link href=(messages::ADDRESS) { "Messages" } }
        h2.govuk-heading-m { "Where you are signed in" }
        p.govuk-body {
            "If you do not know one of these, sign it out and tell your administrator."
        }
        (table(&sessions, here.id))
        @if others {
            form method="post" action="/account/sessions/end-others" {
                (Button::new("Sign out everywhere else").secondary().once())
            }
        }
    };
    Ok(govuk::page(&page(
        &app,
        &here.viewer,
        "Your account",
        content,
    )))
}

fn table(sessions: &[Session], here: Uuid) -> Table {
    Table::new()
        .hidden_caption("Where you are signed in")
        .head(["Browser", "Signed in", "Last used", "Sign out"])
        .rows(sessions.iter().map(|session| {
            let end = format!("{ADDRESS}/sessions/{}/end", session.id);
            [
                Cell::new(session.browser.as_str()),
                Cell::new(session.started.in_words()).attribute("data-name", "Signed in"),
                Cell::new(session.last_seen.in_words()).attribute("data-name", "Last used"),
                Cell::new(html! {
                    @if session.id == here {
                        (Tag::new("This one"))
                    } @else {
                        form method="post" action=(end) {
                            (Button::new(html! {
                                "Sign out"
                                span.govuk-visually-hidden {
                                    " " (session.browser) ", signed in " (session.started.in_words())
                                }
                            }).secondary().once())
                        }
                    }
                }),
            ]
        }))
        .row_headers()
        .class("app-table--stacks")
}

pub(super) async fn end(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(session): Path<Uuid>,
) -> Result<Response, Problem> {
    app.store().end_own_session(&viewer, session).await?;
    Ok(ended())
}

pub(super) async fn end_others(
    State(app): State<Shared>,
    Here(here): Here,
) -> Result<Response, Problem> {
    app.store()
        .end_other_sessions(&here.viewer, here.id)
        .await?;
    Ok(ended())
}

fn ended() -> Response {
    Redirect::to(&format!("{ADDRESS}?done=ended")).into_response()
}
