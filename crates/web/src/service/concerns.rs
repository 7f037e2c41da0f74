//! After how many hours a concern that nobody has acknowledged goes further.

use access::{Authorised, SetUp, Viewer};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use casework::Escalation;
use govuk::{Choice, Errors, Field as _, Legend, Page, Radios, Size};
use maud::{Markup, html};
use record::ServiceId;
use record::lists::DaysCounted;

use super::settled::{Settled, number};
use super::{leave, mail, on_to, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

const TITLE: &str = "Concerns that wait";
/// A week: nobody means to leave a concern for longer.
const MOST: u8 = 168;

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let times = app.store().escalation(leave.id()).await?;
    let typed = Typed::default()
        .with("manager", times.manager_hours)
        .with("overdue", times.overdue_hours)
        .with("days", times.days.code());
    let page = form(&app, &viewer, &leave, &typed, Errors::new()).await?;
    Ok(govuk::page(&page))
}

pub(super) async fn save(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    match read(&typed) {
        Ok(times) => {
            let store = app.store();
            if store.escalation(leave.id()).await? != times {
                store.put_escalation(&leave, times, app.now()).await?;
            }
            Ok(on_to("/service", "saved"))
        }
        Err(errors) => {
            let page = form(&app, &viewer, &leave, &typed, errors).await?;
            Ok(wrong(&page))
        }
    }
}

fn read(typed: &Typed) -> Result<Escalation, Errors> {
    let mut errors = Errors::new();
    let manager = number(typed, "manager", "hours", 1..=MOST, &mut errors);
    let overdue = number(typed, "overdue", "hours", 1..=MOST, &mut errors);
    if manager
        .zip(overdue)
        .is_some_and(|(manager, overdue)| overdue < manager)
    {
        errors.add(
            "overdue",
            "A concern is overdue at the earliest when it goes to the manager",
        );
    }
    let days = DaysCounted::from_code(typed.text("days"));
    if days.is_none() {
        errors.add("days", "Choose the days that count");
    }
    match (manager, overdue, days) {
        (Some(manager_hours), Some(overdue_hours), Some(days)) if errors.is_empty() => {
            Ok(Escalation {
                manager_hours,
                overdue_hours,
                days,
            })
        }
        _ => Err(errors),
    }
}

async fn form(
    app: &App,
    viewer: &Viewer,
    leave: &Authorised<ServiceId, SetUp>,
    typed: &Typed,
    errors: Errors,
) -> Result<Page, Problem> {
    let mail = mail::standing(app, leave).await?;
    let settled = Settled {
        title: TITLE,
        address: "/service/concerns",
        typed,
        errors,
    };
    let days = DaysCounted::ALL.iter();
    let before = html! {
        p.govuk-body { "A concern for a child\u{2019}s safety waits for the social worker who holds the case until they acknowledge it. The manager sees it on the board from the start." }
    };
    let fields = html! {
        (settled.whole("manager", "When is the manager asked to see to it?", "hours"))
        (settled.whole("overdue", "When is it overdue?", "hours")
            .hint("Whoever opens the family is told so at the top of each page"))
        (Radios::new("days", Legend::new("Which days count?").size(Size::S))
            .choices(days.map(|each| Choice::new(each.code(), each.label())))
            .hint("An immediate concern always counts every day")
            .value(typed.text("days"))
            .error(settled.errors.of("days")))
    };
    Ok(settled.page(app, viewer, (before, fields, mail)))
}
