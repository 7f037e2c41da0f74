//! Passkeys of those who sign in with the provider: a second step after it, and a way in by itself only
//! where the service leaves one.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use identity::SecondFactor;
use serde_json::{Value, json};

use crate::device::{Device, text};
use crate::stage::{Answer, ORIGIN, viewer};
use crate::{Council, cookies, leads_to};

const PASSKEYS: &str = "/account/passkeys";
const REFUSED: &str = "The passkey was not accepted";

/// Somebody's device, and by what it knows its owner.
struct Owned {
    device: Device,
    handle: String,
}

/// What a browser is asked, and its cookies with the one that the question came with.
async fn asked(council: &Council, cookie: &str, path: &str) -> (Value, String) {
    let answer = council.pilot.post(cookie, path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let says = serde_json::from_slice(&answer.bytes).unwrap();
    (says, format!("{cookie}; {}", cookies(&answer)))
}

/// Adds a passkey in a session.
async fn added(council: &Council, me: &str) -> (Owned, Answer) {
    let (says, cookie) = asked(council, me, "/account/passkeys/challenge").await;
    let device = Device::new(ORIGIN);
    let client = device.client("webauthn.create", says["challenge"].as_str().unwrap());
    let (client, attestation) = (text(&client), text(&device.attestation()));
    let fields = [
        ("name", "work telephone"),
        ("new-client", client.as_str()),
        ("new-attestation", attestation.as_str()),
    ];
    let answer = council.pilot.post(&cookie, PASSKEYS, &fields).await;
    let handle = says["user"]["id"].as_str().unwrap().to_owned();
    (Owned { device, handle }, answer)
}

/// Shows it to a question, with other fields beside it.
async fn shown(
    council: &Council,
    cookie: &str,
    (question, path): (&str, &str),
    owned: &Owned,
    beside: &[(&str, &str)],
) -> Answer {
    let (says, cookie) = asked(council, cookie, question).await;
    let client = says["challenge"].as_str().unwrap();
    let client = owned.device.client("webauthn.get", client);
    let says = owned.device.says();
    let signature = text(&owned.device.sign(&says, &client));
    let (id, client, says) = (text(&owned.device.id), text(&client), text(&says));
    let own = [
        ("passkey-id", id.as_str()),
        ("passkey-client", client.as_str()),
        ("passkey-authenticator", says.as_str()),
        ("passkey-signature", signature.as_str()),
        ("passkey-handle", owned.handle.as_str()),
    ];
    council
        .pilot
        .post(&cookie, path, &[&own, beside].concat())
        .await
}

const SIGN_IN: (&str, &str) = ("/sign-in/passkey/challenge", "/sign-in/passkey");
const CONFIRM: (&str, &str) = ("/account/confirm/challenge", "/account/confirm");

/// The mark of whoever was at the provider and has yet to show a passkey.
fn mark(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    assert!(answer.words().contains("Show your passkey"));
    let mark = answer.text().split("name=\"mark\" value=\"").nth(1);
    mark.unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_passkey_is_asked_of_those_who_see_most_unless_theirs_counts() {
    let says_so = SecondFactor::Method("mfa".to_owned());
    let council = Council::with(|settings| settings.with_second_factor(says_so)).await;
    council.bound(Role::Manager, "me").await;
    council.settle(|settings| settings.passkeys = true).await;
    let with = json!({ "amr": ["pwd", "mfa"] });
    for (settled, claims, leads) in [
        (false, json!({}), PASSKEYS),
        (false, with.clone(), PASSKEYS),
        (true, json!({}), PASSKEYS),
        (true, with, "/today"),
    ] {
        council
            .settle(|settings| settings.provider_factor = settled)
            .await;
        council.office.claims(claims.clone());
        let answer = council.signs_in("me").await;
        assert_eq!(leads_to(&answer), leads, "{settled} {claims}");
    }
    council.office.claims(json!({}));
    let coming = cookies(&council.signs_in("me").await);
    assert_eq!(
        leads_to(&council.pilot.get(&coming, "/today").await),
        "/account/second-factor"
    );
    let (own, done) = added(&council, &coming).await;
    assert!(done.words().contains("Your recovery codes"));
    let page = council.pilot.get(&cookies(&done), "/today").await;
    assert_eq!(page.status, StatusCode::OK);
    let mark = mark(&council.signs_in("me").await);
    let answer = shown(&council, "", SIGN_IN, &own, &[("mark", &mark)]).await;
    assert_eq!(leads_to(&answer), "/today");
}

#[tokio::test]
async fn a_passkey_is_the_second_step_after_the_provider_and_no_way_in_by_itself() {
    let council = Council::open().await;
    let me = council.bound(Role::Administrator, "me").await;
    let (own, _) = added(&council, &me).await;
    // By itself, as long as the service says nothing else.
    let answer = shown(&council, "", SIGN_IN, &own, &[]).await;
    assert_eq!(leads_to(&answer), "/service");
    council
        .settle(|settings| settings.provider_only = true)
        .await;
    let answer = shown(&council, "", SIGN_IN, &own, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains(REFUSED));
    let known = mark(&council.signs_in("me").await);
    let answer = shown(&council, "", SIGN_IN, &own, &[("mark", &known)]).await;
    assert_eq!(leads_to(&answer), "/service");
    let me = cookies(&answer);
    // Nor does somebody else's mark help.
    council.bound(Role::Manager, "the manager").await;
    let theirs = viewer(Role::Manager);
    let theirs = council.pilot.store.provider_mark(&theirs, crate::now());
    let answer = shown(&council, "", SIGN_IN, &own, &[("mark", &theirs.unwrap())]).await;
    assert_ne!(leads_to(&answer), "/service");
    // Before a grave act it comes after the provider's word, too.
    council.pilot.wait(Duration::from_mins(11));
    let then = format!("/service/people/{}/link", viewer(Role::Manager).worker);
    let name = ("username", "moira.example");
    let page = council.pilot.post(&me, &then, &[name]).await;
    let words = page.words();
    assert!(
        words.contains("Confirm with your council account"),
        "{words}"
    );
    assert!(!words.contains("Confirm with a passkey"), "{words}");
    let beside = [("proof-then", then.as_str()), name];
    let alone = shown(&council, &me, CONFIRM, &own, &beside).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = council
        .there_and_back(&me, "/account/confirm/provider", "me")
        .await;
    let page = council.pilot.get(&me, &leads_to(&back)).await;
    assert!(page.words().contains("Confirm with a passkey"));
    let confirmed = council.pilot.post(&me, CONFIRM.1, &beside).await;
    assert_eq!(confirmed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let confirmed = shown(&council, &me, CONFIRM, &own, &beside).await;
    assert_eq!(confirmed.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(confirmed.header(LOCATION.as_str()), then);
}

#[tokio::test]
async fn sessions_that_wait_for_a_factor_end_with_the_first_that_is_set_up() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    council
        .settle(|settings| settings.second_factor = true)
        .await;
    let here = cookies(&council.signs_in("me").await);
    let elsewhere = cookies(&council.signs_in("me").await);
    let waits = council
        .pilot
        .get(&elsewhere, "/account/second-factor")
        .await;
    assert_eq!(waits.status, StatusCode::OK);
    let (_, done) = added(&council, &here).await;
    assert!(done.words().contains("Your recovery codes"));
    for path in ["/account/second-factor", PASSKEYS] {
        let gone = council.pilot.get(&elsewhere, path).await;
        assert_eq!(leads_to(&gone), "/sign-in", "{path}");
    }
}
