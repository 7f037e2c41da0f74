//! What somebody who signs in settles for themselves.

mod factor;
mod password;
mod prove;
mod sessions;

use axum::Router;
use axum::routing::{get, post};
use govuk::{Page, Width};
use maud::Markup;

use access::Viewer;

use crate::app::{App, Shared};
use crate::shell::{self, Area};

/// Where somebody's name in the head of each page leads.
pub(crate) const ADDRESS: &str = "/account";

pub(crate) use factor::{FACTOR, offer};
pub(crate) use prove::asked;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(ADDRESS, get(sessions::show))
        .route(
            "/account/password",
            get(password::show).post(password::save),
        )
        .route(prove::CONFIRM, post(prove::confirm))
        .route(FACTOR, get(factor::show).post(factor::confirm))
        .route(factor::KEY, post(factor::new_key))
        .route("/account/sessions/end-others", post(sessions::end_others))
        .route("/account/sessions/{session}/end", post(sessions::end))
}

fn page(app: &App, viewer: &Viewer, title: &str, content: Markup) -> Page {
    let mut page = shell::page(app, viewer, Area::Account, title, content);
    page.width = Width::Reading;
    page
}
