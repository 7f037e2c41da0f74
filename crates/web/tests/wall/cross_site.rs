//! T32: what another site makes a browser send does nothing, and nothing is done by looking.

use access::Role;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use web::{For, Route};

use crate::addresses::Addresses;
use crate::common::forms::{OPEN, address, chronology, count, hidden};
use crate::common::seaside;
use crate::stage::{Answer, Pilot, form_token, viewer};
use crate::stored::stored;

const FORM: &str = "application/x-www-form-urlencoded";
const SITE: &str = "sec-fetch-site";

/// Who together are shown every page that has a form.
const ROLES: [Role; 3] = [Role::Manager, Role::SocialWorker, Role::Administrator];

/// A form as a browser sends it, with these headers of its own.
async fn sent(
    pilot: &Pilot,
    path: &str,
    headers: &[(&str, &str)],
    fields: &[(&str, &str)],
) -> Answer {
    let mut request = Request::post(path).header(HOST, "alongside.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = serde_urlencoded::to_string(fields).unwrap();
    pilot.send(request.body(Body::from(body)).unwrap()).await
}

/// The routes by which something is done in the name of somebody who is signed in, each with the
/// token of whoever's form it is.
fn done_by_somebody() -> impl Iterator<Item = Route> {
    let keeps = |path: &str| path == "/drafts" || path.ends_with("/keep");
    web::routes().into_iter().filter(move |route| {
        route.method == Method::POST && route.who != For::Anybody && !keeps(route.path)
    })
}

/// Somebody whom a route is for.
fn one_of(who: For) -> Role {
    let mut roles = Role::ALL.into_iter();
    roles.find(|role| who.lets_in(&viewer(*role))).unwrap()
}

#[tokio::test]
async fn what_another_site_sends_is_refused_at_every_address() {
    let pilot = seaside().await;
    let mut addresses = Addresses::default();
    addresses
        .follow(&pilot, &pilot.sign_in(Role::Manager).await)
        .await;
    let before = stored(&pilot);
    let elsewhere: [&[(&str, &str)]; 6] = [
        &[(SITE, "cross-site")],
        &[(SITE, "same-site")],
        &[
            (SITE, "cross-site"),
            (ORIGIN.as_str(), "https://alongside.example"),
        ],
        &[(ORIGIN.as_str(), "null")],
        &[(ORIGIN.as_str(), "https://alongside.example.evil.example")],
        &[(ORIGIN.as_str(), "https://alongside.example:444")],
    ];
    for role in Role::ALL {
        let cookie = pilot.sign_in(role).await;
        let token = form_token(&cookie).unwrap();
        for address in addresses.all(&Method::POST) {
            for (nth, headers) in elsewhere.into_iter().enumerate() {
                let kind = [FORM, "text/plain", "multipart/form-data; boundary=b"][nth % 3];
                let own = [
                    (COOKIE.as_str(), cookie.as_str()),
                    (CONTENT_TYPE.as_str(), kind),
                ];
                let all = [headers, &own].concat();
                let fields = [("token", token), ("role", "manager")];
                let answer = sent(&pilot, &address, &all, &fields).await;
                let what = format!("{role:?} {address} {headers:?}");
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
                assert_eq!(answer.header(SET_COOKIE.as_str()), "", "{what}");
            }
        }
    }
    assert!(stored(&pilot) == before, "something was done");
    // The same from our own site is done.
    let own = [(SITE, "same-origin"), (CONTENT_TYPE.as_str(), FORM)];
    let answer = sent(&pilot, "/sign-in", &own, &[("role", "manager")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_without_the_token_of_its_session_is_refused_at_every_address() {
    let pilot = seaside().await;
    let mut addresses = Addresses::default();
    for role in ROLES {
        addresses.follow(&pilot, &pilot.sign_in(role).await).await;
    }
    let before = stored(&pilot);
    for route in done_by_somebody() {
        let role = one_of(route.who);
        let earlier = pilot.sign_in(role).await;
        let anothers = pilot.sign_in(Role::Auditor).await;
        let cookie = pilot.sign_in(role).await;
        let [earlier, anothers] = [&earlier, &anothers].map(|it| form_token(it).unwrap());
        let tokens = [None, Some(""), Some("0"), Some(earlier), Some(anothers)];
        for address in addresses.of(route.path) {
            for token in tokens {
                let token = token.map(|token| ("token", token));
                let fields: Vec<(&str, &str)> = token.into_iter().chain([("text", "x")]).collect();
                for kind in [FORM, "text/plain", "multipart/form-data; boundary=b"] {
                    let own = [
                        (COOKIE.as_str(), cookie.as_str()),
                        (CONTENT_TYPE.as_str(), kind),
                    ];
                    let answer = sent(&pilot, &address, &own, &fields).await;
                    let what = format!("{role:?} {address} {token:?} {kind}");
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
                }
            }
        }
    }
    assert!(stored(&pilot) == before, "something was done");
}

/// Each page as it is sent, and not as the other tests see it.
#[tokio::test]
async fn every_form_of_every_page_carries_the_token_of_its_session() {
    let pilot = seaside().await;
    let mut forms = 0;
    for role in ROLES {
        let cookie = pilot.sign_in(role).await;
        let token = form_token(&cookie).unwrap();
        let field = format!("<input type=\"hidden\" name=\"token\" value=\"{token}\">");
        let mut addresses = Addresses::default();
        addresses.follow(&pilot, &cookie).await;
        let routes = web::routes().into_iter();
        let pages = routes.filter(|it| it.method == Method::GET && it.who.lets_in(&viewer(role)));
        for address in pages.flat_map(|page| addresses.of(page.path).into_iter().take(2)) {
            let page = pilot.get_as_sent(&cookie, &address).await;
            let Ok(page) = String::from_utf8(page.bytes) else {
                continue;
            };
            for form in page.split("<form").skip(1) {
                let (tag, rest) = form.split_once('>').unwrap();
                let is_sent = tag.contains("method=\"post\"");
                assert_eq!(rest.starts_with(&field), is_sent, "{address}: {tag}");
                forms += usize::from(is_sent);
            }
        }
    }
    assert!(forms > 100, "only {forms} forms were looked at");
}

#[tokio::test]
async fn what_was_typed_into_a_form_of_an_earlier_session_is_kept() {
    let pilot = seaside().await;
    let earlier = pilot.sign_in(Role::Practitioner).await;
    let path = address(OPEN, "note");
    let page = pilot.get(&earlier, &path).await;
    let hidden = hidden(page.text());
    let mut fields = vec![("token", form_token(&earlier).unwrap())];
    fields.extend(
        hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    fields.extend([
        ("about", "family"),
        ("day", "2022-08-26"),
        ("visibility", "team"),
        ("text", "Typed before I signed in again"),
    ]);
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let own = [
        (COOKIE.as_str(), cookie.as_str()),
        (CONTENT_TYPE.as_str(), FORM),
    ];
    let answer = sent(&pilot, &path, &own, &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.words().contains("What you typed is kept for you"),
        "{}",
        answer.words()
    );
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 0, "nothing was sent");
    let again = pilot.get(&cookie, &path).await;
    assert!(again.text().contains("Typed before I signed in again"));
    // Of a form that keeps no drafts the words come back; a password does not.
    let fields = [
        ("token", fields[0].1),
        ("says", "A criterion in our own words"),
        ("password", "kettle orbit moss violin"),
    ];
    let answer = sent(&pilot, "/drafts/delete", &own, &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.words().contains("A criterion in our own words"));
    assert!(!answer.text().contains("kettle"));
    // And nobody's words become another's draft.
    let other = pilot.sign_in(Role::Manager).await;
    let none = pilot.get(&other, "/drafts").await;
    assert!(none.words().contains("nothing you began"));
}

#[tokio::test]
async fn nothing_is_done_by_looking() {
    let pilot = seaside().await;
    let mut addresses = Addresses::default();
    let mut cookies = vec![String::new()];
    for role in ROLES {
        let cookie = pilot.sign_in(role).await;
        addresses.follow(&pilot, &cookie).await;
        cookies.push(cookie);
    }
    let before = stored(&pilot);
    let mut shown = 0;
    for cookie in &cookies {
        for address in addresses.all(&Method::GET) {
            let answer = pilot.get(cookie, &address).await;
            shown += usize::from(answer.status.is_success());
        }
        // Nor is a form sent by its address.
        for route in web::routes().iter().filter(|it| it.method == Method::POST) {
            for address in addresses.of(route.path) {
                let answer = pilot.get(cookie, &format!("{address}?role=manager")).await;
                assert!(!answer.status.is_server_error(), "{address}");
            }
        }
        let cookies = pilot.get(cookie, "/sign-in?role=manager").await;
        assert_eq!(cookies.header(SET_COOKIE.as_str()), "");
    }
    assert!(shown > 100, "only {shown} pages were shown");
    let mut after = stored(&pilot);
    after.retain(|table, rows| before[table] != *rows);
    assert!(after.is_empty(), "{after:?}");
    // And whoever was signed in still is.
    let landing = pilot.get(&cookies[1], "/").await;
    assert_ne!(landing.header(LOCATION.as_str()), "/sign-in");
}
