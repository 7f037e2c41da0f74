//! Support is something a person chooses, on every day and in whatever order it is written down.

use calendar::{AsAt, date};
use record::lists::ConsentState::{Given, NotYet, Withdrawn};
use record::lists::EngagementStage::{self, BackAgain, Engaged, SteppedBack};

use super::family::*;

fn stage_on(case: &Case, on: i8) -> EngagementStage {
    case.on(AsAt::day(date(2022, 1, on))).work.stage(mother())
}

fn engaged(on: i8) -> Case {
    supported()
        .then(&consent(6, mother(), Given))
        .then(&engagement(on, mother(), Engaged))
}

#[test]
fn nobody_was_engaged_before_they_consented() {
    let mut case = supported().then(&consent(8, mother(), Given));
    let refused = case.act(&engagement(7, mother(), Engaged)).unwrap_err();
    assert!(
        refused.contains("consent as of that day first"),
        "{refused}"
    );
    case.act(&consent(7, mother(), Given)).unwrap();
    case.act(&engagement(7, mother(), Engaged)).unwrap();
}

#[test]
fn a_withdrawal_dated_before_they_engaged_is_taken_and_they_step_back_on_both_days() {
    let mut case = engaged(8).then(&engagement(12, mother(), Engaged));
    case.act(&consent(10, mother(), Withdrawn)).unwrap();
    assert_eq!(stage_on(&case, 9), Engaged);
    assert_eq!(stage_on(&case, 10), SteppedBack);
    assert_eq!(stage_on(&case, 12), SteppedBack);
    // And back at any time.
    let mut case = case.then(&consent(14, mother(), Given));
    case.act(&engagement(14, mother(), BackAgain)).unwrap();
    assert_eq!(stage_on(&case, 20), BackAgain);
}

#[test]
fn a_withdrawal_between_two_consents_leaves_what_follows_the_second() {
    let mut case = engaged(8)
        .then(&consent(12, mother(), Given))
        .then(&engagement(13, mother(), Engaged));
    case.act(&consent(10, mother(), Withdrawn)).unwrap();
    assert_eq!(stage_on(&case, 11), SteppedBack);
    assert_eq!(stage_on(&case, 13), Engaged);
}

#[test]
fn consent_can_be_withdrawn_after_the_case_has_closed() {
    let mut case = engaged(8).then(&close(20));
    case.act(&consent(25, mother(), Withdrawn)).unwrap();
    assert_eq!(stage_on(&case, 25), SteppedBack);
    case.act(&consent(26, mother(), NotYet)).unwrap();
}
