//! The list as a file: the same families, in the same order, with the same columns.

use std::sync::Arc;

use access::Viewer;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use record::lists::CaseStatus;
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table};
use store::ListedFamily;

use super::choice::{Asked, Choice};
use super::search::Searches;
use super::words::counted;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::session::SignedIn;

pub(super) async fn csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Extension(searches): Extension<Arc<Searches>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let table = table(&app, &viewer, &searches, &asked.choice()?).await?;
    Ok(csv_file(&app, "families", &table))
}

pub(super) async fn xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Extension(searches): Extension<Arc<Searches>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let table = table(&app, &viewer, &searches, &asked.choice()?).await?;
    xlsx_file(&app, "families", table)
}

/// A table as a CSV file with the day in its name.
pub(crate) fn csv_file(app: &App, name: &str, table: &Table) -> Response {
    let bytes = table.to_csv();
    file(app, name, ("csv", "text/csv; charset=utf-8"), bytes)
}

/// A table as an Excel file with the day in its name.
pub(crate) fn xlsx_file(app: &App, name: &str, table: Table) -> Result<Response, Problem> {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let written = spreadsheet::write::to_xlsx(&[table], app.today())
        .map_err(|error| Problem::failed(&error))?;
    Ok(file(app, name, ("xlsx", TYPE), written))
}

fn file(app: &App, name: &str, kind: (&str, &'static str), bytes: Vec<u8>) -> Response {
    let (ending, kind) = kind;
    let name = format!("attachment; filename=\"{name}-{}.{ending}\"", app.today());
    let heads = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    (heads, bytes).into_response()
}

/// All pages of the list, whichever page was asked for.
async fn table(
    app: &App,
    viewer: &Viewer,
    searches: &Searches,
    choice: &Choice,
) -> Result<Table, Problem> {
    // A file of families other than those on the page would mislead.
    let words = choice.words(app, viewer, searches).map_err(|_| {
        Problem::BadRequest(
            "That search is no longer kept. Search again, then save the list.".to_owned(),
        )
    })?;
    let filter = choice.filter(words);
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let page = app.store().families(viewer, &filter, after).await?;
        rows.extend(page.families.iter().map(row));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let day = calendar::day::in_words(app.today());
    let text = |title| ColumnHead::new(title, ColumnKind::Text);
    Ok(Table {
        title: "Families".to_owned(),
        note: format!(
            "{}, as listed on {day}",
            counted(rows.len(), "family", "families")
        ),
        columns: vec![
            text("Family"),
            text("Names"),
            text("Area"),
            text("Status"),
            text("Case holder"),
            text("Key workers"),
            ColumnHead::new("Referred", ColumnKind::Date),
            ColumnHead::new("People", ColumnKind::Integer),
        ],
        rows,
    })
}

fn row(family: &ListedFamily) -> Vec<OutCell> {
    let names: Vec<&str> = family
        .people
        .iter()
        .filter_map(|p| p.name.as_deref())
        .collect();
    vec![
        OutCell::text(&family.reference),
        OutCell::text(names.join(", ")),
        OutCell::text(&family.area),
        OutCell::text(family.status.map_or("", CaseStatus::label)),
        OutCell::text(family.case_holder_name.as_deref().unwrap_or_default()),
        OutCell::text(family.key_workers.join(", ")),
        family.referred_on.map_or(OutCell::Empty, OutCell::Date),
        OutCell::Integer(family.people.len() as i64),
    ]
}
