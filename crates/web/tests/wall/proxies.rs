//! T36: what a stranger says of where they come from is not believed.

use access::Role;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use web::{Proxies, Reached};

use crate::served::{Served, status};
use crate::stage::{Pilot, form_token, viewer};

/// Tries to sign in that are not slowed down, from one address.
const FREE: usize = 30;

/// A try to sign in with a name of its own, said to come from an address.
async fn try_from(served: &Served, name: usize, said: &str) -> Option<u16> {
    let body = format!("username=nobody{name}&password=something");
    let length = body.len();
    let answer = served
        .say(format!(
            "POST /sign-in HTTP/1.1\r\nHost: here\r\nConnection: close\r\nX-Forwarded-For: {said}\r\n\
             Forwarded: for={said}\r\nX-Real-IP: {said}\r\nContent-Length: {length}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
        ))
        .await;
    status(&answer)
}

#[tokio::test]
async fn tries_are_counted_by_the_address_they_come_from_whatever_is_said() {
    let served = Served::new(Pilot::with_passwords().await, Reached::default()).await;
    for nth in 0..FREE {
        let said = format!("203.0.113.{nth}");
        assert_eq!(try_from(&served, nth, &said).await, Some(422));
    }
    assert_eq!(try_from(&served, FREE, "198.51.100.1").await, Some(429));
}

#[tokio::test]
async fn a_proxy_is_believed_and_each_of_its_clients_counted_alone() {
    let proxies = Proxies(vec!["127.0.0.1/32".parse().unwrap()]);
    let reached = Reached { proxies, tls: None };
    let served = Served::new(Pilot::with_passwords().await, reached).await;
    for nth in 0..FREE {
        // What the client wrote itself stands before what the proxy adds.
        let said = format!("198.51.100.{nth}, 203.0.113.1");
        assert_eq!(try_from(&served, nth, &said).await, Some(422));
    }
    assert_eq!(try_from(&served, FREE, "203.0.113.1").await, Some(429));
    assert_eq!(try_from(&served, FREE, "203.0.113.2").await, Some(422));
}

/// A sign-in link, made by an administrator whose request says that it was for another site.
async fn link_made(pilot: &Pilot, prefix: &str) -> String {
    let forged = [
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-host", "evil.example"),
    ];
    let with = |mut request: axum::http::request::Builder, cookie: &str| {
        for (name, value) in forged {
            request = request.header(name, value);
        }
        let cookie = format!("{prefix}{cookie}");
        request
            .header(HOST, "127.0.0.1:8080")
            .header(COOKIE, cookie)
    };
    let signed_in = pilot.sign_in(Role::Administrator).await;
    let cookie = signed_in.trim_start_matches("__Host-").to_owned();
    let token = form_token(&cookie).unwrap();
    let person = format!("/service/people/{}", viewer(Role::Practitioner).worker);
    let request = with(Request::post(format!("{person}/link")), &cookie);
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = format!("token={token}&username=somebody");
    let made = pilot.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.words());
    let path = made.header(LOCATION.as_str()).to_owned();
    assert!(path.starts_with('/'), "{path}");
    let request = with(Request::get(&path), &cookie)
        .body(Body::empty())
        .unwrap();
    let page = pilot.send(request).await;
    assert!(!page.text().contains("evil.example"), "{}", page.words());
    assert_eq!(made.header(SET_COOKIE.as_str()), "");
    let (_, link) = page.text().split_once("sign-in/link/").unwrap();
    assert!(!link.is_empty());
    page.words()
}

#[tokio::test]
async fn a_link_leads_to_where_the_service_is_found_whatever_is_said() {
    let pilot = Pilot::empty().await;
    let page = link_made(&pilot, "").await;
    assert!(
        page.contains("http://127.0.0.1:8080/sign-in/link/"),
        "{page}"
    );
    let pilot = Pilot::at("https://alongside.example").await;
    let page = link_made(&pilot, "__Host-").await;
    assert!(
        page.contains("https://alongside.example/sign-in/link/"),
        "{page}"
    );
}
