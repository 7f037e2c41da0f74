//! What somebody is told of what others did that touches them: at the head of the page they land on until
//! they say that they have read it, and on a page of its own.

use access::{Act, Viewer};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use govuk::{Alert, AlertKind, Button, Cell, Extras as _, Table};
use maud::{Markup, html};
use store::{Message, MessageKind};

use crate::account;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Themselves, Routes};
use crate::service::rights;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(crate) const ADDRESS: &str = "/account/messages";
/// How far back the page goes.
const DAYS: i32 = 90;
const TITLE: &str = "Messages";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(ADDRESS, Themselves, show)
        .post("/account/messages/read", Themselves, read)
}

/// What a message says. It names nobody, as in an e-mail.
pub(crate) fn words(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::ReadingAsked => "Somebody asks to read in an emergency what is confidential",
        MessageKind::ReadingAnswered => "What you asked to read in an emergency is answered",
        MessageKind::NoteShown => {
            "Something you wrote, or that is for you by name, may be read in an emergency"
        }
        MessageKind::ReadingOpened => "Somebody reads in an emergency what is confidential",
        MessageKind::ReadingReviewed => "What you read in an emergency has been reviewed",
        MessageKind::RightsProposed => "Something that changes rights waits for you to confirm it",
        MessageKind::RightsDecided => "What you proposed about rights is decided",
        MessageKind::RightsChanged => "Somebody has other rights now, or was added",
        MessageKind::RightsRefused => {
            "Somebody tried to give themselves other rights. It was refused"
        }
        MessageKind::PasswordSet => "Your password was set anew",
        MessageKind::ProviderSet => "The council account that you sign in with was set anew",
        MessageKind::FactorSet => "A second factor was set up for you",
        MessageKind::FactorOff => "Your second factor was taken off",
        MessageKind::CodeUsed => "One of your recovery codes was used",
        MessageKind::NewBrowser => "You signed in with a browser that was not known before",
    }
}

/// Where a viewer sees to it, if they may open it.
fn address(viewer: &Viewer, message: &Message) -> Option<String> {
    match message.kind {
        MessageKind::ReadingAsked
        | MessageKind::ReadingAnswered
        | MessageKind::NoteShown
        | MessageKind::ReadingOpened
        | MessageKind::ReadingReviewed => {
            let may = viewer.may(Act::ReadFamily);
            may.then(|| format!("/families/{}/safety", message.about))
        }
        MessageKind::RightsProposed | MessageKind::RightsDecided => {
            let may = viewer.may(Act::ConfirmRights);
            may.then(|| rights::ADDRESS.to_owned())
        }
        MessageKind::RightsChanged | MessageKind::RightsRefused => {
            let may = viewer.may(Act::SetUpService);
            may.then(|| format!("/service/people/{}", message.about))
        }
        MessageKind::PasswordSet
        | MessageKind::ProviderSet
        | MessageKind::FactorSet
        | MessageKind::FactorOff
        | MessageKind::CodeUsed
        | MessageKind::NewBrowser => Some(account::ADDRESS.to_owned()),
    }
}

/// What a viewer was told and has not read, for the head of the page they land on.
pub(crate) async fn unread(app: &App, viewer: &Viewer) -> Result<Markup, Problem> {
    let messages = app.store().unread_messages(viewer).await?;
    let Some(last) = messages.first().map(|it| it.at) else {
        return Ok(Markup::default());
    };
    Ok(html! {
        (Alert::new(AlertKind::Warning, "You have messages").with_heading().content(html! {
            ul.govuk-list {
                @for message in &messages {
                    li { (line(viewer, message)) ", " (message.at.in_words()) "." }
                }
            }
            @if messages.iter().any(|it| is_of_sign_in(it.kind)) {
                p { "If it was not you, change your password and tell your administrator at once." }
            }
            (read_form(last))
        }))
    })
}

/// Whether a message says that somebody's way in was changed or used.
fn is_of_sign_in(kind: MessageKind) -> bool {
    matches!(
        kind,
        MessageKind::PasswordSet
            | MessageKind::ProviderSet
            | MessageKind::FactorSet
            | MessageKind::FactorOff
            | MessageKind::CodeUsed
            | MessageKind::NewBrowser
    )
}

fn line(viewer: &Viewer, message: &Message) -> Markup {
    let says = words(message.kind);
    html! {
        @if let Some(address) = address(viewer, message) { a.govuk-link href=(address) { (says) } }
        @else { (says) }
    }
}

fn read_form(last: Stamp) -> Markup {
    html! {
        form method="post" action="/account/messages/read" {
            input type="hidden" name="last" value=(last);
            (Button::new("I have read this").secondary().small())
        }
    }
}

async fn show(State(app): State<Shared>, SignedIn(viewer): SignedIn) -> Result<Markup, Problem> {
    let from = calendar::day::plus_days(app.today(), -DAYS);
    let since = Stamp::from_london(from, 0, 0).map_err(|error| Problem::failed(&error))?;
    let messages = app.store().messages(&viewer, since).await?;
    let unread = messages.iter().find(|it| it.seen.is_none());
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "Of the last " (DAYS) " days." }
        @if messages.is_empty() {
            p.app-empty { "There are no messages for you." }
        } @else {
            (Table::new()
                .hidden_caption(TITLE)
                .head(["When", "What", "Read"])
                .rows(messages.iter().map(|it| [
                    Cell::new(it.at.in_words()),
                    Cell::new(line(&viewer, it)).attribute("data-name", "What"),
                    Cell::new(it.seen.map_or("Not yet".to_owned(), Stamp::in_words))
                        .attribute("data-name", "Read"),
                ]))
                .row_headers()
                .class("app-table--stacks"))
            @if let Some(last) = unread { (read_form(last.at)) }
        }
    };
    let page = shell::page(&app, &viewer, Area::Account, TITLE, content);
    Ok(govuk::page(&page))
}

async fn read(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let last = typed.text("last").parse().map_err(|_| Problem::NotFound)?;
    app.store().messages_read(&viewer, last, app.now()).await?;
    Ok(Redirect::to(shell::landing(viewer.role)).into_response())
}
