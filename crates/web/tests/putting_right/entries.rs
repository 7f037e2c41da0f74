//! A family with an entry of each kind that an act of recording writes, as stored samples tell it.

use access::Role;
use calendar::date;
use casework::NewEntry;
use record::Fact;
use record::lists::{Attended, ConcernStepCode, SessionPart};

use crate::browser::Filled;
use crate::common::forms::{HELD, OPEN, address, chronology, me, person};
use crate::common::stage::{Answer, Pilot};
use crate::common::{OTHER_SOCIAL_WORKER, family, known, seaside, write_as};

/// Kinds that only a workbook tells, a restriction, which is said anew, and those of an emergency reading, which nobody puts right.
pub(crate) const NOT_RECORDED: [&str; 9] = [
    "support_started",
    "support_ended",
    "as_recorded",
    "restriction",
    "reading_asked",
    "reading_answer",
    "note_shown",
    "reading_opened",
    "reading_review",
];

/// Kinds that nobody but the social worker who holds the case writes.
const SOCIAL_CARE: [&str; 3] = ["safety_plan", "safety_plan_step", "safety_plan_end"];

/// Kinds told of a family whose case the social worker holds.
const SAFETY: [&str; 7] = [
    "concern",
    "concern_step",
    "lapse",
    "safety_plan",
    "safety_plan_item",
    "safety_plan_step",
    "safety_plan_end",
];

/// The family of which a role puts right what was told: the social worker, of one whose case they
/// hold.
pub(crate) fn of(role: Role) -> u128 {
    match role {
        Role::SocialWorker => HELD,
        _ => OPEN,
    }
}

/// Whether an entry of a kind, told of the family of a role, is put right by that role.
pub(crate) fn may(role: Role, kind: &str) -> bool {
    match role {
        Role::SocialWorker => kind == "concern_step" || SOCIAL_CARE.contains(&kind),
        _ => !SOCIAL_CARE.contains(&kind),
    }
}

/// The families here, with everything told of the second one, and of the first what the social
/// worker who holds its case tells.
pub(crate) async fn told() -> Pilot {
    let pilot = seaside().await;
    let mut facts = Vec::new();
    for (kind, version) in Fact::KINDS {
        let own = *kind == "concern_step" || SOCIAL_CARE.contains(kind);
        if own || NOT_RECORDED.contains(kind) {
            continue;
        }
        for version in 1..=*version {
            facts.push(sample(OPEN, kind, version));
        }
    }
    facts.extend([apart(), avoided(), added()]);
    tell(&pilot, Role::Practitioner, facts).await;
    let safety = SAFETY.map(|kind| sample(HELD, kind, 1));
    tell(&pilot, Role::SocialWorker, safety.into()).await;
    pilot
}

/// Tells facts of the family of a role.
async fn tell(pilot: &Pilot, role: Role, mut facts: Vec<Fact>) {
    let first = known(pilot, of(role)).await.sequence;
    // What goes on from another entry names it.
    let kinds: Vec<&str> = facts.iter().map(Fact::kind).collect();
    let place = |kind: &str| {
        let at = kinds.iter().position(|of| *of == kind).unwrap();
        record::Sequence(first.0 + 1 + i64::try_from(at).unwrap())
    };
    for fact in &mut facts {
        match fact {
            Fact::AllocationChange(it) => it.allocation = place("allocation"),
            Fact::CallBack(it) => it.call = place("inbound_call"),
            Fact::GoalProgress(it) => it.goal = place("goal"),
            Fact::CommunityStep(it) => it.referral = place("community_referral"),
            Fact::SessionNote(it) => it.session = place("session"),
            Fact::FollowUp(it) => it.predictions[0].prediction = place("prediction"),
            Fact::Concern(it) => it.lapse = Some(place("lapse")),
            Fact::ConcernStep(it) => it.concern = place("concern"),
            Fact::PlanStep(it) => it.item = place("safety_plan_item"),
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
    write_as(pilot, role, of(role), first, entries.collect()).await;
}

/// A stored sample, told of a family. Its second worker is in no register any more.
fn sample(family: u128, kind: &str, version: i32) -> Fact {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../record/tests/samples");
    let body = std::fs::read_to_string(format!("{folder}/{kind}.v{version}.json")).unwrap();
    let body = body
        .replace("00000000-0000-0000-0000-000000000001", &person(family, 0))
        .replace("00000000-0000-0000-0000-000000000002", &person(family, 1))
        .replace("01890a5d-ac96-774b-bcce-b302099a8001", &person(family, 0))
        .replace("01890a5d-ac96-774b-bcce-b302099a8002", &person(family, 1))
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
        .replace("\"F001\"", "\"F002\"")
        // The service has other criteria by now.
        .replace("Complex issues", "A criterion of former days");
    let mut fact = Fact::decode(kind, version, body.as_bytes()).unwrap();
    if let (Fact::EmergencySession(it), 2) = (&mut fact, version) {
        // One service alone is no event of several, and hours are not counted as avoided.
        it.linked.clear();
        it.people = vec![person(family, 0).parse().unwrap()];
        it.known[0].service = record::Counted(record::Field::AeAvoided);
    }
    fact
}

/// A session to which one came and the other did not, with a worker who joined.
fn apart() -> Fact {
    let Fact::Session(mut it) = sample(OPEN, "session", 1) else {
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

/// What a practitioner adds to a concern.
fn added() -> Fact {
    let Fact::ConcernStep(mut it) = sample(OPEN, "concern_step", 1) else {
        unreachable!("the sample is a step of a concern");
    };
    it.step = ConcernStepCode::Added;
    Fact::ConcernStep(it)
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

/// Every page of a chronology, one after another.
pub(crate) async fn whole_chronology(pilot: &Pilot, role: Role, number: u128) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let mut whole = chronology(pilot, role, number).await;
    for page in 2.. {
        let another = format!("page={page}\"");
        if !whole.text().contains(&another) {
            break;
        }
        let address = format!("/families/{}?page={page}", family(number));
        whole.bytes.extend(pilot.get(&cookie, &address).await.bytes);
    }
    whole
}

/// The entry of a kind that was recorded last of the family of a role, by the number it has there.
pub(crate) async fn newest(pilot: &Pilot, role: Role, kind: &str) -> usize {
    let page = chronology(pilot, role, of(role)).await;
    let all = standing(&page).into_iter().filter(|(_, of)| of == kind);
    all.map(|(number, _)| number).max().unwrap()
}

/// The form that puts an entry right, as its page shows it.
pub(crate) async fn form(pilot: &Pilot, role: Role, number: usize) -> Filled {
    let cookie = pilot.sign_in(role).await;
    let page = pilot.get(&cookie, &put_right(of(role), number)).await;
    assert_eq!(page.status, 200, "entry {number}");
    Filled::of(page.text())
}

pub(crate) fn put_right(family: u128, number: usize) -> String {
    address(family, &format!("put-right/{number}"))
}

pub(crate) async fn sent(pilot: &Pilot, role: Role, number: usize, form: &Filled) -> Answer {
    let cookie = pilot.sign_in(role).await;
    let fields: Vec<(&str, &str)> = form
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let to = put_right(of(role), number);
    pilot.post(&cookie, &to, &fields).await
}
