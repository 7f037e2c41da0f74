//! What is asked for, what consultations make of it, and what is given.

use calendar::date;
use record::lists::{AddedOrDropped, AllocationKind, Discipline, Threshold};
use record::{Allocation, Ask, Consultation, DisciplineChange, Fact, PersonId, Referral};

use super::told::{CHILD, MOTHER, Told, WORKER, cohort, consultation, march, threshold};
use super::{evaluated, said};

fn change(person: PersonId, discipline: Discipline, change: AddedOrDropped) -> DisciplineChange {
    DisciplineChange {
        person,
        discipline,
        change,
        reason: "It came up".to_owned(),
    }
}

/// Two disciplines asked for; the consultation adds one and drops one; one is given in time.
fn family() -> Told {
    let Fact::Consultation(held) = consultation() else {
        unreachable!("a consultation is one")
    };
    Told::referred("F1", march(1))
        .then(
            march(1),
            Fact::Referral(Referral {
                asks: vec![
                    Ask {
                        person: MOTHER,
                        disciplines: vec![Discipline::DrugAndAlcohol],
                    },
                    Ask {
                        person: CHILD,
                        disciplines: vec![Discipline::YouthWork],
                    },
                ],
                ..Referral::default()
            }),
        )
        .then(
            march(2),
            Fact::Consultation(Consultation {
                changes: vec![
                    change(MOTHER, Discipline::AdultMentalHealth, AddedOrDropped::Added),
                    change(CHILD, Discipline::YouthWork, AddedOrDropped::Dropped),
                ],
                ..held
            }),
        )
        .met(march(2))
        .then(
            march(7),
            Fact::Allocation(Allocation {
                person: MOTHER,
                discipline: Discipline::DrugAndAlcohol,
                worker: WORKER,
                kind: AllocationKind::Holding,
                frequency: String::new(),
                reason: "Full until May".to_owned(),
            }),
        )
}

#[test]
fn what_is_asked_for_is_given_or_waited_for() {
    let asked = |day| {
        let figures = said(
            &evaluated(&cohort(&[family()], day)),
            &["ask.", "sup.now", "hold.now"],
        );
        let some = figures.lines().filter(|line| !line.ends_with(": 0"));
        some.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(asked(march(1)));
    insta::assert_snapshot!(asked(march(3)));
    insta::assert_snapshot!(asked(date(2022, 4, 1)));
}

#[test]
fn below_the_threshold_nothing_is_waited_for() {
    let refused = family().then(march(8), threshold(Threshold::NotMet));
    let evaluation = evaluated(&cohort(&[refused], march(9)));
    let asked = evaluation.figure("ask.given.not_yet").unwrap();
    assert_eq!(asked.display, "0 (0)");
}
