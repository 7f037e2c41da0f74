//! Forms of casework, opened and sent as a browser does.

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use uuid::Uuid;

use super::family;
use super::stage::{Answer, Pilot, viewer};

/// A family whose case the social worker of the tests does not hold.
pub(crate) const OPEN: u128 = 2;
/// A family whose case they hold.
pub(crate) const HELD: u128 = 1;

pub(crate) fn address(number: u128, act: &str) -> String {
    format!("/families/{}/record/{act}", family(number))
}

pub(crate) fn person(number: u128, at: usize) -> String {
    Uuid::from_u128((number << 32) + at as u128).to_string()
}

pub(crate) fn me(role: Role) -> String {
    viewer(role).worker.to_string()
}

/// The hidden fields of the form on a page.
pub(crate) fn hidden(html: &str) -> Vec<(String, String)> {
    ["submission", "author", "form"]
        .iter()
        .map(|name| {
            let from = format!("name=\"{name}\" value=\"");
            let start = html.find(&from).unwrap() + from.len();
            let value = html[start..].split('"').next().unwrap();
            ((*name).to_owned(), value.to_owned())
        })
        .collect()
}

/// A form opened and sent with these fields.
pub(crate) async fn send(
    pilot: &Pilot,
    role: Role,
    number: u128,
    act: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &address(number, act)).await;
    assert_eq!(page.status, StatusCode::OK, "{role:?} {act}");
    let hidden = hidden(page.text());
    let mut all: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend_from_slice(fields);
    pilot.post(&cookie, &address(number, act), &all).await
}

pub(crate) async fn done(pilot: &Pilot, role: Role, act: &str, fields: &[(&str, &str)]) {
    let answer = send(pilot, role, OPEN, act, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{act}: {}",
        answer.words()
    );
    assert_eq!(
        answer.header(LOCATION.as_str()),
        format!("/families/{}?done={act}", family(OPEN))
    );
}

pub(crate) async fn chronology(pilot: &Pilot, role: Role, number: u128) -> Answer {
    let cookie = pilot.sign_in(role).await;
    pilot
        .get(&cookie, &format!("/families/{}", family(number)))
        .await
}

pub(crate) fn count(page: &Answer, kind: &str) -> usize {
    let mark = format!("data-entry=\"{kind}\"");
    page.text().matches(&mark).count()
}

/// The number of the newest entry of a kind, as a form offers it.
pub(crate) async fn offered(pilot: &Pilot, act: &str, field: &str) -> String {
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let page = pilot.get(&cookie, &address(OPEN, act)).await;
    let from = format!("name=\"{field}\" type=\"radio\" value=\"");
    let html = page.text();
    let start = html.rfind(&from).unwrap() + from.len();
    html[start..].split('"').next().unwrap().to_owned()
}

/// A form sent with all its fields.
pub(crate) async fn post_all(
    pilot: &Pilot,
    role: Role,
    to: &str,
    fields: Vec<(String, String)>,
) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pilot.post(&cookie, to, &fields).await
}
