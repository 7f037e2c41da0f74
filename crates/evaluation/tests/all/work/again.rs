//! A family that came again: each episode of support is its own.

use calendar::date;
use record::lists::{ClosureReason, Discipline, EngagementStage};
use record::{Allocation, Closure, Fact, Referral, lists::AllocationKind};

use super::told::{MOTHER, Told, WORKER, cohort};
use super::{evaluated, said};

fn supported(told: Told, month: i16, year: i16) -> Told {
    let day = |day| date(year, month as i8, day);
    told.met(day(1))
        .stage(day(2), EngagementStage::Engaged)
        .then(
            day(3),
            Fact::Allocation(Allocation {
                person: MOTHER,
                discipline: Discipline::DrugAndAlcohol,
                worker: WORKER,
                kind: AllocationKind::Full,
                frequency: String::new(),
                reason: String::new(),
            }),
        )
}

fn closed() -> Fact {
    Fact::Closure(Closure::new(ClosureReason::CommunitySupport))
}

#[test]
fn months_time_to_closure_and_caseload_leave_out_the_time_between() {
    let first = supported(Told::referred("F1", date(2021, 1, 1)), 1, 2021);
    let again = first
        .then(date(2021, 7, 1), closed())
        .then(date(2022, 1, 1), Fact::Referral(Referral::default()));
    let again = supported(again, 1, 2022).then(date(2022, 3, 15), closed());

    let evaluation = evaluated(&cohort(std::slice::from_ref(&again), date(2022, 8, 30)));
    let months = said(&evaluation, &["months."]);
    let some: Vec<_> = months.lines().filter(|it| !it.contains(": 0")).collect();
    assert_eq!(some, ["months.2: 1"]);
    assert_eq!(evaluation.times.median_months, Some(2));
    let contradict = evaluation.checks.iter();
    let mut contradict = contradict.filter(|it| it.id == "families.months_contradict_dates");
    assert!(contradict.next().is_none());

    // It is open in both episodes and in no month between.
    let open: Vec<u64> = evaluation.caseload.iter().map(|it| it.families).collect();
    let (year, gap, two) = ([1; 6], [0; 6], [1; 2]);
    let expected: Vec<u64> = [&year[..], &gap, &two, &[0; 6]].concat();
    assert_eq!(open, expected);

    // While it is open again nothing is closed, and its time runs from when it came again.
    let evaluation = evaluated(&cohort(&[again], date(2022, 2, 10)));
    assert!(
        said(&evaluation, &["months."])
            .lines()
            .all(|it| it.contains(": 0"))
    );
    assert_eq!(evaluation.times.still_open, 1);
    assert!(evaluation.times.steps.iter().all(|step| step.months <= 1));
}
