//! The second step of signing in: a code of the authenticator application, or a recovery code.
//! That the password was right is carried in a sealed mark, so that there is no session before.

use std::time::Duration;

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use govuk::{Button, Errors, Extras as _, Field as _, Input, InputWidth, Label, Page, Size};
use maud::{Markup, html};
use store::SecondFactor;

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Anybody, Routes};
use crate::sign_in::{self, wait_words};
use crate::throttle::Counted;
use crate::{provider, totp};

/// How long after the password the code may come.
const SOON: Duration = Duration::from_mins(10);

pub(crate) fn routes() -> Routes {
    Routes::new().form("/sign-in/code", Anybody, begin_again, check)
}

/// There is nothing here for whoever comes without the password.
async fn begin_again() -> Redirect {
    Redirect::to("/sign-in")
}

/// The page that asks for the code.
pub(crate) fn page(mark: &str, errors: Errors) -> Markup {
    let content = html! {
        h1.govuk-heading-l { "Enter your code" }
        form method="post" action="/sign-in/code" novalidate {
            input type="hidden" name="mark" value=(mark);
            (code_input(&errors))
            (Button::new("Sign in").once())
        }
        p.govuk-body {
            "You do not have your telephone? Enter one of your recovery codes instead. If you have none \
             left, ask your administrator."
        }
    };
    govuk::page(&Page {
        title: "Enter your code".to_owned(),
        home: "/".to_owned(),
        errors,
        content,
        ..Page::default()
    })
}

/// The field of a code.
pub(crate) fn code_input(errors: &Errors) -> Input {
    Input::new("code", Label::new("Code").size(Size::S))
        .hint("The 6 digits that your authenticator application shows now")
        .width(InputWidth::Ten)
        .autocomplete("one-time-code")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .error(errors.of("code"))
}

async fn check(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mark = typed.text("mark");
    let begin_again = || Ok(Redirect::to("/sign-in").into_response());
    let Some(viewer) = shown(&app, mark).await? else {
        return begin_again();
    };
    let Some(factor) = app.store().second_factor(&viewer).await? else {
        return begin_again();
    };
    match accepts(&app, &headers, &viewer, &factor, typed.text("code")).await? {
        Ok(()) => sign_in::welcome(&app, &headers, &viewer, app.now()).await,
        Err(Refused::Wrong) => {
            let mut errors = Errors::new();
            errors.add("code", "The code is not right, or was used before");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(mark, errors)).into_response())
        }
        Err(Refused::TooMany(wait)) => {
            let mut errors = Errors::new();
            let words = wait_words(wait);
            errors.add(
                "code",
                format!("There were too many tries. {words}, then try again"),
            );
            let head = [(RETRY_AFTER, (wait.as_secs() + 1).to_string())];
            Ok((StatusCode::TOO_MANY_REQUESTS, head, page(mark, errors)).into_response())
        }
    }
}

/// Who has just shown who they are, by their password or at the identity provider.
async fn shown(app: &App, mark: &str) -> Result<Option<Viewer>, Problem> {
    let now = app.now();
    let soon = |at: Stamp| now.since(at) <= SOON;
    if let Some((service, worker, at)) = app.store().password_shown(mark) {
        let account = app.store().account_of(service, worker, now).await?;
        // A password that was changed meanwhile has not been shown.
        let account = account.filter(|it| soon(at) && at >= it.password_at);
        return Ok(account.map(|account| account.viewer));
    }
    provider::shown(app, mark, soon).await
}

/// Why a code is not taken.
pub(crate) enum Refused {
    /// It is another, or was used before.
    Wrong,
    /// There were too many; how long to wait.
    TooMany(Duration),
}

/// Uses a code of the application, or a recovery code.
pub(crate) async fn accepts(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    factor: &SecondFactor,
    typed: &str,
) -> Result<Result<(), Refused>, Problem> {
    let counted = || match sign_in::known_browser(app, headers, viewer) {
        Some(mark) => Counted::browser_code(mark),
        None => Counted::code(viewer.worker),
    };
    if let Err(wait) = app.throttle.begin(&[counted()], app.now()) {
        return Ok(Err(Refused::TooMany(wait)));
    }
    let key = factor.secret.unwrap_or_default();
    let step = totp::accepts(&key, typed, app.now(), factor.last_step);
    let right = if let Some(step) = step.filter(|_| factor.secret.is_some()) {
        app.store().use_factor_step(viewer, step).await?
    } else {
        let (store, code) = (app.store(), recovery_code(typed));
        store.use_recovery_code(viewer, &code, app.now()).await?
    };
    if !right {
        tracing::info!("a code of a second factor was refused");
        return Ok(Err(Refused::Wrong));
    }
    app.throttle.succeeded(&counted());
    Ok(Ok(()))
}

/// A recovery code as it is kept, however it was typed.
pub(crate) fn recovery_code(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}
