//! What a browser keeps while somebody is at the provider: a sealed cookie, for ten minutes and for one
//! answer. An answer that comes to another browser is none.

use std::collections::HashSet;
use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use calendar::Stamp;
use identity::{How, Trip};
use uuid::Uuid;

use crate::app::App;
use crate::error::Problem;

const NAME: &str = "alongside_provider";
/// How long somebody may take at the provider.
const SOON: Duration = Duration::from_mins(10);

/// What somebody went to the provider for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// To come in.
    SignIn,
    /// To be bound to who they are there, by the digest of their link.
    Bind([u8; 32]),
    /// To show again who they are, in this session.
    Prove(Uuid),
}

impl Errand {
    /// Only to come in is it enough to be signed in at the provider already: whoever is, at a computer
    /// that others use, need not be the one who has the link, or the one who is signed in here.
    pub(super) fn how(self) -> How {
        match self {
            Self::SignIn => How::AsBefore,
            Self::Bind(_) | Self::Prove(_) => How::Again,
        }
    }

    fn bytes(self) -> Vec<u8> {
        match self {
            Self::SignIn => vec![0],
            Self::Bind(link) => [&[1], &link[..]].concat(),
            Self::Prove(session) => [&[2], &session.into_bytes()[..]].concat(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first()? {
            (0, []) => Some(Self::SignIn),
            (1, link) => Some(Self::Bind(link.try_into().ok()?)),
            (2, session) => Some(Self::Prove(Uuid::from_slice(session).ok()?)),
            _ => None,
        }
    }
}

/// A trip that somebody is on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) trip: Trip,
    pub(super) begun: Stamp,
    pub(super) errand: Errand,
}

impl Kept {
    pub(super) fn new(app: &App, errand: Errand) -> Self {
        let mut random = [0_u8; 32];
        (app.setup.random)(&mut random);
        Self {
            trip: Trip::new(random),
            begun: app.now(),
            errand,
        }
    }

    /// The cookie that keeps it.
    pub(super) fn cookie(&self, app: &App) -> Result<String, Problem> {
        let begun = self.begun.micros().to_be_bytes();
        let says = [&self.trip.bytes()[..], &begun, &self.errand.bytes()].concat();
        let sealed = app.store().seal_trip(&says)?;
        Ok(app.cookies.set(NAME, &sealed, Some(SOON)))
    }

    /// What a browser kept, if it is not too late.
    pub(super) fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let says = app.store().open_trip(app.cookies.read(headers, NAME)?)?;
        let (trip, says) = says.split_at_checked(32)?;
        let (begun, errand) = says.split_at_checked(8)?;
        let begun = i64::from_be_bytes(begun.try_into().ok()?);
        let kept = Self {
            trip: Trip::new(trip.try_into().ok()?),
            begun: Stamp::from_micros(begun).ok()?,
            errand: Errand::from_bytes(errand)?,
        };
        (app.now().since(kept.begun) < SOON).then_some(kept)
    }
}

/// The cookie that says there is no trip any more.
pub(super) fn ended(app: &App) -> String {
    app.cookies.set(NAME, "", Some(Duration::ZERO))
}

/// Trips that have come back, of this stretch of time and of the one before.
#[derive(Default)]
pub(super) struct Used(Mutex<Stretches>);

#[derive(Default)]
struct Stretches {
    now: HashSet<[u8; 32]>,
    before: HashSet<[u8; 32]>,
    since: Option<Stamp>,
}

impl Used {
    /// Whether a trip has not come back before. Whoever is told so goes on with it.
    pub(super) fn first(&self, trip: &Trip, now: Stamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.since.is_none_or(|since| now.since(since) >= SOON) {
            all.before = mem::take(&mut all.now);
            all.since = Some(now);
        }
        !all.before.contains(trip.bytes()) && all.now.insert(*trip.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_comes_back_from_its_bytes() {
        for errand in [
            Errand::SignIn,
            Errand::Bind([7; 32]),
            Errand::Prove(Uuid::from_u128(9)),
        ] {
            assert_eq!(Errand::from_bytes(&errand.bytes()), Some(errand));
        }
        for bytes in [&[][..], &[0, 0], &[1, 2], &[2; 16], &[3]] {
            assert_eq!(Errand::from_bytes(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_trip_comes_back_once_while_its_cookie_is_good() {
        let used = Used::default();
        let start: Stamp = "2022-08-30T09:00:00.000000Z".parse().unwrap();
        let (one, two) = (Trip::new([1; 32]), Trip::new([2; 32]));
        assert!(used.first(&one, start));
        assert!(used.first(&two, start));
        for seconds in [0, 1, 599, 600, 1_100, 1_199] {
            let now = start.plus(Duration::from_secs(seconds));
            assert!(!used.first(&one, now), "{seconds}");
        }
    }
}
