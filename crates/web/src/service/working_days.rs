//! Working days: weekends, bank holidays, and the days on which the service is closed besides.

use access::Viewer;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use calendar::{BankHolidays, Date, Weekday, day};
use govuk::{
    Button, Cell, Errors, Extras as _, Field as _, Input, Label, Page, Size, Table, Width,
};
use maud::{Markup, html};
use store::ClosedDay;

use super::{Done, leave, named, on_to, page, wrong};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::SignedIn;

const OWN: &str = "/service/working-days";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(done): Query<Done>,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let closed = app.store().closed_days(leave.id()).await?;
    let mut page = form(&app, &viewer, &closed, &Typed::default(), Errors::new());
    page.content = html! { (done.banner()) (page.content) };
    Ok(govuk::page(&page))
}

/// A day is itself what tells it from others, so that sending the form twice adds one.
pub(super) async fn add(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let known = app.store().closed_days(leave.id()).await?;
    match read(&typed) {
        Ok(closed) if known.contains(&closed) => {}
        Ok(closed) => {
            let store = app.store();
            store.put_closed_day(&leave, closed, app.now()).await?;
        }
        Err(errors) => return Ok(wrong(&form(&app, &viewer, &known, &typed, errors))),
    }
    Ok(on_to(OWN, "added"))
}

pub(super) async fn remove(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Path(day): Path<String>,
) -> Result<Response, Problem> {
    let leave = leave(&viewer)?;
    let day: Date = day.parse().map_err(|_| Problem::NotFound)?;
    let store = app.store();
    store.forget_closed_day(&leave, day, app.now()).await?;
    Ok(on_to(OWN, "removed"))
}

fn read(typed: &Typed) -> Result<ClosedDay, Errors> {
    let mut errors = Errors::new();
    let day = typed.day("day", "the day", &mut errors);
    let closed_anyway = |day: Date| {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        weekend || BankHolidays::england().name(day).is_some()
    };
    if day.is_some_and(closed_anyway) {
        errors.add("day", "That day is a weekend or a bank holiday already");
    }
    let name = typed.line("name", "what the day is", &mut errors);
    match day {
        Some(day) if errors.is_empty() => Ok(ClosedDay { day, name }),
        _ => Err(errors),
    }
}

fn form(app: &App, viewer: &Viewer, closed: &[ClosedDay], typed: &Typed, errors: Errors) -> Page {
    let content = html! {
        h1.govuk-heading-l { "Working days" }
        (known(&BankHolidays::england()))
        h2.govuk-heading-m { "Closed besides" }
        (table(closed))
        form method="post" action=(OWN) novalidate {
            (typed.date_input("day", "Another day on which the service is closed", &errors)
                .hint("For example, 29 12 2026"))
            (Input::new("name", Label::new("What is it?").size(Size::S))
                .hint("For example: between Christmas and New Year")
                .value(typed.text("name")).error(errors.of("name")))
            (Button::new("Add the day").once())
        }
    };
    let mut page = page(app, viewer, "Working days", content);
    page.width = Width::Reading;
    page.errors = errors;
    page
}

fn table(closed: &[ClosedDay]) -> Table {
    Table::new()
        .hidden_caption("Days on which the service is closed")
        .head(["Day", "What it is", ""])
        .rows(closed.iter().map(|closed| {
            let words = day::in_words(closed.day);
            [
                Cell::new(words.as_str()),
                named("What it is", &closed.name),
                Cell::new(html! {
                    form method="post" action=(format!("{OWN}/{}/remove", closed.day)) {
                        (Button::new(html! {
                            "Take out"
                            span.govuk-visually-hidden { " " (words) }
                        }).secondary().small().once())
                    }
                }),
            ]
        }))
        .compact()
        .class("app-table--stacks")
        .when_empty("No other day.")
}

fn known(holidays: &BankHolidays) -> Markup {
    let years = || holidays.iter().map(|(day, _)| day.year());
    html! {
        p.govuk-body {
            "Working days are Monday to Friday without the bank holidays of England and Wales"
            @if let (Some(first), Some(last)) = (years().min(), years().max()) {
                ", which are known from " (first) " to " (last)
            }
            "."
        }
    }
}
