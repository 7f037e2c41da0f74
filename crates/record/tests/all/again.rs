//! Where a case stands when it goes on after an end: support that has ended, a family that comes
//! again, and entries that are put right.

use calendar::{AsAt, date};
use record::lists::*;
use record::*;

use crate::history::{FAMILY, PARENT, correcting, told};
use crate::rows::Telling;
use crate::work::{ANNA, DRUGS, allocation, attempt, change, decided, engagement, session};

fn referral() -> Fact {
    Fact::Referral(Referral::default())
}

/// A family that was engaged, closed, and is referred again as entry 8.
fn again(closed: &str, referred: &str) -> Telling {
    Telling::of_a_family()
        .then("2021-01-20", decided(Threshold::Met))
        .then("2021-02-01", attempt(ContactResult::Spoke))
        .then("2021-02-01", allocation(DRUGS, ANNA, AllocationKind::Full))
        .then("2021-03-01", engagement(EngagementStage::Engaged))
        .closure(closed)
        .then(referred, referral())
}

#[test]
fn support_that_has_ended_leaves_the_case_open_until_it_is_closed() {
    let case = Telling::of_a_family()
        .then("2021-01-20", decided(Threshold::Met))
        .then("2021-02-01", allocation(DRUGS, ANNA, AllocationKind::Full))
        .then("2021-03-01", change(4, AllocationStep::Ended));
    assert!(case.family().is_open());
    assert_eq!(case.status(), CaseStatus::Open);
    let case = case.closure("2021-03-02");
    assert!(!case.family().is_open());
    assert_eq!(case.status(), CaseStatus::Closed);
}

#[test]
fn a_family_referred_again_after_it_did_not_meet_the_threshold_is_undecided_again() {
    let case = Telling::of_a_family().then("2021-01-20", decided(Threshold::NotMet));
    let family = case.family();
    assert!(family.refused() && family.decided() && !family.is_open());
    // Even on the day of the decision.
    let case = case.then("2021-01-20", referral());
    let family = case.family();
    assert!(family.is_open() && !family.decided());
    assert_eq!(case.status(), CaseStatus::New);
    // Putting the referral right does not move it behind the decision on it.
    let mut case = case.then("2021-01-20", decided(Threshold::NotMet));
    let right = told(6, "2021-01-20", referral());
    case.0.push(correcting(4, right));
    assert_eq!(case.status(), CaseStatus::NotMetThreshold);
}

#[test]
fn being_engaged_before_a_closure_is_not_carried_over_to_new_support() {
    // Also where all of it happens in one day.
    for (closed, referred) in [("2021-09-01", "2021-12-01"), ("2021-09-01", "2021-09-01")] {
        let stage = |case: &Telling| case.family().work.stage(PARENT);
        let open = again(closed, referred);
        assert_eq!(stage(&open), EngagementStage::NotYetContacted);
        let day = open.family().referrals[1].happened.sort_date();
        let before = calendar::day::plus_days(day, -1);
        let work = open.family().work;
        let said = work.said_by(PARENT, before).map(|said| said.what.stage);
        assert_eq!(said, Some(EngagementStage::Engaged), "as it was then");
        assert_eq!(work.said_by(PARENT, day), None);

        let offered = Telling(open.0.clone())
            .then(referred, decided(Threshold::Met))
            .then(referred, allocation(DRUGS, ANNA, AllocationKind::Full));
        assert_eq!(offered.family().support[1].stage, Stage::Offered);
        assert_eq!(offered.status(), CaseStatus::New);
        let met = offered.then("2022-01-05", session(PARENT, Attended::Came));
        assert_eq!(met.family().support[1].stage, Stage::JustStarted);

        let tried = Telling(open.0.clone()).then(referred, attempt(ContactResult::NoReply));
        assert_eq!(stage(&tried), EngagementStage::Trying);
        let engaged = tried
            .then(referred, engagement(EngagementStage::Engaged))
            .then(referred, decided(Threshold::Met))
            .then(referred, allocation(DRUGS, ANNA, AllocationKind::Full));
        assert_eq!(stage(&engaged), EngagementStage::Engaged);
        assert_eq!(engaged.family().support[1].stage, Stage::UnderWay);
    }
}

#[test]
fn what_puts_an_entry_right_keeps_its_place_and_goes_by_its_number() {
    let consent = |state| {
        let how = "in words".to_owned();
        let person = PARENT;
        Fact::Consent(Consent { person, state, how })
    };
    let mut case = Telling::of_a_family()
        .then("2021-02-01", consent(ConsentState::Given))
        .then("2021-02-01", consent(ConsentState::Withdrawn));
    let given = told(5, "2021-02-01", consent(ConsentState::Given));
    case.0.push(correcting(3, given));
    let family = case.family();
    assert_eq!(family.work.consent(PARENT), Some(ConsentState::Withdrawn));
    let shown = family.chronology.iter().map(|c| c.entry.sequence.0);
    assert_eq!(shown.collect::<Vec<_>>(), [1, 2, 3, 5, 4]);
    let numbers = family.work.consents.iter().map(|c| c.entry.0);
    assert_eq!(numbers.collect::<Vec<_>>(), [3, 4]);
}

/// Whoever answers a data set again says which answers they had before them.
#[test]
fn answers_that_were_put_right_are_other_answers() {
    let answers = |said: YesNo| {
        let mut set = DataSet::new(Sheet::Families);
        set.set(Field::DomesticAbuseRef, said.value());
        let sets = vec![(Subject::Family, set)];
        Fact::Baseline(Sets { sets })
    };
    let mut case = Telling::of_a_family().then("2021-01-10", answers(YesNo::No));
    assert_eq!(case.family().baseline[&Subject::Family].entry, Sequence(3));
    let right = told(4, "2021-01-10", answers(YesNo::Yes));
    case.0.push(correcting(3, right));
    assert_eq!(case.family().baseline[&Subject::Family].entry, Sequence(4));
}

#[test]
fn the_outcomes_of_one_closure_are_not_those_of_the_next() {
    let outcomes = |said: YesNo| {
        let mut set = DataSet::new(Sheet::Families);
        set.set(Field::DomesticAbuseClo, said.value());
        let sets = vec![(Subject::Family, set)];
        Fact::ClosureData(Sets { sets })
    };
    let told = |case: &Telling| case.row().get(Field::DomesticAbuseClo).clone();
    let missing = Value::Not(NonAnswer::Missing);
    let first = Telling::of_a_family()
        .then("2021-01-20", decided(Threshold::Met))
        .closure("2021-09-01")
        .then("2021-09-01", outcomes(YesNo::No));
    assert_eq!(told(&first), YesNo::No.value());
    let open = first.then("2021-12-01", referral());
    assert_eq!(told(&open), Value::Not(NonAnswer::NotApplicable));
    let again = open.closure("2022-05-01");
    assert_eq!(told(&again), missing, "it is asked for anew");
    // Written down late, what was answered at the first closure is still of the first.
    let late = again.then("2021-09-02", outcomes(YesNo::No));
    assert_eq!(told(&late), missing);
    let answered = late.then("2022-05-01", outcomes(YesNo::Yes));
    assert_eq!(told(&answered), YesNo::Yes.value());
    let before = fold(FAMILY, &answered.0, AsAt::day(date(2021, 10, 1)));
    let before = rows(&before).family.get(Field::DomesticAbuseClo).clone();
    assert_eq!(before, YesNo::No.value(), "as it was then");
}
