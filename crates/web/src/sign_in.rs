//! Signing in and out. In a demo, one button for each role; nowhere else does the page offer any.

use access::Role;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use govuk::Button;
use maud::{Markup, html};
use serde::Deserialize;

use crate::app::Shared;
use crate::error::Problem;
use crate::{session, shell};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-out", post(sign_out))
}

async fn show(State(app): State<Shared>, headers: HeaderMap) -> Response {
    if let Some(viewer) = session::viewer(&app, &headers) {
        return Redirect::to(shell::landing(viewer.role)).into_response();
    }
    page(&app).into_response()
}

fn page(app: &Shared) -> Markup {
    let demo = &app.setup.demo;
    shell::bare(
        "Sign in",
        html! {
            h1.govuk-heading-l { "Sign in" }
            @if demo.is_empty() {
                @if app.service_name().is_empty() {
                    p.govuk-body-l { "This service is not set up yet." }
                    p.govuk-body {
                        "To set it up, open the set-up address that the program printed when it started."
                    }
                } @else {
                    p.govuk-body-l { "You sign in with a link that is made for you." }
                    p.govuk-body { "Ask your administrator for one. It works once, within three days." }
                }
            } @else {
                p.govuk-body-l { "This is a demo. Every family and every worker in it is invented." }
                p.govuk-body {
                    "In it, today is " (calendar::day::in_words(app.today())) "."
                }
                p.govuk-body { "Choose whom to be. Each sees only what is theirs to see." }
                form method="post" action="/sign-in" {
                    div.govuk-button-group.app-demo-roles {
                        @for viewer in demo {
                            (Button::new(viewer.role.label()).named("role", viewer.role.code()))
                        }
                    }
                }
            }
        },
    )
}

#[derive(Deserialize)]
struct Chosen {
    role: String,
}

async fn sign_in(
    State(app): State<Shared>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let role: Role = chosen.role.parse().map_err(|_| Problem::NotFound)?;
    let viewer = app
        .setup
        .demo
        .iter()
        .find(|v| v.role == role)
        .ok_or(Problem::NotFound)?;
    let cookie = app
        .sessions
        .start(viewer.clone(), app.now(), &*app.setup.random);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(shell::landing(role))).into_response())
}

async fn sign_out(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let cookie = app.sessions.end(&headers);
    // The browser forgets what it has shown, so that "back" after signing out shows nothing.
    let clear = ("clear-site-data", "\"cache\"".to_owned());
    (
        [(SET_COOKIE.as_str(), cookie), clear],
        Redirect::to("/sign-in"),
    )
        .into_response()
}
