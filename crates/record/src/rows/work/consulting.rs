//! Consultations, advice to professionals, and decisions on the threshold.

use super::{NOT_APPLICABLE, any_said, by_discipline, count, none_of, row_of, said, yes_no};
use crate::dictionary::{Field, Sheet};
use crate::fact::{Consultation, ProfessionalAdvice, Subject};
use crate::family::Family;
use crate::lists::{AddedOrDropped, AdviceKind, Consulted, DecidedOn};
use crate::rows::Row;
use crate::value::NonAnswer;

const PRESENT: [Field; 6] = [
    Field::PresentDaVictims,
    Field::PresentDaPrevention,
    Field::PresentDrugAlcohol,
    Field::PresentAdultMental,
    Field::PresentChildMental,
    Field::PresentYouthWork,
];

pub(super) fn consultations(family: &Family, rows: &mut Vec<Row>) {
    let held = family.work.consultations.iter();
    rows.extend(held.map(|held| consultation(family, &held.what)));
    let given = family.work.professional_advice.iter();
    rows.extend(given.map(|given| advice(family, &given.what)));
}

fn consultation(family: &Family, held: &Consultation) -> Row {
    let mut row = row_of(family, Sheet::Consultations);
    row.set(Field::ConsultationKind, Consulted::Consultation.value());
    row.set(Field::ConsultationMode, held.mode.value());
    // Advice of a discipline is given by somebody who speaks for it.
    let advised = held.advice.iter().filter_map(|a| a.discipline);
    let there = held.present.iter().filter_map(|p| p.discipline);
    let there: Vec<_> = there.chain(advised).collect();
    if there.is_empty() {
        none_of(&mut row, &PRESENT, NonAnswer::Unknown);
    } else {
        by_discipline(&mut row, PRESENT, |discipline| there.contains(&discipline));
    }
    let advice = any_said(held.advice.iter().map(|a| &a.words));
    row.set(Field::ConsultationAdvice, yes_no(advice));
    for (field, wanted) in [
        (Field::DisciplinesAdded, AddedOrDropped::Added),
        (Field::DisciplinesDropped, AddedOrDropped::Dropped),
    ] {
        let changes = held.changes.iter().filter(|c| c.change == wanted);
        row.set(field, count(changes.count()));
    }
    row.set(
        Field::ConsultationSignposts,
        yes_no(any_said(&held.signposts)),
    );
    row
}

fn advice(family: &Family, given: &ProfessionalAdvice) -> Row {
    let mut row = row_of(family, Sheet::Consultations);
    let kind = match given.kind {
        AdviceKind::Advice => Consulted::Advice,
        AdviceKind::Coaching => Consulted::Coaching,
    };
    row.set(Field::ConsultationKind, kind.value());
    match given.discipline {
        Some(of) => by_discipline(&mut row, PRESENT, |discipline| discipline == of),
        None => none_of(&mut row, &PRESENT, NonAnswer::Unknown),
    }
    row.set(Field::ConsultationAdvice, yes_no(true));
    for field in [
        Field::ConsultationMode,
        Field::DisciplinesAdded,
        Field::DisciplinesDropped,
        Field::ConsultationSignposts,
    ] {
        row.set(field, NOT_APPLICABLE);
    }
    row
}

/// Decisions that somebody made here: what a workbook tells of the threshold has neither criteria
/// nor grounds, and nobody could say what was advised.
pub(super) fn decisions(family: &Family, rows: &mut Vec<Row>) {
    for decided in &family.thresholds {
        let decision = &decided.what;
        if !(any_said(&decision.criteria) || said(&decision.grounds)) {
            continue;
        }
        let mut row = row_of(family, Sheet::Decisions);
        let of = match decision.of {
            Subject::Family => DecidedOn::Family,
            Subject::Person(_) => DecidedOn::Person,
        };
        row.set(Field::DecisionOf, of.value());
        row.set(Field::DecisionOutcome, decision.outcome.value());
        let signposts = any_said(&decision.signposts);
        row.set(
            Field::DecisionAdvice,
            yes_no(signposts || said(&decision.advice)),
        );
        row.set(Field::DecisionSignposts, yes_no(signposts));
        rows.push(row);
    }
}
