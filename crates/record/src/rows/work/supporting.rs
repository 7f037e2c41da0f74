//! Whom the team works with, and who supports them.

use std::collections::BTreeSet;

use calendar::When;

use super::journey::person_stage;
use super::{NOT_APPLICABLE, TOO_EARLY, by_discipline, count, days, none_of, part, row_of, yes_no};
use crate::dictionary::{Field, Sheet};
use crate::family::Family;
use crate::ids::PersonId;
use crate::lists::{AllocationKind, AskedOutcome};
use crate::rows::Row;
use crate::value::{NonAnswer, Value};
use crate::work::Allocated;

const DISCIPLINES: [Field; 6] = [
    Field::PersonDaVictims,
    Field::PersonDaPrevention,
    Field::PersonDrugAlcohol,
    Field::PersonAdultMental,
    Field::PersonChildMental,
    Field::PersonYouthWork,
];

/// The people with whom anything was begun, each once.
pub(super) fn worked_with(family: &Family) -> BTreeSet<PersonId> {
    let work = &family.work;
    let allocated = work.allocations.iter().map(|a| a.began.person);
    let consents = work.consents.iter().map(|c| c.what.person);
    let attempts = work.attempts.iter().map(|a| a.what.person);
    let engagement = work.engagement.iter().map(|e| e.what.person);
    allocated
        .chain(consents)
        .chain(attempts)
        .chain(engagement)
        .collect()
}

pub(super) fn people(family: &Family, rows: &mut Vec<Row>) {
    let work = &family.work;
    for person in worked_with(family) {
        let mut row = row_of(family, Sheet::SupportedPeople);
        row.set(Field::PersonPart, part(family, person));
        row.set(Field::PersonStage, person_stage(family, person).value());
        if let Some(consent) = work.consent(person) {
            row.set(Field::PersonConsent, consent.value());
        }
        let mine = || work.allocations.iter().filter(|a| a.began.person == person);
        if mine().next().is_none() {
            none_of(&mut row, &DISCIPLINES, NonAnswer::NotApplicable);
        } else {
            by_discipline(&mut row, DISCIPLINES, |discipline| {
                mine().any(|a| a.began.discipline == discipline)
            });
        }
        row.set(
            Field::KeyWorkerChanges,
            match work.key_worker(person) {
                Some(_) => count(work.key_worker_changes(person)),
                None => NOT_APPLICABLE,
            },
        );
        rows.push(row);
    }
}

pub(super) fn allocations(family: &Family, rows: &mut Vec<Row>) {
    for allocation in &family.work.allocations {
        let mut row = row_of(family, Sheet::Allocations);
        let from = Value::Date(allocation.from.sort_date());
        let until = allocation.until.map(When::sort_date);
        row.set(Field::AllocationPart, part(family, allocation.began.person));
        row.set(
            Field::AllocationDiscipline,
            allocation.began.discipline.value(),
        );
        row.set(Field::AllocationFrom, from);
        row.set(
            Field::AllocationUntil,
            until.map_or(NOT_APPLICABLE, Value::Date),
        );
        row.set(Field::BeganAs, allocation.began.kind.value());
        let [converted, held] = holding(allocation);
        row.set(Field::HoldingConverted, converted);
        row.set(Field::HoldingDays, held);
        rows.push(row);
    }
}

/// Whether holding support became full, and how long it lasted; too early while it goes on.
fn holding(allocation: &Allocated) -> [Value; 2] {
    let from = allocation.from.sort_date();
    match (
        allocation.began.kind,
        allocation.full_from,
        allocation.until,
    ) {
        (AllocationKind::Full, ..) => [NOT_APPLICABLE, NOT_APPLICABLE],
        (AllocationKind::Holding, Some(full), _) => [yes_no(true), days(from, full.sort_date())],
        (AllocationKind::Holding, None, Some(end)) => [yes_no(false), days(from, end.sort_date())],
        (AllocationKind::Holding, None, None) => [TOO_EARLY, TOO_EARLY],
    }
}

/// What was asked for each person and what became of it; nothing of a family below the threshold.
pub(super) fn asked_for(family: &Family, rows: &mut Vec<Row>) {
    if family.refused() {
        return;
    }
    for (person, discipline) in family.asked_for() {
        let mut row = row_of(family, Sheet::AskedFor);
        row.set(Field::AskedPart, part(family, person));
        row.set(Field::AskedDiscipline, discipline.value());
        let given = || {
            let allocations = family.work.allocations.iter();
            allocations.filter(|a| a.began.person == person && a.began.discipline == discipline)
        };
        let going_on = |kind| given().any(|a| a.goes_on() && a.kind == kind);
        let became = if going_on(AllocationKind::Full) {
            AskedOutcome::Full.value()
        } else if going_on(AllocationKind::Holding) {
            AskedOutcome::Holding.value()
        } else if given().next().is_some() {
            AskedOutcome::Over.value()
        } else if family.closed.is_some() {
            NOT_APPLICABLE
        } else {
            AskedOutcome::NotYet.value()
        };
        row.set(Field::AskedStands, became);
        rows.push(row);
    }
}
