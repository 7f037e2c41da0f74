//! The pages of the team's own work: what is written down of two families is on them at once, and
//! says nothing of who they are.

use access::Role;
use axum::http::StatusCode;
use calendar::{AsAt, Date, date};
use casework::NewEntry;
use record::lists::{
    AllocationKind, Attended, ChildrenDiscussed, ContactMode, ContactResult, Discipline,
    EngagementStage, FeedbackFrom, Mode, Place, SessionKind, SessionPart, YesNo,
};
use record::{
    Allocation, Attendance, Consultation, ContactAttempt, Engagement, Fact, Feedback, PersonId,
    Session, SubmissionId, WorkerId,
};
use uuid::Uuid;

use crate::stage::{self, Pilot, now, viewer};

const PAGES: [&str; 8] = [
    "caseload",
    "consultation",
    "reaching-families",
    "engagement",
    "sessions",
    "who-supports-whom",
    "advocacy",
    "afterwards",
];
const TABLES: [&str; 9] = [
    "caseload",
    "consulting",
    "reaching",
    "engagement",
    "sessions",
    "attendance",
    "supporting",
    "advocacy",
    "afterwards",
];
/// What somebody typed, which no page of the evaluation may repeat.
const TYPED: &str = "Wendeline Madeup said that mornings are hard";

/// What is written down of a family whose mother was spoken with the day after the consultation.
fn written(person: PersonId, referred: Date) -> Vec<NewEntry> {
    let worker = WorkerId(Uuid::from_u128(900));
    let (consulted, spoke) = (referred, referred);
    let on = |day: Date, fact| NewEntry::shared(day.into(), fact);
    vec![
        on(
            consulted,
            Fact::Consultation(Consultation {
                time: None,
                present: Vec::new(),
                mode: Mode::Online,
                questions: TYPED.to_owned(),
                advice: Vec::new(),
                changes: Vec::new(),
                signposts: vec![TYPED.to_owned()],
            }),
        ),
        on(
            spoke,
            Fact::ContactAttempt(ContactAttempt {
                person,
                worker,
                time: None,
                mode: ContactMode::Phone,
                result: ContactResult::Spoke,
                obstacles: Vec::new(),
                words: TYPED.to_owned(),
                next_try: None,
            }),
        ),
        on(
            spoke,
            Fact::Allocation(Allocation {
                person,
                discipline: Discipline::YouthWork,
                worker,
                kind: AllocationKind::Full,
                frequency: TYPED.to_owned(),
                reason: String::new(),
            }),
        ),
        on(
            spoke,
            Fact::Session(Session {
                people: vec![Attendance {
                    person,
                    came: Attended::Came,
                    reason: TYPED.to_owned(),
                    rebooked: None,
                }],
                others: TYPED.to_owned(),
                workers: vec![(worker, SessionPart::Led)],
                time: None,
                minutes: Some(45),
                place: Place::Walk,
                mode: Mode::InPerson,
                kind: SessionKind::RelationshipBuilding,
                children: ChildrenDiscussed::NotDiscussed,
                protection: YesNo::No,
                words: TYPED.to_owned(),
            }),
        ),
        on(
            spoke,
            Fact::Engagement(Engagement {
                person,
                stage: EngagementStage::Engaged,
                words: TYPED.to_owned(),
                look_again: None,
            }),
        ),
        on(
            spoke,
            Fact::Feedback(Feedback {
                person: Some(person),
                from: FeedbackFrom::Parent,
                words: TYPED.to_owned(),
                may_quote: YesNo::Yes,
            }),
        ),
    ]
}

/// The pilot, with what is written down of its first two families that are open.
async fn pilot() -> (Pilot, Vec<String>) {
    let pilot = Pilot::with_families().await;
    let manager = viewer(Role::Manager);
    let mut told = Vec::new();
    for brought in stage::families() {
        let read = pilot.store.authorise_read(&manager, brought.family).await;
        let read = read.unwrap().unwrap();
        let day = AsAt::day(date(2022, 8, 30));
        let family = pilot.store.family(&read, day).await.unwrap();
        if !family.is_open() || family.support.is_empty() {
            continue;
        }
        let person = family.support[0].person;
        let entries = written(person, family.referred().unwrap());
        let write = pilot.store.authorise_write(&manager, brought.family).await;
        let write = write.unwrap().unwrap();
        let submission = SubmissionId(Uuid::from_u128(5_000 + told.len() as u128));
        let done = pilot
            .store
            .append(&write, family.sequence, submission, now(), entries);
        done.await.unwrap();
        told.push(family.reference.clone());
        if told.len() == 2 {
            break;
        }
    }
    assert_eq!(told.len(), 2);
    (pilot, told)
}

/// The figures of the team's work with how many rows are behind each.
async fn figures(pilot: &Pilot, cookie: &str) -> Vec<(String, String)> {
    let json = pilot.get(cookie, "/evaluation/download?format=json").await;
    let evaluation: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
    let figures = evaluation["figures"].as_array().unwrap().iter();
    let of_work = figures.filter(|f| TABLES.contains(&f["table"].as_str().unwrap()));
    of_work
        .map(|figure| {
            let text = |key: &str| figure[key].as_str().unwrap().to_owned();
            (text("id"), text("display"))
        })
        .collect()
}

#[tokio::test]
async fn what_is_written_down_is_counted_at_once() {
    let (pilot, _) = pilot().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let figures = figures(&pilot, &cookie).await;
    let display = |id: &str| {
        let found = figures.iter().find(|(of, _)| of == id);
        found.map(|(_, display)| display.as_str())
    };
    for (id, expected) in [
        ("reach.contact.next_working_day", "2 (2) 100%"),
        ("eng.engaged", "2 (2) 100%"),
        ("eng.stage.engaged", "2"),
        ("con.mode.online", "2 (2) 100%"),
        ("con.present.youth_work", "0 (0)"),
        ("ses.place.walk", "2 (2) 100%"),
        ("ses.minutes.total", "90"),
        ("sup.now.youth_work", "2"),
        ("fb.parent.may_quote", "2 (2) 100%"),
        ("com.total", "0"),
    ] {
        assert_eq!(display(id), Some(expected), "{id}");
    }
}

#[tokio::test]
async fn an_evaluator_reads_every_page_and_row_and_learns_of_nobody() {
    let (pilot, told) = pilot().await;
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let mut paths: Vec<String> = PAGES.map(|slug| format!("/evaluation/{slug}")).into();
    let figures = figures(&pilot, &cookie).await;
    assert!(figures.len() > 150);
    for (id, _) in &figures {
        let query = serde_urlencoded::to_string([("id", id)]).unwrap();
        paths.push(format!("/evaluation/figures?{query}"));
    }
    for path in &paths {
        let answer = pilot.get(&cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let text = answer.text();
        assert!(
            !text.contains("Wendeline") && !text.contains("mornings"),
            "{path}"
        );
        assert!(!text.contains("/families/"), "{path}");
        for reference in &told {
            assert!(
                !text.contains(reference.as_str()),
                "{path} names {reference}"
            );
        }
    }
    let rows = pilot
        .get(&cookie, "/evaluation/figures?id=ses.place.walk")
        .await;
    assert_eq!(rows.text().matches("<span data-row").count(), 2);
    assert!(rows.words().contains("Family row "), "{}", rows.words());
    let empty = pilot.get(&cookie, "/evaluation/advocacy").await;
    assert!(empty.words().contains("Nothing of this is known yet"));
    assert!(
        !empty.text().contains("class=\"chart\""),
        "no chart of nothing"
    );
}

#[tokio::test]
async fn the_team_finds_the_family_and_nobody_else_finds_the_rows() {
    let (pilot, told) = pilot().await;
    let path = "/evaluation/figures?id=reach.contact.next_working_day";
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let rows = pilot.get(&cookie, path).await;
    for reference in &told {
        assert!(
            rows.text().contains(&format!(">{reference}</a>")),
            "{reference}"
        );
    }
    let mut paths: Vec<String> = PAGES.map(|slug| format!("/evaluation/{slug}")).into();
    paths.push(path.to_owned());
    for path in &paths {
        pilot.leads_to_sign_in(path).await;
        for role in [Role::SocialWorker, Role::CoOrdinator, Role::Administrator] {
            pilot.is_no_page_for(role, path).await;
        }
    }
}
