//! What somebody who signs in settles for themselves.

mod factor;
mod passkeys;
mod password;
mod prove;
mod sessions;

use govuk::{Page, Width};
use maud::Markup;

use access::Viewer;

use crate::app::App;
use crate::routes::{For::Themselves, Routes};
use crate::shell::{self, Area};

/// Where somebody's name in the head of each page leads.
pub(crate) const ADDRESS: &str = "/account";

pub(crate) use factor::{FACTOR, offer};
pub(crate) use passkeys::PASSKEYS;
pub(crate) use prove::{ask_again, asked, is_own, is_proof, is_recent};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(ADDRESS, Themselves, sessions::show)
        .form(
            "/account/password",
            Themselves,
            password::show,
            password::save,
        )
        .post(prove::CONFIRM, Themselves, prove::confirm)
        .post(prove::CHALLENGE, Themselves, prove::challenge)
        .form(FACTOR, Themselves, factor::show, factor::confirm)
        .post(factor::KEY, Themselves, factor::new_key)
        .post(
            "/account/sessions/end-others",
            Themselves,
            sessions::end_others,
        )
        .post("/account/sessions/{session}/end", Themselves, sessions::end)
        .and(passkeys::routes())
}

fn page(app: &App, viewer: &Viewer, title: &str, content: Markup) -> Page {
    let mut page = shell::page(app, viewer, Area::Account, title, content);
    page.width = Width::Reading;
    page
}
