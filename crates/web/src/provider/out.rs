//! Signing out: here at once, and at the provider for whoever asks for it too.

use access::Viewer;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use govuk::Button;
use maud::html;

use super::pages;
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::shell;

const SIGNED_OUT: &str = "/signed-out";
const TITLE: &str = "You are signed out";

/// Where whoever has signed out is led to.
pub(crate) async fn after_sign_out(app: &App, viewer: &Viewer) -> Result<&'static str, Problem> {
    let ways = app.ways(viewer).await?;
    let there = ways.is_some_and(|ways| ways.provider);
    Ok(if there { SIGNED_OUT } else { "/sign-in" })
}

pub(super) async fn show(State(app): State<Shared>) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    let name = door.provider.name();
    let content = html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "You are signed out of Alongside here." }
        p.govuk-body {
            "You may still be signed in with your " (name) ", so that whoever uses this computer next could come \
             in as you. If it is not yours alone, sign out there too."
        }
        div.govuk-button-group {
            form method="post" action="/sign-out/provider" novalidate {
                (Button::new(format!("Sign out of your {name} too")).once())
            }
            a.govuk-link href="/sign-in" { "Sign in again" }
        }
    };
    Ok(shell::bare(TITLE, content).into_response())
}

/// Leads to where the provider signs people out.
pub(super) async fn sign_out(State(app): State<Shared>) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    match door.provider.sign_out(app.now()).await {
        Ok(Some(address)) => Ok(pages::leads_on(&door.provider, &address)),
        Ok(None) => Ok(by_hand(door.provider.name())),
        Err(failure) => {
            pages::log(&failure);
            Ok(by_hand(door.provider.name()))
        }
    }
}

fn by_hand(name: &str) -> Response {
    let content = html! {
        h1.govuk-heading-l { "Sign out by hand" }
        p.govuk-body {
            "Alongside cannot sign you out of your " (name) " at the moment. Sign out there yourself, or close \
             every window of the browser."
        }
    };
    shell::bare("Sign out by hand", content).into_response()
}
