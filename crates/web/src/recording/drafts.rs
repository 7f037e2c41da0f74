//! Drafts: keeping what is typed while it is typed, finding it again, throwing it away.

use access::Viewer;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{Button, Cell, Details, Extras as _, Table};
use maud::{Markup, html};
use record::SubmissionId;
use serde::Deserialize;
use store::Draft;

use super::act;
use super::typed::{HIDDEN, Typed};
use crate::account;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

/// Keeps what is typed so far. Answers with nothing: a script asks, and says so on the page.
pub(super) async fn keep(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let typed = Typed::parse(&String::from_utf8_lossy(&body));
    let submission = typed
        .get("submission")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let signed_in = session::viewer(&app, &headers).await?;
    let signed_in = signed_in.map(|viewer| (viewer.service, viewer.worker));
    let author = author(&app, submission, &typed).ok_or(Problem::NotFound)?;
    // Somebody else may have signed in on this browser meanwhile: the words stay their author's.
    if signed_in.is_some_and(|viewer| viewer != author) {
        return Err(Problem::NotFound);
    }
    put(&app, submission, &typed, author).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) type Author = (record::ServiceId, record::WorkerId);

/// Whom a form was made for, by its mark.
pub(crate) fn author(app: &App, submission: SubmissionId, typed: &Typed) -> Option<Author> {
    app.store().author_of(typed.get("author"), submission)
}

/// Whom a form was made for, where that is somebody else than who sends it: they have signed in on
/// this browser since.
pub(crate) fn other_author(
    app: &App,
    submission: SubmissionId,
    typed: &Typed,
    viewer: &Viewer,
) -> Option<Author> {
    author(app, submission, typed).filter(|author| *author != (viewer.service, viewer.worker))
}

async fn put(
    app: &App,
    submission: SubmissionId,
    typed: &Typed,
    (service, author): Author,
) -> Result<(), store::Error> {
    let form = typed.get("form");
    // Only an address of this program: it becomes a link.
    let form = if account::is_own(form) { form } else { "/" };
    let draft = Draft {
        id: submission,
        form: form.to_owned(),
        saved_at: app.now(),
        body: typed.encode(),
    };
    app.store().put_draft(service, author, &draft).await
}

/// A form came from somebody whose session has ended: the words are kept for whom the form was
/// made for. If they cannot be kept they are shown back.
pub(super) async fn signed_out(app: &App, submission: SubmissionId, typed: &Typed) -> Response {
    let mut kept = Kept::No;
    if let Some(author) = author(app, submission, typed) {
        match put(app, submission, typed, author).await {
            Ok(()) => kept = Kept::Yes,
            Err(error) => drop(Problem::failed(&error)),
        }
    }
    ended(typed, kept)
}

/// Whether what was typed could be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It was.
    Yes,
    /// It was not: it must be shown back.
    No,
}

/// A form came from a browser in which somebody else has signed in since it was made: what one person
/// typed is never sent in another's name. It is kept for whom the form was made for, and not shown.
pub(super) async fn of_somebody_else(
    app: &App,
    submission: SubmissionId,
    typed: &Typed,
    author: Author,
) -> Response {
    let kept = match put(app, submission, typed, author).await {
        Ok(()) => Kept::Yes,
        Err(error) => {
            Problem::failed(&error);
            Kept::No
        }
    };
    not_theirs(kept)
}

/// What is said to somebody who sent what another person had typed.
pub(crate) fn not_theirs(kept: Kept) -> Response {
    let title = "Somebody else has signed in here";
    let content = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { "This form was made for somebody else, so nothing was sent in your name." }
        p.govuk-body {
            @match kept {
                Kept::Yes => "What was typed is kept for them and nobody else. They find it among their drafts when they sign in.",
                Kept::No => "What was typed could not be kept. Go back in this browser: it still stands in the form.",
            }
        }
        p { (Button::link("Go to your start page", "/")) }
    };
    (StatusCode::CONFLICT, shell::bare(title, content)).into_response()
}

/// Keeps what somebody typed into a form whose page is not there for them any more: another holds the
/// case by now, say. They find their words among their drafts.
pub(super) async fn keep_own(app: &App, viewer: &Viewer, submission: SubmissionId, typed: &Typed) {
    let own = (viewer.service, viewer.worker);
    if author(app, submission, typed) == Some(own)
        && let Err(error) = put(app, submission, typed, own).await
    {
        Problem::failed(&error);
    }
}

/// Keeps what somebody typed into a form of their own. A referral keeps its pages itself.
pub(crate) async fn keep_if_own(app: &App, viewer: &Viewer, typed: &Typed) -> Kept {
    let own = (viewer.service, viewer.worker);
    let Ok(submission) = typed.get("submission").parse() else {
        return Kept::No;
    };
    let is_own = author(app, submission, typed) == Some(own);
    if !is_own || typed.get("form").starts_with("/refer/") {
        return Kept::No;
    }
    match put(app, submission, typed, own).await {
        Ok(()) => Kept::Yes,
        Err(error) => {
            Problem::failed(&error);
            Kept::No
        }
    }
}

/// What is said to somebody whose session ended before they sent a form.
pub(crate) fn ended(typed: &Typed, kept: Kept) -> Response {
    let content = html! {
        h1.govuk-heading-l { "You have been signed out" }
        @if kept == Kept::Yes {
            p.govuk-body { "Nothing was sent, and nothing you typed is lost: it is kept for you and nobody else. Sign in and open the form again." }
        } @else {
            p.govuk-body { "Nothing was sent, and what you typed could not be kept. Copy it from here before you sign in." }
            @for words in typed.words() { pre.app-typed { (words) } }
        }
        p { (Button::link("Sign in", "/sign-in")) }
    };
    let status = StatusCode::UNAUTHORIZED;
    (status, shell::bare("You have been signed out", content)).into_response()
}

/// The records cannot be reached, so the form cannot even be made again: what was typed is shown,
/// and can be sent once more as it was.
pub(crate) fn give_back(typed: &Typed) -> Response {
    let action = Some(typed.get("form")).filter(|form| account::is_own(form));
    let action = action.unwrap_or_default();
    let content = html! {
        h1.govuk-heading-l { "Nothing was saved yet" }
        p.govuk-body { "Alongside could not reach its records. What you typed is here: keep this page open and send it again in a few minutes." }
        form method="post" action=(action) {
            @for (name, value) in typed.iter() {
                @if !HIDDEN.contains(&name) && (value.contains('\n') || value.len() > 60) {
                    label.govuk-label for=(name) { "What you typed" }
                    textarea.govuk-textarea id=(name) name=(name) rows="8" { (value) }
                } @else {
                    input type="hidden" name=(name) value=(value);
                }
            }
            (Button::new("Send it again"))
        }
    };
    let status = StatusCode::SERVICE_UNAVAILABLE;
    (status, shell::bare("Nothing was saved yet", content)).into_response()
}

/// A viewer's drafts.
pub(super) async fn list(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let drafts = app.store().drafts(&viewer).await?;
    let table = Table::new()
        .hidden_caption("Drafts")
        .head(["What", "Kept", ""])
        .class("app-table--stacks")
        .rows(drafts.iter().map(|draft| {
            [
                Cell::new(html! { div { a.govuk-link href=(draft.form) { (title(draft)) } (words(draft)) } }),
                Cell::new(draft.saved_at.in_words()).attribute("data-name", "Kept"),
                Cell::new(html! {
                    form method="post" action="/drafts/delete" {
                        input type="hidden" name="draft" value=(draft.id);
                        (Button::new("Throw away").secondary().small())
                    }
                }),
            ]
        }));
    let content = html! {
        h1.govuk-heading-l { "My drafts" }
        @if drafts.is_empty() {
            p.app-empty { "There is nothing you began and did not send." }
        } @else {
            p.app-list-count { (drafts.len()) " begun and not sent. Nobody else can see them." }
            (table)
        }
    };
    Ok(govuk::page(&shell::page(
        &app,
        &viewer,
        Area::Home,
        "My drafts",
        content,
    )))
}

/// What was typed, in sight even where its form is no longer there for its writer.
fn words(draft: &Draft) -> Markup {
    let typed = Typed::parse(&draft.body);
    let prose = typed
        .words()
        .filter(|words| words.trim().contains(char::is_whitespace));
    let prose: Vec<&str> = prose.collect();
    html! {
        @if !prose.is_empty() {
            (Details::new("What you typed", html! { @for words in prose { p.app-typed { (words) } } }))
        }
    }
}

fn title(draft: &Draft) -> &'static str {
    let mut parts = draft.form.split('/').skip(1);
    match parts.next() {
        Some("refer") => "Refer a family",
        Some("ask") => "Ask for a consultation",
        Some("advice") => "A consultation or advice about no family here",
        // A form of a family: /families/…/record/… with what it is about after it, if anything.
        _ => parts.nth(2).and_then(act::title).unwrap_or("A form"),
    }
}

#[derive(Deserialize)]
pub(super) struct Thrown {
    draft: SubmissionId,
}

/// Throws a draft away and goes back to where it was being written.
pub(super) async fn throw_away(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    axum::Form(thrown): axum::Form<Thrown>,
) -> Result<Redirect, Problem> {
    let drafts = app.store().drafts(&viewer).await?;
    let draft = drafts.iter().find(|draft| draft.id == thrown.draft);
    let form = draft.map_or("/drafts", |draft| match draft.form.as_str() {
        // A referral has no page without its draft.
        form if form.starts_with("/refer/") => "/refer",
        form => form,
    });
    app.store().drop_draft(&viewer, thrown.draft).await?;
    Ok(Redirect::to(form))
}
