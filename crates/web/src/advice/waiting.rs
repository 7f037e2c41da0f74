//! What was asked of the team and waits for a consultation.

use axum::extract::State;
use axum::response::Response;
use calendar::Stamp;
use govuk::{BackLink, Cell, Extras, Head, Table};
use maud::{Markup, html};
use record::Asking;
use spreadsheet::{ColumnHead, ColumnKind, OutCell};

use super::desk::{Desk, address};
use super::entry::{about, answer};
use crate::app::Shared;
use crate::error::Problem;
use crate::families::export::{csv_file, xlsx_file};
use crate::families::words::counted;
use crate::home::list_head;
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
            @let count = format!("{}, the longest first", counted(waiting.len(), "waits", "wait"));
            (list_head("/advice/asked", &count))
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
            Cell::new(about(it.family)).attribute("data-name", "About"),
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

pub(super) async fn csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let file = file(&Desk::load(&app, viewer).await?, app.now());
    Ok(csv_file(&app, "asked", &file))
}

pub(super) async fn xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let file = file(&Desk::load(&app, viewer).await?, app.now());
    xlsx_file(&app, "asked", file)
}

fn file(desk: &Desk, now: Stamp) -> spreadsheet::Table {
    let rows = desk.book.waiting().map(|asking| {
        let it = &asking.what;
        let disciplines: Vec<&str> = it.disciplines.iter().map(|each| each.label()).collect();
        vec![
            OutCell::text(desk.names.worker(asking.by)),
            OutCell::Date(asking.at.london_date()),
            OutCell::text(hours(asking.at, now)),
            OutCell::text(match it.family {
                Some(_) => "A family of theirs",
                None => "No family yet",
            }),
            OutCell::text(&it.question),
            OutCell::text(disciplines.join("; ")),
            OutCell::text(&it.reach),
        ]
    });
    let rows: Vec<Vec<OutCell>> = rows.collect();
    let text = |title| ColumnHead::new(title, ColumnKind::Text);
    spreadsheet::Table {
        title: TITLE.to_owned(),
        note: format!(
            "{}, as listed on {}",
            counted(rows.len(), "row", "rows"),
            calendar::day::in_words(desk.today)
        ),
        columns: vec![
            text("Asked by"),
            ColumnHead::new("Asked on", ColumnKind::Date),
            text("Since"),
            text("About"),
            text("What"),
            text("Disciplines"),
            text("How to reach them"),
        ],
        rows,
    }
}

/// How long ago something was asked, in whole hours.
pub(crate) fn hours(at: Stamp, now: Stamp) -> String {
    let hours = now.since(at).as_secs() / 3600;
    match usize::try_from(hours).unwrap_or(usize::MAX) {
        0 => "less than an hour".to_owned(),
        hours => counted(hours, "hour", "hours"),
    }
}
