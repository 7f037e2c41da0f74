//! Passkeys as a browser is asked for them and answers: the challenge goes out with a cookie that
//! carries it sealed, so that its answer comes from the same browser, for the same purpose, soon and
//! once.

use access::Viewer;
use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use govuk::{Button, Errors};
use maud::{Markup, html};
use passkeys::{Algorithm, Challenge, Known, Made, PublicKey, Refused, RelyingParty, Shown};
use serde_json::{Value, json};
use store::{CHALLENGE_LASTS, ChallengeFor, KnownPasskey, Passkey};

use crate::app::App;
use crate::error::Problem;
use crate::form::Typed;

const COOKIE: &str = "alongside_challenge";

// What a browser sends of a passkey that was shown.
const ID: &str = "passkey-id";
const CLIENT: &str = "passkey-client";
const AUTHENTICATOR: &str = "passkey-authenticator";
const SIGNATURE: &str = "passkey-signature";
const HANDLE: &str = "passkey-handle";
/// The fields of a passkey that was shown, which the script fills in.
pub(crate) const SHOWN: [&str; 5] = [ID, CLIENT, AUTHENTICATOR, SIGNATURE, HANDLE];

// What it sends of one that was made.
const NEW_CLIENT: &str = "new-client";
const ATTESTATION: &str = "new-attestation";
/// The fields of a passkey that was made, which the script fills in.
pub(crate) const MADE: [&str; 2] = [NEW_CLIENT, ATTESTATION];

/// Said of whatever is not accepted: why stands in the log.
pub(crate) const NOT_ACCEPTED: &str = "The passkey was not accepted. Try again, or use another way";

/// The site that passkeys are made for; none where the program does not know its address, and none
/// in a demo, in which nobody has any.
pub(crate) fn relying_party(app: &App) -> Result<&RelyingParty, Problem> {
    let site = app.relying_party.as_ref();
    let site = site.filter(|_| app.setup.demo.is_empty());
    site.ok_or(Problem::NotFound)
}

/// A form that a passkey is shown with, where there can be any. It stays hidden until a script finds
/// that this browser knows passkeys; `asks` is where it asks for the challenge.
pub(crate) fn form(
    app: &App,
    action: &str,
    asks: &str,
    words: &'static str,
    more: &Markup,
) -> Markup {
    let Ok(site) = relying_party(app) else {
        return Markup::default();
    };
    html! {
        form method="post" action=(action) data-passkey="show" data-asks=(asks)
            data-origin=(site.origin()) hidden {
            (more)
            @for name in SHOWN { input type="hidden" name=(name); }
            p.govuk-error-message role="alert" data-said {}
            (Button::new(words).secondary().id("passkey"))
        }
    }
}

/// What a browser is asked, to show a passkey: any of this site, by whoever it is of.
pub(crate) fn ask(app: &App, made_for: ChallengeFor) -> Result<Response, Problem> {
    let site = relying_party(app)?;
    put(app, made_for, |challenge| {
        json!({
            "challenge": challenge,
            "rpId": site.id(),
            "timeout": CHALLENGE_LASTS.as_millis() as u64,
            "userVerification": "required",
        })
    })
}

/// What a browser is asked, to make a passkey for somebody; those they have are not made twice.
pub(crate) async fn ask_for_new(
    app: &App,
    made_for: ChallengeFor,
    (viewer, name): (&Viewer, &str),
    there: &[Passkey],
) -> Result<Response, Problem> {
    let site = relying_party(app)?;
    let mut handle = [0_u8; 32];
    (app.setup.random)(&mut handle);
    let handle = app.store().passkey_handle(viewer, handle).await?;
    let service = app.service_name();
    put(app, made_for, |challenge| {
        json!({
            "challenge": challenge,
            "timeout": CHALLENGE_LASTS.as_millis() as u64,
            "rp": { "id": site.id(), "name": service },
            "user": {
                "id": URL_SAFE_NO_PAD.encode(handle),
                "name": name,
                "displayName": viewer.name,
            },
            "pubKeyCredParams": Algorithm::ALL.map(|it| json!({ "type": "public-key", "alg": it.number() })),
            "excludeCredentials": there.iter().map(|it| json!({
                "type": "public-key",
                "id": URL_SAFE_NO_PAD.encode(&it.credential),
            })).collect::<Vec<Value>>(),
            // It can be found without a name, and opens only for its owner.
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "none",
        })
    })
}

/// Puts a new challenge to the browser that asks.
fn put(
    app: &App,
    made_for: ChallengeFor,
    asked: impl FnOnce(String) -> Value,
) -> Result<Response, Problem> {
    let mut challenge: Challenge = [0; 32];
    (app.setup.random)(&mut challenge);
    let mark = app.store().challenge_mark(made_for, challenge, app.now())?;
    let cookie = app.cookies.set_strict(COOKIE, &mark, Some(CHALLENGE_LASTS));
    let asked = asked(URL_SAFE_NO_PAD.encode(challenge));
    Ok(([(SET_COOKIE, cookie)], Json(asked)).into_response())
}

/// The challenge that a browser was put for this purpose.
fn challenge(app: &App, headers: &HeaderMap, made_for: ChallengeFor) -> Option<Challenge> {
    let mark = app.cookies.read(headers, COOKIE)?;
    app.store().challenge_of(mark, made_for, app.now())
}

fn bytes(typed: &Typed, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(typed.text(name)).ok()
}

/// Whose passkey was shown in this browser, for this purpose. Nobody's, whatever is wrong: it is not
/// known, not right, was used before, or its owner has left or has no other way to sign in.
pub(crate) async fn shown(
    app: &App,
    headers: &HeaderMap,
    typed: &Typed,
    made_for: ChallengeFor,
) -> Result<Option<Viewer>, Problem> {
    let site = relying_party(app)?;
    let fields = SHOWN.map(|name| bytes(typed, name));
    let (
        Some(challenge),
        [
            Some(id),
            Some(client),
            Some(authenticator),
            Some(signature),
            Some(handle),
        ],
    ) = (challenge(app, headers, made_for), fields)
    else {
        tracing::info!("a passkey was shown to no challenge, or not whole");
        return Ok(None);
    };
    let Some(known) = app.store().known_passkey(&id).await? else {
        tracing::info!("a passkey was shown that is not known");
        return Ok(None);
    };
    let shown = Shown {
        client: &client,
        authenticator: &authenticator,
        signature: &signature,
    };
    let now = app.now();
    let answer = PublicKey::from_cose(&known.key).and_then(|key| {
        let before = Known {
            key,
            counter: known.counter,
            may_be_copied: known.may_be_copied,
        };
        site.accept(&challenge, &before, shown)
    });
    let counter = match answer {
        Ok(counter) if handle == known.handle => counter,
        Ok(_) => {
            tracing::info!("a passkey was shown as somebody else's");
            return Ok(None);
        }
        Err(refused) => {
            went_wrong(app, &known, refused, challenge).await?;
            return Ok(None);
        }
    };
    if !app
        .store()
        .use_passkey(&known, counter, challenge, now)
        .await?
    {
        tracing::info!("a passkey was shown twice for one challenge");
        return Ok(None);
    }
    let (service, worker) = known.owner;
    let viewer = app.store().viewer(service, worker, app.today()).await?;
    let Some(viewer) = viewer else {
        return Ok(None);
    };
    let ways = app.ways(&viewer).await?;
    Ok(ways.map(|_| viewer))
}

async fn went_wrong(
    app: &App,
    known: &KnownPasskey,
    refused: Refused,
    challenge: Challenge,
) -> Result<(), Problem> {
    if refused != Refused::Counter {
        tracing::info!(cause = %refused, "a passkey was refused");
        return Ok(());
    }
    tracing::warn!(cause = %refused, "a passkey was refused: there may be a copy of its device");
    let (store, now) = (app.store(), app.now());
    Ok(store
        .passkey_counter_went_back(known, challenge, now)
        .await?)
}

/// The passkey that was made in this browser, and for which challenge.
pub(crate) fn made(
    app: &App,
    headers: &HeaderMap,
    typed: &Typed,
    made_for: ChallengeFor,
) -> Result<Option<(Made, Challenge)>, Problem> {
    let site = relying_party(app)?;
    let fields = MADE.map(|name| bytes(typed, name));
    let (Some(challenge), [Some(client), Some(attestation)]) =
        (challenge(app, headers, made_for), fields)
    else {
        return Ok(None);
    };
    Ok(match site.register(&challenge, &client, &attestation) {
        Ok(made) => Some((made, challenge)),
        Err(refused) => {
            tracing::info!(cause = %refused, "a new passkey was refused");
            None
        }
    })
}

/// That a passkey was not accepted.
pub(crate) fn not_accepted() -> Errors {
    let mut errors = Errors::new();
    errors.add("passkey", NOT_ACCEPTED);
    errors
}
