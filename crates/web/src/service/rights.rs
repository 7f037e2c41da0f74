//! What changes somebody's rights and waits for a second person: seen by those who may confirm it, and by
//! whoever proposed it.

use access::{Authorised, ConfirmRights, Viewer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use govuk::{Button, InsetText, Width};
use maud::{Markup, html};
use record::{ServiceId, WorkerId};
use store::{Proposal, Proposed, Worker};
use uuid::Uuid;

use super::{Done, on_to, wrong};
use crate::account;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::words::Names;
use crate::form::Typed;
use crate::session::{Here, SignedIn};
use crate::shell::{self, Area};

pub(crate) const ADDRESS: &str = "/service/rights";
const TITLE: &str = "Rights that wait for a second person";

fn leave(viewer: &Viewer) -> Result<Authorised<ServiceId, ConfirmRights>, Problem> {
    viewer.confirm_rights().ok_or(Problem::NotFound)
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    Ok(govuk::page(
        &page(&app, &viewer, done.banner(), None).await?,
    ))
}

async fn page(
    app: &App,
    viewer: &Viewer,
    banner: Markup,
    refused: Option<String>,
) -> Result<govuk::Page, Problem> {
    let all = app.store().proposals(&leave(viewer)?, app.now()).await?;
    let theirs = |it: &&Proposal| it.by == viewer.worker || it.confirmers.contains(&viewer.worker);
    let theirs: Vec<&Proposal> = all.iter().filter(theirs).collect();
    let workers = app.store().workers(viewer.service).await?;
    let names = Names::load(app, viewer).await?;
    let content = html! {
        (banner)
        @if let Some(why) = refused { p.govuk-error-message { (why) } }
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body {
            "Nobody gives rights alone. One administrator proposes, and another confirms; where there is no other, a manager "
            "does. Nobody confirms what they proposed, or what is proposed for themselves. What nobody confirms within seven "
            "days is let go."
        }
        @if theirs.is_empty() { p.app-empty { "Nothing waits for you." } }
        @for it in theirs { (card(viewer, it, &workers, &names)) }
    };
    let area = match viewer.set_up() {
        Some(_) => Area::Service,
        None => Area::Home,
    };
    let mut page = shell::page(app, viewer, area, TITLE, content);
    page.width = Width::Reading;
    Ok(page)
}

/// What is proposed for whom, in words.
fn what(it: &Proposal, workers: &[Worker]) -> (String, String) {
    let known = workers.iter().find(|who| who.worker == it.worker);
    match &it.what {
        Proposed::FactorOff => (
            known.map_or_else(String::new, |who| who.name.clone()),
            "Their second factor is taken off, and they are signed out everywhere".to_owned(),
        ),
        Proposed::Role(said) => {
            let becomes = match known {
                Some(known) => format!(
                    "{} becomes {}",
                    known.role.label(),
                    said.role.label().to_lowercase()
                ),
                None => format!("Is added as {}", said.role.label().to_lowercase()),
            };
            let name = known.map_or(said.name.as_str(), |who| who.name.as_str());
            (name.to_owned(), becomes)
        }
    }
}

fn card(viewer: &Viewer, it: &Proposal, workers: &[Worker], names: &Names) -> Markup {
    let (name, what) = what(it, workers);
    let confirms = it.confirmers.contains(&viewer.worker);
    let others: Vec<&str> = it.confirmers.iter().map(|who| names.worker(*who)).collect();
    let post = |act: &str| format!("{ADDRESS}/{}/{act}", it.id);
    html! {
        article.app-person {
            h2.govuk-heading-s { (name) }
            p.govuk-body { (what) "." }
            p.govuk-body { "Proposed by " (names.worker(it.by)) " on " (it.at.in_words()) "." }
            @if confirms {
                div.govuk-button-group {
                    form method="post" action=(post("confirm")) {
                        (Button::new(html! { "Confirm" span.govuk-visually-hidden { ": " (name) } }).small().once())
                    }
                    form method="post" action=(post("refuse")) {
                        (Button::new(html! { "Do not agree" span.govuk-visually-hidden { ": " (name) } }).secondary().small().once())
                    }
                }
            } @else {
                @if others.is_empty() {
                    (InsetText::new("Nobody else can sign in who could confirm it."))
                } @else {
                    p.govuk-body { "Waits for " (others.join(" or ")) "." }
                }
                form method="post" action=(post("refuse")) {
                    (Button::new(html! { "Take it back" span.govuk-visually-hidden { ": " (name) } }).secondary().small().once())
                }
            }
        }
    }
}

pub(super) async fn confirm(
    State(app): State<Shared>,
    Here(here): Here,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let leave = leave(&here.viewer)?;
    let then = format!("{ADDRESS}/{id}/confirm");
    if let Some(ask) = account::asked(&app, &here, &then, &Typed::default()).await? {
        return Ok(ask);
    }
    match app.store().confirm_proposal(&leave, id, app.now()).await {
        Err(store::Error::Refused(why)) => {
            let page = page(&app, &here.viewer, Markup::default(), Some(why.to_string())).await?;
            Ok(wrong(&page))
        }
        done => {
            done?;
            Ok(on_to(ADDRESS, "confirmed"))
        }
    }
}

pub(super) async fn refuse(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    app.store().refuse_proposal(&leave, id, app.now()).await?;
    Ok(on_to(ADDRESS, "let-go"))
}

/// What waits about somebody, for the page on which it was proposed.
pub(super) async fn waits_for(
    app: &App,
    viewer: &Viewer,
    worker: Option<WorkerId>,
) -> Result<Markup, Problem> {
    let all = app.store().proposals(&leave(viewer)?, app.now()).await?;
    let about = |it: &&Proposal| worker.is_none_or(|worker| it.worker == worker);
    let count = all.iter().filter(about).count();
    Ok(html! {
        @if count > 0 {
            (InsetText::new(html! {
                "Something about rights waits for a second person. "
                a.govuk-link href=(ADDRESS) { "See what waits" }
            }))
        }
    })
}
