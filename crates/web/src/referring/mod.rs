//! Referring a family: a task list of short pages, kept as it is filled in, then checked and sent.
//!
//! A referral is one draft. Each page puts its own fields into it and leaves the others alone.

mod again;
mod check;
mod desk;
mod draft;
mod page;
mod people;
mod send;
mod start;
mod steps;
mod tasks;
mod whole;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub(crate) use again::{is_offered, offer};
pub(crate) use start::why_not;

use crate::app::Shared;
use crate::recording::LARGEST;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/refer", get(start::show).post(start::begin))
        .route("/refer/again", post(again::begin))
        .route("/refer/sent/{family}", get(send::sent))
        .route("/refer/{id}", get(tasks::show))
        .route("/refer/{id}/keep", post(page::keep))
        .route("/refer/{id}/check", get(check::show))
        .route("/refer/{id}/send", post(send::send))
        .route("/refer/{id}/people", get(people::show).post(people::add))
        .route("/refer/{id}/people/{person}/remove", post(people::remove))
        .route("/refer/{id}/{page}", get(page::show).post(page::submit))
        .route(
            "/refer/{id}/{page}/{person}",
            get(page::show_of).post(page::submit_of),
        )
        .layer(DefaultBodyLimit::max(LARGEST))
}
