//! What a page, list or file showed is stored before it is sent, and not sent if it cannot be.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::{LookKind, Looking, Seen};

use crate::app::Shared;
use crate::error::Problem;

/// Around every route. The store says what it handed out, so that no page can forget to.
pub(crate) async fn kept(
    State(app): State<Shared>,
    page: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let sent = request.method() == Method::POST;
    let (answer, seen) = store::watched(next.run(request)).await;
    let page = page.map_or_else(String::new, |page| page.as_str().to_owned());
    if answer.status() == StatusCode::NOT_FOUND {
        if let Some(seen) = seen.refused() {
            keep_refused(&app, seen, page).await;
        }
        return answer;
    }
    if seen.is_empty() || !shows(answer.status()) {
        return answer;
    }
    let looking = Looking {
        at: app.now(),
        kind: kind(&page, &seen),
        page,
    };
    match app.store().looked(seen, looking).await {
        Ok(()) => answer,
        // A form that is refused has the words typed into it, which are nowhere else by now. It was
        // kept when it was opened that it was.
        Err(error) if sent && answer.status().is_client_error() => {
            Problem::failed(&error);
            answer
        }
        Err(error) => Problem::failed(&error).into_response(),
    }
}

/// Keeps that somebody asked for a family that is not theirs. They are told the same whether this
/// could be stored or not.
async fn keep_refused(app: &Shared, seen: Seen, page: String) {
    let looking = Looking {
        at: app.now(),
        kind: LookKind::Refused,
        page,
    };
    if let Err(error) = app.store().looked(seen, looking).await {
        Problem::failed(&error);
    }
}

/// Whether an answer has what was read in it: not if it only leads elsewhere or says that it failed. A form whose
/// words could not be stored comes back as a failure too, with the words; that it was opened is kept already.
fn shows(status: StatusCode) -> bool {
    !status.is_redirection() && !status.is_server_error()
}

/// How somebody looks who asks for this route.
fn kind(page: &str, seen: &Seen) -> LookKind {
    let ending = page.rsplit(['.', '/']).next();
    let is_file = matches!(ending, Some("csv" | "xlsx" | "download"));
    let mut parts = page.split('/').skip(1);
    match (parts.next().unwrap_or_default(), parts.next()) {
        _ if is_file => LookKind::File,
        ("families", Some(_)) if page.ends_with("/emergency") => LookKind::Emergency,
        ("families", Some(_)) if page.contains("/record/") => LookKind::Form,
        ("families", Some(_)) => LookKind::Page,
        ("families", None) if seen.searched() => LookKind::Search,
        ("families" | "today", _) => LookKind::List,
        ("evaluation", _) => LookKind::Rows,
        ("refer", _) => LookKind::Referral,
        ("advice" | "ask" | "asked", _) => LookKind::Advice,
        ("trail", _) => LookKind::Trail,
        _ => LookKind::Other,
    }
}
