//! The workbooks under way: in memory, each for the one person who sent it.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Viewer;
use calendar::Stamp;
use govuk::Errors;
use record::{FamilyRows, ServiceId, WorkerId};
use spreadsheet::{Mapping, Problems, Proposal, Workbook};
use store::Imported;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::error::Problem;

/// A workbook nobody came back to is forgotten after this time.
const KEPT: Duration = Duration::from_hours(1);
/// Workbooks of everybody together. Each may take some hundreds of megabytes.
const MOST: usize = 8;
/// Uploads that are read at once.
const READ_AT_ONCE: usize = 2;

/// A workbook under way.
#[derive(Clone)]
pub(super) struct Job {
    /// Whose it is.
    owner: (ServiceId, WorkerId),
    /// When they last did something with it.
    touched: Stamp,
    /// What it is called.
    pub(super) file: String,
    /// A digest of its bytes.
    pub(super) digest: String,
    /// How far it has come.
    pub(super) step: Step,
}

/// How far a workbook has come.
#[derive(Clone)]
pub(super) enum Step {
    /// What its headings and words mean is being answered.
    Mapping(Understanding),
    /// Something in it cannot be read.
    Problems(Arc<Workbook>, Option<Mapping>, Arc<Problems>),
    /// It can be brought in.
    Ready(Ready),
    /// It is being brought in.
    Running(Progress),
    /// It was brought in.
    Done(Imported),
    /// It was not brought in, and why. Nothing was changed.
    Refused(Arc<Vec<String>>),
}

/// What is understood of a workbook so far.
#[derive(Clone)]
pub(super) struct Understanding {
    /// The workbook.
    pub(super) workbook: Arc<Workbook>,
    /// What it most likely says, with the answers so far.
    pub(super) proposal: Arc<Proposal>,
    /// How often it was answered: a form of an earlier time asks about other things.
    pub(super) turn: u64,
    /// What was wrong with the last answers.
    pub(super) errors: Errors,
}

/// A workbook that can be brought in.
#[derive(Clone)]
pub(super) struct Ready {
    /// The workbook, in case its mapping is to be changed.
    pub(super) workbook: Arc<Workbook>,
    /// How it was read.
    pub(super) mapping: Option<Mapping>,
    /// Its families.
    pub(super) families: Arc<Vec<FamilyRows>>,
    /// What a person should know of how it was read.
    pub(super) notes: Vec<String>,
    /// How many of its families have references that are here already.
    pub(super) here: u64,
    /// What was wrong with the day that was typed, and the day.
    pub(super) errors: Errors,
    /// The day as typed.
    pub(super) told_on: String,
}

/// How many families were worked through.
#[derive(Clone)]
pub(super) struct Progress {
    /// So far.
    pub(super) done: Arc<AtomicU64>,
    /// Of how many.
    pub(super) total: u64,
}

impl Job {
    fn is_idle(&self) -> bool {
        !matches!(self.step, Step::Running(_))
    }

    fn is_over(&self, now: Stamp) -> bool {
        self.is_idle() && now.since(self.touched) > KEPT
    }

    fn is_of(&self, viewer: &Viewer) -> bool {
        self.owner == (viewer.service, viewer.worker)
    }
}

/// The workbooks under way.
pub(super) struct Jobs {
    jobs: Mutex<HashMap<Uuid, Job>>,
    /// Leave to read an upload into memory.
    pub(super) places: Semaphore,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            jobs: Mutex::default(),
            places: Semaphore::new(READ_AT_ONCE),
        }
    }
}

impl Jobs {
    /// Keeps a workbook for a viewer, in the place of an earlier one of theirs. Nothing if there
    /// is no room.
    pub(super) fn add(
        self: &Arc<Self>,
        app: &Shared,
        viewer: &Viewer,
        file: String,
        digest: String,
        step: Step,
    ) -> Option<Uuid> {
        let now = app.now();
        let id = (app.setup.new_id)();
        let job = Job {
            owner: (viewer.service, viewer.worker),
            touched: now,
            file,
            digest,
            step,
        };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, job| !(job.is_over(now) || job.is_idle() && job.is_of(viewer)));
        if jobs.len() >= MOST {
            return None;
        }
        jobs.insert(id, job);
        drop(jobs);
        tokio::spawn(forget_in_time(Arc::clone(self), Arc::clone(app), id));
        Some(id)
    }

    /// A viewer's own workbook.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none of this id, it is another's, or the viewer may not
    /// bring in workbooks: nobody learns which.
    pub(super) fn get(&self, app: &App, viewer: &Viewer, id: Uuid) -> Result<Job, Problem> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let now = app.now();
        jobs.retain(|_, job| !job.is_over(now));
        let job = jobs
            .get_mut(&id)
            .filter(|job| job.is_of(viewer) && viewer.import().is_some())
            .ok_or(Problem::NotFound)?;
        job.touched = now;
        Ok(job.clone())
    }

    /// Moves a workbook on. One that was forgotten meanwhile stays so, and one that is being
    /// brought in goes on only to its end.
    pub(super) fn put(&self, app: &App, id: Uuid, step: Step) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let is_end = matches!(step, Step::Done(_) | Step::Refused(_));
        if let Some(job) = jobs.get_mut(&id).filter(|job| job.is_idle() || is_end) {
            job.step = step;
            job.touched = app.now();
        }
    }

    /// Marks a ready workbook as being brought in and gives what is to be brought in. Nothing if
    /// it is not ready, so that a second press begins nothing.
    pub(super) fn begin(&self, id: Uuid) -> Option<(Ready, Progress)> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.get_mut(&id)?;
        let Step::Ready(ready) = &job.step else {
            return None;
        };
        let ready = ready.clone();
        let progress = Progress {
            done: Arc::default(),
            total: ready.families.len() as u64,
        };
        job.step = Step::Running(progress.clone());
        Some((ready, progress))
    }

    /// Forgets a workbook that is not being brought in.
    pub(super) fn forget(&self, id: Uuid) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|at, job| *at != id || !job.is_idle());
    }

    /// Whether a workbook is gone, or goes now because nobody came back to it.
    fn is_gone(&self, app: &App, id: Uuid) -> bool {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let now = app.now();
        jobs.retain(|_, job| !job.is_over(now));
        !jobs.contains_key(&id)
    }
}

/// Sees to it that a workbook does not stay in memory because nobody asks for anything.
async fn forget_in_time(jobs: Arc<Jobs>, app: Shared, id: Uuid) {
    loop {
        tokio::time::sleep(KEPT + Duration::from_secs(1)).await;
        if jobs.is_gone(&app, id) {
            return;
        }
    }
}
