//! One address for a workbook under way: it shows whatever comes next.

use std::sync::Arc;

use access::Viewer;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Button, Errors, Page};
use maud::{Markup, html};
use spreadsheet::mapping::is_needed;
use spreadsheet::{Mapping, Problems, Proposal, Workbook, read_rows};
use uuid::Uuid;

use super::jobs::{Jobs, Ready, Step, Understanding};
use super::{outcome, questions};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(super) async fn show(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    Ok(match &job.step {
        Step::Mapping(understanding) => {
            questions::page(&app, &viewer, id, &job, understanding).into_response()
        }
        Step::Problems(_, mapping, problems) => {
            outcome::problems(&app, &viewer, id, &job, mapping.as_ref(), problems).into_response()
        }
        Step::Ready(ready) => outcome::ready(&app, &viewer, id, &job, ready).into_response(),
        // Without scripts, the page asks for itself again.
        Step::Running(progress) => {
            let page = outcome::running(&app, &viewer, &job, progress);
            ([("refresh", "2")], page).into_response()
        }
        Step::Done(imported) => outcome::done(&app, &viewer, imported).into_response(),
        Step::Refused(reasons) => outcome::refused(&app, &viewer, &job, reasons).into_response(),
    })
}

/// Forgets a workbook at its sender's wish.
pub(super) async fn forget(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    jobs.get(&app, &viewer, id)?;
    jobs.forget(id);
    Ok(Redirect::to("/import"))
}

/// Where a workbook begins: with its questions if its words are not the dictionary's own.
pub(super) async fn first(
    app: &App,
    viewer: &Viewer,
    workbook: Arc<Workbook>,
) -> Result<Step, Problem> {
    if is_needed(&workbook) {
        understanding(workbook, Mapping::default(), 0)
            .await
            .map(Step::Mapping)
    } else {
        checked(app, viewer, workbook, None).await
    }
}

/// What a workbook says with these answers.
pub(super) async fn understanding(
    workbook: Arc<Workbook>,
    mapping: Mapping,
    turn: u64,
) -> Result<Understanding, Problem> {
    let looked_at = Arc::clone(&workbook);
    let proposal = blocking(move || review(&looked_at, &mapping)).await?;
    Ok(Understanding {
        workbook,
        proposal: Arc::new(proposal),
        turn,
        errors: Errors::new(),
    })
}

fn review(workbook: &Workbook, mapping: &Mapping) -> Proposal {
    spreadsheet::mapping::review(workbook, mapping)
}

/// Reads every row, and gives the problems or what can be brought in.
pub(super) async fn checked(
    app: &App,
    viewer: &Viewer,
    workbook: Arc<Workbook>,
    mapping: Option<Mapping>,
) -> Result<Step, Problem> {
    let leave = viewer.import().ok_or(Problem::NotFound)?;
    let (read, with) = (Arc::clone(&workbook), mapping.clone());
    let rows = blocking(move || {
        let rows = read_rows(&read, with.as_ref())?;
        let notes = rows.notes.clone();
        Ok::<_, Problems>((rows.for_import()?, notes))
    })
    .await?;
    let (families, notes) = match rows {
        Ok(read) => read,
        Err(problems) => return Ok(Step::Problems(workbook, mapping, Arc::new(problems))),
    };
    let references = families.iter().map(|rows| rows.family.reference());
    let here = app.store().count_here(&leave, references).await?;
    Ok(Step::Ready(Ready {
        workbook,
        mapping,
        families: Arc::new(families),
        notes,
        here,
        errors: Errors::new(),
        told_on: calendar::day::in_words(app.today()),
    }))
}

/// Work that would hold up other requests, on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Problem::failed(&error))
}

/// A page of a workbook under way, and how to be rid of it.
pub(super) fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    content: &Markup,
    forget: Option<Uuid>,
) -> Page {
    let content = html! {
        (content)
        @if let Some(id) = forget {
            form method="post" action=(format!("/import/{id}/forget")) {
                p.govuk-body {
                    "The workbook is kept in memory for you alone, for an hour, and stored nowhere."
                }
                (Button::new("Forget this workbook").secondary().small())
            }
        }
    };
    let mut page = shell::page(app, viewer, Area::Import, title, content);
    page.back_link = Some(BackLink::new("/import").content("Bring in a workbook"));
    page
}
