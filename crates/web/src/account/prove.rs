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
use crate::provider::{self, Shown};
use crate::second_step::SecondStep;
use crate::session::{self, Here};
use crate::sign_in::wait_words;
use crate::sign_in_code::{Refused, accepts, code_input};
use crate::ways::Ways;

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

/// What somebody is asked for.
struct Asks {
    /// Their password.
    password: bool,
    /// The identity provider's word.
    provider: bool,
    /// A passkey: by itself, or after the identity provider's word in the place of a code.
    passkey: bool,
    /// A code, by how they take the second step.
    step: Option<SecondStep>,
    /// The identity provider has just given its word, and nothing else is asked but the second step.
    shown: Option<Shown>,
}

impl Asks {
    async fn of(app: &App, here: &Session, ways: Option<&Ways>) -> Result<Self, Problem> {
        let step = SecondStep::of(app, &here.viewer).await?;
        let provider = ways.is_some_and(|ways| ways.provider);
        let door = app.provider.as_ref().filter(|_| provider);
        let shown = door.and_then(|door| door.shown(here.id, app.now()));
        let asked = step.is_set_up() && !shown.is_some_and(|shown| shown.with_factor);
        let by_itself = ways.is_some_and(|ways| !ways.provider_only);
        Ok(Self {
            password: shown.is_none() && ways.is_some_and(|ways| ways.password.is_some()),
            provider: shown.is_none() && provider,
            passkey: step.passkey && asked && (by_itself || shown.is_some()),
            step: Some(step).filter(|_| asked),
            shown,
        })
    }
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
    let ways = app.ways(&here.viewer).await?;
    if ways.is_none() && !app.setup.demo.is_empty() {
        return Ok(None);
    }
    if let Some(door) = &app.provider {
        door.keep(here.id, then, typed, app.now());
    }
    let asks = Asks::of(app, here, ways.as_ref()).await?;
    let page = form(app, here, &asks, (then, typed), Errors::new());
    Ok(Some(govuk::page(&page).into_response()))
}

/// The page again for whoever is back from the identity provider, with what is wrong if it is.
pub(crate) async fn ask_again(
    app: &App,
    here: &Session,
    then: &str,
    typed: &Typed,
    wrong: Option<String>,
) -> Result<Response, Problem> {
    let ways = app.ways(&here.viewer).await?;
    let asks = Asks::of(app, here, ways.as_ref()).await?;
    let mut errors = Errors::new();
    if let Some(wrong) = wrong.filter(|_| asks.provider) {
        errors.add(provider::FIELD, wrong);
    }
    Ok(govuk::page(&form(app, here, &asks, (then, typed), errors)).into_response())
}

fn form(
    app: &App,
    here: &Session,
    asks: &Asks,
    (then, typed): (&str, &Typed),
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
    let door = app.provider.as_ref();
    let name = door.map_or("", |door| door.provider.name());
    let content = html! {
        h1.govuk-heading-l { "Confirm that it is you" }
        @if asks.shown.is_some() {
            p.govuk-body { "Your " (name) " says that it is you. Nothing is done yet." }
        } @else {
            p.govuk-body {
                "You signed in a while ago, and what you are about to do matters. Nothing is done yet."
            }
        }
        @if let Some(door) = door.filter(|_| asks.provider) {
            (provider::button("Confirm", &door.provider, provider::PROVE))
        }
        @if asks.passkey {
            (passkey::form(app, CONFIRM, CHALLENGE, "Confirm with a passkey", &carried))
        }
        @if asks.password || asks.shown.is_some() {
            @if asks.password && asks.provider { h2.govuk-heading-m { "Or with your password" } }
            form method="post" action=(CONFIRM) novalidate {
                (carried)
                @if asks.password {
                    (PasswordInput::new(PASSWORD, Label::new("Your password").size(Size::S))
                        .error(errors.of(PASSWORD)))
                }
                @if let Some(step) = &asks.step { (code_input(step.codes.is_some(), &errors)) }
                (Button::new("Confirm").once())
            }
        } @else if !asks.provider && !asks.passkey {
            p.govuk-body { "You have no way to confirm it. Ask another administrator for a new sign-in link." }
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
    let ways = app.ways(&here.viewer).await?.ok_or(Problem::NotFound)?;
    let then = Some(typed.text(THEN)).filter(|path| is_own(path));
    let then = then.ok_or(Problem::NotFound)?;
    let asks = Asks::of(&app, &here, Some(&ways)).await?;
    let mut errors = Errors::new();
    if typed.has(SHOWN[0]) {
        let made_for = ChallengeFor::Proving(here.id);
        let shown = passkey::shown(&app, &headers, &typed, made_for).await?;
        let own = shown.filter(|it| asks.passkey && it.worker == here.viewer.worker);
        if own.is_none() {
            errors = passkey::not_accepted();
        }
    } else {
        match &ways.password {
            _ if asks.shown.is_some() => {}
            Some(account) => {
                let password = typed.password(PASSWORD);
                if let Err(wrong) = password::check(&app, account, password).await? {
                    errors.add(PASSWORD, wrong);
                }
            }
            None => errors.add(provider::FIELD, "Confirm that it is you first"),
        }
        if let Some(step) = asks.step.as_ref().filter(|_| errors.is_empty()) {
            check_code(&app, &headers, &here, step, &typed, &mut errors).await?;
        }
    }
    if !errors.is_empty() {
        let page = form(&app, &here, &asks, (then, &typed), errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response());
    }
    if let Some(door) = &app.provider {
        door.forget(here.id, app.now());
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

async fn check_code(
    app: &App,
    headers: &HeaderMap,
    here: &Session,
    step: &SecondStep,
    typed: &Typed,
    errors: &mut Errors,
) -> Result<(), Problem> {
    match accepts(app, headers, &here.viewer, step, typed.text("code")).await? {
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
    Ok(())
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
