//! What is said where signing in at the provider begins, and where it fails.

use axum::http::StatusCode;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use govuk::{Button, Errors};
use identity::{Failure, Provider};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Typed;
use crate::{shell, sign_in};

/// The field that what is wrong is said of.
pub(crate) const FIELD: &str = "provider";

/// A button that leads to the provider: "Sign in with your council account". It is a form, so that no
/// other site can lead a browser there and back.
pub(crate) fn button(what: &str, provider: &Provider, path: &str) -> Markup {
    let words = format!("{what} with your {}", provider.name());
    html! {
        form method="post" action=(path) novalidate {
            (Button::new(words).id(FIELD).once())
        }
    }
}

/// The page that leads on to the provider. The answer to a form may lead nowhere but within this site,
/// which browsers hold the provider to as well, wherever it leads on from there: so a page goes between.
pub(super) fn leads_on(provider: &Provider, address: &str) -> Response {
    let name = provider.name();
    let title = format!("On to your {name}");
    let content = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { a.govuk-link href=(address) { "Go on to your " (name) } }
    };
    let head = [(REFRESH, format!("0; url={address}"))];
    (head, shell::bare(&title, content)).into_response()
}

/// The sign-in page for whoever was not signed in. Whatever the reason, the words are the same: that
/// the provider knows somebody says nothing of whether this service does.
pub(super) fn refused(app: &App) -> Response {
    let mut errors = Errors::new();
    errors.add(
        FIELD,
        "You could not be signed in. Try again, and if it goes on, ask your administrator",
    );
    let page = sign_in::page(app, &Typed::default(), errors);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The sign-in page when the provider is away. It has nothing to do with who asks.
pub(super) fn unreachable(app: &App, provider: &Provider) -> Response {
    let mut errors = Errors::new();
    errors.add(FIELD, away(provider));
    let page = sign_in::page(app, &Typed::default(), errors);
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}

pub(super) fn away(provider: &Provider) -> String {
    format!(
        "Signing in with your {} does not work at the moment. Try again in a few minutes, or sign in with a \
         name and a password if you have them",
        provider.name()
    )
}

/// Writes down why nobody was signed in: the cause, and nobody's name.
pub(super) fn log(failure: &Failure) {
    match failure {
        Failure::Unreachable(_) => tracing::warn!(cause = %failure, "the identity provider failed"),
        Failure::Refused(_) => {
            tracing::info!(cause = %failure, "a sign-in with the identity provider was refused");
        }
    }
}

/// Said to whoever comes back from the provider without its word.
pub(super) fn not_confirmed(provider: &Provider) -> String {
    format!(
        "Your {} did not confirm that it is you. Try again, and sign in there as yourself",
        provider.name()
    )
}
