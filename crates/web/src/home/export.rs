//! The lists of homes as files: the same rows, in the same order.

use access::{Act, Reach, Viewer};
use axum::extract::{Query, State};
use axum::response::Response;
use calendar::Date;
use record::lists::CaseStatus;
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table};
use store::{InCaseload, Waiting};

use super::choice::{Asked, Choice};
use super::families::{self, Line};
use super::{lists, rows, words};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::export::{csv_file, xlsx_file};
use crate::families::words::{counted, time};
use crate::session::SignedIn;

/// Both files of a list, from the function that gives its table.
macro_rules! files {
    ($csv:ident, $xlsx:ident, $table:ident, $name:literal) => {
        pub(super) async fn $csv(
            State(app): State<Shared>,
            SignedIn(viewer): SignedIn,
            Query(asked): Query<Asked>,
        ) -> Result<Response, Problem> {
            let table = $table(&app, &viewer, &lists::open(&viewer, &asked)?).await?;
            Ok(csv_file(&app, $name, &table))
        }

        pub(super) async fn $xlsx(
            State(app): State<Shared>,
            SignedIn(viewer): SignedIn,
            Query(asked): Query<Asked>,
        ) -> Result<Response, Problem> {
            let table = $table(&app, &viewer, &lists::open(&viewer, &asked)?).await?;
            xlsx_file(&app, $name, table)
        }
    };
}

files!(waiting_csv, waiting_xlsx, waiting, "waiting");
files!(caseload_csv, caseload_xlsx, caseload, "caseload");
files!(families_csv, families_xlsx, my_families, "my-families");

fn text(title: &str) -> ColumnHead {
    ColumnHead::new(title, ColumnKind::Text)
}

fn date(title: &str) -> ColumnHead {
    ColumnHead::new(title, ColumnKind::Date)
}

fn day(day: Option<Date>) -> OutCell {
    day.map_or(OutCell::Empty, OutCell::Date)
}

fn note(app: &App, count: usize, one: &str, more: &str) -> String {
    let day = calendar::day::in_words(app.today());
    format!("{}, as listed on {day}", counted(count, one, more))
}

async fn waiting(app: &App, viewer: &Viewer, choice: &Choice) -> Result<Table, Problem> {
    let mut out = Vec::new();
    let mut after = None;
    loop {
        let page = app
            .store()
            .waiting(viewer, &choice.waiting(), after)
            .await?;
        out.extend(page.rows.iter().map(|row| waiting_row(row, app.today())));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Table {
        title: "What waits".to_owned(),
        note: note(app, out.len(), "row", "rows"),
        columns: vec![
            text("What waits"),
            text("Family"),
            text("About"),
            text("Name"),
            text("For"),
            date("Since"),
            date("Due"),
            text("Time left"),
        ],
        rows: out,
    })
}

fn waiting_row(row: &Waiting, today: Date) -> Vec<OutCell> {
    let it = &row.waits;
    let about = match it.person {
        None => "The family",
        Some(_) => &it.person_reference,
    };
    vec![
        OutCell::text(words::what(it)),
        OutCell::text(&row.family_reference),
        OutCell::text(about),
        OutCell::text(it.person_name.as_deref().unwrap_or_default()),
        OutCell::text(rows::whom(row)),
        OutCell::Date(it.since),
        day(it.due),
        OutCell::text(words::distance(it.due, today)),
    ]
}

async fn caseload(app: &App, viewer: &Viewer, choice: &Choice) -> Result<Table, Problem> {
    let mut out = Vec::new();
    let mut after = None;
    loop {
        let filter = choice.caseload();
        let page = app.store().caseload(viewer, &filter, after).await?;
        out.extend(page.rows.iter().map(|row| caseload_row(row, app.today())));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Table {
        title: "Who is supported".to_owned(),
        note: note(app, out.len(), "row", "rows"),
        columns: vec![
            text("Person"),
            text("Name"),
            text("Family"),
            text("Worker"),
            text("Discipline"),
            text("Kind"),
            text("Remarks"),
            text("Stage"),
            date("Since"),
            date("Next appointment"),
            text("Time"),
            date("Last contact"),
            date("Next gentle try"),
        ],
        rows: out,
    })
}

fn caseload_row(row: &InCaseload, today: Date) -> Vec<OutCell> {
    let it = &row.support;
    let marks: Vec<&str> = rows::marks(it)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    let appointment = it.appointment.filter(|(on, _)| *on >= today);
    let at = appointment.and_then(|(_, at)| at).map(time);
    vec![
        OutCell::text(&it.person_reference),
        OutCell::text(it.person_name.as_deref().unwrap_or_default()),
        OutCell::text(&row.family_reference),
        OutCell::text(rows::worker_name(row.worker_name.as_deref())),
        OutCell::text(it.discipline.label()),
        OutCell::text(it.kind.label()),
        OutCell::text(marks.join("; ")),
        OutCell::text(it.stage.label()),
        OutCell::Date(it.since),
        day(appointment.map(|(on, _)| on)),
        OutCell::text(at.unwrap_or_default()),
        day(it.last_touch),
        day(it.next_try),
    ]
}

/// The families whose case the viewer holds, with all their pages.
async fn my_families(app: &App, viewer: &Viewer, _: &Choice) -> Result<Table, Problem> {
    // Everybody else has the list of families.
    if viewer.reach(Act::ListFamilies) != Reach::OwnFamilies {
        return Err(Problem::NotFound);
    }
    let around = families::Around::load(app, viewer).await?;
    let mut out = Vec::new();
    let mut after = None;
    loop {
        let (lines, page) = around.page(app, viewer, after).await?;
        out.extend(lines.iter().map(family_row));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Table {
        title: "My families".to_owned(),
        note: note(app, out.len(), "family", "families"),
        columns: vec![
            text("Family"),
            text("Names"),
            text("Status"),
            text("Decision"),
            text("Who supports whom"),
            ColumnHead::new("Shared entries of the last 14 days", ColumnKind::Integer),
            text("What waits"),
        ],
        rows: out,
    })
}

fn family_row(line: &Line) -> Vec<OutCell> {
    let listed = &line.family;
    let names: Vec<&str> = listed
        .people
        .iter()
        .filter_map(|p| p.name.as_deref())
        .collect();
    vec![
        OutCell::text(&listed.reference),
        OutCell::text(names.join(", ")),
        OutCell::text(listed.status.map_or("", CaseStatus::label)),
        OutCell::text(line.decided.join("; ")),
        OutCell::text(line.support.join("; ")),
        OutCell::Integer(i64::try_from(line.recent).unwrap_or(i64::MAX)),
        OutCell::text(line.waits.join("; ")),
    ]
}
