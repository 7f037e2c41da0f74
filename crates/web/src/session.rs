//! Who is signed in: a random token in a cookie, kept here only as its digest.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use access::Viewer;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HeaderMap};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use record::WorkerId;
use sha2::{Digest, Sha256};
use std::time::Duration;

use crate::app::{App, Shared};

const NAME: &str = "alongside_session";
/// A session ends this long after its last request.
const IDLE: Duration = Duration::from_hours(1);
/// And this long after signing in, whatever happens.
const ABSOLUTE: Duration = Duration::from_hours(12);

struct Session {
    viewer: Viewer,
    started: Stamp,
    last_seen: Stamp,
}

impl Session {
    fn is_over(&self, now: Stamp) -> bool {
        now.since(self.last_seen) > IDLE || now.since(self.started) > ABSOLUTE
    }
}

/// The people signed in.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<[u8; 32], Session>>);

impl Sessions {
    /// Starts a session and gives the cookie that carries it.
    pub(crate) fn start(&self, viewer: Viewer, now: Stamp, random: &dyn Fn(&mut [u8])) -> String {
        let mut token = [0_u8; 32];
        random(&mut token);
        let token = hex(&token);
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| !session.is_over(now));
        sessions.insert(
            digest(&token),
            Session {
                viewer,
                started: now,
                last_seen: now,
            },
        );
        format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Lax")
    }

    /// Ends the session of a request, and gives the cookie that says so.
    pub(crate) fn end(&self, headers: &HeaderMap) -> String {
        if let Some(token) = token(headers) {
            let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.remove(&digest(token));
        }
        format!("{NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    /// What somebody is from now on, in every session of theirs; nothing ends them.
    pub(crate) fn are_now(&self, worker: WorkerId, viewer: Option<&Viewer>) {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| {
            if session.viewer.worker != worker {
                return true;
            }
            if let Some(viewer) = viewer {
                session.viewer = viewer.clone();
            }
            viewer.is_some()
        });
    }

    fn viewer(&self, headers: &HeaderMap, now: Stamp) -> Option<Viewer> {
        let key = digest(token(headers)?);
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.get_mut(&key)?;
        if session.is_over(now) {
            sessions.remove(&key);
            return None;
        }
        session.last_seen = now;
        Some(session.viewer.clone())
    }
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

fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='))
}

/// The person who asks; nobody else reaches a handler that takes this.
pub(crate) struct SignedIn(pub(crate) Viewer);

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Response> {
        viewer(app, &parts.headers)
            .map(Self)
            .ok_or_else(|| Redirect::to("/sign-in").into_response())
    }
}

/// Whoever asks, if they are signed in.
pub(crate) fn viewer(app: &App, headers: &HeaderMap) -> Option<Viewer> {
    app.sessions.viewer(headers, app.now())
}
