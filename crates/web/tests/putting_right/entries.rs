//! A family with an entry of each kind that an act of recording writes, as stored samples tell it.

use access::Role;
use calendar::date;
use casework::NewEntry;
use record::Fact;
use record::lists::{Attended, SessionPart};

use crate::browser::Filled;
use crate::common::forms::{OPEN, address, chronology, me, person};
use crate::common::stage::{Answer, Pilot};
use crate::common::{OTHER_SOCIAL_WORKER, known, seaside, write};

/// Kinds that no act of recording writes: a referral or a workbook tells them.
pub(crate) const NOT_RECORDED: [&str; 7] = [
    "household",
    "residence",
    "referral",
    "re_referral",
    "support_started",
    "support_ended",
    "as_recorded",
];

/// The families here, with everything told of the second one.
pub(crate) async fn told() -> Pilot {
    let pilot = seaside().await;
    let first = known(&pilot, OPEN).await.sequence;
    let mut facts = Vec::new();
    for (kind, version) in Fact::KINDS {
        if NOT_RECORDED.contains(kind) {
            continue;
        }
        for version in 1..=*version {
            facts.push(sample(kind, version));
        }
    }
    facts.extend([apart(), avoided()]);
    // What goes on from another entry names it.
    let place = |kind: &str| {
        let at = facts.iter().position(|fact| fact.kind() == kind).unwrap();
        record::Sequence(first.0 + 1 + i64::try_from(at).unwrap())
    };
    let (allocation, call, goal) = (place("allocation"), place("inbound_call"), place("goal"));
    let (service, session) = (place("community_referral"), place("session"));
    let prediction = place("prediction");
    for fact in &mut facts {
        match fact {
            Fact::AllocationChange(it) => it.allocation = allocation,
            Fact::CallBack(it) => it.call = call,
            Fact::GoalProgress(it) => it.goal = goal,
            Fact::CommunityStep(it) => it.referral = service,
            Fact::SessionNote(it) => it.session = session,
            Fact::FollowUp(it) => it.predictions[0].prediction = prediction,
            _ => {}
        }
    }
    let day = date(2022, 8, 10);
    let entries = facts.into_iter().map(|fact| {
        let when = match fact {
            // Nothing of this family happens after it has closed.
            Fact::Closure(_) | Fact::FollowUp(_) => date(2022, 8, 20),
            _ => day,
        };
        NewEntry::shared(when.into(), fact)
    });
    write(&pilot, OPEN, first, entries.collect()).await;
    pilot
}

/// A stored sample, told of this family. Its second worker is in no register any more.
fn sample(kind: &str, version: i32) -> Fact {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../record/tests/samples");
    let body = std::fs::read_to_string(format!("{folder}/{kind}.v{version}.json")).unwrap();
    let body = body
        .replace("00000000-0000-0000-0000-000000000001", &person(OPEN, 0))
        .replace("00000000-0000-0000-0000-000000000002", &person(OPEN, 1))
        .replace("01890a5d-ac96-774b-bcce-b302099a8002", &person(OPEN, 1))
        .replace(
            "00000000-0000-0000-0000-00000000000b",
            &me(Role::Practitioner),
        )
        .replace(
            "01890a5d-ac96-774b-bcce-b302099a9001",
            &OTHER_SOCIAL_WORKER.to_string(),
        )
        .replace(
            "01890a5d-ac96-774b-bcce-b302099aa001",
            "00000000-0000-0000-0000-000000000321",
        )
        // The service has other criteria by now.
        .replace("Complex issues", "A criterion of former days");
    let mut fact = Fact::decode(kind, version, body.as_bytes()).unwrap();
    if let (Fact::EmergencySession(it), 2) = (&mut fact, version) {
        // One service alone is no event of several, and hours are not counted as avoided.
        it.linked.clear();
        it.people = vec![person(OPEN, 0).parse().unwrap()];
        it.known[0].service = record::Counted(record::Field::AeAvoided);
    }
    fact
}

/// A session to which one came and the other did not, with a worker who joined.
fn apart() -> Fact {
    let Fact::Session(mut it) = sample("session", 1) else {
        unreachable!("the sample is a session");
    };
    let mut other = it.people[0].clone();
    other.person = person(OPEN, 1).parse().unwrap();
    other.came = Attended::WasNotBrought;
    "at school".clone_into(&mut other.reason);
    it.people[0].came = Attended::Came;
    it.people[0].rebooked = None;
    it.people.push(other);
    it.workers[0].1 = SessionPart::Joined;
    Fact::Session(it)
}

/// An emergency session with two events of several services.
fn avoided() -> Fact {
    let body = format!(
        r#"{{"reference": "E9", "answers": {{"emergency_sessions": {{"ae_attendances": "1",
        "ambulance_callouts": "2", "police_callouts": "1", "sw_hours": "0"}}}},
        "what_happened": "a quiet word", "people": ["{}"], "workers": ["{}"],
        "known": [{{"service": "police_callouts", "how": "agency"}},
            {{"service": "ae_attendances", "how": "worker"}},
            {{"service": "ambulance_callouts", "how": "family"}}],
        "linked": [["ae_attendances", "ambulance_callouts"]]}}"#,
        person(OPEN, 0),
        me(Role::Practitioner)
    );
    Fact::decode("emergency_session", 2, body.as_bytes()).unwrap()
}

/// The number and kind of each entry on a family's page that stands, newest first.
pub(crate) fn standing(page: &Answer) -> Vec<(usize, String)> {
    let entries = page.text().split("id=\"entry-").skip(1);
    let entries = entries.filter(|entry| !entry.contains("class=\"app-corrected\""));
    entries
        .map(|entry| {
            let number = entry.split('"').next().unwrap().parse().unwrap();
            let kind = entry.split("data-entry=\"").nth(1).unwrap();
            (number, kind.split('"').next().unwrap().to_owned())
        })
        .collect()
}

/// The entry of a kind that was recorded last on the second family's page.
pub(crate) async fn newest(pilot: &Pilot, kind: &str) -> usize {
    let page = chronology(pilot, Role::Manager, OPEN).await;
    let all = standing(&page).into_iter().filter(|(_, of)| of == kind);
    all.map(|(number, _)| number).max().unwrap()
}

/// The form that puts an entry right, as its page shows it.
pub(crate) async fn form(pilot: &Pilot, role: Role, number: usize) -> Filled {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &put_right(number)).await;
    assert_eq!(page.status, 200, "entry {number}");
    Filled::of(page.text())
}

pub(crate) fn put_right(number: usize) -> String {
    address(OPEN, &format!("put-right/{number}"))
}

pub(crate) async fn sent(pilot: &Pilot, role: Role, number: usize, form: &Filled) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let fields: Vec<(&str, &str)> = form
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pilot.post(&cookie, &put_right(number), &fields).await
}
