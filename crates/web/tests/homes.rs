//! The page each role lands on and the lists it opens, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use std::collections::BTreeSet;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use calendar::{Date, date};
use casework::NewEntry;
use common::stage::{Pilot, now, viewer};
use common::{OTHER_PRACTITIONER, known, seaside, write};
use record::lists::{AllocationKind, ConsentState, ContactMode, ContactResult, Discipline, Mode};
use record::{
    Allocation, Appointment, Ask, AskedToStart, Consent, Consultation, ContactAttempt, Fact,
    InboundCall, KeyWorker, PersonId, Referral, WorkerId,
};
use spreadsheet::{Limits, Workbook};
use store::{Absence, Post};

const LISTS: [&str; 6] = [
    "/today/waiting",
    "/today/waiting.csv",
    "/today/waiting.xlsx",
    "/today/caseload",
    "/today/caseload.csv",
    "/today/caseload.xlsx",
];

fn on(day: Date, fact: Fact) -> NewEntry {
    NewEntry::shared(day.into(), fact)
}

fn allocation(person: PersonId, worker: WorkerId, kind: AllocationKind) -> Fact {
    Fact::Allocation(Allocation {
        person,
        discipline: Discipline::DrugAndAlcohol,
        worker,
        kind,
        frequency: String::new(),
        reason: "No room yet".to_owned(),
    })
}

/// The families of the seaside, with work under way in three of them: F002, supported by whoever
/// signs in; F007, held by the social worker who signs in and supported by somebody else; F004, in
/// which somebody waits for first contact.
async fn at_work() -> Pilot {
    let pilot = seaside().await;
    let me = viewer(Role::Practitioner).worker;
    let day = date(2022, 8, 24);
    let second = known(&pilot, 2).await;
    let parent = second.parents().next().unwrap().person;
    let entries = vec![
        on(
            date(2022, 8, 1),
            allocation(parent, me, AllocationKind::Full),
        ),
        on(
            date(2022, 8, 1),
            Fact::KeyWorker(KeyWorker {
                person: parent,
                worker: me,
                reason: String::new(),
            }),
        ),
        on(
            date(2022, 8, 1),
            Fact::Consent(Consent {
                person: parent,
                state: ConsentState::Given,
                how: String::new(),
            }),
        ),
        on(
            day,
            Fact::ContactAttempt(ContactAttempt {
                person: parent,
                worker: me,
                time: None,
                mode: ContactMode::Phone,
                result: ContactResult::NoReply,
                obstacles: Vec::new(),
                words: "words that stay in the chronology".to_owned(),
                next_try: Some(date(2022, 8, 29)),
            }),
        ),
        on(
            day,
            Fact::Appointment(Appointment {
                person: parent,
                workers: vec![me],
                day: date(2022, 9, 1),
                time: Some(calendar::time(9, 30, 0, 0)),
                mode: Mode::InPerson,
                place: String::new(),
            }),
        ),
        on(
            date(2022, 8, 30),
            Fact::InboundCall(InboundCall {
                person: parent,
                worker: OTHER_PRACTITIONER,
                time: None,
                words: "words that stay in the chronology".to_owned(),
                call_back: Some(me),
            }),
        ),
    ];
    write(&pilot, 2, second.sequence, entries).await;
    let seventh = known(&pilot, 7).await;
    let parent = seventh.parents().next().unwrap().person;
    let asked = AskedToStart {
        person: parent,
        words: "words that stay in the chronology".to_owned(),
    };
    let entries = vec![
        on(
            day,
            allocation(parent, OTHER_PRACTITIONER, AllocationKind::Holding),
        ),
        on(date(2022, 8, 30), Fact::AskedToStart(asked)),
    ];
    write(&pilot, 7, seventh.sequence, entries).await;
    let again = known(&pilot, 4).await;
    let parent = again.parents().next().unwrap().person;
    let ask = Ask {
        person: parent,
        disciplines: vec![Discipline::DrugAndAlcohol],
    };
    let referral = Referral {
        asks: vec![ask],
        ..Referral::default()
    };
    let consultation = Consultation {
        time: None,
        present: Vec::new(),
        mode: Mode::Phone,
        questions: "words that stay in the chronology".to_owned(),
        advice: Vec::new(),
        changes: Vec::new(),
        signposts: Vec::new(),
    };
    let entries = vec![
        on(date(2022, 8, 25), Fact::Referral(referral)),
        on(date(2022, 8, 26), Fact::Consultation(consultation)),
    ];
    write(&pilot, 4, again.sequence, entries).await;
    capacity(&pilot).await;
    pilot
}

async fn capacity(pilot: &Pilot) {
    let leave = viewer(Role::Manager).set_capacity().unwrap();
    for (worker, ceiling) in [
        (viewer(Role::Practitioner).worker, 12),
        (OTHER_PRACTITIONER, 1),
    ] {
        let post = Post {
            disciplines: vec![Discipline::DrugAndAlcohol],
            ceiling: Some(ceiling),
            ..Post::default()
        };
        pilot
            .store
            .put_post(&leave, worker, post, now())
            .await
            .unwrap();
    }
    let absence = Absence {
        absence: uuid::Uuid::from_u128(1),
        from: date(2022, 8, 29),
        until: None,
        reason: String::new(),
    };
    let put = pilot
        .store
        .put_absence(&leave, OTHER_PRACTITIONER, absence, now());
    put.await.unwrap();
}

async fn page(pilot: &Pilot, role: Role, path: &str) -> String {
    let cookie = pilot.sign_in(role).await;
    let answer = pilot.get(&cookie, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{role:?} {path}");
    answer.text().to_owned()
}

/// The page's own part, a line for each element.
fn main_part(html: &str) -> String {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    html[start..end].replace("><", ">\n<")
}

/// The rows of the tables' bodies on a page.
fn rows(html: &str) -> usize {
    html.split("<tbody")
        .skip(1)
        .map(|body| {
            body.split("</tbody>")
                .next()
                .unwrap()
                .matches("<tr")
                .count()
        })
        .sum()
}

/// The number before these words on a page.
fn tile(html: &str, kind: &str) -> usize {
    let address = format!("href=\"/today/waiting?kind={kind}\"");
    let Some(at) = html.find(&address) else {
        return 0;
    };
    let figure = html[at..].split("app-tile__figure\">").nth(1).unwrap();
    figure.split('<').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_role_lands_where_it_comes_to_work() {
    let pilot = at_work().await;
    for (role, place) in [
        (Role::Practitioner, "/today"),
        (Role::Manager, "/today"),
        (Role::SocialWorker, "/today"),
        (Role::CoOrdinator, "/today"),
        (Role::Evaluator, "/evaluation"),
        (Role::Administrator, "/service"),
    ] {
        let cookie = pilot.sign_in(role).await;
        let answer = pilot.get(&cookie, "/").await;
        assert_eq!(answer.header(LOCATION.as_str()), place, "{role:?}");
        let answer = pilot.get(&cookie, "/today").await;
        let links_home = pilot.get(&cookie, place).await;
        let links_home = links_home.text().contains("href=\"/today\"");
        assert_eq!(links_home, place == "/today", "{role:?}");
        if place == "/today" {
            assert_eq!(answer.status, StatusCode::OK);
        } else {
            assert_eq!(answer.header(LOCATION.as_str()), place);
        }
    }
    pilot.leads_to_sign_in("/today").await;
}

#[tokio::test]
async fn those_who_list_no_families_find_no_lists() {
    let pilot = at_work().await;
    for path in LISTS
        .into_iter()
        .chain(["/today/families.csv", "/today/families.xlsx"])
    {
        pilot.leads_to_sign_in(path).await;
        for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
            pilot.is_no_page_for(role, path).await;
        }
    }
    // Those who list all families have the list of families.
    for role in [Role::Practitioner, Role::Manager] {
        pilot.is_no_page_for(role, "/today/families.csv").await;
    }
}

#[tokio::test]
async fn the_homes_as_they_are() {
    let pilot = at_work().await;
    for (name, role, path) in [
        ("practitioner", Role::Practitioner, "/today"),
        ("team", Role::Manager, "/today"),
        ("social-worker", Role::SocialWorker, "/today"),
        (
            "waiting",
            Role::Manager,
            "/today/waiting?kind=first_contact",
        ),
        ("caseload", Role::Manager, "/today/caseload"),
    ] {
        let html = page(&pilot, role, path).await;
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(!html.contains(" style="), "{name}");
        assert!(!html.contains("words that stay"), "{name}");
        insta::assert_snapshot!(name, main_part(&html));
    }
}

#[tokio::test]
async fn a_social_worker_sees_what_waits_in_their_families_and_no_other() {
    let pilot = at_work().await;
    let home = page(&pilot, Role::SocialWorker, "/today").await;
    assert!(home.contains("15 families"));
    let me = viewer(Role::Practitioner).worker;
    for path in [
        "/today/waiting".to_owned(),
        format!("/today/waiting?worker={me}"),
    ] {
        let html = page(&pilot, Role::SocialWorker, &path).await;
        assert!(html.contains("F007") && !html.contains("F002"), "{path}");
    }
    let html = page(&pilot, Role::SocialWorker, "/today/caseload").await;
    assert!(html.contains("F007") && !html.contains("F002"));
    assert!(!html.contains("/record/session"));
    // A page cannot be begun in another's family.
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    for (path, family) in [
        ("/today/waiting", format!("{}.1", common::family(2))),
        ("/today/waiting", format!("{}.1", common::family(999))),
        ("/today/caseload", format!("{}.1", common::family(2))),
        ("/today/caseload", format!("{}.9", common::family(7))),
        ("/today", common::family(2).to_string()),
    ] {
        let answer = pilot.get(&cookie, &format!("{path}?after={family}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {family}");
        assert_eq!(answer.header(LOCATION.as_str()), path);
    }
}

#[tokio::test]
async fn every_tile_has_the_number_of_its_list() {
    let pilot = at_work().await;
    let home = page(&pilot, Role::Manager, "/today").await;
    let cookie = pilot.sign_in(Role::Manager).await;
    let mut sum = 0;
    for kind in store::WaitingKind::ALL {
        let path = format!("/today/waiting?kind={}", kind.code());
        let list = pilot.get(&cookie, &path).await;
        assert_eq!(rows(list.text()), tile(&home, kind.code()), "{kind:?}");
        sum += rows(list.text());
    }
    let all = pilot.get(&cookie, "/today/waiting").await;
    assert_eq!(rows(all.text()), sum);
    assert!(sum >= 6, "{sum}");
    assert!(home.contains(&format!("{sum} things wait")));
}

#[tokio::test]
async fn the_files_hold_the_rows_of_the_lists() {
    let pilot = at_work().await;
    let me = viewer(Role::Practitioner).worker;
    for (role, list, asked) in [
        (Role::Manager, "/today/waiting", String::new()),
        (Role::Manager, "/today/waiting", "?kind=holding".to_owned()),
        (
            Role::Manager,
            "/today/caseload",
            "?discipline=drug_alcohol".to_owned(),
        ),
        (
            Role::Practitioner,
            "/today/waiting",
            format!("?worker={me}"),
        ),
        (
            Role::Practitioner,
            "/today/caseload",
            format!("?worker={me}"),
        ),
        (Role::SocialWorker, "/today/waiting", String::new()),
        (Role::SocialWorker, "/today/families", String::new()),
    ] {
        let cookie = pilot.sign_in(role).await;
        let shown = if list == "/today/families" {
            "/today"
        } else {
            list
        };
        let html = pilot.get(&cookie, &format!("{shown}{asked}")).await;
        let on_page = rows(html.text());
        assert!(on_page > 0, "{list}{asked}");
        let csv = pilot.get(&cookie, &format!("{list}.csv{asked}")).await;
        assert!(!csv.text().contains("words that stay"));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.xlsx");
        let xlsx = pilot.get(&cookie, &format!("{list}.xlsx{asked}")).await;
        std::fs::write(&file, &xlsx.bytes).unwrap();
        let read = Workbook::open(&file, &Limits::default()).unwrap();
        let lines: Vec<&str> = csv.text().trim().lines().collect();
        assert!(!read.sheets.is_empty());
        // Each row of the page names its family, and so does the file.
        let families = |text: &str| -> BTreeSet<String> {
            (1..=common::FAMILIES)
                .map(|n| format!("F{n:03}"))
                .filter(|reference| text.contains(reference))
                .collect()
        };
        assert_eq!(families(html.text()), families(csv.text()), "{list}{asked}");
        assert_eq!(lines.len() - 1, on_page, "{list}{asked}\n{}", csv.text());
    }
}

#[tokio::test]
async fn nobody_and_nothing_is_said_kindly() {
    let pilot = Pilot::empty().await;
    let home = page(&pilot, Role::Practitioner, "/today").await;
    assert!(home.contains("Nothing waits for you."));
    assert!(home.contains("Nobody is allocated to you yet."));
    assert!(home.contains("No ceiling is set for you."));
    let home = page(&pilot, Role::Manager, "/today").await;
    assert!(home.contains("Nothing waits for the team."));
    let home = page(&pilot, Role::SocialWorker, "/today").await;
    assert!(home.contains("You do not hold a case"));
    assert!(home.contains("href=\"/refer\""));
    let list = page(&pilot, Role::Manager, "/today/waiting?kind=holding").await;
    assert!(list.contains("Nothing waits here."));
    let list = page(&pilot, Role::Manager, "/today/caseload").await;
    assert!(list.contains("Nobody is supported here."));
    for role in [Role::Practitioner, Role::Manager] {
        for path in ["/today/waiting?kind=late", "/today/caseload?worker=me"] {
            pilot.is_no_page_for(role, path).await;
        }
    }
}
