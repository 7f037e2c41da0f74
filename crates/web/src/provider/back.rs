//! On the way to the provider, and back.

use std::net::IpAddr;

use access::Viewer;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use calendar::Stamp;
use identity::{Answer, Failure, Identity};
use store::{LinkToken, ProviderSubject};

use super::trip::{self, Errand, Kept};
use super::{Door, pages, prove};
use crate::app::{App, Shared};
use crate::error::Problem;
use crate::server::Peer;
use crate::sign_in::{self, Proof};
use crate::throttle::Counted;
use crate::{sign_in_link, ways};

/// Leads to the provider to come in.
pub(super) async fn sign_in(State(app): State<Shared>) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    match set_out(&app, door, Errand::SignIn).await? {
        Ok(on) => Ok(on),
        Err(_) => Ok(pages::unreachable(&app, &door.provider)),
    }
}

/// Leads there whoever has a link, to be bound to who they are there. The link is used when they are
/// back.
pub(super) async fn bind(
    State(app): State<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    let invited = sign_in_link::invited(&app, &token).await?;
    let Some((token, _)) = invited.filter(|(_, invited)| !invited.by_password_only) else {
        return Ok(sign_in_link::does_not_work());
    };
    match set_out(&app, door, Errand::Bind(LinkToken::digest(&token))).await? {
        Ok(on) => Ok(on),
        Err(_) => Ok(pages::unreachable(&app, &door.provider)),
    }
}

/// Leads somebody to the provider, with what their browser keeps meanwhile.
pub(super) async fn set_out(
    app: &App,
    door: &Door,
    errand: Errand,
) -> Result<Result<Response, Failure>, Problem> {
    let kept = Kept::new(app, errand);
    let begun = door.provider.begin(&kept.trip, errand.how(), app.now());
    match begun.await {
        Ok(address) => {
            let cookie = [(SET_COOKIE, kept.cookie(app)?)];
            let on = pages::leads_on(&door.provider, &address);
            Ok(Ok((cookie, on).into_response()))
        }
        Err(failure) => {
            pages::log(&failure);
            Ok(Err(failure))
        }
    }
}

/// Takes whoever comes back from the provider where they were going.
pub(super) async fn back(
    State(app): State<Shared>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Result<Response, Problem> {
    let door = app.provider.as_ref().ok_or(Problem::NotFound)?;
    let answer = answer.map_or_else(|_| Answer::default(), |Query(answer)| answer);
    let peer = peer.map(|Extension(peer)| peer.network());
    let arrived = arrive(&app, door, &headers, &answer, peer).await?;
    // Whatever comes of it, this was the one answer.
    let over = AppendHeaders([(SET_COOKIE, trip::ended(&app))]);
    Ok((over, arrived).into_response())
}

async fn arrive(
    app: &App,
    door: &Door,
    headers: &HeaderMap,
    answer: &Answer,
    peer: Option<IpAddr>,
) -> Result<Response, Problem> {
    let kept = Kept::of(app, headers).filter(|kept| kept.trip.state() == answer.state);
    let Some(kept) = kept.filter(|kept| door.used.first(&kept.trip, app.now())) else {
        let words = "an answer came that nobody here waits for".to_owned();
        pages::log(&Failure::Refused(words));
        return Ok(pages::refused(app));
    };
    let counted = || peer.map(Counted::at_provider);
    let slowed = counted().map(|it| app.throttle.begin(&[it], app.now()));
    if slowed.is_some_and(|slowed| slowed.is_err()) {
        return Ok(pages::refused(app));
    }
    let how = (kept.errand.how(), kept.begun);
    let finished = door.provider.finish(&kept.trip, how, answer, app.now());
    let identity = match finished.await {
        Ok(identity) => identity,
        Err(failure) => {
            pages::log(&failure);
            return Ok(match (kept.errand, failure) {
                (Errand::Prove(_), _) => prove::not_shown(),
                (_, Failure::Refused(_)) => pages::refused(app),
                (_, Failure::Unreachable(_)) => pages::unreachable(app, &door.provider),
            });
        }
    };
    if let Some(counted) = counted() {
        app.throttle.succeeded(&counted);
    }
    let who = ProviderSubject {
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
    };
    let found = match kept.errand {
        Errand::SignIn => app.store().viewer_of_subject(&who, app.now()).await?,
        Errand::Bind(link) => {
            let bound = app.store().accept_invitation_as(link, who, app.now());
            match bound.await {
                Err(store::Error::SubjectTaken | store::Error::NotFound) => None,
                bound => bound?,
            }
        }
        Errand::Prove(session) => {
            return prove::shown(app, door, headers, session, &who, &identity).await;
        }
    };
    let Some(viewer) = found else {
        let words = "whoever signed in there is nobody here".to_owned();
        pages::log(&Failure::Refused(words));
        return Ok(pages::refused(app));
    };
    enter(app, headers, &viewer, &identity).await
}

/// When somebody showed who they are of whom the provider does not say.
fn long_ago() -> Stamp {
    Stamp::from_micros(0).expect("there was a time before this program")
}

/// Lets in whoever the provider says it is; our second factor is asked unless the service goes by the
/// provider's and the token says that there was one.
async fn enter(
    app: &App,
    headers: &HeaderMap,
    viewer: &Viewer,
    identity: &Identity,
) -> Result<Response, Problem> {
    sign_in::learn_name(app).await?;
    let proof = Proof {
        mark: app.store().provider_mark(viewer, app.now())?,
        // Somebody may have been signed in there for days.
        at: identity.shown.unwrap_or_else(long_ago),
        with_factor: ways::factor_counts(app, viewer, identity.second_factor).await?,
    };
    sign_in::go_on(app, headers, viewer, &proof).await
}
