//! Showing again who one is before a grave act.

use std::time::Duration;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;

use crate::factors::{shown, with_factor};
use crate::stage::{Pilot, SERVICE, viewer};
use crate::{PASSWORD, cookies, leads_to, wrong};

const LATER: Duration = Duration::from_mins(11);
const CONFIRM: &str = "/account/confirm";

#[tokio::test]
async fn a_link_is_made_by_whoever_has_shown_who_they_are() {
    let pilot = Pilot::with_factors().await;
    let (key, _, me) = with_factor(&pilot, Role::Administrator).await;
    let link = format!("/service/people/{}/link", viewer(Role::Manager).worker);
    let fields = [("username", "moira \"m\"@example.org")];
    pilot.wait(LATER);
    let asked = pilot.post(&me, &link, &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.words().contains("Confirm that it is you"));
    assert!(
        asked
            .text()
            .contains("value=\"moira &quot;m&quot;@example.org\"")
    );
    let code = shown(&key, pilot.clock());
    let whole = |password, code| {
        [
            ("proof-then", link.as_str()),
            ("username", "moira@example.org"),
            ("proof-password", password),
            ("code", code),
        ]
    };
    let answer = pilot.post(&me, CONFIRM, &whole("guess guess", &code)).await;
    assert_eq!(wrong(&answer), ["The password is not right"]);
    assert!(answer.text().contains("value=\"moira@example.org\""));
    assert!(!answer.text().contains("guess guess"));
    let answer = pilot.post(&me, CONFIRM, &whole(PASSWORD, "000000")).await;
    assert_eq!(
        wrong(&answer),
        ["The code is not right, or was used before"]
    );
    let form = whole(PASSWORD, &code);
    let answer = pilot.post(&me, CONFIRM, &form).await;
    // The browser sends the same form again, to where it was meant for.
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.header(LOCATION.as_str()), link);
    let now = cookies(&answer);
    assert_ne!(now, me);
    assert_eq!(leads_to(&pilot.get(&me, "/service").await), "/sign-in");
    let made = pilot.post(&now, &link, &form).await;
    assert!(leads_to(&made).starts_with(&link));
}

#[tokio::test]
async fn another_role_and_a_factor_taken_off_ask_too() {
    let pilot = Pilot::with_factors().await;
    with_factor(&pilot, Role::Manager).await;
    let (_, _, me) = with_factor(&pilot, Role::Administrator).await;
    let person = format!("/service/people/{}", viewer(Role::Manager).worker);
    pilot.wait(LATER);
    let fields = [("name", "A manager"), ("role", "administrator")];
    let asked = [
        pilot.post(&me, &person, &fields).await,
        pilot
            .post(&me, &format!("{person}/second-factor/take-off"), &[])
            .await,
        pilot.post(&me, "/account/second-factor/key", &[]).await,
    ];
    for answer in asked {
        assert!(answer.words().contains("Confirm that it is you"));
    }
    let workers = pilot.store.workers(SERVICE).await.unwrap();
    let manager = workers.iter().find(|it| it.name == "A manager").unwrap();
    assert_eq!(manager.role, Role::Manager);
    // Another name is no grave act.
    let fields = [("name", "Moira Example"), ("role", "manager")];
    assert_eq!(leads_to(&pilot.post(&me, &person, &fields).await), person);
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    let pilot = Pilot::with_passwords().await;
    let me = cookies(&crate::accounts::accept(&pilot, Role::Administrator, PASSWORD).await);
    for then in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
    ] {
        let fields = [("proof-then", then), ("proof-password", PASSWORD)];
        let answer = pilot.post(&me, CONFIRM, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{then}");
    }
}
