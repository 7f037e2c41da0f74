//! Signing in with a passkey: without a name and a password, or as the second step after them or after
//! the identity provider.

use access::Viewer;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use store::ChallengeFor;

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::routes::{For::Anybody, Routes};
use crate::{passkey, provider, sign_in, sign_in_code};

const ADDRESS: &str = "/sign-in/passkey";
const CHALLENGE: &str = "/sign-in/passkey/challenge";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .form(ADDRESS, Anybody, begin_again, check)
        .post(CHALLENGE, Anybody, challenge)
}

/// There is nothing here for whoever comes without a passkey.
async fn begin_again() -> Redirect {
    Redirect::to("/sign-in")
}

/// The form to sign in with a passkey; `mark` says who has shown who they are before, if anybody has.
pub(crate) fn form(app: &App, mark: Option<&str>) -> Markup {
    let more = html! {
        @if let Some(mark) = mark { input type="hidden" name="mark" value=(mark); }
    };
    let words = "Sign in with a passkey";
    passkey::form(app, ADDRESS, CHALLENGE, words, &more)
}

async fn challenge(State(app): State<Shared>) -> Result<Response, Problem> {
    passkey::ask(&app, ChallengeFor::SigningIn)
}

async fn check(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let made_for = ChallengeFor::SigningIn;
    let shown = passkey::shown(&app, &headers, &typed, made_for).await?;
    let mark = Some(typed.text("mark")).filter(|mark| !mark.is_empty());
    if let Some(viewer) = shown
        && may_enter(&app, &viewer, mark).await?
    {
        sign_in::learn_name(&app).await?;
        return sign_in::welcome(&app, &headers, &viewer, app.now()).await;
    }
    let errors = passkey::not_accepted();
    let page = match mark {
        Some(mark) => match sign_in_code::again(&app, mark, errors).await? {
            Some(page) => page,
            None => return Ok(Redirect::to("/sign-in").into_response()),
        },
        None => sign_in::page(&app, &Typed::default(), errors),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Whether somebody comes in with their passkey. Whoever has shown before who they are goes on with
/// their own; by itself it is a way in unless the service leaves none but the identity provider.
async fn may_enter(app: &App, viewer: &Viewer, mark: Option<&str>) -> Result<bool, Problem> {
    match mark {
        Some(mark) => {
            let before = sign_in_code::shown(app, mark).await?;
            Ok(before.is_some_and(|it| it == *viewer))
        }
        None => Ok(!provider::is_only_way(app, viewer).await?),
    }
}
