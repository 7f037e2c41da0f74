//! For how long somebody may read in an emergency what is confidential, and by when that is reviewed.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use casework::ReadingTimes;
use govuk::{Errors, Field as _, Page};
use maud::{Markup, html};

use super::settled::{Settled, number};
use super::{leave, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

pub(super) const TITLE: &str = "Reading in an emergency";
pub(super) const ADDRESS: &str = "/service/reading";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let times = app.store().reading_times(leave.id()).await?;
    let typed = Typed::default()
        .with("minutes", times.minutes)
        .with("days", times.review_days);
    Ok(govuk::page(&form(&app, &viewer, &typed, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let mut errors = Errors::new();
    let minutes = number(&typed, "minutes", "minutes", 5..=120, &mut errors);
    let days = number(&typed, "days", "days", 1..=14, &mut errors);
    let (Some(minutes), Some(review_days)) = (minutes, days) else {
        return Ok(wrong(&form(&app, &viewer, &typed, errors)));
    };
    let times = ReadingTimes {
        minutes,
        review_days,
    };
    let store = app.store();
    if store.reading_times(leave.id()).await? != times {
        store.put_reading_times(&leave, times, app.now()).await?;
    }
    Ok(on_to("/service", "saved"))
}

fn form(app: &App, viewer: &Viewer, typed: &Typed, errors: Errors) -> Page {
    let settled = Settled {
        title: TITLE,
        address: ADDRESS,
        typed,
        errors,
    };
    let before = html! {
        p.govuk-body {
            "Where a child is at risk, somebody may read for a short time what was written in confidence. Managers and authors "
            "are told, and a manager reviews it."
        }
    };
    let fields = html! {
        (settled.whole("minutes", "For how long can it be read?", "minutes").hint("From 5 to 120"))
        (settled.whole("days", "Within how many days is it reviewed?", "days").hint("From 1 to 14"))
    };
    settled.page(app, viewer, (before, fields, Markup::default()))
}
