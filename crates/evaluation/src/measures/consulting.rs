//! Consultation and threshold: how often, who was there, what was advised and decided.

use record::lists::{AddedOrDropped, Consulted, DecidedOn, Threshold};
use record::{Field, Sheet};

use super::{Part, all_of, by_discipline, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population};

const PRESENT: [Field; 6] = [
    Field::PresentDaVictims,
    Field::PresentDaPrevention,
    Field::PresentDrugAlcohol,
    Field::PresentAdultMental,
    Field::PresentChildMental,
    Field::PresentYouthWork,
];

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("consulting");
    let all = || {
        all_of(
            Sheet::Consultations,
            "Consultations, advice and coaching about a family",
        )
    };
    for (id, title, kind) in [
        (
            "con.consultations",
            "Consultations about a family",
            Consulted::Consultation,
        ),
        (
            "con.advice",
            "Advice to a professional about a family",
            Consulted::Advice,
        ),
        (
            "con.coaching",
            "Coaching of a professional about a family",
            Consulted::Coaching,
        ),
    ] {
        let condition = Condition::is(Field::ConsultationKind, &[kind.position()]);
        part.count(id, title, all(), condition);
    }
    part.answers("con.mode", &consultations(), Field::ConsultationMode);
    for (field, discipline) in by_discipline(PRESENT) {
        let id = format!("con.present.{}", discipline.code());
        part.share(&id, discipline.label(), consultations(), yes(field));
    }
    for (change, title, field) in [
        (
            AddedOrDropped::Added,
            "Disciplines added to what was asked",
            Field::DisciplinesAdded,
        ),
        (
            AddedOrDropped::Dropped,
            "Disciplines dropped from what was asked",
            Field::DisciplinesDropped,
        ),
    ] {
        part.sum(
            &format!("con.{}", change.code()),
            title,
            consultations(),
            field,
        );
    }
    part.share(
        "con.advised",
        "Advice was given",
        consultations(),
        yes(Field::ConsultationAdvice),
    );
    part.share(
        "con.signposted",
        "Other services were named",
        consultations(),
        yes(Field::ConsultationSignposts),
    );
    decisions(&mut part);
    part.measures
}

fn consultations() -> Population {
    Population {
        title: "Consultations about a family",
        sheet: Sheet::Consultations,
        condition: Condition::is(
            Field::ConsultationKind,
            &[Consulted::Consultation.position()],
        ),
    }
}

fn decisions(part: &mut Part) {
    let of = |title, of: DecidedOn| Population {
        title,
        sheet: Sheet::Decisions,
        condition: Condition::is(Field::DecisionOf, &[of.position()]),
    };
    part.answers(
        "thr.family",
        &of(
            "Decisions on a family, with criteria or grounds",
            DecidedOn::Family,
        ),
        Field::DecisionOutcome,
    );
    part.answers(
        "thr.person",
        &of(
            "Decisions on one person, with criteria or grounds",
            DecidedOn::Person,
        ),
        Field::DecisionOutcome,
    );
    let not_met = || Population {
        title: "Decisions that the threshold is not met",
        sheet: Sheet::Decisions,
        condition: Condition::is(Field::DecisionOutcome, &[Threshold::NotMet.position()]),
    };
    part.share(
        "thr.not_met.advised",
        "Not met, and advice or another service was given with the decision",
        not_met(),
        yes(Field::DecisionAdvice),
    );
    part.share(
        "thr.not_met.signposted",
        "Not met, and another service was named",
        not_met(),
        yes(Field::DecisionSignposts),
    );
}
