//! What was asked of the team and waits for a consultation.

use axum::extract::State;
use calendar::Stamp;
use govuk::{BackLink, Cell, Extras, Head, Table};
use maud::{Markup, html};
use record::Asking;

use super::desk::{Desk, address};
use super::entry::answer;
use crate::app::Shared;
use crate::error::Problem;
use crate::families::words::counted;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const TITLE: &str = "Asked for a consultation";

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let waiting: Vec<&Asking> = desk.book.waiting().collect();
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        @if waiting.is_empty() {
            p.app-empty { "Nobody waits for a consultation they asked for." }
        } @else {
            p.app-list-count { (counted(waiting.len(), "waits", "wait")) ", the longest first" }
            (table(&desk, &waiting, app.now()))
        }
    };
    let mut page = shell::page(&app, &desk.viewer, Area::Advice, TITLE, content);
    page.back_link = Some(BackLink::new("/advice"));
    Ok(govuk::page(&page))
}

fn table(desk: &Desk, waiting: &[&Asking], now: Stamp) -> Table {
    let heads = [
        "Asked by",
        "Since",
        "About",
        "What",
        "How to reach them",
        "Record",
    ];
    let row = |asking: &&Asking| {
        let it = &asking.what;
        [
            Cell::new(html! {
                a.govuk-link href=(address(asking.id)) { (desk.names.worker(asking.by)) }
            }),
            Cell::new(hours(asking.at, now)).attribute("data-name", "Since").class("app-nowrap"),
            Cell::new(match it.family {
                Some(family) => html! { a.govuk-link href={ "/families/" (family) } { "A family of theirs" } },
                None => html! { "No family yet" },
            })
            .attribute("data-name", "About"),
            Cell::new(html! { div.app-typed { (it.question) } }).attribute("data-name", "What"),
            Cell::new(html! { div.app-typed { (it.reach) } }).attribute("data-name", "Reach"),
            Cell::new(html! {
                a.govuk-link href=(answer(asking)) {
                    "Record the consultation"
                    span.govuk-visually-hidden { " that " (desk.names.worker(asking.by)) " asked for" }
                }
            })
            .attribute("data-name", "Record"),
        ]
    };
    Table::new()
        .hidden_caption(TITLE)
        .head(heads.into_iter().map(Head::new))
        .rows(waiting.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

/// How long ago something was asked, in whole hours.
pub(crate) fn hours(at: Stamp, now: Stamp) -> String {
    let hours = now.since(at).as_secs() / 3600;
    match usize::try_from(hours).unwrap_or(usize::MAX) {
        0 => "less than an hour".to_owned(),
        hours => counted(hours, "hour", "hours"),
    }
}
