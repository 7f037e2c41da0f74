//! A page of a referral: shown, kept, and shown again with what is wrong.

use access::Viewer;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Button, Errors};
use maud::html;
use record::SubmissionId;

use super::desk::Desk;
use super::draft::{self, PAGE, Referral};
use super::steps::{Sheaf, Step};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::fields::Fields;
use crate::recording::typed::Typed;
use crate::recording::{Author, Kept, author, ended, give_back, not_theirs, other_author};
use crate::session::{self, SignedIn};
use crate::shell::{self, Area};

pub(super) async fn show(
    app: State<Shared>,
    viewer: SignedIn,
    Path((id, page)): Path<(String, String)>,
) -> Result<Response, Problem> {
    shown(&app, viewer.0, &id, &page, None).await
}

pub(super) async fn show_of(
    app: State<Shared>,
    viewer: SignedIn,
    Path((id, page, person)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    shown(&app, viewer.0, &id, &page, Some(&person)).await
}

async fn shown(
    app: &App,
    viewer: Viewer,
    id: &str,
    page: &str,
    person: Option<&str>,
) -> Result<Response, Problem> {
    let desk = Desk::load(app, viewer).await?;
    let referral = Referral::load(app, &desk.viewer, id).await?;
    let step = Step::find(&referral, page, person).ok_or(Problem::NotFound)?;
    render(app, &desk, &referral, step, &Errors::new(), StatusCode::OK)
}

pub(super) async fn submit(
    app: State<Shared>,
    Path((id, page)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    submitted(&app, &id, (&page, None), &headers, &body).await
}

pub(super) async fn submit_of(
    app: State<Shared>,
    Path((id, page, person)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    submitted(&app, &id, (&page, Some(&person)), &headers, &body).await
}

async fn submitted(
    app: &App,
    id: &str,
    (page, person): (&str, Option<&str>),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Problem> {
    let typed = Typed::parse(&String::from_utf8_lossy(body));
    let viewer = match session::viewer(app, headers).await {
        Ok(Some(viewer)) => viewer,
        Ok(None) => return Ok(ended(&typed, kept_for_author(app, id, &typed).await)),
        // Who asks cannot be found out: the words must not go with them.
        Err(_) => return Ok(give_back(&typed)),
    };
    let referral: Option<SubmissionId> = id.parse().ok();
    if referral.is_some_and(|it| other_author(app, it, &typed, &viewer).is_some()) {
        return Ok(not_theirs(kept_for_author(app, id, &typed).await));
    }
    let (desk, mut referral) = match loaded(app, viewer, id).await {
        Err(Problem::Failed) => return Ok(give_back(&typed)),
        loaded => loaded?,
    };
    let step = Step::find(&referral, page, person).ok_or(Problem::NotFound)?;
    let author = (desk.viewer.service, desk.viewer.worker);
    let outcome = put(app, referral.id, &typed, author).await;
    referral.typed = draft::merge(referral.typed, &typed);
    let mut errors = step.errors(Sheaf {
        desk: &desk,
        referral: &referral,
    });
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match outcome {
        Ok(()) => {}
        Err(store::Error::NotFound) => return Err(Problem::NotFound),
        Err(error) => {
            Problem::failed(&error);
            status = StatusCode::SERVICE_UNAVAILABLE;
            errors.add(
                "act",
                "Nothing was saved, because Alongside could not reach its records. What you typed \
                 is still here: try again in a few minutes",
            );
        }
    }
    if errors.is_empty() {
        let to = match step {
            Step::Person(_) => format!("{}/people", referral.address()),
            _ => referral.address(),
        };
        return Ok(Redirect::to(&to).into_response());
    }
    render(app, &desk, &referral, step, &errors, status)
}

async fn loaded(app: &App, viewer: Viewer, id: &str) -> Result<(Desk, Referral), Problem> {
    let desk = Desk::load(app, viewer).await?;
    let referral = Referral::load(app, &desk.viewer, id).await?;
    Ok((desk, referral))
}

/// Keeps what is typed on a page so far.
pub(super) async fn keep(
    State(app): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let typed = Typed::parse(&String::from_utf8_lossy(&body));
    let id: SubmissionId = id.parse().map_err(|_| Problem::NotFound)?;
    let author = author(&app, id, &typed).ok_or(Problem::NotFound)?;
    // Somebody else may have signed in on this browser meanwhile: the words stay their author's.
    let signed_in = session::viewer(&app, &headers).await?;
    let signed_in = signed_in.map(|viewer| (viewer.service, viewer.worker));
    if signed_in.is_some_and(|viewer| viewer != author) {
        return Err(Problem::NotFound);
    }
    put(&app, id, &typed, author).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn put(
    app: &App,
    id: SubmissionId,
    page: &Typed,
    (service, worker): Author,
) -> Result<(), store::Error> {
    let page = page.clone();
    let change = move |body: &str| draft::merge(Typed::parse(body), &page).encode();
    app.store()
        .amend_draft(service, worker, id, app.now(), change)
        .await
}

async fn kept_for_author(app: &App, id: &str, typed: &Typed) -> Kept {
    let Some(id) = id.parse().ok() else {
        return Kept::No;
    };
    let Some(author) = author(app, id, typed) else {
        return Kept::No;
    };
    match put(app, id, typed, author).await {
        Ok(()) => Kept::Yes,
        Err(error) => {
            Problem::failed(&error);
            Kept::No
        }
    }
}

fn render(
    app: &App,
    desk: &Desk,
    referral: &Referral,
    step: Step,
    errors: &Errors,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (service, worker) = (desk.viewer.service, desk.viewer.worker);
    let mark = app.store().author_mark(service, worker, referral.id)?;
    let address = step.address(referral);
    let back = match step {
        Step::Person(_) => format!("{}/people", referral.address()),
        _ => referral.address(),
    };
    let form = Fields {
        typed: &referral.typed,
        errors,
    };
    let sheaf = Sheaf { desk, referral };
    let content = html! {
        span.govuk-caption-l { "Refer a family" }
        h1.govuk-heading-l { (step.heading(referral)) }
        @if let Some(why) = errors.of("act") {
            p.govuk-error-message id="act" { span.govuk-visually-hidden { "Error: " } (why) }
        }
        form method="post" action=(address) novalidate data-keep={ (referral.address()) "/keep" } {
            input type="hidden" name="submission" value=(referral.id);
            input type="hidden" name="author" value=(mark);
            input type="hidden" name=(PAGE) value=(step.names(referral).join(" "));
            (step.fields(sheaf, form))
            p.app-kept role="status" data-kept {}
            div.govuk-button-group {
                (Button::new("Save and continue").repeatable())
                a.govuk-link href=(back) { "Back" }
            }
        }
    };
    let title = format!("{}: refer a family", step.title());
    let mut page = shell::page(app, &desk.viewer, Area::Refer, &title, content);
    page.back_link = Some(BackLink::new(back));
    page.errors = errors.clone();
    Ok((status, govuk::page(&page)).into_response())
}
