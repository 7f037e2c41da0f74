//! Who is offered in forms, what the service offers, and what each worker carries.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use common::forms::{OPEN, address, me, offered, person, send};
use common::stage::{self, Answer, Pilot, viewer};
use common::{OTHER_PRACTITIONER, OTHER_SOCIAL_WORKER, seaside};
use record::lists::{Discipline, Serves};
use store::{DisciplineSetting, Post, Worker};

const DAY: (&str, &str) = ("day", "2022-08-25");

async fn leaves(pilot: &Pilot, worker: record::WorkerId, name: &str, role: Role) {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let mut worker = Worker::new(worker, name, role);
    worker.until = Some(date(2022, 8, 29));
    let put = pilot.store.put_worker(&leave, worker, stage::now());
    put.await.unwrap();
}

/// The other practitioner works in this discipline and supports at most so many people.
async fn can_support(pilot: &Pilot, most: u16) {
    let leave = viewer(Role::Manager).set_capacity().unwrap();
    let post = Post {
        disciplines: vec![Discipline::DrugAndAlcohol],
        ceiling: Some(most),
        ..Post::default()
    };
    let put = pilot
        .store
        .put_post(&leave, OTHER_PRACTITIONER, post, stage::now());
    put.await.unwrap();
}

async fn form(pilot: &Pilot, role: Role, act: &str) -> Answer {
    let cookie = pilot.sign_in(role).await;
    pilot.get(&cookie, &address(OPEN, act)).await
}

/// Support to somebody of the family by the other practitioner.
async fn allocate(pilot: &Pilot, role: Role, nr: usize, kind: &str, reason: &str) -> Answer {
    let (whom, worker) = (person(OPEN, nr), OTHER_PRACTITIONER.to_string());
    let fields = [
        ("person", whom.as_str()),
        ("discipline", "drug_alcohol"),
        ("worker", worker.as_str()),
        ("kind", kind),
        ("reason", reason),
        DAY,
    ];
    send(pilot, role, OPEN, "allocate", &fields).await
}

#[tokio::test]
async fn whoever_has_left_is_offered_in_no_form_and_stays_in_what_was_recorded() {
    let pilot = seaside().await;
    let (who, other) = (person(OPEN, 0), OTHER_PRACTITIONER.to_string());
    let fields = [
        ("person", who.as_str()),
        ("worker", other.as_str()),
        ("kind", "therapeutic"),
        ("minutes", "30"),
        ("day", "2022-08-20"),
        ("place", "home"),
        ("came", "came"),
        ("mode", "in_person"),
        ("children", "not_discussed"),
        ("protection", "no"),
    ];
    let saved = send(&pilot, Role::Manager, OPEN, "session", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    leaves(
        &pilot,
        OTHER_PRACTITIONER,
        "Another practitioner",
        Role::Practitioner,
    )
    .await;
    leaves(
        &pilot,
        OTHER_SOCIAL_WORKER,
        "Another social worker",
        Role::SocialWorker,
    )
    .await;
    for act in [
        "session",
        "emergency",
        "contact",
        "call",
        "appointment",
        "note",
        "consultation",
        "allocate",
        "key-worker",
        "case-holder",
    ] {
        let page = form(&pilot, Role::Manager, act).await;
        assert_eq!(page.status, StatusCode::OK, "{act}");
        for left in [OTHER_PRACTITIONER, OTHER_SOCIAL_WORKER] {
            let offered = format!("value=\"{left}\"");
            assert!(!page.text().contains(&offered), "{act} {left}");
        }
    }
    let page = form(&pilot, Role::Manager, "session").await;
    assert!(
        page.text()
            .contains(&format!("value=\"{}\"", me(Role::Practitioner)))
    );
    // A form made before they left does not name them either.
    let late = send(&pilot, Role::Manager, OPEN, "session", &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = common::forms::chronology(&pilot, Role::Manager, OPEN).await;
    assert!(page.words().contains("Another practitioner"));
    // Putting the session right may still name them.
    let html = page.text();
    let html = &html[html.find("data-entry=\"session\"").unwrap()..];
    let at = html.find("/record/put-right/").unwrap();
    let right = html[at + "/record/".len()..].split('"').next().unwrap();
    let page = form(&pilot, Role::Manager, right).await;
    assert!(
        page.text()
            .contains(&format!("value=\"{OTHER_PRACTITIONER}\""))
    );
    let mut again: Vec<(&str, &str)> = fields.into_iter().filter(|it| it.0 != "minutes").collect();
    again.extend([("minutes", "45"), ("why", "It took longer")]);
    let put = send(&pilot, Role::Manager, OPEN, right, &again).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.words());
}

#[tokio::test]
async fn what_the_service_does_not_offer_stands_in_no_form() {
    let pilot = seaside().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let settings = vec![
        DisciplineSetting {
            discipline: Discipline::DrugAndAlcohol,
            offered: false,
            serves: Serves::Adults,
        },
        DisciplineSetting {
            discipline: Discipline::YouthWork,
            offered: true,
            serves: Serves::Both,
        },
    ];
    let put = pilot.store.put_disciplines(&leave, settings, stage::now());
    put.await.unwrap();
    let page = form(&pilot, Role::Practitioner, "allocate").await;
    assert!(!page.text().contains("value=\"drug_alcohol\""));
    assert!(page.text().contains("value=\"youth_work\""));
    let refused = allocate(&pilot, Role::Practitioner, 0, "full", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("does not offer Drug and alcohol"));
    // Youth work is for parents too now, without a reason.
    let (whom, worker) = (person(OPEN, 0), me(Role::Practitioner));
    let fields = [
        ("person", whom.as_str()),
        ("discipline", "youth_work"),
        ("worker", worker.as_str()),
        ("kind", "full"),
        DAY,
    ];
    let given = send(&pilot, Role::Practitioner, OPEN, "allocate", &fields).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.words());
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let ask = pilot.get(&cookie, "/ask").await;
    assert!(!ask.text().contains("value=\"drug_alcohol\""));
}

#[tokio::test]
async fn a_full_worker_holds_or_the_manager_says_why() {
    let pilot = seaside().await;
    can_support(&pilot, 1).await;
    let page = form(&pilot, Role::Practitioner, "allocate").await;
    assert!(
        page.words().contains("Supports 0 of 1 people"),
        "{}",
        page.words()
    );
    let first = allocate(&pilot, Role::Practitioner, 0, "full", "").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
    let page = form(&pilot, Role::Practitioner, "allocate").await;
    assert!(page.words().contains("Full: supports 1 of 1 people"));
    let why = "Nobody else speaks their language";
    let refused = allocate(&pilot, Role::Practitioner, 1, "full", why).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("as many people as they can"));
    assert!(refused.words().contains(why), "what was typed stays");
    let silent = allocate(&pilot, Role::Manager, 1, "full", "").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let holding = allocate(
        &pilot,
        Role::Practitioner,
        1,
        "holding",
        "Until there is room",
    )
    .await;
    assert_eq!(holding.status, StatusCode::SEE_OTHER, "{}", holding.words());

    // Without room nothing could become full; with it the manager finds it.
    let cookie = pilot.sign_in(Role::Manager).await;
    let list = pilot.get(&cookie, "/today/holding").await;
    assert!(
        list.words()
            .contains("No holding support could become full now")
    );
    let board = pilot.get(&cookie, "/today").await;
    assert!(!board.words().contains("could become full"));
    can_support(&pilot, 5).await;
    let board = pilot.get(&cookie, "/today").await;
    assert!(
        board
            .words()
            .contains("Holding support that could become full")
    );
    let list = pilot.get(&cookie, "/today/holding").await;
    assert!(list.words().contains("1 person") && list.words().contains("Another practitioner"));
    let csv = pilot.get(&cookie, "/today/holding.csv").await;
    assert_eq!(csv.text().lines().count(), 2);
    can_support(&pilot, 2).await;
    // Whoever holds on has the person already: that needs no more room.
    let allocation = offered(&pilot, "change-support", "allocation").await;
    let worker = OTHER_PRACTITIONER.to_string();
    let fields = [
        ("allocation", allocation.as_str()),
        ("step", "converted"),
        ("worker", worker.as_str()),
        ("reason", "There is room"),
        DAY,
    ];
    let full = send(&pilot, Role::Practitioner, OPEN, "change-support", &fields).await;
    assert_eq!(full.status, StatusCode::SEE_OTHER, "{}", full.words());
}

#[tokio::test]
async fn the_manager_may_ask_a_full_worker_all_the_same() {
    let pilot = seaside().await;
    can_support(&pilot, 0).await;
    let why = "Nobody else speaks their language";
    let given = allocate(&pilot, Role::Manager, 0, "full", why).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.words());
}

#[tokio::test]
async fn tables_of_the_team_have_their_files() {
    let pilot = seaside().await;
    can_support(&pilot, 3).await;
    allocate(&pilot, Role::Practitioner, 0, "full", "").await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let board = pilot.get(&cookie, "/today").await;
    for (path, row) in [
        (
            "/today/workers.csv",
            "\"Another practitioner\",\"Drug and alcohol\",\"Here\",1,3,2,0,0",
        ),
        ("/today/disciplines.csv", "\"Drug and alcohol\",1,1,3,2,0,0"),
    ] {
        assert!(board.text().contains(path));
        let file = pilot.get(&cookie, path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert!(file.text().contains(row), "{path}: {}", file.text());
        let book = pilot.get(&cookie, &path.replace("csv", "xlsx")).await;
        assert_eq!(book.status, StatusCode::OK, "{path}");
    }
    for path in [
        "/today/workers.csv",
        "/today/workers.xlsx",
        "/today/disciplines.csv",
        "/today/disciplines.xlsx",
        "/today/holding",
        "/today/holding.csv",
        "/today/holding.xlsx",
    ] {
        pilot.leads_to_sign_in(path).await;
        for role in [
            Role::SocialWorker,
            Role::CoOrdinator,
            Role::Evaluator,
            Role::Administrator,
        ] {
            pilot.is_no_page_for(role, path).await;
        }
    }
}
