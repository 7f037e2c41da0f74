//! Setting up a service: what it is called, teams, people, disciplines, criteria.

mod absences;
mod by_provider;
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
mod reading;
mod reference;
pub(crate) mod rights;
mod settings;
mod settled;
mod signing_in;
mod teams;
mod working_days;

use std::sync::Arc;

use access::{Act, Authorised, SetUp, Viewer};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{Alert, AlertKind, BackLink, Cell, Errors, Extras as _, Page};
use maud::{Markup, html};
use record::ServiceId;
use serde::Deserialize;
use store::SignInName;

use crate::app::App;
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Those, Routes};
use crate::shell::{self, Area};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/service", Those(Act::SetUpService), overview::show)
        .form(
            "/service/settings",
            Those(Act::SetUpService),
            settings::show,
            settings::save,
        )
        .form(
            "/service/signing-in",
            Those(Act::SetUpService),
            signing_in::show,
            signing_in::save,
        )
        .form(
            "/service/looking",
            Those(Act::SetUpService),
            looking::show,
            looking::save,
        )
        .get("/service/teams", Those(Act::SetUpService), teams::list)
        .form(
            "/service/teams/new",
            Those(Act::SetUpService),
            teams::new,
            teams::add,
        )
        .form(
            "/service/teams/{team}",
            Those(Act::SetUpService),
            teams::show,
            teams::save,
        )
        .get("/service/people", Those(Act::SetUpService), people::list)
        .form(
            "/service/people/new",
            Those(Act::SetUpService),
            people::new,
            people::add,
        )
        .form(
            "/service/people/{worker}",
            Those(Act::SetUpService),
            person::show,
            person::save,
        )
        .post(
            "/service/people/{worker}/leaving",
            Those(Act::SetUpService),
            person::leaving,
        )
        .post(
            "/service/people/{worker}/mail",
            Those(Act::SetUpService),
            mail::save,
        )
        .post(
            "/service/people/{worker}/link",
            Those(Act::SetUpService),
            link::make,
        )
        .post(
            "/service/people/{worker}/second-factor/take-off",
            Those(Act::SetUpService),
            link::take_off_factor,
        )
        .get(
            "/service/people/{worker}/link/{made}",
            Those(Act::SetUpService),
            link::show,
        )
        .get(rights::ADDRESS, Those(Act::ConfirmRights), rights::show)
        .post(
            "/service/rights/{proposal}/confirm",
            Those(Act::ConfirmRights),
            rights::confirm,
        )
        .post(
            "/service/rights/{proposal}/refuse",
            Those(Act::ConfirmRights),
            rights::refuse,
        )
        .get(
            "/service/practitioners",
            Those(Act::SetCapacity),
            practitioners::list,
        )
        .form(
            "/service/practitioners/{worker}",
            Those(Act::SetCapacity),
            practitioner::show,
            practitioner::save,
        )
        .post(
            "/service/practitioners/{worker}/absences",
            Those(Act::SetCapacity),
            absences::add,
        )
        .post(
            "/service/practitioners/{worker}/absences/{absence}/remove",
            Those(Act::SetCapacity),
            absences::remove,
        )
        .form(
            "/service/disciplines",
            Those(Act::SetUpService),
            disciplines::show,
            disciplines::save,
        )
        .form(
            "/service/criteria",
            Those(Act::SetUpService),
            criteria::show,
            criteria::save,
        )
        .form(
            "/service/concerns",
            Those(Act::SetUpService),
            concerns::show,
            concerns::save,
        )
        .form(
            reading::ADDRESS,
            Those(Act::SetUpService),
            reading::show,
            reading::save,
        )
        .get(
            "/service/unit-costs",
            Those(Act::SetUpService),
            reference::show_unit_costs,
        )
        .form(
            "/service/working-days",
            Those(Act::SetUpService),
            working_days::show,
            working_days::add,
        )
        .post(
            "/service/working-days/{day}/remove",
            Those(Act::SetUpService),
            working_days::remove,
        )
        .with(Arc::new(link::Shown::default()))
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
            Some("proposed") => {
                "Proposed. It holds once a second person has confirmed it, who is told."
            }
            Some("confirmed") => "Confirmed. It holds from now on.",
            Some("let-go") => "Let go. Nothing was changed.",
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
