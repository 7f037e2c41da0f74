//! A family that only named people see: who they are whatever happens, and what is refused.

use std::collections::BTreeSet;

use casework::*;
use record::lists::RestrictedFor;
use record::*;

use super::family::*;

fn restrict(on: i8, named: &[u128], lifter: Lifter) -> Command {
    Command::Restrict(Restrict {
        happened: day(on),
        restriction: Restriction {
            ground: Some(RestrictedFor::Staff),
            named: named.iter().copied().map(worker).collect(),
            reason: "The father works here".to_owned(),
        },
        lifter,
    })
}

fn lift(on: i8) -> Command {
    Command::Restrict(Restrict {
        happened: day(on),
        restriction: Restriction {
            ground: None,
            named: Vec::new(),
            reason: "He has left".to_owned(),
        },
        lifter: Lifter::Named,
    })
}

#[test]
fn those_named_and_those_who_work_with_it_see_it() {
    let case = supported();
    assert_eq!(case.family().named(), None);
    let works = case.family().works_with();
    assert!(works.contains(&case.family().case_holder().unwrap().worker));
    let mut case = case.then(&restrict(20, &[32], Lifter::Named));
    let mut wanted: BTreeSet<WorkerId> = works;
    wanted.insert(worker(32));
    assert_eq!(case.family().named(), Some(wanted));
    // It is told to all who may see the family.
    let told = case.act(&lift(21)).unwrap();
    assert_eq!(told, ["restriction (shared) 2022-01-21"]);
    assert_eq!(case.family().named(), None);
}

#[test]
fn what_is_refused() {
    let refused = |case: &Case, command: &Command| case.clone().act(command).unwrap_err();
    let case = supported();
    let nobody = restrict(20, &[31], Lifter::Missing);
    assert!(refused(&case, &nobody).starts_with("Name a manager"));
    assert!(refused(&case, &lift(20)).contains("nothing to lift"));
    let mut silent = restrict(20, &[32], Lifter::Named);
    if let Command::Restrict(act) = &mut silent {
        act.restriction.reason = " ".to_owned();
    }
    assert_eq!(refused(&case, &silent), "Say why");
    let again = restrict(21, &[32], Lifter::Named);
    let case = case.then(&restrict(20, &[32], Lifter::Named));
    assert_eq!(refused(&case, &again), "Nothing is different yet");
    assert!(refused(&case, &lift(19)).contains("on a later day"));
}

/// The latest says all of it anew: whoever it does not name is named no more.
#[test]
fn others_are_named_by_restricting_again() {
    let case = supported().then(&restrict(20, &[32], Lifter::Named));
    let case = case.then(&restrict(21, &[33], Lifter::Named));
    let named = case.family().named().unwrap();
    assert!(named.contains(&worker(33)) && !named.contains(&worker(32)));
}
