//! What the team does: a few ways through the service told by hand, and that all of it hangs
//! together in random histories.

use calendar::{AsAt, Date, When, date};
use proptest::prelude::*;
use record::lists::*;
use record::*;

use crate::history::{CHILDREN, FAMILY, PARENT, WORKERS, correcting, history, when};
use crate::naming::origin;
use crate::rows::Telling;

pub(crate) const ANNA: WorkerId = WORKERS[0];
pub(crate) const BEN: WorkerId = WORKERS[1];
pub(crate) const CARA: WorkerId = WORKERS[2];
pub(crate) const DRUGS: Discipline = Discipline::DrugAndAlcohol;
const YOUTH: Discipline = Discipline::YouthWork;

pub(crate) fn on(text: &str) -> When {
    text.parse().unwrap()
}

pub(crate) fn allocation(discipline: Discipline, worker: WorkerId, kind: AllocationKind) -> Fact {
    Fact::Allocation(Allocation {
        person: PARENT,
        discipline,
        worker,
        kind,
        frequency: String::new(),
        reason: String::new(),
    })
}

pub(crate) fn change(allocation: i64, step: AllocationStep) -> Fact {
    Fact::AllocationChange(AllocationChange {
        allocation: Sequence(allocation),
        step,
        reason: "said why".to_owned(),
    })
}

pub(crate) fn engagement(stage: EngagementStage) -> Fact {
    Fact::Engagement(Engagement {
        person: PARENT,
        stage,
        words: String::new(),
        look_again: None,
    })
}

pub(crate) fn attempt(result: ContactResult) -> Fact {
    Fact::ContactAttempt(ContactAttempt {
        person: PARENT,
        worker: ANNA,
        time: None,
        mode: ContactMode::Phone,
        result,
        obstacles: Vec::new(),
        words: String::new(),
        next_try: None,
    })
}

pub(crate) fn session(person: PersonId, came: Attended) -> Fact {
    Fact::Session(Session {
        people: vec![Attendance {
            person,
            came,
            reason: String::new(),
            rebooked: None,
        }],
        others: String::new(),
        workers: vec![(ANNA, SessionPart::Led)],
        time: None,
        minutes: Some(60),
        place: Place::Home,
        mode: Mode::InPerson,
        kind: SessionKind::RelationshipBuilding,
        children: ChildrenDiscussed::NotDiscussed,
        protection: YesNo::No,
        words: String::new(),
    })
}

pub(crate) fn decided(outcome: Threshold) -> Fact {
    Fact::ThresholdDecision(ThresholdDecision::new(Subject::Family, outcome))
}

/// A family of which the threshold is met, in entries 1 to 3, and a parent who is allocated a
/// worker in entry 4.
fn allocated() -> Telling {
    Telling::of_a_family()
        .then("2021-01-20", decided(Threshold::Met))
        .then("2021-02-01", allocation(DRUGS, ANNA, AllocationKind::Full))
}

fn the_allocation(case: &Telling) -> Allocated {
    case.family().work.allocation(Sequence(4)).unwrap().clone()
}

fn stages(case: &Telling) -> Vec<(Stage, Option<When>)> {
    let family = case.family();
    family.support.iter().map(|s| (s.stage, s.until)).collect()
}

#[test]
fn support_goes_from_offered_to_under_way() {
    let direct = |case: &Telling| *case.row().get(Field::ParentDirectSupport) == YesNo::Yes.value();
    let case = allocated();
    assert_eq!(stages(&case), [(Stage::Offered, None)]);
    assert_eq!(case.status(), CaseStatus::New);
    assert!(!direct(&case), "an offer is no support yet");

    let case = case.then("2021-02-05", session(PARENT, Attended::CancelledByClient));
    assert_eq!(stages(&case), [(Stage::Offered, None)]);
    let case = case.then("2021-02-12", session(PARENT, Attended::Came));
    assert_eq!(stages(&case), [(Stage::JustStarted, None)]);
    assert_eq!(case.status(), CaseStatus::New);
    assert!(direct(&case));

    let case = case.then("2021-03-01", engagement(EngagementStage::Engaged));
    assert_eq!(stages(&case), [(Stage::UnderWay, None)]);
    assert_eq!(case.status(), CaseStatus::Open);
    let case = case.then("2021-03-08", session(PARENT, Attended::Came));
    assert_eq!(stages(&case), [(Stage::UnderWay, None)]);

    let case = case.then("2021-05-01", engagement(EngagementStage::Ended));
    assert_eq!(
        stages(&case),
        [(Stage::UnderWay, Some(on("2021-05-01")))],
        "what came of it is not forgotten"
    );
    assert_eq!(the_allocation(&case).until, Some(on("2021-05-01")));
    assert_eq!(
        case.status(),
        CaseStatus::Open,
        "only a closure closes a case"
    );
}

#[test]
fn somebody_met_on_the_day_of_the_allocation_has_started_whichever_is_written_first() {
    let case = Telling::of_a_family()
        .then("2021-02-01", session(PARENT, Attended::Came))
        .then("2021-02-01", allocation(DRUGS, ANNA, AllocationKind::Full));
    assert_eq!(stages(&case), [(Stage::JustStarted, None)]);
    let emergency = EmergencySession {
        people: vec![PARENT],
        ..EmergencySession::new("E1".to_owned(), DataSet::new(Sheet::EmergencySessions))
    };
    let case = allocated().then("2021-02-02", Fact::EmergencySession(emergency));
    assert_eq!(stages(&case), [(Stage::JustStarted, None)]);
}

#[test]
fn holding_support_becomes_full_and_stays_the_same_allocation() {
    let case = Telling::of_a_family()
        .then("2021-01-20", decided(Threshold::Met))
        .then(
            "2021-02-01",
            allocation(DRUGS, ANNA, AllocationKind::Holding),
        );
    let holding = the_allocation(&case);
    assert_eq!(holding.kind, AllocationKind::Holding);
    assert_eq!(holding.full_from, None);

    let case = case.then(
        "2021-04-01",
        change(4, AllocationStep::Converted { worker: BEN }),
    );
    let full = the_allocation(&case);
    assert_eq!(full.kind, AllocationKind::Full);
    assert_eq!(full.full_from, Some(on("2021-04-01")));
    assert_eq!((full.worker, full.began.worker), (BEN, ANNA));
    assert_eq!(full.from, on("2021-02-01"));
    assert_eq!(full.reason, "said why");
    assert_eq!(case.family().work.allocations.len(), 1);
}

#[test]
fn a_pause_never_ends_anything_however_long() {
    let paused = AllocationStep::Paused {
        look_again: Some(date(2021, 4, 1)),
    };
    let case = allocated()
        .then("2021-02-12", session(PARENT, Attended::Came))
        .then("2021-03-01", change(4, paused));
    // Long after the day to look again.
    let later = fold(FAMILY, &case.0, AsAt::day(date(2025, 1, 1)));
    let it = later.work.allocation(Sequence(4)).unwrap();
    assert_eq!(it.paused, Some((on("2021-03-01"), Some(date(2021, 4, 1)))));
    assert!(it.goes_on());
    assert_eq!(later.support[0].until, None);
    assert_eq!(later.work.disciplines(PARENT), [DRUGS]);

    let case = case.then("2021-06-01", change(4, AllocationStep::Resumed));
    assert_eq!(the_allocation(&case).paused, None);
    assert!(the_allocation(&case).goes_on());
    assert_eq!(stages(&case), [(Stage::JustStarted, None)]);
}

#[test]
fn handing_over_keeps_the_allocation_and_its_pause() {
    let case = allocated()
        .then(
            "2021-03-01",
            change(4, AllocationStep::Paused { look_again: None }),
        )
        .then(
            "2021-03-02",
            change(4, AllocationStep::HandedOver { to: CARA }),
        );
    let it = the_allocation(&case);
    assert_eq!((it.worker, it.from), (CARA, on("2021-02-01")));
    assert_eq!(it.paused, Some((on("2021-03-01"), None)));
    assert_eq!(case.family().work.allocations.len(), 1);
    assert_eq!(stages(&case).len(), 1);
}

#[test]
fn support_ends_with_the_last_allocation() {
    let case = allocated().then("2021-02-10", allocation(YOUTH, BEN, AllocationKind::Full));
    assert_eq!(case.family().support[0].disciplines, [DRUGS, YOUTH]);
    assert_eq!(case.family().support.len(), 1);

    let case = case.then("2021-03-01", change(4, AllocationStep::Ended));
    assert_eq!(case.family().support[0].disciplines, [YOUTH]);
    assert_eq!(stages(&case), [(Stage::Offered, None)]);

    let case = case.then("2021-04-01", change(5, AllocationStep::Ended));
    assert_eq!(stages(&case), [(Stage::Offered, Some(on("2021-04-01")))]);
    assert_eq!(case.family().support[0].disciplines, [YOUTH]);
    // What has ended does not change any more.
    let after = case.then("2021-05-01", change(5, AllocationStep::Resumed));
    assert_eq!(stages(&after), [(Stage::Offered, Some(on("2021-04-01")))]);
    let it = after.family().work.allocation(Sequence(5)).unwrap().clone();
    assert_eq!(it.until, Some(on("2021-04-01")));
}

#[test]
fn a_closure_ends_all_and_after_it_support_is_offered_anew() {
    let case = allocated()
        .then(
            "2021-02-10",
            allocation(YOUTH, BEN, AllocationKind::Holding),
        )
        .then("2021-03-01", engagement(EngagementStage::Engaged))
        .closure("2021-09-01");
    let family = case.family();
    assert!(family.work.allocations.iter().all(|a| !a.goes_on()));
    assert_eq!(stages(&case), [(Stage::UnderWay, Some(on("2021-09-01")))]);
    assert!(family.work.disciplines(PARENT).is_empty());
    assert!(!family.is_open());

    let again = ReReferral {
        of: Subject::Family,
    };
    let case = case
        .then("2021-12-01", Fact::ReReferral(again))
        .then("2021-12-10", decided(Threshold::Met))
        .then("2022-01-05", allocation(DRUGS, ANNA, AllocationKind::Full));
    assert_eq!(stages(&case)[1], (Stage::Offered, None));
    assert_eq!(case.status(), CaseStatus::New);
    assert!(case.family().is_open());
}

#[test]
fn a_new_discipline_on_the_day_the_old_one_ends_goes_on_where_it_was() {
    let case = allocated()
        .then("2021-03-01", engagement(EngagementStage::Engaged))
        .then("2021-06-01", change(4, AllocationStep::Ended))
        .then("2021-06-01", allocation(YOUTH, BEN, AllocationKind::Full));
    assert_eq!(stages(&case)[1], (Stage::UnderWay, None));
    assert_eq!(case.status(), CaseStatus::Open);
}

#[test]
fn later_changes_find_a_corrected_allocation() {
    let paused =
        |case: Telling, day| case.then(day, change(4, AllocationStep::Paused { look_again: None }));
    let correct = |case: Telling, of: i64, day: &str, discipline, worker| {
        let mut case = case.then(day, allocation(discipline, worker, AllocationKind::Full));
        let last = case.0.pop().unwrap();
        case.0.push(correcting(of, last));
        case
    };
    // The correction is of the same day, of an earlier and of a later one, and is corrected again.
    for day in ["2021-02-01", "2021-01-25", "2021-03-05"] {
        let case = paused(allocated(), "2021-02-01");
        let case = correct(case, 4, day, YOUTH, BEN);
        let case = correct(case, 5 + 1, day, YOUTH, CARA);
        let case = case.then(
            "2021-03-10",
            change(4, AllocationStep::HandedOver { to: ANNA }),
        );
        let family = case.family();
        assert_eq!(family.work.allocations.len(), 1, "{day}");
        let it = the_allocation(&case);
        assert_eq!((it.began.discipline, it.began.worker), (YOUTH, CARA));
        assert_eq!(it.worker, ANNA, "{day}");
        assert_eq!(it.from, on(day));
        let since = it.paused.unwrap().0;
        assert_eq!(since, on(day.max("2021-02-01")), "{day}");
        assert_eq!(family.support[0].disciplines, [YOUTH]);
        assert_eq!(family.chronology.len(), 8, "the mistakes stay visible");
        let mistakes = family
            .chronology
            .iter()
            .filter(|c| c.corrected_by.is_some());
        assert_eq!(mistakes.count(), 2);
    }
}

#[test]
fn correcting_an_allocation_does_not_undo_what_came_after_it_that_day() {
    let case = allocated()
        .then("2021-02-01", session(PARENT, Attended::Came))
        .then("2021-02-01", engagement(EngagementStage::Engaged))
        .then("2021-02-01", allocation(YOUTH, ANNA, AllocationKind::Full));
    let mut case = case;
    let last = case.0.pop().unwrap();
    case.0.push(correcting(4, last));
    assert_eq!(stages(&case), [(Stage::UnderWay, None)]);
}

#[test]
fn a_change_of_something_else_or_of_nothing_changes_nothing() {
    let case = allocated();
    let before = case.family().work;
    for of in [0, 1, 5, 99] {
        let case = Telling(case.0.clone()).then("2021-03-01", change(of, AllocationStep::Ended));
        assert_eq!(case.family().work, before);
    }
}

#[test]
fn a_family_is_new_until_it_is_decided_and_without_support_after() {
    let case = Telling::of_a_family();
    assert_eq!(case.status(), CaseStatus::New);
    assert!(!case.family().decided());
    assert!(case.family().is_open());
    let case = case.then("2021-01-20", decided(Threshold::Met));
    assert_eq!(case.status(), CaseStatus::NoDirectSupport);
    let of_child = ReReferral {
        of: Subject::Person(CHILDREN[0]),
    };
    let case = case.then("2021-06-01", Fact::ReReferral(of_child));
    assert!(
        case.family().decided(),
        "the family's decision stands when a child comes again"
    );
    assert_eq!(case.status(), CaseStatus::NoDirectSupport);
}

#[test]
fn a_workbooks_word_on_support_yields_to_what_the_team_does() {
    let case = Telling::of_a_family()
        .then("2021-01-10", decided(Threshold::Met))
        .workbook(
            "2021-01-10",
            &[
                (Field::FamilyStatus, CaseStatus::NoDirectSupport.value()),
                (Field::ParentDirectSupport, YesNo::No.value()),
            ],
        )
        .then("2021-02-01", allocation(DRUGS, ANNA, AllocationKind::Full));
    assert_eq!(case.status(), CaseStatus::New);
    let direct = |case: &Telling| case.row().get(Field::ParentDirectSupport).clone();
    assert_eq!(direct(&case), YesNo::No.value());
    let case = case.then("2021-02-08", session(PARENT, Attended::Came));
    assert_eq!(direct(&case), YesNo::Yes.value());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn allocations_and_support_agree(
        entries in history(),
        day in when().prop_map(When::sort_date),
    ) {
        let family = fold(FAMILY, &entries, AsAt::day(day));
        for it in &family.work.allocations {
            let running = family.support.iter().filter(|s| s.until.is_none());
            let running = running.filter(|s| s.person == it.began.person).count();
            prop_assert!(running == 1 || !it.goes_on());
            prop_assert_eq!(it.full_from.is_some(), it.kind == AllocationKind::Full);
            let end = it.until.map_or(Date::MAX, When::sort_date);
            prop_assert!(it.from.sort_date() <= end);
        }
        for (at, support) in family.support.iter().enumerate() {
            let end = support.until.map_or(Date::MAX, When::sort_date);
            prop_assert!(support.from.sort_date() <= end);
            let others = family.support[at + 1..].iter();
            let mut others = others.filter(|s| s.person == support.person);
            prop_assert!(support.until.is_some() || others.next().is_none());
        }
    }

    #[test]
    fn what_goes_on_from_an_entry_is_found_with_it(entries in history()) {
        let family = fold(FAMILY, &entries, AsAt::day(Date::MAX));
        let standing = family.chronology.iter().filter(|c| c.corrected_by.is_none());
        let standing: Vec<_> = standing.map(|c| (origin(&entries, &c.entry), &c.entry.fact)).collect();
        let fact = |of: Sequence| standing.iter().find(|s| s.0 == of).map(|s| s.1);
        for (place, it) in &standing {
            let found = match it {
                Fact::GoalProgress(it) if matches!(fact(it.goal), Some(Fact::Goal(_))) => {
                    let steps = &family.work.goal(it.goal).unwrap().progress;
                    steps.iter().any(|s| s.entry == *place && s.what == *it)
                }
                Fact::CommunityStep(it)
                    if matches!(fact(it.referral), Some(Fact::CommunityReferral(_))) =>
                {
                    let steps = &family.work.community(it.referral).unwrap().steps;
                    steps.iter().any(|s| s.entry == *place && s.what == *it)
                }
                Fact::CallBack(it) if matches!(fact(it.call), Some(Fact::InboundCall(_))) => {
                    let call = family.work.calls.iter().find(|c| c.entry == it.call).unwrap();
                    call.back.iter().any(|s| s.entry == *place && s.what == *it)
                }
                _ => true,
            };
            prop_assert!(found);
        }
    }
}
