//! Closing and the time after; what a service settles about itself; emergencies of several events.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use common::forms::{OPEN, address, chronology, done, me, person, send};
use common::stage::{self, Pilot, viewer};
use common::{known, seaside};
use record::lists::ContactMode;
use store::ServiceSettings;

const DAY: (&str, &str) = ("day", "2022-08-29");

async fn settled(pilot: &Pilot, follow_up_months: u8, gentle_try_days: u8) {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let settings = ServiceSettings {
        began: None,
        follow_up_months,
        gentle_try_days,
    };
    let put = pilot
        .store
        .put_service_settings(&leave, settings, stage::now());
    put.await.unwrap();
}

#[tokio::test]
async fn closing_counts_what_is_unanswered_and_may_go_on_all_the_same() {
    let pilot = seaside().await;
    settled(&pilot, 4, 7).await;
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let form = pilot.get(&cookie, &address(OPEN, "close")).await;
    let words = form.words();
    assert!(
        words.contains("questions of closing are not answered yet"),
        "{words}"
    );
    assert!(words.contains("May we call in 4 months?"));
    let link = format!("{}/family", address(OPEN, "outcomes"));
    assert!(form.text().contains(&link));
    let before = unanswered(&words);
    // One answer fewer is missing once it is given; not known is an answer.
    let answered = [("da_12m_clo", "unknown"), DAY];
    let saved = send(
        &pilot,
        Role::Practitioner,
        OPEN,
        "outcomes/family",
        &answered,
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let form = pilot.get(&cookie, &address(OPEN, "close")).await;
    assert_eq!(unanswered(&form.words()), before - 1);

    let fields = [
        ("reason", "client_said_no"),
        ("words", "We manage now, thank you"),
        ("follow_up", "yes"),
        DAY,
    ];
    done(&pilot, Role::Practitioner, "close", &fields).await;
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    let words = page.words();
    assert!(
        words.contains("The case closed on 29 August 2022"),
        "{words}"
    );
    assert!(words.contains("The follow-up call falls due on 29 December 2022"));
    // The board counts the same questions after closing as the form did before it.
    assert_eq!(unanswered(&words), before - 1);
    let waits = pilot.get(&cookie, "/today/waiting?kind=closure_data").await;
    assert!(
        waits
            .words()
            .contains(&format!("{} closure questions not answered", before - 1))
    );
    assert!(page.text().contains(&address(OPEN, "follow-up")));
    let manager = chronology(&pilot, Role::Manager, OPEN).await;
    assert!(manager.words().contains("Refer again"));
    let reading = chronology(&pilot, Role::SocialWorker, 1).await;
    assert!(!reading.text().contains(&address(1, "follow-up")));
}

fn unanswered(words: &str) -> usize {
    let before = words
        .split(" questions of closing are not answered")
        .next()
        .unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_next_gentle_try_follows_as_the_service_says() {
    let pilot = seaside().await;
    settled(&pilot, 6, 10).await;
    let (whom, worker) = (person(OPEN, 0), me(Role::Practitioner));
    let attempt = |result, next| {
        vec![
            ("person", whom.as_str()),
            ("worker", worker.as_str()),
            ("mode", ContactMode::Phone.code()),
            ("result", result),
            ("next_try", next),
            DAY,
        ]
    };
    let table = [
        ("no_reply", "", Some(date(2022, 9, 8))),
        ("no_reply", "2022-09-01", Some(date(2022, 9, 1))),
        ("spoke", "", None),
        ("said_no", "", None),
    ];
    for (result, next, then) in table {
        done(
            &pilot,
            Role::Practitioner,
            "contact",
            &attempt(result, next),
        )
        .await;
        let family = known(&pilot, OPEN).await;
        let last = family.work.attempts.last().unwrap();
        assert_eq!(last.what.next_try, then, "{result} {next}");
    }
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let form = pilot.get(&cookie, &address(OPEN, "contact")).await;
    assert!(
        form.words()
            .contains("Leave empty for 10 days after this one")
    );
}

#[tokio::test]
async fn an_emergency_may_be_of_several_events() {
    let pilot = seaside().await;
    let (whom, worker) = (person(OPEN, 0), me(Role::Practitioner));
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let form = pilot.get(&cookie, &address(OPEN, "emergency")).await;
    // The first four services of the form, by their fields.
    let html = form.text();
    let mut names: Vec<&str> = html
        .split("name=\"linked\" type=\"checkbox\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    names.truncate(4);
    let known: Vec<String> = names.iter().map(|name| format!("{name}_known")).collect();
    let mut fields = vec![
        ("person", whom.as_str()),
        ("worker", worker.as_str()),
        ("what_happened", "A fall, and later a row"),
        DAY,
    ];
    for (name, known) in names.iter().zip(&known) {
        fields.extend([(*name, "1"), (known.as_str(), "worker")]);
    }
    let with = |events: &[(&'static str, usize)]| {
        let events = events.iter().map(|(event, nr)| (*event, names[*nr]));
        fields.iter().copied().chain(events).collect::<Vec<_>>()
    };
    let twice = with(&[
        ("linked", 0),
        ("linked", 1),
        ("linked_2", 1),
        ("linked_2", 2),
    ]);
    let refused = send(&pilot, Role::Practitioner, OPEN, "emergency", &twice).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .words()
            .contains("is part of 2 events and counted 1 times"),
        "{}",
        refused.words()
    );
    let alone = with(&[("linked", 0), ("linked", 1), ("linked_2", 2)]);
    let refused = send(&pilot, Role::Practitioner, OPEN, "emergency", &alone).await;
    assert!(refused.words().contains("Choose the two or more services"));
    let apart = with(&[
        ("linked", 0),
        ("linked", 1),
        ("linked_2", 2),
        ("linked_2", 3),
    ]);
    done(&pilot, Role::Practitioner, "emergency", &apart).await;
    let session = known_session(&pilot).await;
    assert_eq!(session.linked.len(), 2);
    let page = chronology(&pilot, Role::Practitioner, OPEN).await;
    assert_eq!(page.words().matches("One event: ").count(), 2);
}

async fn known_session(pilot: &Pilot) -> record::EmergencySession {
    let family = known(pilot, OPEN).await;
    family.sessions.last().unwrap().what.clone()
}
