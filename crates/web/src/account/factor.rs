//! Setting up the second factor: a key for an authenticator application, confirmed by one of its
//! codes, and ten recovery codes that are shown once.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use govuk::{BackLink, Button, Errors, InsetText, Page, WarningText};
use maud::{Markup, html};
use store::{FACTOR_KEY, SecondFactor, Session, SessionStage};

use super::{ADDRESS, PASSKEYS, page};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::second_step::SecondStep;
use crate::session::Coming;
use crate::sign_in_code::{code_input, recovery_code};
use crate::{qr, shell, sign_in, totp};

pub(crate) const FACTOR: &str = "/account/second-factor";
pub(super) const KEY: &str = "/account/second-factor/key";
const TITLE: &str = "Second factor";
/// How many recovery codes somebody has.
const CODES: usize = 10;

/// Begins a second factor for somebody: a key to be confirmed.
pub(crate) async fn offer(app: &App, viewer: &Viewer) -> Result<(), Problem> {
    let mut key = [0_u8; FACTOR_KEY];
    (app.setup.random)(&mut key);
    Ok(app.store().offer_second_factor(viewer, key).await?)
}

/// The factor of somebody who has a way to sign in, with the name they do it by; nobody in a demo has
/// a use for one.
async fn factor(app: &App, here: &Session) -> Result<(String, Option<SecondFactor>), Problem> {
    let ways = app.ways(&here.viewer).await?.ok_or(Problem::NotFound)?;
    Ok((ways.name, app.store().second_factor(&here.viewer).await?))
}

pub(super) async fn show(
    State(app): State<Shared>,
    Coming(here): Coming,
) -> Result<Response, Problem> {
    let (name, factor) = factor(&app, &here).await?;
    if let Some(elsewhere) = elsewhere(&app, &here).await? {
        return Ok(elsewhere);
    }
    let content = match &factor {
        // To whoever found the screen open, the key is not shown: it has to be asked for again.
        Some(SecondFactor {
            pending: Some(key), ..
        }) if here.stage == SessionStage::SecondFactor || super::is_recent(&app, &here) => html! {
            (setting_up(key, &name, &Errors::new()))
            @if here.stage == SessionStage::SecondFactor && app.relying_party.is_some() {
                p.govuk-body { a.govuk-link href=(PASSKEYS) { "Use a passkey instead" } }
            }
        },
        Some(factor) if factor.secret.is_some() => {
            let left = app.store().recovery_codes_left(&here.viewer).await?;
            in_use(factor, left)
        }
        _ => not_yet(),
    };
    Ok(govuk::page(&whole(&app, &here, content, Errors::new())).into_response())
}

/// Whoever has to add a passkey before anything else is led there: codes do not let them in.
async fn elsewhere(app: &App, here: &Session) -> Result<Option<Response>, Problem> {
    let step = SecondStep::of(app, &here.viewer).await?;
    let first = here.stage == SessionStage::SecondFactor && step.lacks_passkey();
    Ok(first.then(|| Redirect::to(PASSKEYS).into_response()))
}

/// A page of somebody who may have to do this before anything else.
fn whole(app: &App, here: &Session, content: Markup, errors: Errors) -> Page {
    let mut page = page(app, &here.viewer, TITLE, content);
    match here.stage {
        SessionStage::Whole => {
            page.back_link = Some(BackLink::new(ADDRESS).content("Your account"));
        }
        // There is nowhere else to go yet.
        SessionStage::SecondFactor => page.navigation = Vec::new(),
    }
    page.errors = errors;
    page
}

fn not_yet() -> Markup {
    html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body {
            "With a second factor nobody signs in as you with your password alone. You need an \
             authenticator application on your telephone."
        }
        form method="post" action=(KEY) {
            (Button::new("Set up a second factor").once())
        }
    }
}

fn in_use(factor: &SecondFactor, left: u64) -> Markup {
    let since = factor.confirmed.map(Stamp::in_words).unwrap_or_default();
    html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "It is set up since " (since) ". You have " (left) " recovery codes left." }
        form method="post" action=(KEY) {
            (Button::new("Set it up on another telephone").secondary().once())
        }
        p.govuk-body {
            "The one until now works until you have confirmed the other. You get new recovery codes too."
        }
    }
}

fn setting_up(key: &[u8; FACTOR_KEY], name: &str, errors: &Errors) -> Markup {
    let text = totp::base32(key);
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    html! {
        h1.govuk-heading-l { "Set up your second factor" }
        ol.govuk-list.govuk-list--number {
            li { "Install an authenticator application on your telephone, if you have none." }
            li { "In it, add an account: read this picture with it, or type the key." }
            li { "Enter the code that it shows." }
        }
        @if let Some(picture) = qr::svg(&totp::address(key, name), "The key, as a picture for the application") {
            p { (picture) }
        }
        (InsetText::new(html! { "The key: " strong { (groups.join(" ")) } }))
        form method="post" action=(FACTOR) novalidate {
            (code_input(true, errors))
            (Button::new("Confirm").once())
        }
    }
}

/// A key to be confirmed, for somebody who asks for one.
pub(super) async fn new_key(
    State(app): State<Shared>,
    Coming(here): Coming,
) -> Result<Response, Problem> {
    factor(&app, &here).await?;
    if let Some(elsewhere) = elsewhere(&app, &here).await? {
        return Ok(elsewhere);
    }
    if here.stage == SessionStage::Whole
        && let Some(ask) = super::asked(&app, &here, KEY, &Typed::default()).await?
    {
        return Ok(ask);
    }
    offer(&app, &here.viewer).await?;
    Ok(Redirect::to(FACTOR).into_response())
}

pub(super) async fn confirm(
    State(app): State<Shared>,
    Coming(here): Coming,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let (name, factor) = factor(&app, &here).await?;
    if let Some(elsewhere) = elsewhere(&app, &here).await? {
        return Ok(elsewhere);
    }
    let Some(key) = factor.and_then(|factor| factor.pending) else {
        return Ok(Redirect::to(FACTOR).into_response());
    };
    if here.stage == SessionStage::Whole
        && let Some(ask) = super::asked(&app, &here, FACTOR, &typed).await?
    {
        return Ok(ask);
    }
    let Some(step) = totp::accepts(&key, typed.text("code"), app.now(), 0) else {
        let mut errors = Errors::new();
        errors.add(
            "code",
            "The code is not right. Enter the one that is shown now",
        );
        let page = whole(&app, &here, setting_up(&key, &name, &errors), errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response());
    };
    let codes = new_codes(&app);
    let kept = kept(&codes);
    app.store()
        .confirm_second_factor(&here.viewer, step, kept, app.now())
        .await?;
    // It shows nothing that they had not shown before.
    let cookies = sign_in::begin(&app, &headers, &here.viewer, here.proven).await?;
    let now = Session {
        stage: SessionStage::Whole,
        ..here
    };
    let content = recovery("Your second factor is set up.", &codes, &now.viewer);
    let page = whole(&app, &now, content, Errors::new());
    Ok((cookies, govuk::page(&page)).into_response())
}

/// Recovery codes as they are shown, once.
pub(super) fn new_codes(app: &App) -> Vec<String> {
    (0..CODES).map(|_| new_code(app)).collect()
}

/// Recovery codes as they are kept.
pub(super) fn kept(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| recovery_code(code)).collect()
}

/// A hundred and twenty random bits, in six groups.
fn new_code(app: &App) -> String {
    let mut bytes = [0_u8; 15];
    (app.setup.random)(&mut bytes);
    let text = totp::base32(&bytes).to_lowercase();
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    groups.join("-")
}

pub(super) fn recovery(done: &str, codes: &[String], viewer: &Viewer) -> Markup {
    html! {
        h1.govuk-heading-l { "Your recovery codes" }
        p.govuk-body-l { (done) }
        (WarningText::new("Write these down now, or print them. They are not shown again."))
        p.govuk-body {
            "Each signs you in once, in the place of a code or a passkey, when you do not have your telephone. \
             Keep them where you keep other important papers, away from the telephone."
        }
        ul.govuk-list { @for code in codes { li { code { (code) } } } }
        (Button::link("I have written them down", shell::landing(viewer.role)))
    }
}
