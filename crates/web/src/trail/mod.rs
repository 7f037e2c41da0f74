//! The trail: who looked at what, kept around every route, and read by those who check it.

mod kept;
mod report;
mod session;

pub(crate) use kept::kept;

use access::{Audit, Authorised, Viewer};
use axum::Router;
use axum::routing::get;
use record::ServiceId;

use crate::app::Shared;
use crate::error::Problem;

/// Where the report is.
pub(crate) const ADDRESS: &str = "/trail";

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(ADDRESS, get(report::show))
        .route("/trail/sessions/{session}", get(session::show))
}

fn leave(viewer: &Viewer) -> Result<Authorised<ServiceId, Audit>, Problem> {
    viewer.audit().ok_or(Problem::NotFound)
}
