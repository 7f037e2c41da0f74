//! A family's way from referral to support: when it was talked over, when somebody was first in
//! touch, how far it has come.

use super::contact::{self, FirstContact};
use super::supporting::worked_with;
use super::{NOT_APPLICABLE, TOO_EARLY, by_discipline, count, days, none_of, row_of, yes_no};
use crate::dictionary::{Field, Sheet};
use crate::fact::{AllocationStep, Fact, Stage};
use crate::family::Family;
use crate::ids::{PersonId, WorkerId};
use crate::lists::{Engaged, EngagementStage, Obstacle};
use crate::rows::Row;
use crate::value::{NonAnswer, Value};
use calendar::Date;

impl Field {
    /// The field of each obstacle to reaching a family, in the order of their list.
    pub const OBSTACLES: [Field; 11] = [
        Field::ObstacleNoReply,
        Field::ObstacleNotReady,
        Field::ObstacleCancelledFirst,
        Field::ObstacleNoGoodTime,
        Field::ObstacleNeedsTime,
        Field::ObstacleNumberChanged,
        Field::ObstacleChangingSchool,
        Field::ObstacleInRefuge,
        Field::ObstacleProfessionalDelay,
        Field::ObstacleStaffShortage,
        Field::ObstacleOther,
    ];
}
const _: () = assert!(Obstacle::ALL.len() == Field::OBSTACLES.len());

const DISCIPLINES: [Field; 6] = [
    Field::FamilyDaVictims,
    Field::FamilyDaPrevention,
    Field::FamilyDrugAlcohol,
    Field::FamilyAdultMental,
    Field::FamilyChildMental,
    Field::FamilyYouthWork,
];

pub(super) fn row(family: &Family) -> Row {
    let mut row = row_of(family, Sheet::Journeys);
    let first = FirstContact::of(family);
    contact::write(family, &mut row, &first);
    engagement(family, &mut row, &first);
    obstacles(family, &mut row);
    allocated(family, &mut row);
    row
}

/// Whether a stage is one of taking up support.
pub(super) fn is_engaged(stage: EngagementStage) -> bool {
    matches!(stage, EngagementStage::Engaged | EngagementStage::BackAgain)
}

fn engagement(family: &Family, row: &mut Row, contact: &FirstContact) {
    let work = &family.work;
    let first = work.engagement.iter().find(|e| is_engaged(e.what.stage));
    let first = first.map(|e| e.happened.sort_date());
    let over = family.closed.is_some() || family.refused();
    row.set(
        Field::EngagementDays,
        match (first, contact) {
            (Some(day), FirstContact::On(contact)) => days(*contact, day),
            (Some(_), _) => Value::UNKNOWN,
            (None, _) if over => NOT_APPLICABLE,
            (None, _) => TOO_EARLY,
        },
    );
    let anybody = !work.allocations.is_empty() || !family.support.is_empty();
    let offered = anybody && !family.refused();
    let engaged = first.is_some() || family.support.iter().any(|s| s.stage == Stage::UnderWay);
    let took_up = match (offered, engaged) {
        (false, _) => Engaged::NotOffered,
        (true, true) => Engaged::Yes,
        (true, false) => Engaged::No,
    };
    row.set(Field::TookUp, took_up.value());
    row.set(
        Field::JourneyStage,
        if family.refused() {
            NOT_APPLICABLE
        } else {
            stage(family).value()
        },
    );
    let back: Vec<PersonId> = work
        .engagement
        .iter()
        .filter(|e| e.what.stage == EngagementStage::SteppedBack)
        .map(|e| e.what.person)
        .collect();
    row.set(Field::SteppedBack, yes_no(!back.is_empty()));
    row.set(
        Field::CameBack,
        if back.is_empty() {
            NOT_APPLICABLE
        } else {
            yes_no(back.iter().any(|person| came_back(family, *person)))
        },
    );
}

/// Whether a person who stepped back engaged again after it.
fn came_back(family: &Family, person: PersonId) -> bool {
    let said = family.work.engagement.iter();
    said.filter(|e| e.what.person == person)
        .skip_while(|e| e.what.stage != EngagementStage::SteppedBack)
        .any(|e| is_engaged(e.what.stage))
}

/// How far the family has come: as far as whoever has come furthest. A closed case has ended.
fn stage(family: &Family) -> EngagementStage {
    use EngagementStage::{
        BackAgain, Ended, Engaged, Exploring, NotYetContacted, SteppedBack, Trying,
    };
    const FURTHEST_FIRST: [EngagementStage; 7] = [
        Engaged,
        BackAgain,
        Exploring,
        SteppedBack,
        Trying,
        NotYetContacted,
        Ended,
    ];
    if family.closed.is_some() {
        return Ended;
    }
    let people: Vec<_> = worked_with(family)
        .into_iter()
        .map(|person| person_stage(family, person))
        .collect();
    let furthest = FURTHEST_FIRST.into_iter().find(|s| people.contains(s));
    furthest.unwrap_or(NotYetContacted)
}

/// How far a person has come: somebody who was in touch and of whom nothing was said is exploring,
/// and with the case support to everybody has ended.
pub(super) fn person_stage(family: &Family, person: PersonId) -> EngagementStage {
    let work = &family.work;
    if family.closed.is_some() {
        return EngagementStage::Ended;
    }
    let said = work.engagement.iter().any(|e| e.what.person == person);
    if !said && work.first_contact(person).is_some() {
        return EngagementStage::Exploring;
    }
    work.stage(person)
}

/// Several may stand in the way of one family.
fn obstacles(family: &Family, row: &mut Row) {
    let attempts = &family.work.attempts;
    if attempts.is_empty() {
        none_of(row, &Field::OBSTACLES, NonAnswer::NotApplicable);
        return;
    }
    for (field, obstacle) in Field::OBSTACLES.into_iter().zip(Obstacle::ALL) {
        let met = attempts.iter().any(|a| a.what.obstacles.contains(obstacle));
        row.set(field, yes_no(met));
    }
}

fn allocated(family: &Family, row: &mut Row) {
    const COUNTS: [Field; 3] = [
        Field::MostWorkers,
        Field::WorkerChanges,
        Field::DisciplineChanges,
    ];
    let allocations = &family.work.allocations;
    if allocations.is_empty() {
        none_of(row, &DISCIPLINES, NonAnswer::NotApplicable);
        none_of(row, &COUNTS, NonAnswer::NotApplicable);
        return;
    }
    by_discipline(row, DISCIPLINES, |discipline| {
        let mut allocations = allocations.iter();
        allocations.any(|a| a.began.discipline == discipline)
    });
    row.set(Field::MostWorkers, count(most_workers(family)));
    let Changes { workers, ended } = changes(family);
    row.set(Field::WorkerChanges, count(workers));
    row.set(Field::DisciplineChanges, count(added(family) + ended));
}

/// The most workers who supported the family on one day: there were most when one of them began.
fn most_workers(family: &Family) -> usize {
    let allocations = || family.work.allocations.iter();
    let on = |day: Date| {
        let running = allocations().filter(|a| {
            a.from.sort_date() <= day && a.until.is_none_or(|until| until.sort_date() > day)
        });
        let mut workers: Vec<WorkerId> = running.map(|a| a.worker).collect();
        workers.sort_unstable();
        workers.dedup();
        workers.len()
    };
    let most = allocations().map(|a| on(a.from.sort_date())).max();
    most.unwrap_or(0)
}

/// How often another worker took over, and how often support with a discipline ended while the
/// case went on.
#[derive(Default)]
struct Changes {
    workers: usize,
    ended: usize,
}

fn changes(family: &Family) -> Changes {
    let mut changes = Changes::default();
    let counted = family.chronology.iter();
    for seen in counted.filter(|e| e.corrected_by.is_none()) {
        let Fact::AllocationChange(change) = &seen.entry.fact else {
            continue;
        };
        match change.step {
            AllocationStep::HandedOver { .. } => changes.workers += 1,
            AllocationStep::Converted { worker } => {
                let began = family.work.allocation(change.allocation);
                let another = began.is_some_and(|a| a.began.worker != worker);
                changes.workers += usize::from(another);
            }
            AllocationStep::Ended => changes.ended += 1,
            AllocationStep::Paused { .. } | AllocationStep::Resumed => {}
        }
    }
    changes
}

/// Disciplines that a person was given after the day their support began.
fn added(family: &Family) -> usize {
    let allocations = &family.work.allocations;
    let later = allocations.iter().enumerate().filter(|(at, a)| {
        let own = || {
            let before = allocations[..*at].iter();
            before.filter(|b| b.began.person == a.began.person)
        };
        own().any(|b| b.from.sort_date() < a.from.sort_date())
            && own().all(|b| b.began.discipline != a.began.discipline)
    });
    later.count()
}
