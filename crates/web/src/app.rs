//! What every page needs.

use std::sync::Arc;

use access::Viewer;
use calendar::{Date, Stamp};
use store::Store;
use uuid::Uuid;

use crate::session::Sessions;

/// Fills the bytes it is given with random ones.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What the program gives to the pages.
pub struct Setup {
    /// The store.
    pub store: Store,
    /// The name of the service, for the head of each page.
    pub service: String,
    /// The clock.
    pub now: Arc<dyn Fn() -> Stamp + Send + Sync>,
    /// The source of new ids.
    pub new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    /// Random bytes for session tokens.
    pub random: Random,
    /// Whom the sign-in page of a demo offers; empty anywhere else.
    pub demo: Vec<Viewer>,
    /// The day an evaluation is as at unless another is asked for; the present day if there is
    /// none.
    pub evaluation_day: Option<Date>,
    /// The program's version, for the foot of each page.
    pub version: String,
}

/// What every page needs, with the people signed in.
pub struct App {
    pub(crate) setup: Setup,
    pub(crate) sessions: Sessions,
}

/// The state of the routes.
pub(crate) type Shared = Arc<App>;

impl App {
    /// An application nobody has signed in to yet.
    pub fn new(setup: Setup) -> Self {
        Self {
            setup,
            sessions: Sessions::default(),
        }
    }

    /// The store.
    pub(crate) fn store(&self) -> &Store {
        &self.setup.store
    }

    /// The time now.
    pub(crate) fn now(&self) -> Stamp {
        (self.setup.now)()
    }

    /// The present day in London.
    pub(crate) fn today(&self) -> Date {
        self.now().london_date()
    }

    /// The day an evaluation is as at unless another is asked for.
    pub(crate) fn evaluation_day(&self) -> Date {
        self.setup.evaluation_day.unwrap_or_else(|| self.today())
    }
}
