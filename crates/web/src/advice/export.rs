//! The list of advice as files: the same rows, in the same order.

use access::Viewer;
use axum::extract::{Query, State};
use axum::response::Response;
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table};

use super::desk::Desk;
use super::entry::{advice, there};
use super::list::Asked;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::export::{csv_file, xlsx_file};
use crate::families::words::counted;
use crate::session::SignedIn;

pub(super) async fn csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let table = table(&app, viewer, &asked).await?;
    Ok(csv_file(&app, "advice", &table))
}

pub(super) async fn xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let table = table(&app, viewer, &asked).await?;
    xlsx_file(&app, "advice", table)
}

async fn table(app: &App, viewer: Viewer, asked: &Asked) -> Result<Table, Problem> {
    let choice = asked.choice()?;
    let desk = Desk::load(app, viewer).await?;
    let rows = choice.rows(&desk.book).into_iter().map(|given| {
        let it = &given.now.what;
        let advice = advice(it).into_iter();
        let advice: Vec<String> = advice.map(|(of, words)| format!("{of}: {words}")).collect();
        vec![
            OutCell::text(it.kind.label()),
            OutCell::Date(given.now.happened),
            OutCell::text(&it.to),
            OutCell::text(&it.team),
            OutCell::text(it.mode.label()),
            OutCell::text(there(&desk.names, &it.present)),
            OutCell::Integer(it.minutes.into()),
            OutCell::text(&it.question),
            OutCell::text(advice.join("\n")),
            OutCell::text(given.came.label()),
            OutCell::text(desk.names.worker(given.now.recorded_by)),
        ]
    });
    let rows: Vec<Vec<OutCell>> = rows.collect();
    let text = |title| ColumnHead::new(title, ColumnKind::Text);
    let day = calendar::day::in_words(desk.today);
    Ok(Table {
        title: "Advice".to_owned(),
        note: format!(
            "{}, as listed on {day}",
            counted(rows.len(), "entry", "entries")
        ),
        columns: vec![
            text("What"),
            ColumnHead::new("Day", ColumnKind::Date),
            text("Who asked"),
            text("Team or agency"),
            text("How"),
            text("Of the team"),
            ColumnHead::new("Minutes", ColumnKind::Integer),
            text("What was asked"),
            text("Advice"),
            text("What came of it"),
            text("Recorded by"),
        ],
        rows,
    })
}
