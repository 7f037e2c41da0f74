//! What goes wrong, as a page.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use maud::html;

use crate::app::Shared;
use crate::shell;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is no such page, or this viewer may not see it: the two look the same.
    NotFound,
    /// What was sent cannot be read; in plain words.
    BadRequest(String),
    /// The program failed. Its cause is logged once and never shown.
    Failed,
}

impl Problem {
    /// Logs a failure of the program once, where it is met.
    pub(crate) fn failed(error: &dyn std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(cause = chain, "a page failed");
        Self::Failed
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            other => Self::failed(&other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, words) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "Page not found",
                "If you typed the address, check it is right. If you followed a link, the page may \
                 have moved or may not be for you to see."
                    .to_owned(),
            ),
            Self::BadRequest(words) => (StatusCode::BAD_REQUEST, "Something is not right", words),
            Self::Failed => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Sorry, there is a problem with Alongside",
                "Nothing was saved. Try again in a few minutes. If it goes on, tell your \
                 administrator when it happened."
                    .to_owned(),
            ),
        };
        let content = html! {
            h1.govuk-heading-l { (title) }
            p.govuk-body { (words) }
            p.govuk-body { a.govuk-link href="/" { "Go to your start page" } }
        };
        (status, shell::bare(title, content)).into_response()
    }
}

/// Around every route: a page that panics is a page that failed, and not a connection that breaks
/// off. Where it did is said by the program's own hook.
pub(crate) async fn caught(request: Request, next: Next) -> Response {
    let page = std::panic::AssertUnwindSafe(next.run(request));
    let page = page.catch_unwind().await;
    page.unwrap_or_else(|_| Problem::Failed.into_response())
}

/// An address that is no page.
pub(crate) async fn no_such_page(State(_): State<Shared>) -> Problem {
    Problem::NotFound
}
