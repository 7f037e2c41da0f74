//! Who supports whom: disciplines, several workers at once, changes without a referral, holding
//! support.

use record::lists::{AllocationKind, AskedOutcome, Discipline};
use record::{Field, Sheet};

use super::meeting::held;
use super::{Part, all_of, by_discipline, journeys, yes};
use crate::condition::Condition;
use crate::measure::{Measure, Population, Question};

const FAMILIES: [Field; 6] = [
    Field::FamilyDaVictims,
    Field::FamilyDaPrevention,
    Field::FamilyDrugAlcohol,
    Field::FamilyAdultMental,
    Field::FamilyChildMental,
    Field::FamilyYouthWork,
];
const PEOPLE: [Field; 6] = [
    Field::PersonDaVictims,
    Field::PersonDaPrevention,
    Field::PersonDrugAlcohol,
    Field::PersonAdultMental,
    Field::PersonChildMental,
    Field::PersonYouthWork,
];

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("supporting");
    part.count(
        "sup.families",
        "Families with an allocation",
        families(),
        Condition::Every,
    );
    part.count(
        "sup.people",
        "People with an allocation",
        people(),
        Condition::Every,
    );
    for (field, discipline) in by_discipline(FAMILIES) {
        let id = format!("sup.families.{}", discipline.code());
        part.share(&id, discipline.label(), families(), yes(field));
    }
    for (field, discipline) in by_discipline(PEOPLE) {
        let id = format!("sup.people.{}", discipline.code());
        part.share(&id, discipline.label(), people(), yes(field));
    }
    part.share(
        "sup.several",
        "Families with two or more workers at one time",
        families(),
        Condition::Between(Field::MostWorkers, 2, i32::MAX),
    );
    part.add(
        "sup.most",
        "Most workers with one family at one time",
        families(),
        Question::Greatest(Field::MostWorkers, Condition::Every),
    );
    part.share(
        "sup.joint",
        "Sessions with two or more workers",
        held(),
        Condition::Between(Field::MeetingWorkers, 2, i32::MAX),
    );
    part.sum(
        "sup.worker_changes",
        "Changes of worker without a referral",
        families(),
        Field::WorkerChanges,
    );
    part.sum(
        "sup.discipline_changes",
        "Disciplines added or ended without a referral",
        families(),
        Field::DisciplineChanges,
    );
    part.share(
        "sup.same_key_worker",
        "People who kept the same key worker",
        all_of(
            Sheet::SupportedPeople,
            "People with whom the team works or worked",
        ),
        Condition::Between(Field::KeyWorkerChanges, 0, 0),
    );
    holding(&mut part);
    part.measures.extend(now());
    part.measures
}

/// What goes on now, by discipline.
fn now() -> Vec<Measure> {
    let mut part = Part::own("caseload");
    let going_on = || Population {
        title: "Allocations that go on",
        sheet: Sheet::Allocations,
        condition: Condition::NoAnswer(Field::AllocationUntil),
    };
    for discipline in Discipline::ALL {
        let condition = Condition::is(Field::AllocationDiscipline, &[discipline.position()]);
        let id = format!("sup.now.{}", discipline.code());
        part.count(&id, discipline.label(), going_on(), condition);
    }
    part.count(
        "hold.now",
        "Of these, holding support until there is room",
        going_on(),
        Condition::All(vec![
            Condition::is(Field::BeganAs, &[AllocationKind::Holding.position()]),
            Condition::NoAnswer(Field::HoldingConverted),
        ]),
    );
    let asked = || Population {
        title: "Disciplines asked for people, of families accepted",
        sheet: Sheet::AskedFor,
        condition: Condition::Every,
    };
    part.answers("ask.given", &asked(), Field::AskedStands);
    for discipline in Discipline::ALL {
        let waits = Condition::All(vec![
            Condition::is(Field::AskedDiscipline, &[discipline.position()]),
            Condition::is(Field::AskedStands, &[AskedOutcome::NotYet.position()]),
        ]);
        let id = format!("ask.waiting.{}", discipline.code());
        part.count(&id, discipline.label(), asked(), waits);
    }
    part.measures
}

fn holding(part: &mut Part) {
    let held = || Population {
        title: "Allocations that began as holding support",
        sheet: Sheet::Allocations,
        condition: Condition::is(Field::BeganAs, &[AllocationKind::Holding.position()]),
    };
    part.count(
        "hold.began",
        "Holding support begun",
        held(),
        Condition::Every,
    );
    part.share(
        "hold.converted",
        "Holding support that became full support",
        held(),
        yes(Field::HoldingConverted),
    );
    part.spread(
        "hold.days",
        "Days of holding support until it became full or ended",
        held(),
        Field::HoldingDays,
    );
}

fn families() -> Population {
    Population {
        title: "Families with an allocation",
        condition: Condition::Answered(Field::MostWorkers),
        ..journeys()
    }
}

fn people() -> Population {
    Population {
        title: "People with an allocation",
        sheet: Sheet::SupportedPeople,
        condition: Condition::Answered(Field::PersonDaVictims),
    }
}
