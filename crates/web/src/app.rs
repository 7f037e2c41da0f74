//! What every page needs.

use std::sync::{Arc, PoisonError, RwLock};

use access::Viewer;
use calendar::{Date, Stamp};
use passkeys::RelyingParty;
use store::{LinkToken, Store};
use uuid::Uuid;

use crate::cookies::Cookies;
use crate::first_run::FirstRun;
use crate::passwords::Passwords;
use crate::provider::Door;
use crate::session::Noted;
use crate::site::Site;
use crate::throttle::Throttle;

/// Fills the bytes it is given with random ones.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Says what time it is.
pub type Clock = Arc<dyn Fn() -> Stamp + Send + Sync>;

/// Whether the program sends e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mail {
    /// It sends none: people are told of what waits when they look.
    NotSetUp,
    /// It does, from this address.
    From(String),
}

/// What the program gives to the pages.
pub struct Setup {
    /// The store.
    pub store: Store,
    /// The name of the service, for the head of each page; empty if there is none yet.
    pub service: String,
    /// The clock.
    pub now: Clock,
    /// The source of new ids.
    pub new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    /// Random bytes for session tokens.
    pub random: Random,
    /// Whether whoever a concern waits for is told by e-mail too.
    pub mail: Mail,
    /// Whom the sign-in page of a demo offers; empty anywhere else.
    pub demo: Vec<Viewer>,
    /// Where browsers find the service, if it was said; it is in no request.
    pub site: Option<Site>,
    /// The program's version, for the foot of each page.
    pub version: String,
}

/// What every page needs.
pub struct App {
    pub(crate) setup: Setup,
    /// When the sessions here were last noted as seen.
    pub(crate) noted: Noted,
    pub(crate) passwords: Passwords,
    pub(crate) cookies: Cookies,
    /// Tries to sign in.
    pub(crate) throttle: Throttle,
    /// The site that passkeys are made for; none where the program does not know its address.
    pub(crate) relying_party: Option<RelyingParty>,
    /// The way to set up a service where there is none yet.
    pub(crate) first_run: Option<FirstRun>,
    /// The council's identity provider, if there is one.
    pub(crate) provider: Option<Door>,
    /// The name of the service as it is now: it can be changed, or given, while the program runs.
    service: RwLock<String>,
}

/// The state of the routes.
pub(crate) type Shared = Arc<App>;

impl App {
    /// An application over a store.
    pub fn new(setup: Setup) -> Self {
        Self {
            service: RwLock::new(setup.service.clone()),
            cookies: Cookies::of(setup.site.as_ref()),
            setup,
            noted: Noted::default(),
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            relying_party: None,
            first_run: None,
            provider: None,
        }
    }

    /// The same application, whose first service is set up by whoever has this token.
    #[must_use]
    pub fn with_first_run(self, token: &LinkToken) -> Self {
        Self {
            first_run: Some(FirstRun::new(token)),
            ..self
        }
    }

    /// The same application, found by browsers at this site: people may sign in with passkeys.
    #[must_use]
    pub fn with_passkeys(self, relying_party: RelyingParty) -> Self {
        Self {
            relying_party: Some(relying_party),
            ..self
        }
    }

    /// The same application, in which people can sign in with the council's identity provider too.
    #[must_use]
    pub fn with_provider(self, provider: identity::Provider) -> Self {
        Self {
            provider: Some(Door::new(provider)),
            ..self
        }
    }

    /// The name of the service; empty if there is none yet.
    pub(crate) fn service_name(&self) -> String {
        let name = self.service.read();
        name.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on the service is called this on every page.
    pub(crate) fn call_service(&self, name: &str) {
        let mut service = self.service.write().unwrap_or_else(PoisonError::into_inner);
        name.clone_into(&mut service);
    }

    /// A token that nobody can guess.
    pub(crate) fn new_token(&self) -> LinkToken {
        let mut random = [0_u8; 32];
        (self.setup.random)(&mut random);
        LinkToken::new(random)
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
}
