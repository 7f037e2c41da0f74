//! An entry that is put right: the original stays and says by what; pages and figures use the
//! corrected one; and a past day can be shown as it was known to be.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use access::Role;
use axum::http::StatusCode;
use calendar::{Stamp, date};
use casework::NewEntry;
use common::forms::{OPEN, chronology, count, done, me, person, send};
use common::stage::Pilot;
use common::{family, known, practitioner, seaside};
use record::lists::{ClosureReason, HowKnown};
use record::{Counted, DataSet, EmergencySession, Fact, Field, Known, Sheet, SubmissionId, Value};
use uuid::Uuid;

const MISTAKEN: &str = "Two ambulances were on their way";
const RIGHT: &str = "One ambulance was on its way";

/// An emergency session of 10 August that was written down on the 12th, counting one ambulance too
/// many.
async fn mistaken(pilot: &Pilot) {
    let family = known(pilot, OPEN).await;
    let mut answers = DataSet::new(Sheet::EmergencySessions);
    answers.set(Field::AmbulanceAvoided, Value::Number(2));
    let session = EmergencySession {
        what_happened: MISTAKEN.to_owned(),
        people: vec![family.parents().next().unwrap().person],
        workers: vec![practitioner().worker],
        known: vec![Known {
            service: Counted(Field::AmbulanceAvoided),
            how: HowKnown::WorkerJudgement,
        }],
        ..EmergencySession::new("F002-E9".to_owned(), answers)
    };
    let entry = NewEntry::shared(date(2022, 8, 10).into(), Fact::EmergencySession(session));
    let writer = practitioner();
    let leave = pilot.store.authorise_write(&writer, family.id).await;
    let leave = leave.unwrap().unwrap();
    let at = Stamp::from_london(date(2022, 8, 12), 9, 0).unwrap();
    let press = SubmissionId(Uuid::from_u128(12));
    let told = pilot
        .store
        .append(&leave, family.sequence, press, at, vec![entry]);
    told.await.unwrap();
}

/// The address that puts the newest entry of a kind right.
async fn put_right_of(pilot: &Pilot, role: Role, kind: &str) -> String {
    let page = chronology(pilot, role, OPEN).await;
    let html = page.text();
    let from = html.find(&format!("data-entry=\"{kind}\"")).unwrap();
    let to = "record/put-right/";
    let from = from + html[from..].find(to).unwrap() + to.len();
    let number = html[from..].split('"').next().unwrap();
    format!("put-right/{number}")
}

async fn page(pilot: &Pilot, query: &str) -> String {
    let cookie = pilot.sign_in(Role::Practitioner).await;
    let path = format!("/families/{}{query}", family(OPEN));
    let answer = pilot.get(&cookie, &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().to_owned()
}

/// How many ambulances emergency sessions avoided, as the evaluation counts it on a day. The rows
/// behind the figure add up to it.
async fn ambulances(pilot: &Pilot, day: &str) -> u64 {
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let path = format!("/evaluation/figures?id=app2.ambulance.qty&as_at={day}");
    let html = pilot.get(&cookie, &path).await.text().to_owned();
    let mark = "data-figure=\"app2.ambulance.qty\">";
    let at = html.find(mark).unwrap() + mark.len();
    let printed: u64 = html[at..].split('<').next().unwrap().parse().unwrap();
    let mut listed = 0;
    for page in 1.. {
        let answer = pilot.get(&cookie, &format!("{path}&page={page}")).await;
        if answer.status != StatusCode::OK {
            break;
        }
        let rows = answer.text().split("<span data-row").skip(1);
        listed += rows.map(last_cell).sum::<u64>();
    }
    assert_eq!(listed, printed, "{day}");
    printed
}

/// The number in the last cell of a row.
fn last_cell(row: &str) -> u64 {
    let row = row.split("</tr>").next().unwrap();
    let cells = row.rsplit_once("</td>").unwrap().0;
    cells.rsplit('>').next().unwrap().parse().unwrap_or(0)
}

#[tokio::test]
async fn pages_and_figures_use_what_was_put_right_and_a_past_day_shows_what_was_known_then() {
    let pilot = seaside().await;
    let days = ["2022-08-10", "2022-08-11", "2022-08-15", "2022-08-30"];
    let mut before = Vec::new();
    for day in days {
        before.push(ambulances(&pilot, day).await);
    }
    mistaken(&pilot).await;
    assert_eq!(ambulances(&pilot, "2022-08-10").await, before[0] + 2);
    let put_right = put_right_of(&pilot, Role::Practitioner, "emergency_session").await;
    let (mother, me) = (person(OPEN, 0), me(Role::Practitioner));
    let right = [
        ("day", "2022-08-11"),
        ("person", mother.as_str()),
        ("worker", &me),
        ("what_happened", RIGHT),
        ("ambulance_callouts", "1"),
        ("ambulance_callouts_known", "worker"),
        ("visibility", "shared"),
        ("why", "I counted the same one twice"),
    ];
    let sent = send(&pilot, Role::Practitioner, OPEN, &put_right, &right).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());

    // Figures count what is right, on every day and on none that it was not.
    for (nth, day) in days.into_iter().enumerate() {
        let more = u64::from(nth > 0);
        assert_eq!(ambulances(&pilot, day).await, before[nth] + more, "{day}");
    }
    // The page of today and that of a past day by what is known now: both entries, each leading to
    // the other.
    for query in ["", "?as_at=2022-08-15"] {
        let html = page(&pilot, query).await;
        for words in [
            MISTAKEN,
            RIGHT,
            "Corrected by a later entry",
            "counted the same one twice",
        ] {
            assert!(html.contains(words), "{query}: {words}");
        }
    }
    // The same day as it was known then: the mistake, with nothing against it.
    let then = page(&pilot, "?as_at=2022-08-15&known=then").await;
    assert!(then.contains("as at 15 August 2022, as it was known on that day"));
    assert!(then.contains(MISTAKEN) && !then.contains("Corrected by a later entry"));
    assert!(!then.contains(RIGHT) && !then.contains("counted the same one twice"));
    // It had happened, but nobody had written it down yet.
    assert!(page(&pilot, "?as_at=2022-08-11").await.contains(RIGHT));
    let unwritten = page(&pilot, "?as_at=2022-08-11&known=then").await;
    assert!(!unwritten.contains(MISTAKEN) && !unwritten.contains(RIGHT));
    assert!(unwritten.contains("Nothing had been recorded of this family"));
    // On such a page nothing is recorded, and each other page of it keeps the day and the asking.
    assert!(!then.contains("record/put-right/"));
    let kept = format!(
        "/families/{}/support?as_at=2022-08-15&amp;known=then",
        family(OPEN)
    );
    assert!(then.contains(&kept));
    assert!(then.contains("<input type=\"hidden\" name=\"known\" value=\"then\">"));
    for tab in ["/people", "/support", "/status", "/outcomes"] {
        let path = format!("{tab}?as_at=2022-08-15&known=then");
        assert!(
            page(&pilot, &path)
                .await
                .contains("as it was known on that day"),
            "{tab}"
        );
    }
}

#[tokio::test]
async fn the_evaluation_of_a_day_can_be_as_it_was_known_then() {
    const DAY: &str = "2022-08-30";
    const THEN: &str = "2022-08-30&known=then";
    const WORDS: &str = "As at 30 August 2022, as it was known on that day";
    let pilot = seaside().await;
    let before = ambulances(&pilot, DAY).await;
    mistaken(&pilot).await;
    assert_eq!(ambulances(&pilot, DAY).await, before + 2);
    assert_eq!(ambulances(&pilot, THEN).await, before + 2);
    let put_right = put_right_of(&pilot, Role::Practitioner, "emergency_session").await;
    let (mother, me) = (person(OPEN, 0), me(Role::Practitioner));
    let right = [
        ("day", "2022-08-11"),
        ("person", mother.as_str()),
        ("worker", &me),
        ("what_happened", RIGHT),
        ("ambulance_callouts", "1"),
        ("ambulance_callouts_known", "worker"),
        ("visibility", "shared"),
        ("why", "I counted the same one twice"),
    ];
    pilot.wait(std::time::Duration::from_hours(24));
    let sent = send(&pilot, Role::Practitioner, OPEN, &put_right, &right).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());

    assert_eq!(ambulances(&pilot, DAY).await, before + 1);
    assert_eq!(ambulances(&pilot, THEN).await, before + 2);
    // The families were written down on the 30th: the day before nothing was known of them.
    assert_eq!(ambulances(&pilot, "2022-08-29&known=then").await, 0);

    // Every page says so and leads to others that do.
    let cookie = pilot.sign_in(Role::Evaluator).await;
    for path in [
        "/evaluation?",
        "/evaluation/emergency-sessions?",
        "/evaluation/figures?id=app2.ambulance.qty&",
    ] {
        let answer = pilot.get(&cookie, &format!("{path}as_at={THEN}")).await;
        assert!(answer.words().contains(WORDS), "{path}");
        let now = answer.text().matches("as_at=2022-08-30\"").count();
        assert_eq!(now, 0, "{path}");
        assert!(answer.text().contains("as_at=2022-08-30&amp;known=then"));
    }
    let file = async |format: &str| {
        let path = format!("/evaluation/download?format={format}&as_at={THEN}");
        pilot.get(&cookie, &path).await
    };
    let json = file("json").await;
    assert!(json.text().contains("\"known_on\": \"2022-08-30\""));
    let name = "filename=\"evaluation-2022-08-30-as-was-known.json\"";
    assert!(json.header("content-disposition").ends_with(name));
    let csv = file("csv").await;
    let mut lines = csv.text().lines();
    assert!(lines.next().unwrap().ends_with(",\"known_on\""));
    assert!(lines.all(|line| line.ends_with("2022-08-30\"") || line.ends_with(",2022-08-30")));
    assert!(file("html").await.words().contains(WORDS));

    // What is wrong with the day is said, and the choice is kept.
    let wrong = pilot
        .get(&cookie, "/evaluation?as_at=yesterday&known=then")
        .await;
    assert!(wrong.text().contains("value=\"then\" checked"));
}

#[tokio::test]
async fn only_the_manager_makes_a_closure_an_exception() {
    let pilot = seaside().await;
    let closing = [
        ("reason", "client_said_no"),
        ("words", "We can manage now"),
        ("follow_up", "yes"),
        ("day", "2022-08-28"),
    ];
    done(&pilot, Role::Practitioner, "close", &closing).await;
    let right = [
        ("reason", "moved_away"),
        ("words", "We can manage now"),
        ("manager_reason", "They have gone to Brightsea"),
        ("follow_up", "yes"),
        ("day", "2022-08-29"),
        ("why", "They had not said no"),
    ];
    let put_right = put_right_of(&pilot, Role::Practitioner, "closure").await;
    let refused = send(&pilot, Role::Practitioner, OPEN, &put_right, &right).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("for the manager"),
        "{}",
        refused.words()
    );
    assert!(
        refused.text().contains("They have gone to Brightsea"),
        "nothing typed is lost"
    );
    let mut unsaid = right.to_vec();
    unsaid[2].1 = "";
    let refused = send(&pilot, Role::Manager, OPEN, &put_right, &unsaid).await;
    assert!(refused.words().contains("Give the manager's reason"));

    let sent = send(&pilot, Role::Manager, OPEN, &put_right, &right).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let there = known(&pilot, OPEN).await;
    assert_eq!(there.closures.len(), 1);
    assert_eq!(there.closures[0].what.reason, ClosureReason::MovedAway);
    assert_eq!(there.closed, Some(date(2022, 8, 29)));
    assert_eq!(there.closures[0].what.follow_up, Some(date(2023, 2, 28)));
    assert_eq!(
        count(&chronology(&pilot, Role::Manager, OPEN).await, "closure"),
        2
    );
    // And back again.
    let back = [
        ("reason", "client_said_no"),
        ("words", "We can manage now"),
        ("follow_up", "no"),
        ("day", "2022-08-29"),
        ("why", "They said so themselves"),
    ];
    let put_right = put_right_of(&pilot, Role::Manager, "closure").await;
    let sent = send(&pilot, Role::Manager, OPEN, &put_right, &back).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let there = known(&pilot, OPEN).await;
    assert_eq!(there.closures[0].what.reason, ClosureReason::ClientSaidNo);
    assert_eq!(there.closures[0].what.follow_up, None);
    // A social worker, who did not write it, cannot put it right.
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let address = common::forms::address(OPEN, &put_right);
    assert_eq!(
        pilot.get(&cookie, &address).await.status,
        StatusCode::NOT_FOUND
    );
}
