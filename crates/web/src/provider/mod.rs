//! Signing in with the council's identity provider. Nobody is made known here by signing in there: a
//! link that an administrator made binds a worker to who they are at the provider, once, and from
//! then on the provider's word signs them in.

mod back;
mod out;
mod pages;
mod prove;
mod trip;

use access::Viewer;
use calendar::Stamp;
use identity::Provider;
use maud::Markup;
use store::Bound;

use crate::app::App;
use crate::error::Problem;
use crate::routes::{For::Anybody, For::Themselves, Routes};

pub(crate) use out::after_sign_out;
pub(crate) use pages::{FIELD, button};
pub(crate) use prove::{AGAIN, BEGIN as PROVE, Shown};

/// The path that the provider leads back to.
pub const BACK: &str = "/sign-in/provider/back";
/// The path that it leads to after signing out there.
pub const OUT: &str = "/sign-in";
/// Where signing in at the provider begins.
const BEGIN: &str = "/sign-in/provider";

/// The way to the provider, and what is remembered of those who are on it.
pub(crate) struct Door {
    pub(crate) provider: Provider,
    /// Trips that have come back: none comes back twice.
    used: trip::Used,
    /// Grave acts that wait for somebody to show again who they are.
    waiting: prove::Waiting,
}

impl Door {
    pub(crate) fn new(provider: Provider) -> Self {
        Self {
            provider,
            used: trip::Used::default(),
            waiting: prove::Waiting::default(),
        }
    }

    /// Whether this is the provider somebody is bound to.
    pub(crate) fn is_of(&self, bound: Option<&Bound>) -> bool {
        bound.is_some_and(|bound| bound.issuer == self.provider.issuer())
    }

    /// The button that leads to signing in there.
    pub(crate) fn sign_in_button(&self) -> Markup {
        button("Sign in", &self.provider, BEGIN)
    }

    /// The button that leads there from a link, by the path of the link.
    pub(crate) fn bind_button(&self, link: &str) -> Markup {
        button("Sign in", &self.provider, &format!("{link}/provider"))
    }
}

/// Whether somebody is bound to the provider, in a service where that leaves no password.
pub(crate) async fn is_only_way(app: &App, viewer: &Viewer) -> Result<bool, Problem> {
    let Some(door) = &app.provider else {
        return Ok(false);
    };
    let bound = app.store().bound(viewer).await?;
    let settings = app.store().sign_in_settings(viewer.service).await?;
    Ok(settings.provider_only && door.is_of(bound.as_ref()))
}

/// Who was at the provider a moment ago and has yet to show a code, by the mark of it.
pub(crate) async fn shown(
    app: &App,
    mark: &str,
    is_soon: impl Fn(Stamp) -> bool,
) -> Result<Option<Viewer>, Problem> {
    let shown = app.store().provider_shown(mark);
    let Some((service, worker, at)) = shown.filter(|(_, _, at)| is_soon(*at)) else {
        return Ok(None);
    };
    let viewer = app.store().viewer(service, worker, app.today()).await?;
    let Some(viewer) = viewer else {
        return Ok(None);
    };
    // Whoever was bound anew meanwhile has not shown that they are who they are now.
    let bound = app.store().bound(&viewer).await?;
    let holds = bound.is_some_and(|bound| at >= bound.at);
    Ok(holds.then_some(viewer))
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(BEGIN, Anybody, back::sign_in)
        .get(BACK, Anybody, back::back)
        .post("/sign-in/link/{token}/provider", Anybody, back::bind)
        .post(prove::BEGIN, Themselves, prove::begin)
        .get(AGAIN, Themselves, prove::again)
        .get("/signed-out", Anybody, out::show)
        .post("/sign-out/provider", Anybody, out::sign_out)
}
