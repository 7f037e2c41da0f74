//! The start page: where each role comes to work.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};

use crate::app::Shared;
use crate::session;
use crate::session::SignedIn;
use crate::shell::{self, Area};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(start))
        .route("/home", get(show))
}

async fn start(State(app): State<Shared>, headers: HeaderMap) -> Redirect {
    match session::viewer(&app, &headers) {
        Some(viewer) => Redirect::to(shell::landing(viewer.role)),
        None => Redirect::to("/sign-in"),
    }
}

/// For those whose work is not in this version yet.
async fn show(State(app): State<Shared>, SignedIn(viewer): SignedIn) -> Markup {
    let content = html! {
        h1.govuk-heading-l { "Welcome" }
        p.govuk-body-l { "You are signed in as " (viewer.role.label().to_lowercase()) "." }
        p.govuk-body { "There is nothing for you to do here yet: conference and review dates are not part of this version." }
    };
    govuk::page(&shell::page(&app, &viewer, Area::Home, "Welcome", content))
}
