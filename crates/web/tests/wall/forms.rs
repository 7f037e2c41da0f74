//! T3 and T4: a form that contradicts itself does nothing, and what nobody asked for is not taken.

use access::Role;
use axum::http::StatusCode;

use crate::common::forms::{HELD, OPEN, address, chronology, count, hidden, person, send};
use crate::common::{family, seaside};
use crate::stage::{Pilot, viewer};
use crate::stored::stored;

const NOTE: [(&str, &str); 4] = [
    ("about", "family"),
    ("day", "2022-08-26"),
    ("visibility", "team"),
    ("text", "Said today"),
];

type Fields = &'static [(&'static str, &'static str)];

/// The note form of a family as it is opened, filled in.
async fn note(pilot: &Pilot, cookie: &str, number: u128) -> Vec<(String, String)> {
    let page = pilot.get(cookie, &address(number, "note")).await;
    let mut fields = hidden(page.text());
    fields.extend(NOTE.map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields
}

async fn post(pilot: &Pilot, cookie: &str, to: &str, fields: &[(String, String)]) -> StatusCode {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pilot.post(cookie, to, &fields).await.status
}

#[tokio::test]
async fn a_form_of_one_family_sent_to_another_does_nothing() {
    let pilot = seaside().await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let fields = note(&pilot, &cookie, OPEN).await;
    let before = stored(&pilot);
    let elsewhere = address(HELD, "note");
    let status = post(&pilot, &cookie, &elsewhere, &fields).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    // Each field that says what a form is and of whom stands once.
    for name in ["submission", "author", "form"] {
        let other = note(&pilot, &cookie, HELD).await;
        let second = other.into_iter().find(|(own, _)| own == name).unwrap();
        for twice in [
            [fields.clone(), vec![second.clone()]].concat(),
            [vec![second], fields.clone()].concat(),
        ] {
            let status = post(&pilot, &cookie, &address(OPEN, "note"), &twice).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name}");
        }
    }
    assert_eq!(stored(&pilot)["entry"], before["entry"]);
    // A person of one family is none of another.
    let mut of_another = fields.clone();
    for (name, value) in &mut of_another {
        if name == "about" {
            *value = person(HELD, 0);
        }
    }
    let status = post(&pilot, &cookie, &address(OPEN, "note"), &of_another).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(count(&page, "note"), 0);
    // As it was opened, it is done.
    let status = post(&pilot, &cookie, &address(OPEN, "note"), &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

/// What somebody would send to be more than they are, or to write in another's name.
fn more() -> Vec<(String, String)> {
    let other = viewer(Role::Manager).worker.to_string();
    [
        ("role", "administrator"),
        ("worker", &other),
        ("worker_id", &other),
        ("author_id", &other),
        ("by", &other),
        ("recorded_by", &other),
        ("recorded_at", "2020-01-01T00:00:00.000000Z"),
        ("confidentiality", "shared"),
        ("version", "999"),
        ("sequence", "999"),
        ("tenant_id", "2"),
        ("service_id", "2"),
        ("closed", "2022-08-01"),
        ("closed_at", "2022-08-01"),
        ("family", &family(HELD).to_string()),
        ("family_id", &family(HELD).to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// The same form with more in it than it asks for stores the same.
#[tokio::test]
async fn fields_that_a_form_does_not_have_change_nothing() {
    let acts: [(Role, &str, Fields); 2] = [
        (Role::Practitioner, "note", &NOTE),
        (
            Role::Practitioner,
            "contact",
            &[
                ("day", "2022-08-26"),
                ("text", "They rang"),
                ("visibility", "team"),
            ],
        ),
    ];
    for (role, act, fields) in acts {
        let more = more();
        let more: Vec<(&str, &str)> = more
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut shown = Vec::new();
        for fields in [fields.to_vec(), [fields.to_vec(), more].concat()] {
            let pilot = seaside().await;
            let answer = send(&pilot, role, OPEN, act, &fields).await;
            let page = chronology(&pilot, Role::Manager, OPEN).await;
            shown.push((answer.status, page.words()));
        }
        assert_eq!(shown[0], shown[1], "{act}");
    }
}

#[tokio::test]
async fn nobody_becomes_more_by_what_they_add_to_a_form() {
    let pilot = seaside().await;
    for role in [Role::SocialWorker, Role::Evaluator, Role::Administrator] {
        let cookie = pilot.sign_in(role).await;
        let before = stored(&pilot);
        let more = more();
        let more: Vec<(&str, &str)> = more
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for path in [
            "/account/confirm",
            "/account/password",
            "/account/sessions/end-others",
        ] {
            pilot.post(&cookie, path, &more).await;
        }
        let after = stored(&pilot);
        assert_eq!(after["worker"], before["worker"], "{role:?}");
    }
}
