//! One's own passkeys: which there are, and removing one.

mod add;

use access::Viewer;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use govuk::{
    Alert, AlertKind, BackLink, Button, Cell, Errors, Extras as _, InsetText, Page, Table,
};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Passkey, RemovedPasskey, Session, SessionStage};
use uuid::Uuid;

use super::{ADDRESS, FACTOR, page};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Themselves, Routes};
use crate::second_step::SecondStep;
use crate::session::{Coming, Here};
use crate::ways::Ways;

pub(crate) const PASSKEYS: &str = "/account/passkeys";
const TITLE: &str = "Passkeys";

pub(super) fn routes() -> Routes {
    Routes::new()
        .form(PASSKEYS, Themselves, show, add::save)
        .form(add::NEW, Themselves, add::show, add::start)
        .post(add::CHALLENGE, Themselves, add::challenge)
        .post("/account/passkeys/{passkey}/remove", Themselves, remove)
}

#[derive(Debug, Deserialize)]
struct Done {
    done: Option<String>,
}

/// How somebody signs in; nobody has a passkey in a demo.
async fn ways(app: &App, viewer: &Viewer) -> Result<Ways, Problem> {
    app.ways(viewer).await?.ok_or(Problem::NotFound)
}

async fn show(
    State(app): State<Shared>,
    Coming(here): Coming,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let mut page = list(&app, &here, Errors::new()).await?;
    page.content = html! {
        @match done.done.as_deref() {
            Some("added") => (Alert::new(AlertKind::Success, "The passkey is added.")),
            Some("removed") => (Alert::new(AlertKind::Success, "The passkey is removed.")),
            _ => {}
        }
        (page.content)
    };
    Ok(govuk::page(&page))
}

async fn list(app: &App, here: &Session, errors: Errors) -> Result<Page, Problem> {
    let ways = ways(app, &here.viewer).await?;
    let passkeys = app.store().passkeys(&here.viewer).await?;
    let step = SecondStep::of(app, &here.viewer).await?;
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        @if step.lacks_passkey() {
            (InsetText::new("Your service asks a passkey of managers, administrators and auditors. Add one to go on."))
        }
        p.govuk-body {
            @if ways.provider_only {
                "With a passkey you show by your fingerprint, your face or the PIN of your device that it is you, \
                 in the place of a code. "
            } @else {
                "With a passkey you sign in by your fingerprint, your face or the PIN of your device, without a \
                 password and a code. "
            }
            "It works on this site alone, so that no false page can ask you for it."
        }
        @if !passkeys.is_empty() { (table(&passkeys)) }
        @if app.relying_party.is_some() {
            form method="post" action=(add::NEW) {
                (Button::new("Add a passkey").once())
            }
        } @else {
            (InsetText::new("This service does not know its own address yet, which passkeys are made for. Tell your \
                             administrator."))
        }
        @if here.stage == SessionStage::SecondFactor && !step.passkey_asked {
            p.govuk-body { a.govuk-link href=(FACTOR) { "Use codes of an authenticator application instead" } }
        }
    };
    Ok(whole(app, here, TITLE, content, errors))
}

/// A page of somebody who may have to do this before anything else.
fn whole(app: &App, here: &Session, title: &str, content: Markup, errors: Errors) -> Page {
    let mut page = page(app, &here.viewer, title, content);
    match here.stage {
        SessionStage::Whole => {
            page.back_link = Some(BackLink::new(ADDRESS).content("Your account"));
        }
        // There is nowhere else to go yet.
        SessionStage::SecondFactor => page.navigation = Vec::new(),
    }
    page.errors = errors;
    page
}

fn table(passkeys: &[Passkey]) -> Table {
    Table::new()
        .hidden_caption("Your passkeys")
        .head(["Passkey", "Added", "Last used", "Remove"])
        .rows(passkeys.iter().map(|passkey| {
            let used = passkey
                .used
                .map_or_else(|| "Never".to_owned(), Stamp::in_words);
            let remove = format!("{PASSKEYS}/{}/remove", passkey.id);
            [
                Cell::new(passkey.name.as_str()),
                Cell::new(passkey.added.in_words()).attribute("data-name", "Added"),
                Cell::new(used).attribute("data-name", "Last used"),
                Cell::new(html! {
                    form method="post" action=(remove) {
                        (Button::new(html! {
                            "Remove"
                            span.govuk-visually-hidden { " " (passkey.name) }
                        }).secondary().once())
                    }
                }),
            ]
        }))
        .row_headers()
        .class("app-table--stacks")
}

async fn remove(
    State(app): State<Shared>,
    Here(here): Here,
    Path(passkey): Path<Uuid>,
) -> Result<Response, Problem> {
    ways(&app, &here.viewer).await?;
    let own = app.store().passkeys(&here.viewer).await?;
    if own.iter().all(|it| it.id != passkey) {
        return Err(Problem::NotFound);
    }
    let then = format!("{PASSKEYS}/{passkey}/remove");
    if let Some(ask) = super::asked(&app, &here, &then, &Typed::default()).await? {
        return Ok(ask);
    }
    let step = SecondStep::of(&app, &here.viewer).await?;
    let one_stays = step.needs_passkey();
    let store = app.store();
    let removed = store.remove_passkey(&here.viewer, passkey, one_stays, app.now());
    match removed.await? {
        RemovedPasskey::Yes => {
            Ok(Redirect::to(&format!("{PASSKEYS}?done=removed")).into_response())
        }
        RemovedPasskey::LastOne => {
            let mut errors = Errors::new();
            let words = if step.passkey_asked {
                "This is your only passkey, and your service asks one of you. Add another first"
            } else {
                "This is your only second factor. Add another passkey or set up codes first"
            };
            errors.add("main-content", words);
            let page = list(&app, &here, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response())
        }
    }
}
