//! By which ways somebody can sign in.

use access::Viewer;
use store::Account;

use crate::app::App;
use crate::error::Problem;
use crate::provider;

/// The ways of somebody. Nobody has any in a demo.
pub(crate) struct Ways {
    /// The name they are known by here when they sign in.
    pub(crate) name: String,
    /// With a password, unless the service has switched that off for them.
    pub(crate) password: Option<Account>,
    /// With the council's identity provider.
    pub(crate) provider: bool,
    /// Whether that is the only way: then neither a password nor a passkey lets them in by itself.
    pub(crate) provider_only: bool,
}

impl App {
    /// How somebody can sign in; nothing if they cannot.
    pub(crate) async fn ways(&self, viewer: &Viewer) -> Result<Option<Ways>, Problem> {
        let Some(name) = self.store().own_sign_in_name(viewer).await? else {
            return Ok(None);
        };
        let bound = self.store().bound(viewer).await?;
        let door = self.provider.as_ref();
        let provider = door.is_some_and(|door| door.is_of(bound.as_ref()));
        let provider_only = provider::is_only_way(self, viewer).await?;
        let password = if provider_only {
            None
        } else {
            self.store().account(viewer, self.now()).await?
        };
        let some = provider || password.is_some();
        Ok(some.then_some(Ways {
            name,
            password,
            provider,
            provider_only,
        }))
    }
}

/// Whether a second factor that the provider asked somebody for counts as ours: also in the place of
/// a passkey where the service asks one, since it has settled that it does.
pub(crate) async fn factor_counts(
    app: &App,
    viewer: &Viewer,
    asked: bool,
) -> Result<bool, Problem> {
    let settings = app.store().sign_in_settings(viewer.service).await?;
    Ok(asked && settings.provider_factor)
}
