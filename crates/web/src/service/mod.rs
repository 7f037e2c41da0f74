//! Setting up a service: what it is called, teams, people, disciplines, criteria.

mod absences;
mod concerns;
mod criteria;
mod disciplines;
mod link;
mod looking;
mod mail;
mod overview;
mod people;
mod person;
mod practitioner;
mod practitioners;
mod reference;
mod settings;
mod signing_in;
mod teams;
mod working_days;

use std::sync::Arc;

use access::{Authorised, SetUp, Viewer};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use govuk::{Alert, AlertKind, BackLink, Cell, Errors, Extras as _, Page};
use maud::{Markup, html};
use record::ServiceId;
use serde::Deserialize;
use store::SignInName;

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::shell::{self, Area};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/service", get(overview::show))
        .route(
            "/service/settings",
            get(settings::show).post(settings::save),
        )
        .route(
            "/service/signing-in",
            get(signing_in::show).post(signing_in::save),
        )
        .route("/service/looking", get(looking::show).post(looking::save))
        .route("/service/teams", get(teams::list))
        .route("/service/teams/new", get(teams::new).post(teams::add))
        .route("/service/teams/{team}", get(teams::show).post(teams::save))
        .route("/service/people", get(people::list))
        .route("/service/people/new", get(people::new).post(people::add))
        .route(
            "/service/people/{worker}",
            get(person::show).post(person::save),
        )
        .route("/service/people/{worker}/leaving", post(person::leaving))
        .route("/service/people/{worker}/link", post(link::make))
        .route("/service/people/{worker}/mail", post(mail::save))
        .route(
            "/service/people/{worker}/second-factor/take-off",
            post(link::take_off_factor),
        )
        .route("/service/people/{worker}/link/{made}", get(link::show))
        .route("/service/practitioners", get(practitioners::list))
        .route(
            "/service/practitioners/{worker}",
            get(practitioner::show).post(practitioner::save),
        )
        .route(
            "/service/practitioners/{worker}/absences",
            post(absences::add),
        )
        .route(
            "/service/practitioners/{worker}/absences/{absence}/remove",
            post(absences::remove),
        )
        .route(
            "/service/disciplines",
            get(disciplines::show).post(disciplines::save),
        )
        .route(
            "/service/criteria",
            get(criteria::show).post(criteria::save),
        )
        .route(
            "/service/concerns",
            get(concerns::show).post(concerns::save),
        )
        .route("/service/unit-costs", get(reference::show_unit_costs))
        .route(
            "/service/working-days",
            get(working_days::show).post(working_days::add),
        )
        .route(
            "/service/working-days/{day}/remove",
            post(working_days::remove),
        )
        .route("/service/imports", get(reference::show_imports))
        .layer(Extension(Arc::new(link::Shown::default())))
}

/// Leave to set up the service. Who has none is told that there is no such page.
fn leave(viewer: &Viewer) -> Result<Authorised<ServiceId, SetUp>, Problem> {
    viewer.set_up().ok_or(Problem::NotFound)
}

/// A page of the area, with the way back to its start.
fn page(app: &App, viewer: &Viewer, title: &str, content: Markup) -> Page {
    let mut page = shell::page(app, viewer, Area::Service, title, content);
    page.back_link = Some(BackLink::new("/service").content("Service set-up"));
    page
}

/// A page with something wrong in its form.
fn wrong(page: &Page) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, govuk::page(page)).into_response()
}

/// The name that somebody signs in with, as a form gives it.
pub(crate) fn username(typed: &Typed, errors: &mut Errors) -> Option<SignInName> {
    let text = typed.text("username");
    let name = text.parse().ok();
    if text.is_empty() {
        errors.add("username", "Enter a sign-in name");
    } else if name.is_none() {
        let words = "The sign-in name must have 3 to 100 letters, digits or signs, and no spaces";
        errors.add("username", words);
    }
    name
}

/// What has just been done, in the address that a form leads to.
#[derive(Debug, Default, Deserialize)]
struct Done {
    done: Option<String>,
}

impl Done {
    /// The words for it, at the top of the page.
    fn banner(&self) -> Markup {
        let words = match self.done.as_deref() {
            Some("added") => "Added.",
            Some("saved") => "Saved.",
            Some("removed") => "Taken out.",
            _ => return Markup::default(),
        };
        html! { (Alert::new(AlertKind::Success, words)) }
    }
}

/// On to a page that says what was done.
fn on_to(path: &str, done: &str) -> Response {
    Redirect::to(&format!("{path}?done={done}")).into_response()
}

/// A cell that says its heading on narrow screens.
fn named(name: &'static str, words: &str) -> Cell {
    Cell::new(words).attribute("data-name", name)
}
