//! Concerns: raised whatever stands of the case, acknowledged by the case holder alone, waiting
//! until then.

use std::fmt::Write as _;
use std::time::Duration;

use calendar::{BankHolidays, Stamp, date};
use casework::*;
use proptest::prelude::*;
use record::lists::*;
use record::*;

use super::entries::{plain, refused};
use super::family::*;
use crate::recorded::id;

fn raised() -> (Case, Sequence) {
    let case = supported().then(&raise(6));
    let concern = case.last("concern");
    (case, concern)
}

#[test]
fn what_is_refused() {
    let mut told = String::new();
    let (case, concern) = raised();
    refused!(told, "no child", RaiseConcern, |it| it
        .concern
        .children
        .clear());
    refused!(told, "a stranger", RaiseConcern, |it| it.concern.children =
        vec![id(STRANGER)]);
    refused!(told, "a grown-up", RaiseConcern, |it| it.concern.children =
        vec![mother()]);
    refused!(told, "no words", RaiseConcern, |it| it.concern.seen.clear());
    refused!(
        told,
        "another social worker",
        case.clone(),
        acknowledge(7, concern, 21)
    );
    refused!(
        told,
        "a worker of the team",
        case.clone(),
        acknowledge(7, concern, 30)
    );
    refused!(told, "too early", case.clone(), acknowledge(5, concern, 20));
    refused!(told, "no words", TakeConcernOn, |it| it.step.words.clear());
    refused!(
        told,
        "unknown",
        supported(),
        acknowledge(7, Sequence(1), 20)
    );
    let taken = case.clone().then(&acknowledge(7, concern, 20));
    refused!(told, "twice", taken.clone(), acknowledge(8, concern, 20));
    let step = |step, number| {
        let Command::TakeConcernOn(act) = take_on(7, concern, step, number) else {
            unreachable!()
        };
        Fact::ConcernStep(act.step)
    };
    // Nobody acknowledges by putting right what was added.
    let added = case
        .clone()
        .then(&take_on(7, concern, ConcernStepCode::Added, 30));
    let of = added.last("concern_step");
    refused!(
        told,
        "got round by putting right",
        added.clone(),
        put_right(of, 7, step(ConcernStepCode::Acknowledged, 30))
    );
    let of = taken.last("concern_step");
    refused!(
        told,
        "taken back by putting right",
        taken,
        put_right(of, 7, step(ConcernStepCode::Added, 20))
    );
    let of = added.last("concern");
    let nobody = Concern {
        children: Vec::new(),
        ..concern_of(&added)
    };
    refused!(
        told,
        "put right to be about nobody",
        added,
        put_right(of, 6, Fact::Concern(nobody))
    );
    let later = Concern {
        raised: at(30, 12),
        ..concern_of(&case)
    };
    refused!(
        told,
        "put right to wait less long",
        case,
        put_right(concern, 6, Fact::Concern(later))
    );
    insta::assert_snapshot!(told);
}

fn concern_of(case: &Case) -> Concern {
    case.family().safety.concerns[0].concern.clone()
}

#[test]
fn it_waits_until_the_case_holder_has_acknowledged_it() {
    let (case, concern) = raised();
    let waits = |case: &Case| case.family().safety.waiting().count();
    assert_eq!(waits(&case), 1);
    let added = case.then(&take_on(7, concern, ConcernStepCode::Added, 30));
    assert_eq!(waits(&added), 1);
    // A new case holder takes on what waits.
    let handed_over = added.then(&Command::ChangeCaseHolder(ChangeCaseHolder {
        happened: day(7),
        holder: holder(21),
        employer: Employer::SocialCare,
    }));
    let taken = handed_over.then(&acknowledge(8, concern, 21));
    assert_eq!(waits(&taken), 0);
    let family = taken.family();
    let so_far = family.safety.concern(concern).unwrap();
    assert_eq!(so_far.acknowledged().unwrap().what.worker, worker(21));
    assert_eq!(so_far.steps.len(), 2);
}

fn at(day: i8, hour: u8) -> Stamp {
    Stamp::from_london(date(2022, 8, day), hour, 0).unwrap()
}

#[test]
fn it_goes_up_by_the_times_the_service_sets() {
    use Reached::{CaseHolder, Manager, Overdue};
    let england = BankHolidays::england();
    let every = Escalation::default();
    let working = Escalation {
        days: DaysCounted::WorkingDays,
        ..every
    };
    // 26 August 2022 is a Friday, and Monday a bank holiday.
    for (to, all, only_working, immediate) in [
        (at(26, 16), CaseHolder, CaseHolder, CaseHolder),
        (at(26, 17), CaseHolder, CaseHolder, CaseHolder),
        (at(26, 18), Manager, Manager, Manager),
        (at(27, 15), Manager, Manager, Manager),
        (at(27, 16), Overdue, Manager, Overdue),
        (at(29, 23), Overdue, Manager, Overdue),
        (at(30, 15), Overdue, Manager, Overdue),
        (at(30, 16), Overdue, Overdue, Overdue),
    ] {
        let reached = |times: Escalation, urgency| times.reached(urgency, at(26, 16), to, &england);
        assert_eq!(reached(every, Urgency::NotImmediate), all, "{to:?}");
        assert_eq!(
            reached(working, Urgency::NotImmediate),
            only_working,
            "{to:?}"
        );
        assert_eq!(reached(working, Urgency::Immediate), immediate, "{to:?}");
    }
    // A weekend long, no time passes where it does not count.
    let waited = working.waited(Urgency::NotImmediate, at(27, 9), at(28, 21), &england);
    assert_eq!(waited, Duration::ZERO);
}

#[test]
fn whom_an_e_mail_tells_and_as_how_far_it_has_gone_up() {
    use Reached::{CaseHolder, Manager, Overdue};
    let told = |reached, holder: Option<&'static str>| {
        told_by_mail(reached, holder, &["manager"]).collect::<Vec<_>>()
    };
    let held = Some("holder");
    assert_eq!(told(CaseHolder, held), [("holder", CaseHolder)]);
    assert_eq!(
        told(Manager, held),
        [("holder", CaseHolder), ("manager", Manager)]
    );
    assert_eq!(
        told(Overdue, held),
        [("holder", Overdue), ("manager", Overdue)]
    );
    // Where nobody holds the case, somebody is told all the same.
    for reached in [CaseHolder, Manager, Overdue] {
        assert_eq!(told(reached, None), [("manager", reached)]);
    }
}

proptest! {
    #[test]
    fn the_longer_it_waits_the_further_it_goes(
        raised in 0_i64..4_000_000, one in 0_i64..4_000_000, more in 0_i64..4_000_000,
        manager_hours in 0_u8..100, longer in 0_u8..100,
        working in any::<bool>(),
    ) {
        let stamp = |seconds: i64| {
            at(1, 0).plus(Duration::from_secs(seconds.unsigned_abs()))
        };
        let days = if working { DaysCounted::WorkingDays } else { DaysCounted::EveryDay };
        let times = Escalation { manager_hours, overdue_hours: manager_hours + longer, days };
        let england = BankHolidays::england();
        let (raised, first, second) = (stamp(raised), stamp(raised + one), stamp(raised + one + more));
        let reached = |to| times.reached(Urgency::NotImmediate, raised, to, &england);
        prop_assert!(reached(first) <= reached(second));
        let waited = |to| times.waited(Urgency::NotImmediate, raised, to, &england);
        prop_assert!(waited(first) <= waited(second));
        prop_assert!(waited(second) <= second.since(raised));
        prop_assert!(waited(second) <= waited(first) + second.since(first));
    }
}
