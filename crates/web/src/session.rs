//! Who is signed in: a random token in a cookie, of which the store keeps the digest.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use access::Viewer;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HeaderMap, USER_AGENT};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use sha2::{Digest, Sha256};
use store::{NewSession, Session, SessionStage};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::routes::For;
use crate::{account, browser};

const NAME: &str = "alongside_session";
/// That somebody asked for something is noted no more often than this: each note waits for the
/// disc.
const NOTED: Duration = Duration::from_mins(1);

/// When each session was last noted by this program.
#[derive(Default)]
pub(crate) struct Noted(Mutex<HashMap<[u8; 32], Stamp>>);

impl Noted {
    /// Whether it is time to note a session again. Whoever is told so does it.
    fn is_due(&self, digest: [u8; 32], last: Stamp, now: Stamp) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = noted.get(&digest).map_or(last, |noted| last.max(*noted));
        if now.since(last) < NOTED {
            return false;
        }
        // Only those of the last minute are worth keeping.
        noted.retain(|_, at| now.since(*at) < NOTED);
        noted.insert(digest, now);
        true
    }
}

/// Begins a session in the browser that asks, in the place of the one there, and gives the cookie
/// that carries it. `proven` is when whoever it is of last showed who they are.
pub(crate) async fn begin(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    stage: SessionStage,
    proven: Stamp,
) -> Result<String, Problem> {
    let token = new_token(app);
    let agent = headers.get(USER_AGENT);
    let new = NewSession {
        id: (app.setup.new_id)(),
        digest: digest(&token),
        whose: (viewer.service, viewer.worker),
        stage,
        proven,
        browser: browser::of(agent.and_then(|agent| agent.to_str().ok()).unwrap_or("")),
        instead_of: own(headers),
    };
    app.store().begin_session(new, app.now()).await?;
    Ok(carrying(&token))
}

/// Notes that whoever asks has shown again who they are, and gives the cookie of their session from
/// then on.
pub(crate) async fn prove(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    let before = own(headers).ok_or(Problem::NotFound)?;
    let token = new_token(app);
    app.store()
        .prove_session(before, digest(&token), app.now())
        .await?;
    Ok(carrying(&token))
}

fn new_token(app: &App) -> String {
    let mut token = [0_u8; 32];
    (app.setup.random)(&mut token);
    hex(&token)
}

fn carrying(token: &str) -> String {
    format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Lax")
}

/// Ends the session of a request, and gives the cookie that says so.
pub(crate) async fn end(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    if let Some(digest) = own(headers) {
        app.store().end_session(digest).await?;
    }
    Ok(format!(
        "{NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    ))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("strings take all");
        text
    })
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The digest of the token that a browser sent.
fn own(headers: &HeaderMap) -> Option<[u8; 32]> {
    cookie(headers, NAME).map(digest)
}

/// A cookie that a browser sent.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The session of whoever asks, however far they have come.
pub(crate) async fn session(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
    let Some(digest) = own(headers) else {
        return Ok(None);
    };
    let now = app.now();
    let session = app.store().session(digest, now).await?;
    if let Some(session) = &session
        && app.noted.is_due(digest, session.last_seen, now)
    {
        // Nobody waits for it: the writer may be busy with a workbook for minutes.
        let store = app.store().clone();
        tokio::spawn(async move {
            if let Err(error) = store.session_seen(digest, now).await {
                tracing::warn!(cause = %error, "that a session was seen could not be noted");
            }
        });
    }
    Ok(session)
}

/// Whoever asks, if they are signed in.
pub(crate) async fn viewer(app: &App, headers: &HeaderMap) -> Result<Option<Viewer>, Problem> {
    let session = session(app, headers).await?;
    let whole = session.filter(|session| session.stage == SessionStage::Whole);
    Ok(whole.map(|session| session.viewer))
}

/// The person who asks, whom the route is for; nobody else reaches a handler that takes this.
pub(crate) struct SignedIn(pub(crate) Viewer);

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Response> {
        let here = Here::from_request_parts(parts, app).await?;
        Ok(Self(here.0.viewer))
    }
}

/// The person who asks, whom the route is for, with the session they are in.
pub(crate) struct Here(pub(crate) Session);

impl FromRequestParts<Shared> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Response> {
        let session = session(app, &parts.headers).await;
        let who = parts.extensions.get::<For>();
        match session.map_err(IntoResponse::into_response)? {
            Some(session) if session.stage == SessionStage::Whole => {
                let lets_in = who.is_some_and(|who| who.lets_in(&session.viewer));
                lets_in
                    .then_some(Self(session))
                    .ok_or_else(|| Problem::NotFound.into_response())
            }
            Some(_) => Err(Redirect::to(account::FACTOR).into_response()),
            None => Err(Redirect::to("/sign-in").into_response()),
        }
    }
}

/// The person who asks, who may have to set up a second factor before anything else.
pub(crate) struct Coming(pub(crate) Session);

impl FromRequestParts<Shared> for Coming {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Response> {
        let session = session(app, &parts.headers).await;
        let session = session.map_err(IntoResponse::into_response)?;
        let nobody = || Redirect::to("/sign-in").into_response();
        session.map(Self).ok_or_else(nobody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_noted_once_a_minute() {
        let noted = Noted::default();
        let start: Stamp = "2022-08-30T09:00:00.000000Z".parse().unwrap();
        let at = |seconds| start.plus(Duration::from_secs(seconds));
        assert!(!noted.is_due([1; 32], start, at(59)));
        assert!(noted.is_due([1; 32], start, at(60)));
        assert!(!noted.is_due([1; 32], start, at(61)), "it is under way");
        assert!(noted.is_due([2; 32], start, at(61)));
        assert!(noted.is_due([1; 32], start, at(120)));
    }
}
