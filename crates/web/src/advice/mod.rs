//! Consultations and advice about no recorded family, and asking for a consultation.

mod ask;
mod asked;
mod came;
mod desk;
mod entry;
mod export;
mod give;
mod list;
mod own;
mod waiting;

pub(crate) use own::section as own_askings;
pub(crate) use waiting::hours;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::Shared;
use crate::recording::LARGEST;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/advice", get(list::show))
        .route("/advice.csv", get(export::csv))
        .route("/advice.xlsx", get(export::xlsx))
        .route("/advice/asked", get(waiting::show))
        .route("/advice/asked.csv", get(waiting::csv))
        .route("/advice/asked.xlsx", get(waiting::xlsx))
        .route("/advice/record", get(give::show).post(give::submit))
        .route(
            "/advice/record/{of}",
            get(give::show_of).post(give::submit_of),
        )
        .route("/advice/entry/{of}", get(entry::show))
        .route(
            "/advice/put-right/{of}",
            get(give::show_right).post(give::submit_right),
        )
        .route("/advice/came/{of}", get(came::show).post(came::submit))
        .route("/ask", get(ask::show).post(ask::submit))
        .route("/asked/{of}", get(asked::show))
        .route("/asked/{of}/no-longer", post(asked::no_longer))
        .route("/refer/advice", get(ask::instead))
        .layer(DefaultBodyLimit::max(LARGEST))
}
