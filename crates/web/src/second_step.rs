//! What somebody shows besides their password: codes of an application, or a passkey.

use access::Viewer;
use store::SecondFactor;

use crate::app::App;
use crate::error::Problem;

/// How somebody takes the second step.
pub(crate) struct SecondStep {
    /// The application whose codes are taken, if any.
    pub(crate) codes: Option<SecondFactor>,
    /// Whether they have a passkey.
    pub(crate) passkey: bool,
    /// Whether the service asks one of them: then codes are not enough once they have it.
    pub(crate) passkey_asked: bool,
    /// Whether they have to have a second factor at all.
    pub(crate) asked: bool,
}

impl SecondStep {
    pub(crate) async fn of(app: &App, viewer: &Viewer) -> Result<Self, Problem> {
        let store = app.store();
        let settings = store.sign_in_settings(viewer.service).await?;
        let passkey = store.has_passkey(viewer).await?;
        let passkey_asked = settings.asks_passkey_of(viewer.role);
        let codes = store.second_factor(viewer).await?;
        let taken = !(passkey && passkey_asked);
        Ok(Self {
            codes: codes.filter(|codes| codes.secret.is_some() && taken),
            passkey,
            passkey_asked,
            asked: settings.second_factor || passkey_asked,
        })
    }

    /// Whether there is a second step to take.
    pub(crate) fn is_set_up(&self) -> bool {
        self.codes.is_some() || self.passkey
    }

    /// Whether a passkey has to be added before anything else.
    pub(crate) fn lacks_passkey(&self) -> bool {
        self.passkey_asked && !self.passkey
    }

    /// Whether the last passkey has to stay.
    pub(crate) fn needs_passkey(&self) -> bool {
        self.passkey_asked || (self.asked && self.codes.is_none())
    }
}
