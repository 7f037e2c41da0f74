//! The demo service: the pilot's data as chronologies, with invented people, teams, notes and work.

mod journeys;
mod notes;
mod people;
pub(crate) mod posts;
mod safety;
mod work;

use access::{Role, Viewer};
use calendar::{Date, Stamp, When};
use casework::NewEntry;
use record::{
    CaseHolder, Correction, EmergencySession, Fact, Family, FamilyId, Household, Note, PersonId,
    Residence, Sequence, ServiceId, Subject, SubmissionId, SupportStarted, TeamId, Visibility,
    WorkerId,
};
use uuid::Uuid;

use spreadsheet::{Limits, Workbook};
use store::{BroughtIn, Post, ServiceSettings, Team};

use crate::files;
use crate::outcome::Problems;
use notes::{EMERGENCIES, NOTES, Told};
use people::{PROFESSIONALS, TEAMS};

/// The name of the demo service.
pub(crate) const SERVICE: &str = "Seaside multi-disciplinary team (demo)";
/// The last day of the pilot's data.
pub(crate) const AS_AT: Date = calendar::date(2022, 8, 30);

/// Ids that are the same each time, so that a demo can be started again on its own data.
pub(crate) fn id(name: &str) -> Uuid {
    Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("alongside-demo/{name}").as_bytes(),
    )
}

pub(crate) fn service() -> ServiceId {
    ServiceId(id("service"))
}

pub(crate) fn team(at: usize) -> TeamId {
    TeamId(id(&format!("team/{at}")))
}

fn worker(at: usize) -> WorkerId {
    WorkerId(id(&format!("worker/{at}")))
}

/// The teams, those of Social Care with the days on which they may refer.
pub(crate) fn teams() -> impl Iterator<Item = Team> {
    TEAMS.iter().enumerate().map(|(at, known)| Team {
        area: known.area.to_owned(),
        refers_from: known.refers_from,
        ..Team::new(team(at), known.name, known.kind)
    })
}

/// Everybody as a viewer.
pub(crate) fn professionals() -> impl Iterator<Item = Viewer> {
    PROFESSIONALS.iter().enumerate().map(|(at, person)| Viewer {
        worker: worker(at),
        name: person.name.to_owned(),
        role: person.role,
        service: service(),
        team: Some(team(person.team)),
    })
}

/// The demo's person of a role: the first.
pub(crate) fn person(role: Role) -> Option<Viewer> {
    professionals().find(|viewer| viewer.role == role)
}

/// What each of the team can take on.
pub(crate) fn posts() -> impl Iterator<Item = (WorkerId, Post)> {
    (0..).zip(posts::POSTS).map(|(at, said)| {
        let person = &PROFESSIONALS[at];
        let post = said.post(person.discipline.into_iter().collect());
        (worker(at), post)
    })
}

/// How the demo's service works.
pub(crate) fn settings() -> ServiceSettings {
    ServiceSettings {
        began: Some(people::BEGAN),
        ..ServiceSettings::default()
    }
}

fn of_role(role: Role) -> Vec<usize> {
    (0..PROFESSIONALS.len())
        .filter(|at| PROFESSIONALS[*at].role == role)
        .collect()
}

/// What the demo tells of a family beyond its workbook rows, and who tells it: the manager names
/// people, the case holder and who supports whom; the key worker writes notes. None of it changes a
/// figure.
pub(crate) fn more(place: usize, family: &Family) -> Vec<(Viewer, Vec<NewEntry>)> {
    let mut first = set_up(place, family);
    // Entries are numbered in the order in which they are told.
    let next = family.sequence.0 + first.len() as i64 + 1;
    let (way, predictions) = journeys::told(place, family, Sequence(next));
    first.extend(way);
    let mut told = vec![(HAZEL, first)];
    if !family.support.is_empty() {
        let mut written = notes(place, family, worker(key_worker(place, 0)));
        // Some families have words for their emergency sessions too; the others are as they came.
        if place.is_multiple_of(3) {
            written.extend(sessions(family));
        }
        written.extend(work::open(place, family));
        told.push((key_worker(place, 0), written));
    }
    told.push((HAZEL, work::after_closure(place, family, &predictions)));
    let count: usize = told.iter().map(|(_, entries)| entries.len()).sum();
    let next = Sequence(family.sequence.0 + count as i64 + 1);
    told.extend(safety::told(place, family, case_holder(place), next));
    told.into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .filter_map(|(at, entries)| Some((professionals().nth(at)?, entries)))
        .collect()
}

/// The manager's place among the professionals.
const HAZEL: usize = 7;

/// The practitioner who supports the `nth` supported person of a family.
fn key_worker(place: usize, nth: usize) -> usize {
    (place + nth) % 7
}

/// The social worker who holds a family's case.
fn case_holder(place: usize) -> usize {
    let social_workers = of_role(Role::SocialWorker);
    social_workers[place % social_workers.len()]
}

fn set_up(place: usize, family: &Family) -> Vec<NewEntry> {
    let referred: When = family.referred().unwrap_or(AS_AT).into();
    let holder = case_holder(place);
    let case_holder = CaseHolder {
        worker: worker(holder),
        team: team(PROFESSIONALS[holder].team),
    };
    let mut entries = vec![
        NewEntry::shared(referred, Fact::Household(named(place, family))),
        NewEntry::shared(referred, Fact::CaseHolder(case_holder)),
    ];
    entries.extend(family.children().take(1).map(|child| {
        let residence = Residence {
            person: child.person,
            with: None,
            place: "The family's home".to_owned(),
        };
        NewEntry::shared(referred, Fact::Residence(residence))
    }));
    entries.extend(family.support.iter().enumerate().map(|(nth, support)| {
        let practitioner = key_worker(place, nth);
        let started = SupportStarted {
            person: support.person,
            stage: support.stage,
            disciplines: PROFESSIONALS[practitioner].discipline.into_iter().collect(),
            key_worker: Some(worker(practitioner)),
        };
        let day = journeys::began(place, family, support);
        NewEntry {
            correction: workbook_entry(family, support).map(|of| Correction {
                of,
                why: "The workbook did not say when support began, or who gives it".to_owned(),
            }),
            ..NewEntry::shared(day.into(), Fact::SupportStarted(started))
        }
    }));
    entries
}

/// The entry by which the workbook tells of support.
fn workbook_entry(family: &Family, support: &record::Support) -> Option<Sequence> {
    let told = family.chronology.iter().find(|it| match &it.entry.fact {
        Fact::SupportStarted(started) => started.person == support.person,
        _ => false,
    });
    told.map(|it| it.entry.sequence)
}

fn named(place: usize, family: &Family) -> Household {
    let mut people = family.people.clone();
    for (nth, person) in people.iter_mut().enumerate() {
        person.name = Some(people::name(place, nth));
    }
    people.extend(work::other_adult(place, family));
    Household {
        reference: family.reference.clone(),
        answers: family
            .household
            .clone()
            .unwrap_or_else(|| record::DataSet::new(record::Sheet::Families)),
        people,
    }
}

/// Notes within the time of support, five to a family.
fn notes(place: usize, family: &Family, key_worker: WorkerId) -> Vec<NewEntry> {
    let referred = family.referred().unwrap_or(AS_AT);
    let last = family.closed.unwrap_or(AS_AT);
    let about = family
        .parents()
        .next()
        .map_or(Subject::Family, |p| Subject::Person(p.person));
    (0..5)
        .map(|nth| &NOTES[(place + nth * 5) % NOTES.len()])
        .filter_map(|(days, told)| {
            let day = calendar::day::plus_days(referred, *days);
            let (text, visibility) = match told {
                Told::Shared(text) => (*text, Visibility::Shared),
                Told::Team(text) => (*text, Visibility::Team),
                Told::Named(text) => (*text, Visibility::Named(vec![key_worker])),
            };
            (day <= last).then(|| NewEntry {
                happened: When::Day(day),
                visibility,
                correction: None,
                fact: Fact::Note(Note {
                    about,
                    text: text.to_owned(),
                }),
            })
        })
        .collect()
}

/// Emergency sessions as the workbook counted them, now with what was happening: a correction that
/// keeps the original.
fn sessions(family: &Family) -> Vec<NewEntry> {
    family
        .sessions
        .iter()
        .enumerate()
        .map(|(nth, session)| NewEntry {
            happened: session.happened,
            visibility: Visibility::Shared,
            correction: Some(Correction {
                of: session.entry,
                why: "The workbook had no words for what was happening".to_owned(),
            }),
            fact: Fact::EmergencySession(EmergencySession {
                what_happened: EMERGENCIES[(family.reference.len()
                    + nth * 5
                    + session.entry.0 as usize)
                    % EMERGENCIES.len()]
                .to_owned(),
                ..session.what.clone()
            }),
        })
        .collect()
}

/// The id of a family of the demo.
pub(crate) fn family_id(reference: &str) -> FamilyId {
    FamilyId(id(&format!("family/{reference}")))
}

/// The id of a person of the demo.
pub(crate) fn person_id(reference: &str) -> PersonId {
    PersonId(id(&format!("person/{reference}")))
}

/// The submission of something the demo writes.
pub(crate) fn submission(what: &str) -> SubmissionId {
    SubmissionId(id(&format!("submission/{what}")))
}

/// When the demo's entries were recorded.
pub(crate) fn recorded_at() -> Stamp {
    Stamp::from_london(AS_AT, 0, 0).expect("the first minute is a time of every day")
}

/// The pilot's data as a workbook.
pub(crate) fn workbook() -> anyhow::Result<Workbook> {
    let files = [
        (
            "families.csv",
            &include_bytes!("../../../../demo/families.csv")[..],
        ),
        (
            "children.csv",
            include_bytes!("../../../../demo/children.csv"),
        ),
        (
            "emergency_sessions.csv",
            include_bytes!("../../../../demo/emergency_sessions.csv"),
        ),
    ];
    Ok(Workbook::from_files(&files, &Limits::default())?)
}

/// The families of the workbook, with their ids.
pub(crate) fn families(workbook: &Workbook) -> anyhow::Result<Vec<BroughtIn>> {
    let families = files::rows(workbook, None)?
        .for_import()
        .map_err(Problems::one)?;
    Ok(families
        .into_iter()
        .map(|rows| {
            let reference = rows.family.reference().to_owned();
            BroughtIn {
                family: family_id(&reference),
                act: casework::BringIn {
                    parent: person_id(&format!("{reference} parent")),
                    children: rows
                        .children
                        .iter()
                        .map(|c| person_id(c.reference()))
                        .collect(),
                    rows,
                    told_on: AS_AT,
                },
            }
        })
        .collect())
}
