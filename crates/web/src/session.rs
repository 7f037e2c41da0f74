//! Who is signed in: a random token in a cookie, of which the store keeps the digest.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use access::Viewer;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderMap, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use sha2::{Digest, Sha256};
use store::{NewSession, Session, SessionStage};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::routes::For;
use crate::{account, browser};

/// The cookie of a session.
pub(crate) const NAME: &str = "alongside_session";
/// Hexadecimal digits of what is new each time that somebody shows who they are. What stands after
/// them is as long as the session, and in its forms: a form is sent on after its writer has shown
/// again who they are.
const SECRET: usize = 64;
const OF_FORMS: usize = 32;
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
    let token = new_digits::<{ SECRET / 2 }>(app) + &new_digits::<{ OF_FORMS / 2 }>(app);
    let agent = headers.get(USER_AGENT);
    let new = NewSession {
        id: (app.setup.new_id)(),
        digest: digest(&token),
        whose: (viewer.service, viewer.worker),
        stage,
        proven,
        browser: browser::of(agent.and_then(|agent| agent.to_str().ok()).unwrap_or("")),
        instead_of: own(app, headers),
    };
    app.store().begin_session(new, app.now()).await?;
    Ok(carrying(app, &token))
}

/// Notes that whoever asks has shown again who they are, and gives the cookie of their session from
/// then on.
pub(crate) async fn prove(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    let before = app.cookies.read(headers, NAME);
    let before = before.ok_or(Problem::NotFound)?;
    let of_forms = form_token(before).ok_or(Problem::NotFound)?;
    let token = new_digits::<{ SECRET / 2 }>(app) + of_forms;
    app.store()
        .prove_session(digest(before), digest(&token), app.now())
        .await?;
    Ok(carrying(app, &token))
}

fn new_digits<const BYTES: usize>(app: &App) -> String {
    let mut random = [0_u8; BYTES];
    (app.setup.random)(&mut random);
    hex(&random)
}

fn carrying(app: &App, token: &str) -> String {
    app.cookies.set(NAME, token, None)
}

/// What of a session's cookie stands in its forms.
pub(crate) fn form_token(cookie: &str) -> Option<&str> {
    let digits = cookie.len() == SECRET + OF_FORMS && cookie.is_ascii();
    digits.then(|| &cookie[SECRET..])
}

/// Ends the session of a request, and gives the cookie that says so.
pub(crate) async fn end(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    if let Some(digest) = own(app, headers) {
        app.store().end_session(digest).await?;
    }
    Ok(app.cookies.set(NAME, "", Some(Duration::ZERO)))
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
fn own(app: &App, headers: &HeaderMap) -> Option<[u8; 32]> {
    let cookie = app.cookies.read(headers, NAME)?;
    // One without what stands in its forms is of an earlier version, and of no session.
    form_token(cookie).map(|_| digest(cookie))
}

/// To where whoever is in no session can sign in. A browser in which one has ended forgets what it
/// was shown in it.
fn to_sign_in(app: &App, headers: &HeaderMap) -> Response {
    let there = Redirect::to("/sign-in");
    if app.cookies.read(headers, NAME).is_none() {
        return there.into_response();
    }
    let gone = app.cookies.set(NAME, "", Some(Duration::ZERO));
    ([(SET_COOKIE.as_str(), gone.as_str()), FORGET], there).into_response()
}

/// Told to a browser when a session ends: to forget every page it has shown, and what lies with it.
pub(crate) const FORGET: (&str, &str) = ("clear-site-data", "\"cache\", \"storage\"");

/// The session of whoever asks, however far they have come.
pub(crate) async fn session(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
    let Some(digest) = own(app, headers) else {
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
            None => Err(to_sign_in(app, &parts.headers)),
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
        session
            .map(Self)
            .ok_or_else(|| to_sign_in(app, &parts.headers))
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
