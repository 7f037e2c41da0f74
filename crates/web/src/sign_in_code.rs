//! The second step of signing in: a code of the authenticator application, or a recovery code.
//! That the password was right, or the identity provider said who it is, is carried in a sealed mark,
//! so that there is no session before.

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
use store::Account;

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Anybody, Routes};
use crate::second_step::SecondStep;
use crate::sign_in::{self, wait_words};
use crate::throttle::Counted;
use crate::{provider, sign_in_passkey, totp};

/// How long after the password the code may come.
const SOON: Duration = Duration::from_mins(10);

pub(crate) fn routes() -> Routes {
    Routes::new().form("/sign-in/code", Anybody, begin_again, check)
}

/// There is nothing here for whoever has not shown who they are.
async fn begin_again() -> Redirect {
    Redirect::to("/sign-in")
}

/// The page that asks for the code.
pub(crate) fn page(app: &App, mark: &str, step: &SecondStep, errors: Errors) -> Markup {
    let (codes, title) = match &step.codes {
        Some(_) => (true, "Enter your code"),
        None => (false, "Show your passkey"),
    };
    let content = html! {
        h1.govuk-heading-l { (title) }
        @if step.passkey { (sign_in_passkey::form(app, Some(mark))) }
        form method="post" action="/sign-in/code" novalidate {
            input type="hidden" name="mark" value=(mark);
            (code_input(codes, &errors))
            (Button::new("Sign in").once())
        }
        p.govuk-body {
            @if codes {
                "You do not have your telephone? Enter one of your recovery codes instead. If you have none \
                 left, ask your administrator."
            } @else {
                "You do not have the device with your passkey? Enter one of your recovery codes. If you have \
                 none left, ask your administrator."
            }
        }
    };
    govuk::page(&Page {
        title: title.to_owned(),
        home: "/".to_owned(),
        errors,
        content,
        ..Page::default()
    })
}

/// The field of a code: of an application or, where that is not asked, one for recovery.
pub(crate) fn code_input(of_application: bool, errors: &Errors) -> Input {
    let (question, hint, width) = if of_application {
        let hint = "The 6 digits that your authenticator application shows now";
        ("Code", hint, InputWidth::Ten)
    } else {
        let hint = "One of the ten that you wrote down. Each works once";
        ("Recovery code", hint, InputWidth::Twenty)
    };
    Input::new("code", Label::new(question).size(Size::S))
        .hint(hint)
        .width(width)
        .autocomplete("one-time-code")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .error(errors.of("code"))
}

/// Who has shown a short while ago who they are, by the mark of it: with their password, or at the
/// identity provider.
pub(crate) async fn shown(app: &App, mark: &str) -> Result<Option<Viewer>, Problem> {
    let now = app.now();
    let soon = |at: Stamp| now.since(at) <= SOON;
    let Some((service, worker, at)) = app.store().password_shown(mark) else {
        return provider::shown(app, mark, soon).await;
    };
    let account = app.store().account_of(service, worker, now).await?;
    // A password that was changed meanwhile has not been shown.
    let account = account.filter(|it| soon(at) && at >= it.password_at);
    let Some(Account { viewer, .. }) = account else {
        return Ok(None);
    };
    let holds = !provider::is_only_way(app, &viewer).await?;
    Ok(holds.then_some(viewer))
}

/// The same, with how they take the second step.
async fn before(app: &App, mark: &str) -> Result<Option<(Viewer, SecondStep)>, Problem> {
    let Some(viewer) = shown(app, mark).await? else {
        return Ok(None);
    };
    let step = SecondStep::of(app, &viewer).await?;
    Ok(step.is_set_up().then_some((viewer, step)))
}

/// The page for a mark once more, with what was wrong; none for a mark that does not hold.
pub(crate) async fn again(
    app: &App,
    mark: &str,
    errors: Errors,
) -> Result<Option<Markup>, Problem> {
    let before = before(app, mark).await?;
    Ok(before.map(|(_, step)| page(app, mark, &step, errors)))
}

async fn check(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mark = typed.text("mark");
    let Some((viewer, step)) = before(&app, mark).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    match accepts(&app, &headers, &viewer, &step, typed.text("code")).await? {
        Ok(()) => sign_in::stepped(&app, &headers, &viewer, &step).await,
        Err(Refused::Wrong) => {
            let mut errors = Errors::new();
            errors.add("code", "The code is not right, or was used before");
            let page = page(&app, mark, &step, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::TooMany(wait)) => {
            let mut errors = Errors::new();
            let words = wait_words(wait);
            errors.add(
                "code",
                format!("There were too many tries. {words}, then try again"),
            );
            let head = [(RETRY_AFTER, (wait.as_secs() + 1).to_string())];
            let page = page(&app, mark, &step, errors);
            Ok((StatusCode::TOO_MANY_REQUESTS, head, page).into_response())
        }
    }
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
    step: &SecondStep,
    typed: &str,
) -> Result<Result<(), Refused>, Problem> {
    let counted = || match sign_in::known_browser(app, headers, viewer) {
        Some(mark) => Counted::browser_code(mark),
        None => Counted::code(viewer.worker),
    };
    if let Err(wait) = app.throttle.begin(&[counted()], app.now()) {
        return Ok(Err(Refused::TooMany(wait)));
    }
    let shown = step.codes.as_ref().and_then(|codes| {
        let key = codes.secret?;
        totp::accepts(&key, typed, app.now(), codes.last_step)
    });
    let right = if let Some(half_minute) = shown {
        app.store().use_factor_step(viewer, half_minute).await?
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
