//! Safeguarding status at referral and closure, and the children who avoided care.

use record::Field;
use record::lists::Safeguarding as S;

use super::{Part, children, closed_children, yes};
use crate::condition::{Condition, Direction, Levels};
use crate::measure::{Measure, Question};

/// A plan at Public Law Outline stage counts as a plan.
const PLAN: &[u8] = &[
    S::ChildProtectionPlan.position(),
    S::PublicLawOutline.position(),
];
const PLO: &[u8] = &[S::PublicLawOutline.position()];
const CARE: &[u8] = &[S::ChildInCare.position()];
const NEED: &[u8] = &[S::ChildInNeed.position()];
const SOLUTIONS: &[u8] = &[S::FamilySolutions.position()];
const CLOSED: &[u8] = &[S::Closed.position()];
const NOT_CARE: &[u8] = &[
    S::Closed.position(),
    S::FamilySolutions.position(),
    S::ChildInNeed.position(),
    S::ChildProtectionPlan.position(),
    S::PublicLawOutline.position(),
];

pub(super) fn measures(levels: Levels) -> Vec<Measure> {
    let mut all = statuses();
    all.extend(steps(levels));
    all.extend(avoided());
    all
}

fn before(codes: &'static [u8]) -> Condition {
    Condition::is(Field::SafeguardingRef, codes)
}

fn after(codes: &'static [u8]) -> Condition {
    Condition::is(Field::SafeguardingClo, codes)
}

fn statuses() -> Vec<Measure> {
    let mut part = Part::new("safeguarding");
    let at_referral = [
        ("CIC", "In care", CARE),
        ("CPP", "On a child protection plan", PLAN),
        ("CIN", "Child in need", NEED),
    ];
    for (id, title, codes) in at_referral {
        let title = format!("{title} at referral");
        part.count(&format!("sg.ref.{id}"), &title, children(), before(codes));
    }
    part.count(
        "sg.ref.unknown",
        "Status at referral not known",
        children(),
        Condition::NoAnswer(Field::SafeguardingRef),
    );
    part.count(
        "sg.ref.PLO",
        "Of those on a plan, at Public Law Outline stage",
        children(),
        before(PLO),
    );
    for (id, title, codes) in at_referral {
        let title = format!("{title} at referral");
        part.count(
            &format!("sg.closed.ref.{id}"),
            &title,
            closed_children(),
            before(codes),
        );
    }
    part.count(
        "sg.closed.ref.PLO",
        "Of those on a plan at referral, at Public Law Outline stage",
        closed_children(),
        before(PLO),
    );
    for (id, title, codes) in [
        ("CIC", "In care", CARE),
        ("CPP", "On a child protection plan", PLAN),
        ("CIN", "Child in need", NEED),
        ("family_solutions", "Family Solutions", SOLUTIONS),
        ("closed", "Closed to Social Care", CLOSED),
    ] {
        let title = format!("{title} at closure");
        part.count(
            &format!("sg.closed.clo.{id}"),
            &title,
            closed_children(),
            after(codes),
        );
    }
    let both = |a, b| Condition::All(vec![before(a), after(b)]);
    part.count(
        "sg.cic_already",
        "In care at closure who were in care at referral",
        closed_children(),
        both(CARE, CARE),
    );
    for (id, title, from, to) in [
        ("sg.cpp_cin", "From a plan to child in need", PLAN, NEED),
        (
            "sg.fs_from_cpp",
            "From a plan to Family Solutions",
            PLAN,
            SOLUTIONS,
        ),
        (
            "sg.fs_from_cin",
            "From child in need to Family Solutions",
            NEED,
            SOLUTIONS,
        ),
        ("sg.closed_from_cpp", "From a plan to closed", PLAN, CLOSED),
        (
            "sg.closed_from_cin",
            "From child in need to closed",
            NEED,
            CLOSED,
        ),
    ] {
        part.count(id, title, closed_children(), both(from, to));
    }
    part.measures
}

fn steps(levels: Levels) -> Vec<Measure> {
    let mut part = Part::new("safeguarding");
    let moved = |direction| Condition::Moved(direction, levels);
    for (id, title, direction) in [
        ("sg.step.down", "Stepped down", Direction::Down),
        ("sg.step.same", "Unchanged", Direction::Same),
        ("sg.step.up", "Increased", Direction::Up),
    ] {
        part.count(id, title, closed_children(), moved(direction));
    }
    part.add(
        "sg.step.down.pct",
        "Stepped down, in per cent of those whose status is known at both points",
        closed_children(),
        Question::WholePercent(moved(Direction::Down)),
    );
    part.measures
}

fn avoided() -> Vec<Measure> {
    let mut part = Part::new("avoided");
    let avoided = || vec![yes(Field::AtRisk), after(NOT_CARE)];
    part.count(
        "cost.atrisk",
        "Closed children who were at risk of being accommodated",
        closed_children(),
        yes(Field::AtRisk),
    );
    part.count(
        "cost.avoided",
        "Of whom not in care at closure",
        closed_children(),
        Condition::All(avoided()),
    );
    let mut older = avoided();
    older.push(Condition::Between(Field::AgeAtReferral, 13, 17));
    part.count(
        "cost.avoided13",
        "Of whom aged 13 to 17 at referral",
        closed_children(),
        Condition::All(older),
    );
    let step = |from: &'static [u8]| {
        Condition::All(vec![
            before(from),
            Condition::Any(vec![after(SOLUTIONS), after(CLOSED)]),
        ])
    };
    let mut own = Part::own("avoided");
    own.count(
        "cost.stepdown.cpp",
        "Children who stepped from a plan to Family Solutions or closed",
        closed_children(),
        step(PLAN),
    );
    own.count(
        "cost.stepdown.cin",
        "Children who stepped from child in need to Family Solutions or closed",
        closed_children(),
        step(NEED),
    );
    part.count(
        "cost.stepdown_children",
        "Children who stepped from a plan or child in need to Family Solutions or closed",
        closed_children(),
        Condition::Any(vec![step(PLAN), step(NEED)]),
    );
    part.measures.extend(own.measures);
    part.measures
}
