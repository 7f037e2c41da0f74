//! What came of checking a workbook, and of bringing it in.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::Viewer;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use govuk::{
    Button, Cell, Field as _, Head, Input, InputWidth, Label, Panel, Size, SummaryList, Table,
    WarningText,
};
use maud::{Markup, html};
use spreadsheet::{ColumnHead, ColumnKind, Mapping, OutCell, Problem as Wrong, Problems};
use store::Imported;
use uuid::Uuid;

use super::jobs::{Job, Jobs, Progress, Ready, Step};
use super::step;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::evaluation::attachment;
use crate::session::SignedIn;

/// Problems shown on the page; the file has more.
const SHOWN: usize = 100;

/// "1 family", "2 families".
fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", costs::plain(n), if n == 1 { one } else { many })
}

pub(super) fn problems(
    app: &App,
    viewer: &Viewer,
    id: Uuid,
    job: &Job,
    mapping: Option<&Mapping>,
    problems: &Problems,
) -> Markup {
    let rows = problems
        .listed
        .iter()
        .take(SHOWN)
        .map(|problem| cells(problem).map(Cell::new));
    let heads = [
        "Sheet",
        "Row",
        "Column",
        "Heading",
        "What is wrong, and what to do",
    ];
    let count = counted(problems.total as u64, "thing", "things");
    let content = html! {
        span.govuk-caption-l { (job.file) }
        h1.govuk-heading-l { (count) " to put right" }
        p.govuk-body { "Nothing was brought in. Put these right in the workbook, save it and send it again." }
        div.govuk-button-group {
            (Button::link("Send the workbook again", "/import"))
            a.govuk-link href=(format!("/import/{id}/problems")) { "All problems as CSV" }
        }
        p.app-list-count {
            @if problems.total > SHOWN { "Showing the first " (SHOWN) " of " (problems.total) }
            @else { "Showing all " (problems.total) }
        }
        (Table::new().hidden_caption("What is to be put right").head(heads.map(Head::new))
            .rows(rows).compact().scrolls())
        form method="post" action=(format!("/import/{id}/mapping")) {
            p.govuk-body {
                "Headings and words that are your own need not be changed: say what they mean instead."
            }
            (Button::new(if mapping.is_some() { "Change the answers" } else { "Say what headings and words mean" })
                .secondary())
        }
    };
    govuk::page(&step::page(
        app,
        viewer,
        "Things to put right",
        &content,
        Some(id),
    ))
}

fn cells(problem: &Wrong) -> [String; 5] {
    [
        problem.sheet.clone(),
        problem.row.map_or_else(String::new, |row| row.to_string()),
        problem.letters().unwrap_or_default(),
        problem.heading.clone().unwrap_or_default(),
        problem.kind.to_string(),
    ]
}

/// The problems as a file, to work through beside the workbook.
pub(super) async fn problems_file(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    let Step::Problems(_, _, problems) = &job.step else {
        return Err(Problem::NotFound);
    };
    let mut rows: Vec<Vec<OutCell>> = problems
        .listed
        .iter()
        .map(|problem| cells(problem).map(OutCell::text).into())
        .collect();
    let more = problems.total - problems.listed.len();
    if more > 0 {
        let mut last = vec![OutCell::Empty; 4];
        last.push(OutCell::text(format!(
            "and {more} more, which show once these are put right"
        )));
        rows.push(last);
    }
    let table = spreadsheet::Table {
        title: "Problems".to_owned(),
        note: String::new(),
        columns: ["Sheet", "Row", "Column", "Heading", "Problem"]
            .map(|title| ColumnHead::new(title, ColumnKind::Text))
            .into(),
        rows,
    };
    Ok(attachment(
        "problems.csv",
        "text/csv; charset=utf-8",
        table.to_csv(),
    ))
}

pub(super) fn ready(app: &App, viewer: &Viewer, id: Uuid, job: &Job, ready: &Ready) -> Markup {
    let families = ready.families.len() as u64;
    let count = |of: fn(&record::FamilyRows) -> usize| {
        ready
            .families
            .iter()
            .map(|rows| of(rows) as u64)
            .sum::<u64>()
    };
    let list = SummaryList::new()
        .pair("Families", families.to_string())
        .pair("New", (families - ready.here).to_string())
        .pair("Here already", ready.here.to_string())
        .pair("Children", count(|rows| rows.children.len()).to_string())
        .pair(
            "Emergency sessions",
            count(|rows| rows.sessions.len()).to_string(),
        );
    let content = html! {
        span.govuk-caption-l { (job.file) }
        h1.govuk-heading-l { "Ready to bring in" }
        p.app-lead { "Every row can be read, and nothing is wrong with any of them." }
        (list)
        @if !ready.notes.is_empty() {
            h2.govuk-heading-s { "Good to know" }
            ul.govuk-list.govuk-list--bullet { @for note in &ready.notes { li { (note) } } }
        }
        @if ready.here > 0 {
            (WarningText::new(
                "Families who are here already stay as they are. If the workbook says something \
                 else of one of them, nothing is brought in and you are told what differs."
            ))
        }
        form method="post" action=(format!("/import/{id}/bring-in")) novalidate {
            (Input::new("told_on", Label::new("Which day does the workbook tell of?").size(Size::S))
                .hint("The day it was last brought up to date. What it gives no date for is told as of that day.")
                .width(InputWidth::Ten).value(ready.told_on.as_str()).error(ready.errors.of("told_on")))
            (Button::new(format!("Bring in {}", counted(families, "family", "families"))).once())
        }
        @if ready.mapping.is_some() {
            form method="post" action=(format!("/import/{id}/mapping")) {
                div.govuk-button-group {
                    (Button::new("Change the answers").secondary())
                    a.govuk-link href=(format!("/import/{id}/mapping")) { "Save the mapping" }
                }
            }
        }
    };
    let mut page = step::page(app, viewer, "Ready to bring in", &content, Some(id));
    page.errors = ready.errors.clone();
    govuk::page(&page)
}

pub(super) fn running(app: &App, viewer: &Viewer, job: &Job, progress: &Progress) -> Markup {
    let done = progress.done.load(Ordering::Relaxed).min(progress.total);
    let percent = (done * 100).checked_div(progress.total).unwrap_or(0);
    let content = html! {
        span.govuk-caption-l { (job.file) }
        h1.govuk-heading-l { "Bringing in" }
        p.govuk-body role="status" {
            label for="progress" { (done) " of " (progress.total) " families, " (percent) "%" }
        }
        p.govuk-body {
            progress id="progress" max=(progress.total) value=(done) { (percent) "%" }
        }
        p.govuk-body {
            "This page shows how far it is. You can leave it and come back; all is brought in, or nothing."
        }
    };
    govuk::page(&step::page(app, viewer, "Bringing in", &content, None))
}

pub(super) fn done(app: &App, viewer: &Viewer, imported: &Imported) -> Markup {
    let added = counted(imported.added, "family was added", "families were added");
    let alike = counted(
        imported.alike,
        "was here already, alike in everything",
        "were here already, alike in everything",
    );
    let content = html! {
        (Panel::new("Brought in").content(html! { (added) }))
        p.govuk-body { (alike) "." }
        p.govuk-body {
            "In the workbook were " (counted(imported.children, "child", "children")) " and "
            (counted(imported.sessions, "emergency session", "emergency sessions")) "."
        }
        p.govuk-body { a.govuk-link href="/import" { "Bring in another workbook" } }
    };
    govuk::page(&step::page(app, viewer, "Brought in", &content, None))
}

pub(super) fn refused(app: &App, viewer: &Viewer, job: &Job, reasons: &[String]) -> Markup {
    let content = html! {
        span.govuk-caption-l { (job.file) }
        h1.govuk-heading-l { "Nothing was brought in" }
        p.govuk-body { "These families cannot be brought in as the workbook has them:" }
        ul.govuk-list.govuk-list--bullet {
            @for reason in reasons.iter().take(SHOWN) { li { (reason) } }
        }
        @if reasons.len() > SHOWN { p.govuk-body { "and " (reasons.len() - SHOWN) " more." } }
        (Button::link("Send the workbook again", "/import"))
    };
    govuk::page(&step::page(
        app,
        viewer,
        "Nothing was brought in",
        &content,
        None,
    ))
}
