//! What holds whatever people do, and in whatever order they write it down.

use std::collections::BTreeSet;

use calendar::{AsAt, Date};
use casework::{Allocator, Command, Offer, Room, broken, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use record::lists::*;
use record::*;

use super::entries::name;
use super::family::*;
use super::strategy::{aimed, names, steps};
use crate::recorded::id;

/// What holds of a family as at any day.
fn holds(family: &Family) -> Result<(), TestCaseError> {
    let status = family.standing().status;
    let closed = family.closed.is_some();
    if family.referrals.is_empty() {
        prop_assert!(!family.is_open() && !closed);
        return Ok(());
    }
    // One of the three, always.
    let which = [
        family.is_open(),
        status == CaseStatus::Closed,
        status == CaseStatus::NotMetThreshold,
    ];
    prop_assert_eq!(which.iter().filter(|it| **it).count(), 1, "{:?}", status);
    let refused = |status| status == CaseStatus::NotMetThreshold;
    for person in family.children() {
        let child = family.child_standing(person.person).status;
        prop_assert!(CaseStatus::ALL.contains(&child));
        // A child's case closes with the family's.
        prop_assert_eq!(child == CaseStatus::Closed, closed && !refused(child));
    }
    if family.is_open() {
        let holder = family.case_holder().map(|it| it.worker);
        prop_assert!(
            (20..=22).any(|number| holder == Some(worker(number))),
            "{:?}",
            holder
        );
    }
    if closed {
        let closure = family.closures.last().unwrap();
        prop_assert!(closure.happened.sort_date() <= family.as_at.day);
        prop_assert!(family.work.allocations.iter().all(|a| !a.goes_on()));
        prop_assert!(family.support.iter().all(|s| s.until.is_some()));
    }
    for person in (1..=5).map(id) {
        let engaged = matches!(
            family.work.stage(person),
            EngagementStage::Engaged | EngagementStage::BackAgain
        );
        let consent = family.work.consent(person);
        prop_assert!(
            !engaged || consent == Some(ConsentState::Given),
            "{:?}",
            consent
        );
    }
    for decision in family.thresholds.iter().map(|t| &t.what) {
        let given = !decision.advice.trim().is_empty() || !decision.signposts.is_empty();
        prop_assert!(decision.outcome == Threshold::Met || given);
    }
    prop_assert!(broken(family).is_empty());
    Ok(())
}

/// The same as at every day on which anything happened.
fn holds_on_every_day(case: &Case) -> Result<(), TestCaseError> {
    let days: BTreeSet<Date> = case
        .entries
        .iter()
        .map(|e| e.happened.sort_date())
        .collect();
    for day in days {
        holds(&case.on(AsAt::day(day)))?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_act_breaks_what_holds(steps in steps(26)) {
        let mut case = Case::default();
        for step in &steps {
            let command = aimed(step, &case);
            let before = case.family();
            let decided = decide(&before, &command);
            // The same family and the same act: the same answer.
            prop_assert_eq!(&decided, &decide(&before, &command));
            let Ok(new) = decided else { continue };
            case.append(new);
            holds(&case.family())?;
            // Sent again it is nothing new, or refused, or does no harm.
            if let Ok(again) = decide(&case.family(), &command) {
                let mut twice = case.clone();
                twice.append(again);
                holds(&twice.family())?;
            }
        }
        holds_on_every_day(&case)?;
    }

    #[test]
    fn putting_right_changes_nobodys_sight_and_nothing_that_was_believed(steps in steps(26)) {
        let mut case = Case::default();
        for step in &steps {
            let command = aimed(step, &case);
            let (before, believed) = (case.family(), case.entries.last().map(|e| e.recorded_at));
            let Ok(new) = decide(&before, &command) else { continue };
            let puts_right = matches!(command, Command::PutRight(_));
            for entry in &new {
                prop_assert_eq!(entry.correction.is_some(), puts_right);
                if let Some(correction) = &entry.correction {
                    let original = &case.entries[correction.of.0 as usize - 1];
                    prop_assert_eq!(&original.visibility, &entry.visibility);
                }
            }
            let count = case.entries.len();
            case.append(new);
            let now = case.family();
            for old in &case.entries[..count] {
                prop_assert!(now.chronology.iter().any(|c| &c.entry == old));
            }
            let mut then = case.on(AsAt { day: Date::MAX, believed });
            then.as_at = before.as_at;
            prop_assert!(believed.is_none() || then == before);
        }
    }

    #[test]
    fn no_count_of_missed_contacts_ends_anything(
        missed in vec((5_i8..=28, 1_u128..=5, prop::sample::select(ContactResult::ALL)), 0..80),
    ) {
        let mut case = supported();
        for (on, who, result) in missed {
            let Command::RecordContact(mut act) = attempt(on, id(who)) else { unreachable!() };
            act.attempt.result = result;
            case.act(&Command::RecordContact(act)).unwrap();
        }
        let family = case.family();
        prop_assert!(family.is_open() && family.closures.is_empty());
        prop_assert!(family.work.allocations.iter().all(Allocated::goes_on));
        for person in (1..=5).map(id) {
            let stage = family.work.stage(person);
            prop_assert!(matches!(stage, EngagementStage::NotYetContacted | EngagementStage::Trying));
        }
    }
}

/// A full team is not among what an act can say: whatever is asked of somebody who is supported by
/// many, holding support with a reason is given.
#[test]
fn a_full_team_is_no_reason_to_refuse() {
    let mut case = accepted();
    for number in 30..130 {
        let mut holding = allocation(mother(), number);
        holding.kind = AllocationKind::Holding;
        holding.reason.push_str("until there is room");
        let act = Command::Allocate(casework::Allocate {
            happened: day(6),
            allocation: holding,
            offers: Offer::all_usual(),
            // However full the worker is, holding support is given.
            room: Room::Full,
            by: Allocator::Practitioner,
        });
        case.act(&act).unwrap();
    }
    assert_eq!(case.family().work.supporting(mother()).count(), 100);
}

#[test]
fn the_random_acts_reach_every_act_and_every_kind_of_end() {
    let mut runner = TestRunner::deterministic();
    let (mut done, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..600 {
        let steps = steps(26).new_tree(&mut runner).unwrap().current();
        let mut case = Case::default();
        for step in &steps {
            let command = aimed(step, &case);
            if case.act(&command).is_ok() {
                done.insert(name(&command));
            }
        }
        ends.insert(case.family().standing().status);
    }
    done.remove("OpenReading");
    let done: Vec<_> = done.into_iter().collect();
    assert_eq!(done, names());
    assert_eq!(ends.len(), CaseStatus::ALL.len(), "{ends:?}");
}
