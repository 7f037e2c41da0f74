//! A link binds somebody to who they are at the provider; from then on they come in by it.

use access::Role;
use axum::http::StatusCode;
use calendar::Stamp;
use std::time::Duration;
use store::{LinkToken, MessageKind, Worker};

use crate::stage::{Pilot, now, viewer};
use crate::{Council, PASSWORD, cookies, is_refused, leads_on, leads_to};

#[tokio::test]
async fn whoever_is_bound_comes_in_and_nobody_else_does() {
    let council = Council::open().await;
    is_refused(&council.signs_in("me").await, "nobody is bound yet");
    let me = council.bound(Role::Practitioner, "me").await;
    let page = council.pilot.get(&me, "/today").await;
    assert!(page.words().contains("A practitioner"));
    // Another browser, another day.
    let answer = council.signs_in("me").await;
    assert_eq!(leads_to(&answer), "/today");
    let families = council.pilot.get(&cookies(&answer), "/families").await;
    assert!(families.words().contains("A practitioner"));
    is_refused(&council.signs_in("somebody else").await, "unknown");
    // Nobody was made known by having tried.
    is_refused(&council.signs_in("somebody else").await, "unknown");
}

#[tokio::test]
async fn a_link_is_used_when_somebody_is_back_and_once() {
    let council = Council::open().await;
    let link = council.link(Role::Practitioner, 1).await;
    let path = format!("{link}/provider");
    let page = council.pilot.get("", &link).await;
    let words = page.words();
    assert!(
        words.contains("Sign in with your council account"),
        "{words}"
    );
    assert!(words.contains("Or set a password"), "{words}");
    // Setting out does not use it: whoever does not come back can begin again.
    let (cookie, address) = council.set_out("", &path).await;
    assert!(address.contains("prompt=login") && address.contains("max_age=0"));
    council.set_out("", &path).await;
    let back = council.office.signs_in(&address, "me", now());
    assert_eq!(leads_to(&council.pilot.get(&cookie, &back).await), "/today");
    let again = [
        council.pilot.get("", &link).await,
        council.pilot.post("", &path, &[]).await,
    ];
    for again in again {
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(again.words().contains("This link does not work"));
    }
}

#[tokio::test]
async fn a_link_binds_whoever_signs_in_for_it_and_not_whoever_did_before() {
    let council = Council::open().await;
    let link = council.link(Role::Practitioner, 1).await;
    let path = format!("{link}/provider");
    let long_ago = crate::office::seconds(now(), -3_600);
    for auth_time in [serde_json::json!(long_ago), serde_json::Value::Null] {
        council
            .office
            .claims(serde_json::json!({ "auth_time": auth_time }));
        let answer = council
            .there_and_back("", &path, "who was here before")
            .await;
        is_refused(&answer, "signed in before");
    }
    assert_eq!(council.pilot.get("", &link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_subject_is_one_person_here() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "me").await;
    let link = council.link(Role::Manager, 50).await;
    let path = format!("{link}/provider");
    is_refused(&council.there_and_back("", &path, "me").await, "taken");
    // The link was not used.
    let answer = council.there_and_back("", &path, "the manager").await;
    assert_eq!(leads_to(&answer), "/today");
}

#[tokio::test]
async fn whoever_has_left_is_refused_in_the_words_for_anybody() {
    let council = Council::open().await;
    let me = council.bound(Role::Practitioner, "me").await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let left = Worker {
        until: Some(calendar::date(2022, 8, 29)),
        ..Worker::from(&viewer(Role::Practitioner))
    };
    let put = council.pilot.store.put_worker(&leave, left, now());
    put.await.unwrap();
    council.pilot.leads_to_sign_in("/today").await;
    let page = council.pilot.get(&me, "/today").await;
    assert_eq!(leads_to(&page), "/sign-in");
    let (left, unknown) = (
        council.signs_in("me").await,
        council.signs_in("nobody").await,
    );
    is_refused(&left, "left");
    assert_eq!(left.bytes, unknown.bytes);
}

#[tokio::test]
async fn a_password_can_be_switched_off_for_those_who_are_bound() {
    let council = Council::open().await;
    let link = council.link(Role::Practitioner, 70).await;
    let set = council.pilot.post("", &link, &[("password", PASSWORD)]);
    assert_eq!(leads_to(&set.await), "/today");
    let fields = [("username", "practitioner"), ("password", PASSWORD)];
    let by_password = async || council.pilot.post("", "/sign-in", &fields).await;
    council
        .settle(|settings| settings.provider_only = true)
        .await;
    // Not bound yet.
    assert_eq!(leads_to(&by_password().await), "/today");
    let me = council.bound(Role::Practitioner, "me").await;
    let refused = by_password().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .words()
            .contains("The sign-in name or the password is not right")
    );
    let wrong = [
        ("username", "practitioner"),
        ("password", "another password"),
    ];
    let wrong = council.pilot.post("", "/sign-in", &wrong).await;
    assert_eq!(refused.bytes, wrong.bytes);
    let account = council.pilot.get(&me, "/account").await.words();
    assert!(
        account.contains("You sign in with your council account"),
        "{account}"
    );
    assert!(!account.contains("Change your password"));
    let page = council.pilot.get(&me, "/account/password").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    // A new link offers no password either.
    let link = council.link(Role::Practitioner, 71).await;
    let page = council.pilot.get("", &link).await;
    assert!(!page.words().contains("password"), "{}", page.words());
    let set = council
        .pilot
        .post("", &link, &[("password", PASSWORD)])
        .await;
    assert_eq!(set.status, StatusCode::NOT_FOUND);
    council
        .settle(|settings| settings.provider_only = false)
        .await;
    assert_eq!(leads_to(&by_password().await), "/today");
}

#[tokio::test]
async fn the_way_back_from_the_command_line_sets_a_password() {
    let council = Council::open().await;
    council.bound(Role::Administrator, "me").await;
    council
        .settle(|settings| settings.provider_only = true)
        .await;
    let (leave, token) = (
        viewer(Role::Administrator).set_up().unwrap(),
        LinkToken::new([90; 32]),
    );
    let (who, name) = (
        viewer(Role::Administrator).worker,
        "administrator".parse().unwrap(),
    );
    let store = &council.pilot.store;
    let made = store.make_link_back(&leave, who, &name, &token, now());
    made.await.unwrap();
    let link = format!("/sign-in/link/{}", token.text());
    let page = council.pilot.get("", &link).await;
    assert!(!page.words().contains("council account"));
    let answer = council
        .pilot
        .post("", &format!("{link}/provider"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let set = council
        .pilot
        .post("", &link, &[("password", PASSWORD)])
        .await;
    assert_eq!(leads_to(&set), "/service");
    is_refused(&council.signs_in("me").await, "no longer bound");
    let fields = [("username", "administrator"), ("password", PASSWORD)];
    let answer = council.pilot.post("", "/sign-in", &fields).await;
    assert_eq!(leads_to(&answer), "/service");
}

#[tokio::test]
async fn signing_out_ends_ours_and_offers_to_end_theirs() {
    let council = Council::open().await;
    let me = council.bound(Role::Practitioner, "me").await;
    let answer = council.pilot.post(&me, "/sign-out", &[]).await;
    assert_eq!(leads_to(&answer), "/signed-out");
    assert_eq!(
        leads_to(&council.pilot.get(&me, "/today").await),
        "/sign-in"
    );
    let page = council.pilot.get("", "/signed-out").await;
    assert!(
        page.words()
            .contains("Sign out of your council account too")
    );
    let out = leads_on(&council.pilot.post("", "/sign-out/provider", &[]).await);
    let expected = format!("{}/out?", council.office.issuer);
    assert!(out.starts_with(&expected), "{out}");
    assert!(out.contains("client_id=alongside-client"), "{out}");
    let back = "post_logout_redirect_uri=https%3A%2F%2Falongside.example%2Fsign-in";
    assert!(out.contains(back), "{out}");
}

#[tokio::test]
async fn without_a_provider_there_are_no_such_pages() {
    let pilot = Pilot::with_passwords().await;
    for path in [web::PROVIDER_BACK, "/signed-out"] {
        let answer = pilot.get("", path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [
        "/sign-in/provider",
        "/sign-out/provider",
        "/sign-in/link/mischief/provider",
    ] {
        let answer = pilot.post("", path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = pilot.get("", "/sign-in").await;
    assert!(!page.words().contains("council account"));
}

#[tokio::test]
async fn the_log_of_the_register_says_who_was_bound() {
    let council = Council::open().await;
    council.bound(Role::Practitioner, "a subject of mine").await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let store = &council.pilot.store;
    let changes = store.register_changes(&leave).await.unwrap();
    let bound: Vec<_> = changes
        .iter()
        .filter(|it| it.says.contains("provider\":\"http"))
        .collect();
    assert_eq!(bound.len(), 1);
    assert_eq!(bound[0].item, viewer(Role::Practitioner).worker.to_string());
    assert!(
        !changes
            .iter()
            .any(|it| it.says.contains("a subject of mine"))
    );
    let since: Stamp = now().plus(Duration::ZERO);
    let bound = store.bound(&viewer(Role::Practitioner)).await.unwrap();
    assert_eq!(bound.unwrap().at, since);
}

#[tokio::test]
async fn who_is_bound_anew_is_told_and_who_is_taken_off_needs_another_link() {
    let council = Council::open().await;
    let who = viewer(Role::Practitioner);
    let store = &council.pilot.store;
    let told = async || {
        let all = store.unread_messages(&who).await.unwrap();
        all.into_iter().map(|it| it.kind).collect::<Vec<_>>()
    };
    council.bound(Role::Practitioner, "me").await;
    assert_eq!(told().await, [], "whoever comes for the first time knows");
    // From now on a link is for whoever has lost their way in, and lasts an hour.
    let link = council.link(Role::Practitioner, 60).await;
    council.pilot.wait(Duration::from_mins(61));
    let late = council.pilot.get("", &link).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    let link = council.link(Role::Practitioner, 61).await;
    let path = format!("{link}/provider");
    let answer = council.there_and_back("", &path, "another me").await;
    assert_eq!(leads_to(&answer), "/today");
    assert_eq!(told().await, [MessageKind::ProviderSet]);
    is_refused(&council.signs_in("me").await, "bound anew");
    store.offer_second_factor(&who, [7; 20]).await.unwrap();
    let codes = vec!["aaaabbbbccccdddd".to_owned()];
    let now = council.pilot.clock();
    let confirmed = store.confirm_second_factor(&who, 1, codes, now);
    confirmed.await.unwrap();
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let off = store.take_off_second_factor(&leave, who.worker, now);
    off.await.unwrap();
    is_refused(&council.signs_in("another me").await, "taken off");
}
