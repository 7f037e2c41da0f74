//! Before a grave act, whoever came in by the provider shows there again who they are.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use serde_json::{Value, json};

use crate::office::seconds;
use crate::stage::{Answer, viewer};
use crate::{Council, cookies, leads_to};

const PROVE: &str = "/account/confirm/provider";
const AGAIN: &str = "/account/confirm/again";
const NAME: [(&str, &str); 1] = [("username", "moira.example")];

fn link() -> String {
    format!("/service/people/{}/link", viewer(Role::Manager).worker)
}

/// An administrator who came in by the provider, where they had signed in long ago.
async fn came_in() -> (Council, String) {
    let council = Council::open().await;
    council.bound(Role::Administrator, "me").await;
    let me = cookies(&council.signs_in("me").await);
    (council, me)
}

fn asks(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    let words = answer.words();
    assert!(words.contains("Confirm that it is you"), "{words}");
    assert!(
        words.contains("Confirm with your council account"),
        "{words}"
    );
    assert!(!words.contains("Your password"), "{words}");
}

#[tokio::test]
async fn a_grave_act_waits_until_the_provider_says_again_who_it_is() {
    let (council, me) = came_in().await;
    asks(&council.pilot.post(&me, &link(), &NAME).await);
    let (cookie, address) = council.set_out(&me, PROVE).await;
    assert!(address.contains("prompt=login") && address.contains("max_age=0"));
    let back = council
        .office
        .signs_in(&address, "me", council.pilot.clock());
    let answer = council.pilot.get(&cookie, &back).await;
    assert_eq!(leads_to(&answer), AGAIN);
    let page = council.pilot.get(&me, AGAIN).await;
    assert!(
        page.words()
            .contains("Your council account says that it is you")
    );
    assert!(
        page.text()
            .contains("name=\"username\" value=\"moira.example\"")
    );
    let then = link();
    let fields = [("proof-then", then.as_str()), NAME[0]];
    let confirmed = council.pilot.post(&me, "/account/confirm", &fields).await;
    assert_eq!(confirmed.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(confirmed.header(LOCATION.as_str()), then);
    let now_me = cookies(&confirmed);
    let made = council.pilot.post(&now_me, &then, &NAME).await;
    assert!(leads_to(&made).starts_with(&then));
    // The session goes on under another token, and the word of the provider was good once.
    assert_eq!(
        leads_to(&council.pilot.get(&me, "/service").await),
        "/sign-in"
    );
    council.pilot.wait(Duration::from_mins(11));
    asks(&council.pilot.post(&now_me, &then, &NAME).await);
    let again = council
        .pilot
        .post(&now_me, "/account/confirm", &fields)
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_provider_has_to_say_that_they_showed_it_now_and_that_it_is_they() {
    let (council, me) = came_in().await;
    let now = council.pilot.clock();
    for (why, subject, auth_time) in [
        ("it does not say when", "me", Value::Null),
        ("long ago", "me", json!(seconds(now, -180))),
        ("somebody else", "another", json!(seconds(now, 0))),
    ] {
        asks(&council.pilot.post(&me, &link(), &NAME).await);
        council.office.claims(json!({ "auth_time": auth_time }));
        let answer = council.there_and_back(&me, PROVE, subject).await;
        assert_eq!(leads_to(&answer), format!("{AGAIN}?failed=yes"), "{why}");
        let page = council.pilot.get(&me, &format!("{AGAIN}?failed=yes")).await;
        asks(&page);
        let words = "Your council account did not confirm that it is you";
        assert!(page.words().contains(words), "{why}");
        let then = link();
        let fields = [("proof-then", then.as_str()), NAME[0]];
        let confirmed = council.pilot.post(&me, "/account/confirm", &fields).await;
        assert_eq!(confirmed.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    }
}

#[tokio::test]
async fn what_was_shown_is_for_the_session_that_asked() {
    let (council, me) = came_in().await;
    let elsewhere = cookies(&council.signs_in("me").await);
    asks(&council.pilot.post(&me, &link(), &NAME).await);
    asks(&council.pilot.post(&elsewhere, &link(), &NAME).await);
    let (trip, address) = council.set_out(&me, PROVE).await;
    let back = council
        .office
        .signs_in(&address, "me", council.pilot.clock());
    let trip = trip.split("; ").last().unwrap();
    let cookie = format!("{elsewhere}; {trip}");
    let answer = council.pilot.get(&cookie, &back).await;
    assert_eq!(leads_to(&answer), "/sign-in");
    for session in [&me, &elsewhere] {
        asks(&council.pilot.get(session, AGAIN).await);
    }
}

#[tokio::test]
async fn whoever_has_just_signed_in_there_is_not_asked_again() {
    let (council, _) = came_in().await;
    let now = council.pilot.clock();
    council
        .office
        .claims(json!({ "auth_time": seconds(now, -300) }));
    let me = cookies(&council.signs_in("me").await);
    let made = council.pilot.post(&me, &link(), &NAME).await;
    assert!(leads_to(&made).starts_with(&link()));
    // Whatever the provider says, nobody has shown it in the future.
    council
        .office
        .claims(json!({ "auth_time": seconds(now, 86_400) }));
    let me = cookies(&council.signs_in("me").await);
    council.pilot.wait(Duration::from_mins(11));
    asks(&council.pilot.post(&me, &link(), &NAME).await);
}

#[tokio::test]
async fn nobody_goes_there_for_nothing() {
    let (council, me) = came_in().await;
    // Nothing waits.
    assert_eq!(leads_to(&council.pilot.get(&me, AGAIN).await), "/account");
    assert_eq!(
        leads_to(&council.pilot.post("", PROVE, &[]).await),
        "/sign-in"
    );
    council.pilot.leads_to_sign_in(AGAIN).await;
}
