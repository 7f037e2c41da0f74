//! The pilot's first families with people named, cases held and notes of each visibility written.

#[expect(dead_code, reason = "each set of tests uses its own part of the forms")]
pub(crate) mod forms;

#[path = "../pilot/stage.rs"]
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
pub(crate) mod stage;

use access::{Role, Viewer};
use calendar::{AsAt, Date, Stamp, When, YearMonth, date};
use casework::NewEntry;
use record::lists::{Discipline, LivesWith, TeamKind};
use record::{
    CaseHolder, Correction, Fact, Family, FamilyId, Household, Note, Residence, Sequence, Stage,
    Subject, SubmissionId, SupportStarted, TeamId, Visibility, WorkerId,
};
use stage::{Pilot, viewer};
use store::{Team, Worker};
use uuid::Uuid;

/// How many of the pilot's families are here: more than a page of the list.
pub(crate) const FAMILIES: usize = 30;
/// What is written for the team only.
pub(crate) const FOR_THE_TEAM: &str = "for the ears of the team";
/// What is written for the practitioner only.
pub(crate) const FOR_THE_PRACTITIONER: &str = "for the practitioner alone";
/// What is written for another worker only.
pub(crate) const FOR_ANOTHER: &str = "for another worker alone";
/// A note with lines of its own and signs that would be marks.
pub(crate) const TYPED: &str = "She said:\n  \"We are <b>fine</b> & well.\"";

/// A social worker who does not sign in.
pub(crate) const OTHER_SOCIAL_WORKER: WorkerId = WorkerId(Uuid::from_u128(901));
/// A practitioner who does not sign in.
pub(crate) const OTHER_PRACTITIONER: WorkerId = WorkerId(Uuid::from_u128(902));
const TEAM: TeamId = TeamId(Uuid::from_u128(801));

/// The id of the family F001, F002 and so on.
pub(crate) fn family(number: u128) -> FamilyId {
    FamilyId(Uuid::from_u128((number << 32) + 999))
}

/// The program with these families. The social worker who signs in holds the cases with an odd
/// number; the practitioner who signs in is key worker of F002.
pub(crate) async fn seaside() -> Pilot {
    let pilot = Pilot::empty().await;
    let families = stage::families().into_iter().take(FAMILIES).collect();
    pilot.bring_in(families).await;
    set_up(&pilot).await;
    for number in 1..=FAMILIES as u128 {
        let known = known(&pilot, number).await;
        let mut entries = vec![case_holder(number, &known)];
        match number {
            1 => entries.extend(first(&known)),
            2 => entries.push(support(&known)),
            _ => {}
        }
        write(&pilot, number, known.sequence, entries).await;
    }
    put_right(&pilot).await;
    pilot
}

async fn set_up(pilot: &Pilot) {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let at = stage::now();
    let name = "Family Support and Protection";
    let team = Team::new(TEAM, name, TeamKind::SocialCare);
    pilot.store.put_team(&leave, team, at).await.unwrap();
    let people = [
        (
            OTHER_SOCIAL_WORKER,
            "Another social worker",
            Role::SocialWorker,
        ),
        (
            OTHER_PRACTITIONER,
            "Another practitioner",
            Role::Practitioner,
        ),
    ];
    for (worker, name, role) in people {
        let worker = Worker::new(worker, name, role).in_team(TEAM);
        pilot.store.put_worker(&leave, worker, at).await.unwrap();
    }
}

/// A family as the practitioner knows it.
pub(crate) async fn known(pilot: &Pilot, number: u128) -> Family {
    let who = practitioner();
    let leave = pilot.store.authorise_read(&who, family(number)).await;
    let leave = leave.unwrap().unwrap();
    pilot
        .store
        .family(&leave, AsAt::day(Date::MAX))
        .await
        .unwrap()
}

pub(crate) async fn write(
    pilot: &Pilot,
    number: u128,
    after: Sequence,
    entries: Vec<NewEntry>,
) -> Sequence {
    write_as(pilot, Role::Practitioner, number, after, entries).await
}

pub(crate) async fn write_as(
    pilot: &Pilot,
    role: Role,
    number: u128,
    after: Sequence,
    entries: Vec<NewEntry>,
) -> Sequence {
    let who = viewer(role);
    let leave = pilot.store.authorise_write(&who, family(number)).await;
    let leave = leave.unwrap().unwrap();
    let submission = SubmissionId(Uuid::from_u128(
        (number << 64) + u128::from(after.0.unsigned_abs()),
    ));
    let at = Stamp::from_london(date(2022, 8, 30), 14, 5).unwrap();
    let done = pilot.store.append(&leave, after, submission, at, entries);
    done.await.unwrap().last
}

pub(crate) fn practitioner() -> Viewer {
    viewer(Role::Practitioner)
}

fn case_holder(number: u128, family: &Family) -> NewEntry {
    let worker = match number % 2 {
        1 => viewer(Role::SocialWorker).worker,
        _ => OTHER_SOCIAL_WORKER,
    };
    let referred = family.referred().unwrap();
    NewEntry::shared(
        referred.into(),
        Fact::CaseHolder(CaseHolder { worker, team: TEAM }),
    )
}

/// What is told of F001: names, where a child lives, a note of each visibility.
fn first(family: &Family) -> Vec<NewEntry> {
    let mut people = family.people.clone();
    for (person, name) in people
        .iter_mut()
        .zip(["Amber Makebelieve", "Denim Makebelieve"])
    {
        person.name = Some(name.to_owned());
    }
    let household = Household {
        reference: family.reference.clone(),
        answers: family.household.clone().unwrap(),
        people,
    };
    let child = family.children().next().unwrap().person;
    let residence = Residence {
        person: child,
        with: Some(LivesWith::Relative),
        place: "the grandmother's, in Brightsea".to_owned(),
    };
    let about_march = When::Month(YearMonth::new(2022, 3).unwrap());
    let practitioner = practitioner().worker;
    vec![
        NewEntry::shared(
            family.referred().unwrap().into(),
            Fact::Household(household),
        ),
        NewEntry::shared(about_march, Fact::Residence(residence)),
        note(
            Subject::Person(child),
            date(2021, 4, 1),
            Visibility::Shared,
            TYPED,
        ),
        note(
            Subject::Family,
            date(2021, 4, 2),
            Visibility::Team,
            FOR_THE_TEAM,
        ),
        note(
            Subject::Family,
            date(2021, 4, 3),
            Visibility::Named(vec![practitioner]),
            FOR_THE_PRACTITIONER,
        ),
        note(
            Subject::Family,
            date(2021, 4, 4),
            Visibility::Named(vec![OTHER_PRACTITIONER]),
            FOR_ANOTHER,
        ),
        note(
            Subject::Family,
            date(2021, 4, 5),
            Visibility::Shared,
            "They will ring on Tuesday.",
        ),
    ]
}

fn note(about: Subject, day: Date, visibility: Visibility, text: &str) -> NewEntry {
    NewEntry {
        happened: day.into(),
        visibility,
        correction: None,
        fact: Fact::Note(Note {
            about,
            text: text.to_owned(),
        }),
    }
}

/// The last entry of F001 is put right.
async fn put_right(pilot: &Pilot) {
    let last = known(pilot, 1).await.sequence;
    let mut right = note(
        Subject::Family,
        date(2021, 4, 5),
        Visibility::Shared,
        "They will ring on Wednesday.",
    );
    right.correction = Some(Correction {
        of: last,
        why: "I wrote down the wrong day".to_owned(),
    });
    write(pilot, 1, last, vec![right]).await;
}

fn support(family: &Family) -> NewEntry {
    let parent = family.parents().next().unwrap().person;
    NewEntry::shared(
        date(2022, 8, 1).into(),
        Fact::SupportStarted(SupportStarted {
            person: parent,
            stage: Stage::UnderWay,
            disciplines: vec![Discipline::DrugAndAlcohol],
            key_worker: Some(practitioner().worker),
        }),
    )
}
