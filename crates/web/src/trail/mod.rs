//! The trail: who looked at what, kept around every route, and read by those who check it.

mod kept;
mod report;
mod session;

pub(crate) use kept::kept;

use access::{Act, Audit, Authorised, Viewer};
use record::ServiceId;

use crate::error::Problem;
use crate::routes::{For::Those, Routes};

/// Where the report is.
pub(crate) const ADDRESS: &str = "/trail";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(ADDRESS, Those(Act::ReadTrail), report::show)
        .get(
            "/trail/sessions/{session}",
            Those(Act::ReadTrail),
            session::show,
        )
}

fn leave(viewer: &Viewer) -> Result<Authorised<ServiceId, Audit>, Problem> {
    viewer.audit().ok_or(Problem::NotFound)
}
