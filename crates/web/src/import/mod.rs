//! Bringing in a workbook: sent, understood, checked, and then brought in as a whole or not at all.
//!
//! A workbook stays in memory with the one person who sent it, for an hour, and nowhere else.
//! Nothing of it is stored until they press "Bring in".

mod answers;
mod jobs;
mod mapping;
mod outcome;
mod questions;
mod run;
mod start;
mod step;

use std::sync::Arc;

use jobs::Jobs;

/// The largest upload: the largest workbook that is read, and the form around it.
pub(crate) const LARGEST_UPLOAD: usize = 50 * 1024 * 1024 + 64 * 1024;

use access::Act;

use crate::routes::{For::Those, Routes};
pub(crate) fn routes() -> Routes {
    let upload = Routes::new().post("/import", Those(Act::ImportWorkbook), start::upload);
    Routes::new()
        .get("/import", Those(Act::ImportWorkbook), start::show)
        .get(
            "/import/template",
            Those(Act::ImportWorkbook),
            start::template,
        )
        .get("/import/{job}", Those(Act::ImportWorkbook), step::show)
        .post(
            "/import/{job}/answers",
            Those(Act::ImportWorkbook),
            mapping::answered,
        )
        .post(
            "/import/{job}/saved-mapping",
            Those(Act::ImportWorkbook),
            mapping::saved,
        )
        .form(
            "/import/{job}/mapping",
            Those(Act::ImportWorkbook),
            mapping::file,
            mapping::again,
        )
        .get(
            "/import/{job}/problems",
            Those(Act::ImportWorkbook),
            outcome::problems_file,
        )
        .post(
            "/import/{job}/bring-in",
            Those(Act::ImportWorkbook),
            run::bring_in,
        )
        .post(
            "/import/{job}/forget",
            Those(Act::ImportWorkbook),
            step::forget,
        )
        .and(upload.up_to(LARGEST_UPLOAD))
        .with(Arc::new(Jobs::default()))
}
