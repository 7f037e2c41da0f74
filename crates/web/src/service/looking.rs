//! From how many families in how short a time on looking is unusual.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use govuk::{Errors, Field as _, Page};
use maud::{Markup, html};
use store::LookingSettings;

use super::settled::{Settled, number};
use super::{leave, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

const TITLE: &str = "Unusual looking";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let settings = app.store().looking_settings(leave.id()).await?;
    let typed = Typed::default()
        .with("families", settings.many_families)
        .with("minutes", settings.within_minutes);
    Ok(govuk::page(&form(&app, &viewer, &typed, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let mut errors = Errors::new();
    let families = number(&typed, "families", "families", 2..=250, &mut errors);
    let minutes = number(&typed, "minutes", "minutes", 1..=240, &mut errors);
    let (Some(many_families), Some(within_minutes)) = (families, minutes) else {
        return Ok(wrong(&form(&app, &viewer, &typed, errors)));
    };
    let settings = LookingSettings {
        many_families,
        within_minutes,
    };
    let store = app.store();
    if store.looking_settings(leave.id()).await? != settings {
        store
            .put_looking_settings(&leave, settings, app.now())
            .await?;
    }
    Ok(on_to("/service", "saved"))
}

fn form(app: &App, viewer: &Viewer, typed: &Typed, errors: Errors) -> Page {
    let settled = Settled {
        title: TITLE,
        address: "/service/looking",
        typed,
        errors,
    };
    let before = html! {
        p.govuk-body {
            "Managers and auditors are shown who looked at many families in a short time. It stops nobody."
        }
    };
    let fields = html! {
        (settled.whole("families", "How many different families are many?", "families")
            .hint("From 2 to 250. Those opened one by one count, a list does not"))
        (settled.whole("minutes", "Within how short a time?", "minutes")
            .hint("From 1 to 240"))
    };
    settled.page(app, viewer, (before, fields, Markup::default()))
}
