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

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Extension, Router};

use crate::app::Shared;
use jobs::Jobs;

/// The largest upload: the largest workbook that is read, and the form around it.
const LARGEST_UPLOAD: usize = 50 * 1024 * 1024 + 64 * 1024;

pub(crate) fn routes() -> Router<Shared> {
    let upload = post(start::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    Router::new()
        .route("/import", get(start::show).merge(upload))
        .route("/import/template", get(start::template))
        .route("/import/{job}", get(step::show))
        .route("/import/{job}/answers", post(mapping::answered))
        .route("/import/{job}/saved-mapping", post(mapping::saved))
        .route(
            "/import/{job}/mapping",
            get(mapping::file).post(mapping::again),
        )
        .route("/import/{job}/problems", get(outcome::problems_file))
        .route("/import/{job}/bring-in", post(run::bring_in))
        .route("/import/{job}/forget", post(step::forget))
        .layer(Extension(Arc::new(Jobs::default())))
}
