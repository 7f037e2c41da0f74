//! Signing in with a link that an administrator made. Looking at it changes nothing, so that a
//! preview of a message does not use it up; the button on its page does.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use govuk::Button;
use maud::html;
use store::{LinkToken, SessionStage};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::{session, shell};

pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/sign-in/link/{token}", get(show).post(sign_in))
}

/// Where a token leads, from the root of the site.
pub(crate) fn path(token: &LinkToken) -> String {
    format!("/sign-in/link/{}", token.text())
}

async fn show(State(app): State<Shared>, Path(token): Path<String>) -> Result<Response, Problem> {
    let Ok(token) = token.parse::<LinkToken>() else {
        return Ok(does_not_work());
    };
    let Some(viewer) = app.store().sign_in_link(&token, app.now()).await? else {
        return Ok(does_not_work());
    };
    let content = html! {
        h1.govuk-heading-l { "Sign in" }
        p.govuk-body-l { (app.service_name()) }
        p.govuk-body { "This link is for " (viewer.name) " and works once. If that is not you, close this page." }
        form method="post" action=(path(&token)) {
            (Button::new(format!("Sign in as {}", viewer.name)).once())
        }
    };
    Ok(shell::bare("Sign in", content).into_response())
}

async fn sign_in(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Ok(token) = token.parse::<LinkToken>() else {
        return Ok(does_not_work());
    };
    let Some(viewer) = app.store().use_sign_in_link(&token, app.now()).await? else {
        return Ok(does_not_work());
    };
    learn_name(&app).await?;
    let landing = shell::landing(viewer.role);
    let cookie = session::begin(&app, &headers, &viewer, SessionStage::Whole).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(landing)).into_response())
}

/// A service that another program set up while this one ran has a name that this one has not
/// learnt.
async fn learn_name(app: &App) -> Result<(), Problem> {
    if app.service_name().is_empty()
        && let Some(service) = app.store().services().await?.first()
    {
        app.call_service(&service.name);
    }
    Ok(())
}

/// The same words for a link that never was, was used, was ended or is too old.
fn does_not_work() -> Response {
    let content = html! {
        h1.govuk-heading-l { "This link does not work" }
        p.govuk-body { "A link signs in once, within three days of being made, and only the newest one made for you works." }
        p.govuk-body { "Ask your administrator for a new link." }
    };
    let page = shell::bare("This link does not work", content);
    (StatusCode::NOT_FOUND, page).into_response()
}
