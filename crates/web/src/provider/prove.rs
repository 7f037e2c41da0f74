//! Before a grave act, whoever is bound to the provider shows there again who they are. What they had
//! typed waits here meanwhile, in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Stamp;
use identity::Identity;
use serde::Deserialize;
use store::{ProviderSubject, SessionStage};
use uuid::Uuid;

use super::back::set_out;
use super::trip::Errand;
use super::{Door, pages};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::form::Typed;
use crate::second_step::SecondStep;
use crate::session::{self, Here};
use crate::{account, ways};

pub(crate) const BEGIN: &str = "/account/confirm/provider";
/// Where the question is asked again, with what was typed.
pub(crate) const AGAIN: &str = "/account/confirm/again";
/// How long what was typed waits, and how long what was shown there is good for.
const WAITS: Duration = Duration::from_mins(10);
/// The longest form that waits, in bytes.
const LONGEST: usize = 16 * 1024;

/// That somebody has shown at the provider again who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Whether it asked for a second factor, and that counts here.
    pub(crate) with_factor: bool,
}

/// A form of a grave act, and whether its sender has shown who they are.
struct Waits {
    then: String,
    typed: Typed,
    at: Stamp,
    shown: Option<Shown>,
}

/// What waits, one form for each session.
#[derive(Default)]
pub(super) struct Waiting(Mutex<HashMap<Uuid, Waits>>);

impl Waiting {
    fn with<T>(&self, now: Stamp, with: impl FnOnce(&mut HashMap<Uuid, Waits>) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, waits| now.since(waits.at) < WAITS);
        with(&mut all)
    }
}

impl Door {
    /// Keeps a form until its sender is back from the provider.
    pub(crate) fn keep(&self, session: Uuid, then: &str, typed: &Typed, at: Stamp) {
        let length = typed.iter().map(|(name, value)| name.len() + value.len());
        if length.sum::<usize>() > LONGEST {
            return;
        }
        let waits = Waits {
            then: then.to_owned(),
            typed: typed.clone(),
            at,
            shown: None,
        };
        self.waiting.with(at, |all| all.insert(session, waits));
    }

    /// Whether the session's owner has just shown at the provider who they are.
    pub(crate) fn shown(&self, session: Uuid, now: Stamp) -> Option<Shown> {
        self.waiting.with(now, |all| all.get(&session)?.shown)
    }

    /// What was shown there has been used.
    pub(crate) fn forget(&self, session: Uuid, now: Stamp) {
        self.waiting.with(now, |all| all.remove(&session));
    }
}

/// Leads to the provider whoever is to show again who they are.
pub(super) async fn begin(
    State(app): State<Shared>,
    Here(here): Here,
) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    let ways = app.ways(&here.viewer).await?;
    if !ways.is_some_and(|ways| ways.provider) {
        return Err(Problem::NotFound);
    }
    let set_out = set_out(&app, door, Errand::Prove(here.id)).await?;
    Ok(set_out.unwrap_or_else(|_| not_shown()))
}

/// Notes that somebody has shown at the provider who they are: as the one who is signed in here, in the
/// session that asked.
pub(super) async fn shown(
    app: &App,
    door: &Door,
    headers: &HeaderMap,
    asked: Uuid,
    who: &ProviderSubject,
    identity: &Identity,
) -> Result<Response, Problem> {
    let session = session::session(app, headers).await?;
    let session = session.filter(|it| it.id == asked && it.stage == SessionStage::Whole);
    let Some(session) = session else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let viewer = app.store().viewer_of_subject(who, app.now()).await?;
    if viewer.as_ref() != Some(&session.viewer) {
        tracing::info!("somebody else than who is signed in confirmed at the identity provider");
        return Ok(not_shown());
    }
    let with_factor = ways::factor_counts(app, &session.viewer, identity.second_factor).await?;
    let step = SecondStep::of(app, &session.viewer).await?;
    if step.asked && !with_factor && !step.is_set_up() {
        tracing::info!("somebody confirmed at the identity provider without a second factor");
        return Ok(not_shown());
    }
    door.waiting.with(app.now(), |all| {
        if let Some(waits) = all.get_mut(&asked) {
            waits.shown = Some(Shown { with_factor });
            waits.at = app.now();
        }
    });
    Ok(Redirect::to(AGAIN).into_response())
}

/// The question again, which says that the provider did not answer it.
pub(super) fn not_shown() -> Response {
    Redirect::to(&format!("{AGAIN}?failed=yes")).into_response()
}

#[derive(Debug, Deserialize)]
pub(super) struct Failed {
    failed: Option<String>,
}

/// The question with what was typed, for whoever is back from the provider.
pub(super) async fn again(
    State(app): State<Shared>,
    Here(here): Here,
    Query(failed): Query<Failed>,
) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    let waits = door.waiting.with(app.now(), |all| {
        let waits = all.get(&here.id)?;
        Some((waits.then.clone(), waits.typed.clone()))
    });
    let Some((then, typed)) = waits else {
        return Ok(Redirect::to(account::ADDRESS).into_response());
    };
    let wrong = failed.failed.map(|_| pages::not_confirmed(&door.provider));
    account::ask_again(&app, &here, &then, &typed, wrong).await
}
