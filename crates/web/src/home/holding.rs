//! Holding support that could become full support, because somebody of the discipline has room now.

use access::{Act, Viewer};
use axum::extract::State;
use axum::response::Response;
use calendar::{Date, day};
use govuk::{BackLink, Cell, Extras, Head, Table};
use maud::{Markup, html};
use spreadsheet::{ColumnHead, ColumnKind, OutCell};
use store::{Waiting, WaitingFilter, WaitingKind};

use super::choice::Choice;
use super::{lists, rows};
use crate::app::{App, Shared};
use crate::capacity::{self, Carries};
use crate::error::Problem;
use crate::families::export::{csv_file, xlsx_file};
use crate::families::words::counted;
use crate::session::SignedIn;
use crate::shell::{self, Area};

const PATH: &str = "/today/holding";
pub(super) const TITLE: &str = "Holding support that could become full";

/// Holding support with the names of those who have room.
pub(super) struct Could {
    row: Waiting,
    who: Vec<String>,
}

/// What could become full support today, the longest held first.
pub(super) async fn could(app: &App, viewer: &Viewer) -> Result<Vec<Could>, Problem> {
    if !viewer.may(Act::RecordWork) {
        return Err(Problem::NotFound);
    }
    let today = app.today();
    let carries = capacity::load(app, viewer, today).await?;
    let filter = WaitingFilter {
        kind: Some(WaitingKind::Holding),
        ..WaitingFilter::default()
    };
    let mut could = Vec::new();
    let mut after = None;
    loop {
        let page = app.store().waiting(viewer, &filter, after).await?;
        for row in page.rows {
            let who = with_room(&carries, &row, today);
            if !who.is_empty() {
                could.push(Could { row, who });
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    could.sort_by_key(|it| it.row.waits.since);
    Ok(could)
}

/// Those of the discipline who are there and have room. Whoever holds on has the person among those
/// they support already.
fn with_room(carries: &[Carries], row: &Waiting, today: Date) -> Vec<String> {
    let Some(discipline) = row.waits.discipline else {
        return Vec::new();
    };
    let of = carries.iter().filter(|it| it.works_in(discipline));
    of.filter(|it| it.is_available(today) && it.has_room())
        .map(|it| it.own_name().to_owned())
        .collect()
}

pub(super) async fn show(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let could = could(&app, &viewer).await?;
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "Somebody of the discipline is there and supports fewer people than they can." }
        @if could.is_empty() {
            p.app-empty { "No holding support could become full now. "
                a.govuk-link href=(Choice::of_kind(WaitingKind::Holding).address("/today/waiting")) { "See all holding support" }
            }
        } @else {
            (lists::head(PATH, &Choice::default(), &counted(could.len(), "person", "people")))
            (table(&could))
        }
    };
    let mut page = shell::page(&app, &viewer, Area::Home, TITLE, content);
    page.back_link = Some(BackLink::new("/today").content("Back to the start page"));
    Ok(govuk::page(&page))
}

fn table(could: &[Could]) -> Table {
    let heads = [
        "Person",
        "Family",
        "Discipline",
        "Held by",
        "Since",
        "Who has room",
    ];
    let row = |it: &Could| {
        let (row, waits) = (&it.row, &it.row.waits);
        let about = waits
            .person_name
            .as_deref()
            .unwrap_or(&waits.person_reference);
        [
            Cell::new(html! {
                a.govuk-link href={ "/families/" (row.family) "/record/change-support" } {
                    (about) span.govuk-visually-hidden { ": change support" }
                }
            }),
            Cell::new(html! { a.govuk-link href={ "/families/" (row.family) } { (row.family_reference) } })
                .attribute("data-name", "Family"),
            Cell::new(waits.discipline.map_or("", record::lists::Discipline::label))
                .attribute("data-name", "Discipline"),
            Cell::new(rows::whom(row)).attribute("data-name", "Held by"),
            Cell::new(day::in_short(waits.since)).attribute("data-name", "Since").class("app-nowrap"),
            Cell::new(it.who.join("; ")).attribute("data-name", "Who has room"),
        ]
    };
    Table::new()
        .hidden_caption(TITLE)
        .head(heads.map(Head::new))
        .rows(could.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

pub(super) async fn csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let file = file(&could(&app, &viewer).await?, app.today());
    Ok(csv_file(&app, "holding", &file))
}

pub(super) async fn xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let file = file(&could(&app, &viewer).await?, app.today());
    xlsx_file(&app, "holding", file)
}

fn file(could: &[Could], today: Date) -> spreadsheet::Table {
    let text = |title| ColumnHead::new(title, ColumnKind::Text);
    let rows = could.iter().map(|it| {
        let (row, waits) = (&it.row, &it.row.waits);
        vec![
            OutCell::text(&waits.person_reference),
            OutCell::text(waits.person_name.as_deref().unwrap_or_default()),
            OutCell::text(&row.family_reference),
            OutCell::text(
                waits
                    .discipline
                    .map_or("", record::lists::Discipline::label),
            ),
            OutCell::text(rows::whom(row)),
            OutCell::Date(waits.since),
            OutCell::text(it.who.join("; ")),
        ]
    });
    spreadsheet::Table {
        title: "Holding support".to_owned(),
        note: format!(
            "{}, as listed on {}",
            counted(could.len(), "person", "people"),
            day::in_words(today)
        ),
        columns: vec![
            text("Person"),
            text("Name"),
            text("Family"),
            text("Discipline"),
            text("Held by"),
            ColumnHead::new("Since", ColumnKind::Date),
            text("Who has room"),
        ],
        rows: rows.collect(),
    }
}
