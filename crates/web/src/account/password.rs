//! Changing one's own password.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Button, Errors, Field as _, Label, Page, PasswordInput, Size};
use maud::{Markup, html};
use store::Account;

use access::Viewer;

use super::{ADDRESS, page};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::session::Here;
use crate::sign_in::wait_words;
use crate::sign_in_link::new_password;
use crate::throttle::Counted;

const TITLE: &str = "Change your password";

/// The password a viewer signs in with; nobody has one in a demo, and some sign in otherwise.
async fn account(app: &App, viewer: &Viewer) -> Result<Account, Problem> {
    let ways = app.ways(viewer).await?;
    ways.and_then(|ways| ways.password).ok_or(Problem::NotFound)
}

pub(super) async fn show(State(app): State<Shared>, Here(here): Here) -> Result<Markup, Problem> {
    account(&app, &here.viewer).await?;
    Ok(govuk::page(&form(&app, &here.viewer, Errors::new())))
}

pub(super) async fn save(
    State(app): State<Shared>,
    Here(here): Here,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let account = account(&app, &here.viewer).await?;
    let mut errors = Errors::new();
    match check(&app, &account, typed.password("old")).await? {
        Ok(()) => {}
        Err(wrong) => errors.add("old", wrong),
    }
    if errors.is_empty() {
        let about = vec![account.viewer.name, account.name, app.service_name()];
        let password = typed.password("password");
        match app
            .passwords
            .hash(password, about, &app.setup.random)
            .await?
        {
            Ok(hash) => {
                let (viewer, now) = (&here.viewer, app.now());
                app.store()
                    .change_password(viewer, here.id, hash, now)
                    .await?;
                return Ok(Redirect::to(&format!("{ADDRESS}?done=password")).into_response());
            }
            Err(wrong) => errors.add("password", wrong),
        }
    }
    let page = form(&app, &here.viewer, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response())
}

/// Whether a password is that of an account; in words why not.
pub(crate) async fn check(
    app: &App,
    account: &Account,
    password: &str,
) -> Result<Result<(), String>, Problem> {
    let counted = Counted::worker(account.viewer.worker);
    if let Err(wait) = app.throttle.begin(&[counted], app.now()) {
        let wait = wait_words(wait);
        return Ok(Err(format!(
            "There were too many tries. {wait}, then try again"
        )));
    }
    let hash = Some(account.password.clone());
    if !app.passwords.is(password, hash).await? {
        return Ok(Err("The password is not right".to_owned()));
    }
    app.throttle
        .succeeded(&Counted::worker(account.viewer.worker));
    Ok(Ok(()))
}

fn form(app: &App, viewer: &Viewer, errors: Errors) -> Page {
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "You stay signed in here, and are signed out everywhere else." }
        form method="post" action="/account/password" novalidate {
            (PasswordInput::new("old", Label::new("Password until now").size(Size::S))
                .error(errors.of("old")))
            (new_password(&errors))
            (Button::new("Save").once())
        }
    };
    let mut page = page(app, viewer, TITLE, content);
    page.back_link = Some(BackLink::new(ADDRESS).content("Your account"));
    page.errors = errors;
    page
}
