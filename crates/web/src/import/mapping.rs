//! Answering what a workbook's headings and words mean, and keeping the answers.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use govuk::Errors;
use spreadsheet::{Mapping, Workbook};
use uuid::Uuid;

use super::answers::Answers;
use super::jobs::{Job, Jobs, Step, Understanding};
use super::step::{checked, understanding};
use crate::app::Shared;
use crate::error::Problem;
use crate::evaluation::attachment;
use crate::session::SignedIn;

/// The answers of the page of questions. Which button was pressed is among them.
pub(super) async fn answered(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    let here = Redirect::to(&format!("/import/{id}")).into_response();
    let Step::Mapping(asked) = &job.step else {
        return Ok(here);
    };
    let answers = Answers::new(pairs);
    if answers.get("turn") != Some(asked.turn.to_string().as_str()) {
        let words = "The questions have changed since this page was opened. Answer them again \
                     where they are not as you meant.";
        jobs.put(
            &app,
            id,
            Step::Mapping(with_error(asked, "questions", words)),
        );
        return Ok(here);
    }
    let mapping = answers.mapping(&asked.workbook, &asked.proposal);
    let next = understanding(Arc::clone(&asked.workbook), mapping, asked.turn + 1).await?;
    let open = next.proposal.mapping().to_be_answered();
    match answers.get("act") {
        Some("save") => {
            let file = saved_file(&next);
            jobs.put(&app, id, Step::Mapping(next));
            return Ok(file);
        }
        Some("check") if open == 0 => {
            let mapping = next.proposal.mapping();
            let step = checked(&app, &viewer, next.workbook, Some(mapping)).await?;
            jobs.put(&app, id, step);
        }
        Some("check") => {
            let words = match open {
                1 => "1 question is still to be answered".to_owned(),
                many => format!("{many} questions are still to be answered"),
            };
            jobs.put(
                &app,
                id,
                Step::Mapping(with_error(&next, "questions", &words)),
            );
        }
        _ => jobs.put(&app, id, Step::Mapping(next)),
    }
    Ok(here)
}

/// Answers that were kept from another time.
pub(super) async fn saved(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Redirect, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    let here = Redirect::to(&format!("/import/{id}"));
    let Step::Mapping(asked) = &job.step else {
        return Ok(here);
    };
    let step = match read(form).await {
        Ok(mapping) => understanding(Arc::clone(&asked.workbook), mapping, asked.turn + 1).await?,
        Err(words) => with_error(asked, "mapping", &words),
    };
    jobs.put(&app, id, Step::Mapping(step));
    Ok(here)
}

async fn read(mut form: Multipart) -> Result<Mapping, String> {
    let broken =
        |_| "The file did not arrive whole, or is larger than a mapping is. Try again.".to_owned();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("mapping") {
            continue;
        }
        let bytes = field.bytes().await.map_err(broken)?;
        if bytes.is_empty() {
            break;
        }
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| "This is not a mapping file: it is not text.".to_owned())?;
        return Mapping::parse(text).map_err(|error| error.to_string());
    }
    Err("Choose a mapping file".to_owned())
}

/// The answers as a file to keep.
pub(super) async fn file(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    mapping_of(&job)
        .map(|mapping| json(&mapping))
        .ok_or(Problem::NotFound)
}

/// Back to the questions, with the answers as they are.
pub(super) async fn again(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    if let Some(workbook) = workbook_of(&job) {
        let mapping = mapping_of(&job).unwrap_or_default();
        let step = understanding(workbook, mapping, 0).await?;
        jobs.put(&app, id, Step::Mapping(step));
    }
    Ok(Redirect::to(&format!("/import/{id}")))
}

fn workbook_of(job: &Job) -> Option<Arc<Workbook>> {
    match &job.step {
        Step::Problems(workbook, ..) => Some(Arc::clone(workbook)),
        Step::Ready(ready) => Some(Arc::clone(&ready.workbook)),
        _ => None,
    }
}

fn mapping_of(job: &Job) -> Option<Mapping> {
    match &job.step {
        Step::Mapping(asked) => Some(asked.proposal.mapping()),
        Step::Problems(_, mapping, _) => mapping.clone(),
        Step::Ready(ready) => ready.mapping.clone(),
        _ => None,
    }
}

fn saved_file(asked: &Understanding) -> Response {
    json(&asked.proposal.mapping())
}

fn json(mapping: &Mapping) -> Response {
    attachment(
        "alongside-mapping.json",
        "application/json",
        mapping.to_json().into_bytes(),
    )
}

fn with_error(asked: &Understanding, id: &str, words: &str) -> Understanding {
    let mut errors = Errors::new();
    errors.add(id, words);
    Understanding {
        errors,
        ..asked.clone()
    }
}
