//! Adding a passkey: its owner names it, the browser makes it, and it is checked before it is kept.

use axum::Form;
use axum::extract::State;
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use govuk::{BackLink, Button, Errors, Extras as _, Field as _, Input, Label, Page, Size};
use maud::{Markup, html};
use store::{AddedPasskey, ChallengeFor, NewPasskey, Session, SessionStage};

use super::{PASSKEYS, ways, whole};
use crate::account::{asked, factor};
use crate::app::{App, Shared};
use crate::browser;
use crate::error::Problem;
use crate::form::{LONGEST_LINE, Typed};
use crate::passkey::{self, MADE};
use crate::session::Coming;
use crate::{shell, sign_in};

pub(super) const NEW: &str = "/account/passkeys/new";
pub(super) const CHALLENGE: &str = "/account/passkeys/challenge";
const TITLE: &str = "Add a passkey";

/// Whoever wants another way in shows first who they are; they have nothing to show yet if this is
/// how they come in.
async fn unproven(
    app: &App,
    here: &Session,
    then: &str,
    typed: &Typed,
) -> Result<Option<Response>, Problem> {
    match here.stage {
        SessionStage::Whole => asked(app, here, then, typed).await,
        SessionStage::SecondFactor => Ok(None),
    }
}

pub(super) async fn start(
    State(app): State<Shared>,
    Coming(here): Coming,
) -> Result<Response, Problem> {
    ways(&app, &here.viewer).await?;
    let ask = unproven(&app, &here, NEW, &Typed::default()).await?;
    Ok(ask.unwrap_or_else(|| Redirect::to(NEW).into_response()))
}

pub(super) async fn show(
    State(app): State<Shared>,
    Coming(here): Coming,
    headers: HeaderMap,
) -> Result<Markup, Problem> {
    ways(&app, &here.viewer).await?;
    let agent = headers.get(USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let typed = Typed::default().with("name", browser::of(agent.unwrap_or("")));
    Ok(govuk::page(&form(&app, &here, &typed, Errors::new())?))
}

fn form(app: &App, here: &Session, typed: &Typed, errors: Errors) -> Result<Page, Problem> {
    let origin = passkey::relying_party(app)?.origin();
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body data-without-passkeys {
            "To add a passkey you need a browser that knows them and runs scripts, at the address "
            strong { (origin) } ". You see this because one of these is missing."
        }
        form method="post" action=(PASSKEYS) novalidate data-passkey="make" data-asks=(CHALLENGE)
            data-origin=(origin) hidden {
            (Input::new("name", Label::new("What do you call it?").size(Size::S))
                .hint("So that you know it among others, for example: work telephone")
                .attribute("maxlength", LONGEST_LINE.to_string())
                .value(typed.text("name")).error(errors.of("name")))
            @for name in MADE { input type="hidden" name=(name); }
            p.govuk-error-message role="alert" data-said {}
            p.govuk-body { "Your browser then asks where to keep it: on this device, on your telephone or on a security key." }
            (Button::new("Make the passkey").id("passkey"))
        }
    };
    let mut page = whole(app, here, TITLE, content, errors);
    page.back_link = Some(BackLink::new(PASSKEYS).content("Passkeys"));
    Ok(page)
}

pub(super) async fn challenge(
    State(app): State<Shared>,
    Coming(here): Coming,
) -> Result<Response, Problem> {
    let ways = ways(&app, &here.viewer).await?;
    let there = app.store().passkeys(&here.viewer).await?;
    let whose = (&here.viewer, ways.name.as_str());
    passkey::ask_for_new(&app, ChallengeFor::Adding(here.id), whose, &there).await
}

pub(super) async fn save(
    State(app): State<Shared>,
    Coming(here): Coming,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    ways(&app, &here.viewer).await?;
    let mut errors = Errors::new();
    let name = typed.line("name", "a name", &mut errors);
    if errors.is_empty()
        && let Some(ask) = unproven(&app, &here, PASSKEYS, &typed).await?
    {
        return Ok(ask);
    }
    let made = passkey::made(&app, &headers, &typed, ChallengeFor::Adding(here.id))?;
    let added = match made.filter(|_| errors.is_empty()) {
        Some((made, challenge)) => {
            let new = NewPasskey {
                id: (app.setup.new_id)(),
                credential: made.id,
                key: made.key.as_cose().to_vec(),
                counter: made.counter,
                may_be_copied: made.may_be_copied,
                name,
            };
            let codes = factor::new_codes(&app);
            let kept = factor::kept(&codes);
            let add = app
                .store()
                .add_passkey(&here.viewer, new, challenge, kept, app.now());
            (add.await?, codes)
        }
        None => (AddedPasskey::No, Vec::new()),
    };
    let codes = match added {
        (AddedPasskey::Yes, _) => None,
        (AddedPasskey::WithCodes, codes) => Some(codes),
        (AddedPasskey::No, _) => {
            if errors.is_empty() {
                errors.add("passkey", passkey::NOT_ACCEPTED);
            }
            let page = form(&app, &here, &typed, errors)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, govuk::page(&page)).into_response());
        }
    };
    // Whoever had to do this first is in now; it shows nothing that they had not shown before.
    let cookies = match here.stage {
        SessionStage::Whole => None,
        SessionStage::SecondFactor => {
            Some(sign_in::begin(&app, &headers, &here.viewer, here.proven).await?)
        }
    };
    let now = Session {
        stage: SessionStage::Whole,
        ..here
    };
    Ok(match (codes, &cookies) {
        (Some(codes), _) => {
            let content = factor::recovery("Your passkey is added.", &codes, &now.viewer);
            let page = whole(&app, &now, "Your recovery codes", content, Errors::new());
            (cookies, govuk::page(&page)).into_response()
        }
        (None, Some(_)) => {
            let landing = Redirect::to(shell::landing(now.viewer.role));
            (cookies, landing).into_response()
        }
        (None, None) => Redirect::to(&format!("{PASSKEYS}?done=added")).into_response(),
    })
}
