//! Setting up a service, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod accounts;
mod denied;
#[path = "../../../passkeys/tests/common/device.rs"]
mod device;
mod factors;
mod first_run;
mod links;
mod mail;
mod pages;
mod passkeys;
mod people;
mod proving;
mod rights;
mod sessions;
#[path = "../pilot/stage.rs"]
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
mod stage;
mod team;

use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use stage::{Answer, Pilot};

/// A password that is hard to guess.
const PASSWORD: &str = "kettle orbit moss violin";

/// The cookies that an answer sets, as a browser sends them back.
fn cookies(answer: &Answer) -> String {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let pairs = set.map(|it| it.to_str().unwrap().split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

/// What is between the first `from` and the next `to` after it.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap() + from.len();
    let end = text[start..].find(to).unwrap();
    &text[start..start + end]
}

/// The id that a form which adds something carries.
fn id_of(html: &str) -> String {
    between(html, "name=\"id\" value=\"", "\"").to_owned()
}

/// That an answer leads on, and where to, without what it says was done.
fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer.header(LOCATION.as_str());
    path.split('?').next().unwrap().to_owned()
}

/// The messages of the error summary of a page that is shown again.
fn wrong(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let summary = between(answer.text(), "govuk-error-summary__list", "</ul>");
    let links = summary.split("<a href=\"#").skip(1);
    links
        .map(|link| between(link, ">", "</a>").replace("&#39;", "'"))
        .collect()
}

/// Opens the form at a path and sends it with these fields and its own id.
async fn fill_in(pilot: &Pilot, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let form = pilot.get(cookie, path).await;
    assert_eq!(form.status, StatusCode::OK, "{path}");
    let id = id_of(form.text());
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .copied()
        .chain([("id", id.as_str())])
        .collect();
    pilot.post(cookie, path, &fields).await
}
