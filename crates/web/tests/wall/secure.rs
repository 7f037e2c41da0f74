//! What a service that is found by https tells browsers, and what one on this machine does not.

use access::Role;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, Request, StatusCode};

use crate::stage::{Answer, Pilot};

async fn sign_in(pilot: &Pilot) -> Answer {
    let request = Request::post("/sign-in")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("role=manager"));
    pilot.send(request.unwrap()).await
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let set = headers.get_all(SET_COOKIE).iter();
    set.map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn behind_tls_cookies_are_the_hosts_own_and_browsers_remember_it() {
    let pilot = Pilot::at("https://alongside.example").await;
    let answer = sign_in(&pilot).await;
    let year = "max-age=31536000; includeSubDomains";
    assert_eq!(answer.header(STRICT_TRANSPORT_SECURITY.as_str()), year);
    let cookies = cookies(&answer.headers);
    assert!(!cookies.is_empty());
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-alongside_"), "{cookie}");
        assert!(
            cookie.contains("; Path=/; HttpOnly; SameSite=Lax; Secure"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let cookie = cookies[0].split(';').next().unwrap();
    assert_eq!(pilot.get(cookie, "/today").await.status, StatusCode::OK);
    // One that a neighbouring site could have set is not taken for it.
    let planted = cookie.trim_start_matches("__Host-");
    let answer = pilot.get(planted, "/today").await;
    assert_eq!(answer.header(LOCATION.as_str()), "/sign-in");
    let ended = pilot.send(
        Request::post("/sign-out")
            .header("cookie", cookie)
            .body(Body::empty())
            .unwrap(),
    );
    let gone = ended.await.header(SET_COOKIE.as_str()).to_owned();
    assert!(gone.starts_with("__Host-alongside_session=;"), "{gone}");
    assert!(
        gone.contains("; Secure") && gone.contains("; Max-Age=0"),
        "{gone}"
    );
}

#[tokio::test]
async fn on_one_machine_they_are_plain_and_nothing_is_remembered() {
    for pilot in [
        Pilot::empty().await,
        Pilot::at("http://127.0.0.1:8080").await,
    ] {
        let answer = sign_in(&pilot).await;
        assert_eq!(answer.header(STRICT_TRANSPORT_SECURITY.as_str()), "");
        let cookies = cookies(&answer.headers);
        assert!(cookies[0].starts_with("alongside_session="), "{cookies:?}");
        assert!(!cookies[0].contains("Secure"), "{cookies:?}");
    }
}

/// T33, of which the rest is done in a browser.
#[tokio::test]
async fn a_browser_forgets_what_it_was_shown_when_a_session_ends() {
    let pilot = Pilot::empty().await;
    let forget = "\"cache\", \"storage\"";
    let cookie = pilot.sign_in(Role::Manager).await;
    let page = pilot.get(&cookie, "/today").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("clear-site-data"), "");
    let out = pilot.post(&cookie, "/sign-out", &[]).await;
    assert_eq!(out.header("clear-site-data"), forget);
    // Ended from elsewhere, or by time, it is told so with what it asks for next.
    let next = pilot.get(&cookie, "/today").await;
    assert_eq!(next.header(LOCATION.as_str()), "/sign-in");
    assert_eq!(next.header("clear-site-data"), forget);
    assert!(next.header(SET_COOKIE.as_str()).contains("Max-Age=0"));
    let nobody = pilot.get("", "/today").await;
    assert_eq!(nobody.header("clear-site-data"), "");
}
