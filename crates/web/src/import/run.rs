//! Bringing in: in the background, as a whole or not at all.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::Viewer;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::{Extension, Form};
use calendar::Date;
use casework::BringIn;
use govuk::Errors;
use record::{FamilyId, FamilyRows, PersonId, SubmissionId};
use serde::Deserialize;
use store::{BroughtIn, Imported, Workbook};
use uuid::Uuid;

use super::jobs::{Jobs, Progress, Ready, Step};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;

#[derive(Deserialize)]
pub(super) struct Asked {
    told_on: String,
}

pub(super) async fn bring_in(
    State(app): State<Shared>,
    Extension(jobs): Extension<Arc<Jobs>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<Uuid>,
    Form(asked): Form<Asked>,
) -> Result<Redirect, Problem> {
    let job = jobs.get(&app, &viewer, id)?;
    let here = Redirect::to(&format!("/import/{id}"));
    let Step::Ready(ready) = &job.step else {
        return Ok(here);
    };
    let told_on = match day(&asked.told_on, app.today()) {
        Ok(day) => day,
        Err(words) => {
            let mut errors = Errors::new();
            errors.add("told_on", words);
            let told_on = asked.told_on;
            jobs.put(
                &app,
                id,
                Step::Ready(Ready {
                    errors,
                    told_on,
                    ..ready.clone()
                }),
            );
            return Ok(here);
        }
    };
    let Some((ready, progress)) = jobs.begin(id) else {
        return Ok(here);
    };
    let workbook = Workbook {
        // The workbook's own id: pressed twice, it is the same press.
        submission: SubmissionId(id),
        file: job.file.clone(),
        digest: job.digest.clone(),
        at: app.now(),
    };
    tokio::spawn(async move {
        let step = run(&app, &viewer, workbook, &ready, told_on, &progress).await;
        jobs.put(&app, id, step);
    });
    Ok(here)
}

fn day(text: &str, today: Date) -> Result<Date, String> {
    match calendar::day::parse(text) {
        Ok(day) if day > today => {
            Err("The day the workbook tells of cannot be after today".to_owned())
        }
        Ok(day) => Ok(day),
        Err(error) => Err(format!("The day the workbook tells of: {error}")),
    }
}

/// Brings the families in and says how it went.
async fn run(
    app: &Shared,
    viewer: &Viewer,
    workbook: Workbook,
    ready: &Ready,
    told_on: Date,
    progress: &Progress,
) -> Step {
    match brought_in(app, viewer, workbook, ready, told_on, progress).await {
        Ok(imported) => Step::Done(imported),
        Err(store::Error::ImportRefused(refusals)) => {
            refused(refusals.iter().map(ToString::to_string).collect())
        }
        Err(error @ store::Error::TwiceInWorkbook { .. }) => refused(vec![error.to_string()]),
        Err(error) => {
            // Logged once; what a person can do is the same whatever it was.
            let _: Problem = Problem::from(error);
            refused(vec![
                "The service could not do it just now. Try again in a few minutes.".to_owned(),
            ])
        }
    }
}

fn refused(reasons: Vec<String>) -> Step {
    Step::Refused(Arc::new(reasons))
}

async fn brought_in(
    app: &Shared,
    viewer: &Viewer,
    workbook: Workbook,
    ready: &Ready,
    told_on: Date,
    progress: &Progress,
) -> Result<Imported, store::Error> {
    let leave = viewer.import().ok_or(store::Error::NotFound)?;
    let families = families(Arc::clone(app), Arc::clone(&ready.families), told_on);
    let done = Arc::clone(&progress.done);
    let count = move |families| done.store(families, Ordering::Relaxed);
    app.store().import(&leave, workbook, families, count).await
}

/// The families with ids of their own, one after the other.
fn families(
    app: Shared,
    families: Arc<Vec<FamilyRows>>,
    told_on: Date,
) -> impl Iterator<Item = BroughtIn> + Send {
    (0..families.len()).map(move |at| {
        let rows = families[at].clone();
        BroughtIn {
            family: FamilyId((app.setup.new_id)()),
            act: BringIn {
                parent: PersonId((app.setup.new_id)()),
                children: rows
                    .children
                    .iter()
                    .map(|_| PersonId((app.setup.new_id)()))
                    .collect(),
                rows,
                told_on,
            },
        }
    })
}
