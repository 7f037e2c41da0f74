//! Before a grave act, whoever signed in a while ago shows again who they are. What they had typed
//! goes with them and is sent on.

use std::time::Duration;

use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{Button, Errors, Field as _, Label, Page, PasswordInput, Size};
use maud::html;
use store::{ChallengeFor, Session};

use super::{page, password};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::passkey::{self, SHOWN};
use crate::second_step::SecondStep;
use crate::session::{self, Here};
use crate::sign_in::wait_words;
use crate::sign_in_code::{Refused, accepts, code_input};

/// How long somebody may do grave acts after they have shown who they are.
const RECENT: Duration = Duration::from_mins(10);

pub(super) const CONFIRM: &str = "/account/confirm";
pub(super) const CHALLENGE: &str = "/account/confirm/challenge";
const THEN: &str = "proof-then";
const PASSWORD: &str = "proof-password";
/// The fields of this form, which are no part of the one it carries; those of a passkey are neither.
const OWN: [&str; 3] = [THEN, PASSWORD, "code"];

/// Whether a field shows who somebody is.
pub(crate) fn is_proof(name: &str) -> bool {
    OWN.contains(&name)
}

/// Nothing if this session may do a grave act now; otherwise the page that asks who it is, and
/// sends the form on to `then`. In a demo nobody has a password to be asked for.
pub(crate) async fn asked(
    app: &App,
    here: &Session,
    then: &str,
    typed: &Typed,
) -> Result<Option<Response>, Problem> {
    if is_recent(app, here) {
        return Ok(None);
    }
    if app
        .store()
        .account(&here.viewer, app.now())
        .await?
        .is_none()
    {
        return Ok(None);
    }
    let step = SecondStep::of(app, &here.viewer).await?;
    let page = form(app, here, &step, then, typed, Errors::new());
    Ok(Some(govuk::page(&page).into_response()))
}

fn form(
    app: &App,
    here: &Session,
    step: &SecondStep,
    then: &str,
    typed: &Typed,
    errors: Errors,
) -> Page {
    let carried = html! {
        input type="hidden" name=(THEN) value=(then);
        @for (name, value) in typed.iter() {
            @if !OWN.contains(&name) && !SHOWN.contains(&name) {
                input type="hidden" name=(name) value=(value);
            }
        }
    };
    let content = html! {
        h1.govuk-heading-l { "Confirm that it is you" }
        p.govuk-body {
            "You signed in a while ago, and what you are about to do matters. Nothing is done yet."
        }
        @if step.passkey {
            (passkey::form(app, CONFIRM, CHALLENGE, "Confirm with a passkey", &carried))
        }
        form method="post" action=(CONFIRM) novalidate {
            (carried)
            (PasswordInput::new(PASSWORD, Label::new("Your password").size(Size::S))
                .error(errors.of(PASSWORD)))
            @if step.is_set_up() { (code_input(step.codes.is_some(), &errors)) }
            (Button::new("Confirm").once())
        }
    };
    let mut page = page(app, &here.viewer, "Confirm that it is you", content);
    page.errors = errors;
    page
}

pub(super) async fn confirm(
    State(app): State<Shared>,
    Here(here): Here,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let account = app.store().account(&here.viewer, app.now()).await?;
    let account = account.ok_or(Problem::NotFound)?;
    let then = Some(typed.text(THEN)).filter(|path| is_own(path));
    let then = then.ok_or(Problem::NotFound)?;
    let step = SecondStep::of(&app, &here.viewer).await?;
    let mut errors = Errors::new();
    if typed.has(SHOWN[0]) {
        let made_for = ChallengeFor::Proving(here.id);
        let shown = passkey::shown(&app, &headers, &typed, made_for).await?;
        if shown.is_none_or(|it| it.viewer.worker != here.viewer.worker) {
            errors = passkey::not_accepted();
        }
    } else if let Err(wrong) = password::check(&app, &account, typed.password(PASSWORD)).await? {
        errors.add(PASSWORD, wrong);
    } else if step.is_set_up() {
        let code = typed.text("code");
        match accepts(&app, &headers, &here.viewer, &step, code).await? {
            Ok(()) => {}
            Err(Refused::Wrong) => errors.add("code", "The code is not right, or was used before"),
            Err(Refused::TooMany(wait)) => {
                let wait = wait_words(wait);
                errors.add(
                    "code",
                    format!("There were too many tries. {wait}, then try again"),
                );
            }
        }
    }
    if !errors.is_empty() {
        let page = form(&app, &here, &step, then, &typed, errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response());
    }
    // The browser sends the same form on, as it was.
    let cookie = session::prove(&app, &headers).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::temporary(then)).into_response())
}

/// What the browser is asked, to show a passkey in this session.
pub(super) async fn challenge(
    State(app): State<Shared>,
    Here(here): Here,
) -> Result<Response, Problem> {
    passkey::ask(&app, ChallengeFor::Proving(here.id))
}

/// Whether somebody has shown a short while ago who they are.
pub(crate) fn is_recent(app: &App, here: &Session) -> bool {
    app.now().since(here.proven) <= RECENT
}

/// Whether a path is one of this program's, so that nobody is led elsewhere.
pub(crate) fn is_own(path: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/-".contains(sign);
    path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_program_are_led_to() {
        assert!(is_own("/service/people/0190-00/link"));
        for path in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a?b",
            "/a\nb",
        ] {
            assert!(!is_own(path), "{path:?}");
        }
    }
}
