//! T26: what is too large or too much is answered at once, and in a way that can be told from a
//! failure.

use std::fmt::Write as _;

use access::Role;
use axum::body::Body;
use axum::http::header::{ALLOW, COOKIE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use web::Reached;

use crate::served::{Served, status};
use crate::stage::Pilot;

const MEGABYTE: usize = 1024 * 1024;

#[tokio::test]
async fn headers_that_are_too_large_or_too_many_are_refused() {
    let served = Served::new(Pilot::empty().await, Reached::default()).await;
    let long = "a".repeat(MEGABYTE);
    let mut many = String::new();
    for number in 0..10_000 {
        write!(many, "X-{number}: 1\r\n").unwrap();
    }
    for (what, head, expected) in [
        ("a header", format!("X-Long: {long}\r\n"), 431),
        (
            "cookies",
            format!("Cookie: alongside_session={long}\r\n"),
            431,
        ),
        ("fields", many, 431),
    ] {
        let answer = served
            .say(format!("GET /sign-in HTTP/1.1\r\nHost: here\r\n{head}\r\n"))
            .await;
        assert_eq!(status(&answer), Some(expected), "{what}: {answer}");
    }
    let address = format!("GET /{long} HTTP/1.1\r\nHost: here\r\n\r\n");
    let answer = served.say(address).await;
    assert!(matches!(status(&answer), Some(414 | 431)), "{answer}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_has_come() {
    let served = Served::new(Pilot::empty().await, Reached::default()).await;
    let cookie = served.pilot.sign_in(Role::Manager).await;
    for path in ["/sign-in", "/drafts"] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            100 * MEGABYTE
        );
        let answer = served.say(head).await;
        assert_eq!(status(&answer), Some(413), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_and_not_hashed() {
    let pilot = Pilot::with_passwords().await;
    let long = "a".repeat(MEGABYTE);
    for password in [&long[..MEGABYTE / 2], &long] {
        let fields = [("username", "somebody"), ("password", password)];
        let answer = pilot.post("", "/sign-in", &fields).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    }
}

#[tokio::test]
async fn a_form_of_ten_thousand_fields_is_refused() {
    let pilot = Pilot::empty().await;
    let cookie = pilot.sign_in(Role::Administrator).await;
    let names: Vec<String> = (0..10_000).map(|number| format!("f{number}")).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    for path in ["/sign-in", "/service/settings", "/drafts", "/service/teams"] {
        let answer = pilot.post(&cookie, path, &fields).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_nested_deeply_is_refused() {
    let pilot = Pilot::empty().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let sheet = |name| (name, b"family_ref,Anything\nF1,1\n".as_slice());
    let [one, two, three] = ["families.csv", "children.csv", "emergency_sessions.csv"].map(sheet);
    let files = [one, two, three].map(|(name, bytes)| ("files", name, bytes));
    let begun = pilot.upload(&cookie, "/import", &files).await;
    let import = begun.header(LOCATION.as_str()).to_owned();
    assert!(import.starts_with("/import/"), "{}", begun.words());
    let path = format!("{import}/saved-mapping");
    let deep = "[".repeat(10_000);
    let file = [("mapping", "mapping.json", deep.as_bytes())];
    let answer = pilot.upload(&cookie, &path, &file).await;
    // It is said where the file was chosen.
    assert_eq!(answer.header(LOCATION.as_str()), import);
    let page = pilot.get(&cookie, &import).await;
    assert!(
        page.text().contains("govuk-error-summary"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn only_what_pages_and_forms_do_is_done() {
    let pilot = Pilot::empty().await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let methods = [
        "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO",
    ];
    for method in methods.map(|it| Method::from_bytes(it.as_bytes()).unwrap()) {
        for path in ["/today", "/sign-out", "/no-such-page"] {
            let request = Request::builder().method(&method).uri(path);
            let request = request.header(COOKIE, &cookie).body(Body::empty()).unwrap();
            let answer = pilot.send(request).await;
            let what = format!("{method} {path}");
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{what}");
            assert_eq!(answer.header(ALLOW.as_str()), "GET, HEAD, POST", "{what}");
        }
    }
}
