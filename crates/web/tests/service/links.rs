//! Links with which somebody sets their password once, from the page that makes them to the page they open.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use calendar::Stamp;
use store::LinkToken;

use crate::stage::{Answer, Pilot, now, viewer};
use crate::{PASSWORD, between, cookies, leads_to, wrong};

/// The form of the page that a link opens.
const NEW: [(&str, &str); 1] = [("password", PASSWORD)];

/// The path of a link that the administrator makes for somebody, from the page that shows it.
async fn make(pilot: &Pilot, role: Role) -> String {
    let cookie = pilot.sign_in(Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(role).worker);
    let fields = [("username", role.code())];
    let made = pilot
        .post(&cookie, &format!("{person}/link"), &fields)
        .await;
    let shown = pilot.get(&cookie, &leads_to(&made)).await;
    assert_eq!(shown.status, StatusCode::OK);
    let start = shown.text().find("/sign-in/link/").unwrap();
    let path = &shown.text()[start..];
    path.split('<').next().unwrap().to_owned()
}

/// That an answer says the words of every link that does not work, and gives no cookie.
fn does_not_work(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.words().contains("This link does not work"));
    assert_eq!(answer.header(SET_COOKIE.as_str()), "");
}

#[tokio::test]
async fn a_link_signs_in_once_and_looking_at_it_does_not_use_it() {
    let pilot = Pilot::empty().await;
    let path = make(&pilot, Role::Practitioner).await;
    for _ in 0..2 {
        let page = pilot.get("", &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains("This link is for A practitioner"));
        assert!(page.text().contains("value=\"practitioner\""));
        assert_eq!(page.header(SET_COOKIE.as_str()), "");
        // Whose link it is stands in no title.
        assert!(!between(page.text(), "<title>", "</title>").contains("practitioner"));
    }
    // A password that will not do leaves it as it is.
    let answer = pilot.post("", &path, &[("password", "short")]).await;
    assert_eq!(
        wrong(&answer),
        ["The password must have 12 characters or more"]
    );
    assert!(!answer.text().contains("short"));
    let answer = pilot.post("", &path, &NEW).await;
    assert_eq!(leads_to(&answer), "/today");
    let families = pilot.get(&cookies(&answer), "/families").await;
    assert!(families.words().contains("A practitioner"));

    does_not_work(&pilot.get("", &path).await);
    does_not_work(&pilot.post("", &path, &NEW).await);
}

#[tokio::test]
async fn links_unknown_used_ended_and_expired_say_the_same() {
    let pilot = Pilot::empty().await;
    let used = make(&pilot, Role::Practitioner).await;
    pilot.post("", &used, &NEW).await;
    let ended = make(&pilot, Role::Manager).await;
    let newest = make(&pilot, Role::Manager).await;
    let unknown = format!("/sign-in/link/{}", LinkToken::new([1; 32]).text());
    let no_token = "/sign-in/link/mischief".to_owned();

    let leave = viewer(Role::Administrator).set_up().unwrap();
    let (name, old) = ("old".parse().unwrap(), LinkToken::new([2; 32]));
    let three_days = Duration::from_hours(72).as_micros();
    let long_ago = Stamp::from_micros(now().micros() - i64::try_from(three_days).unwrap());
    let who = viewer(Role::SocialWorker).worker;
    let made = pilot
        .store
        .make_sign_in_link(&leave, who, &name, &old, long_ago.unwrap());
    made.await.unwrap();
    let expired = format!("/sign-in/link/{}", old.text());

    let words = pilot.get("", &unknown).await.text().to_owned();
    for path in [used, ended, unknown, no_token, expired] {
        let (got, posted) = (
            pilot.get("", &path).await,
            pilot.post("", &path, &NEW).await,
        );
        does_not_work(&got);
        does_not_work(&posted);
        assert_eq!(
            (got.text(), posted.text()),
            (words.as_str(), words.as_str())
        );
    }
    assert_eq!(pilot.get("", &newest).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_is_shown_to_whoever_made_it_and_to_nobody_else() {
    let pilot = Pilot::empty().await;
    let maker = pilot.sign_in(Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(Role::Manager).worker);
    let fields = [("username", "manager")];
    let made = pilot.post(&maker, &format!("{person}/link"), &fields).await;
    let shown = leads_to(&made);
    assert!(
        pilot
            .get(&maker, &shown)
            .await
            .text()
            .contains("/sign-in/link/")
    );
    // Under the address of another person it is not found.
    let other = format!("/service/people/{}", viewer(Role::Evaluator).worker);
    let elsewhere = shown.replace(&person, &other);
    let answer = pilot.get(&maker, &elsewhere).await;
    assert!(!answer.text().contains("/sign-in/link/"));
    assert!(answer.words().contains("This link is no longer shown."));
    // Nor does any other page of theirs show it again.
    let again = pilot.get(&maker, &person).await;
    assert!(!again.text().contains("/sign-in/link/"));
}

#[tokio::test]
async fn a_link_ends_the_session_before_it() {
    let pilot = Pilot::empty().await;
    let path = make(&pilot, Role::Practitioner).await;
    let before = pilot.sign_in(Role::Manager).await;
    let answer = pilot.post(&before, &path, &NEW).await;
    assert_eq!(leads_to(&answer), "/today");
    let gone = pilot.get(&before, "/families").await;
    assert_eq!(leads_to(&gone), "/sign-in");
}
