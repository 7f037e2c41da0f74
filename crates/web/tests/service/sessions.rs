//! Sessions, as whoever has them sees and ends them.

use access::Role;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{Request, StatusCode};
use store::SignInSettings;

use crate::stage::{Pilot, SERVICE};
use crate::{between, leads_to, wrong};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A form of the demo's sign-in page, from a browser that has this cookie.
async fn sign_in(pilot: &Pilot, cookie: &str, agent: &str) -> String {
    let request = Request::post("/sign-in")
        .header(COOKIE, cookie)
        .header(USER_AGENT, agent)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("role=manager"))
        .unwrap();
    let answer = pilot.send(request).await;
    let cookie = answer.header(SET_COOKIE.as_str());
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    cookie.split(';').next().unwrap().to_owned()
}

/// The address of the button that ends the only other session of a page.
fn other(page: &str) -> String {
    let address = between(page, "action=\"/account/sessions/", "/end\"");
    format!("/account/sessions/{address}/end")
}

#[tokio::test]
async fn my_sessions_are_listed_and_ended() {
    let pilot = Pilot::empty().await;
    let here = pilot.sign_in(Role::Manager).await;
    let there = sign_in(&pilot, "", FIREFOX).await;
    let page = pilot.get(&here, "/account").await;
    assert_eq!(page.status, StatusCode::OK);
    let words = page.words();
    assert!(words.contains("Firefox on Linux"), "{words}");
    assert!(words.contains("This one"), "{words}");
    let ended = pilot.post(&here, &other(page.text()), &[]).await;
    assert_eq!(leads_to(&ended), "/account");
    assert_eq!(leads_to(&pilot.get(&there, "/families").await), "/sign-in");
    let page = pilot.get(&here, "/account").await;
    assert!(!page.words().contains("Firefox on Linux"));
    assert!(!page.words().contains("Sign out everywhere else"));
}

#[tokio::test]
async fn everywhere_else_is_ended_at_once() {
    let pilot = Pilot::empty().await;
    let here = pilot.sign_in(Role::Manager).await;
    let elsewhere = [
        pilot.sign_in(Role::Manager).await,
        pilot.sign_in(Role::Manager).await,
    ];
    let somebody = pilot.sign_in(Role::Practitioner).await;
    let ended = pilot.post(&here, "/account/sessions/end-others", &[]).await;
    assert_eq!(leads_to(&ended), "/account");
    for cookie in elsewhere {
        assert_eq!(leads_to(&pilot.get(&cookie, "/today").await), "/sign-in");
    }
    for cookie in [here, somebody] {
        assert_eq!(pilot.get(&cookie, "/today").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn nobody_ends_or_sees_the_session_of_another() {
    let pilot = Pilot::empty().await;
    let mine = pilot.sign_in(Role::Manager).await;
    sign_in(&pilot, "", FIREFOX).await;
    let end = other(pilot.get(&mine, "/account").await.text());
    let nowhere = "/account/sessions/00000000-0000-0000-0000-000000000000/end";
    for role in Role::ALL {
        if role == Role::Manager {
            continue;
        }
        let cookie = pilot.sign_in(role).await;
        let page = pilot.get(&cookie, "/account").await;
        assert!(!page.text().contains("Firefox"), "{role:?}");
        let (theirs, none) = (
            pilot.post(&cookie, &end, &[]).await,
            pilot.post(&cookie, nowhere, &[]).await,
        );
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
        assert_eq!(theirs.text(), none.text());
    }
    pilot.leads_to_sign_in("/account").await;
    for path in [end.as_str(), "/account/sessions/end-others"] {
        let answer = pilot.post("", path, &[]).await;
        assert_eq!(answer.header(LOCATION.as_str()), "/sign-in");
    }
    let page = pilot.get(&mine, "/account").await;
    assert!(page.text().contains("Firefox"));
}

/// T31: a planted cookie is worth nothing, and each sign-in has a token of its own.
#[tokio::test]
async fn a_sign_in_rotates_the_token() {
    let pilot = Pilot::empty().await;
    let planted = format!("alongside_session={}", "0".repeat(64));
    let first = sign_in(&pilot, &planted, FIREFOX).await;
    assert_ne!(first, planted);
    assert_eq!(leads_to(&pilot.get(&planted, "/today").await), "/sign-in");
    let second = sign_in(&pilot, &first, FIREFOX).await;
    assert_ne!(second, first);
    assert_eq!(leads_to(&pilot.get(&first, "/today").await), "/sign-in");
    assert_eq!(pilot.get(&second, "/today").await.status, StatusCode::OK);
    pilot.post(&second, "/sign-out", &[]).await;
    assert_eq!(leads_to(&pilot.get(&second, "/today").await), "/sign-in");
}

#[tokio::test]
async fn the_administrator_sets_how_long_a_session_lasts() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let path = "/service/signing-in";
    let form = pilot.get(&me, path).await;
    assert!(form.text().contains("value=\"30\"") && form.text().contains("value=\"12\""));
    let answer = pilot
        .post(
            &me,
            path,
            &[
                ("minutes", "4"),
                ("hours", "25"),
                ("factor", "yes"),
                ("passkeys", "no"),
            ],
        )
        .await;
    let words = [
        "Enter a whole number of minutes from 5 to 120",
        "Enter a whole number of hours from 1 to 24",
    ];
    assert_eq!(wrong(&answer), words);
    let saved = pilot
        .post(
            &me,
            path,
            &[
                ("minutes", "15"),
                ("hours", "8"),
                ("factor", "no"),
                ("passkeys", "no"),
            ],
        )
        .await;
    assert_eq!(leads_to(&saved), "/service");
    let settings = pilot.store.sign_in_settings(SERVICE).await.unwrap();
    let wanted = SignInSettings {
        idle_minutes: 15,
        longest_hours: 8,
        second_factor: false,
        ..SignInSettings::default()
    };
    assert_eq!(settings, wanted);
    let start = pilot.get(&me, "/service").await;
    assert!(start.words().contains("Signed out after 15 minutes"));
}
