//! Concerns for a child's safety. They are shared whatever was agreed on confidence, with nobody's
//! leave, and whatever stands of the case: a closed case holds no concern back.

use calendar::{When, day};
use record::lists::ConcernStepCode;
use record::{Concern, ConcernSoFar, ConcernStep, Fact, Family};

use crate::{NewEntry, Refusal, rules};

/// A concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaiseConcern {
    /// The day of what was seen or said.
    pub happened: When,
    /// The concern.
    pub concern: Concern,
}

pub(crate) fn raise(family: &Family, act: &RaiseConcern) -> Result<Vec<NewEntry>, Refusal> {
    fits(family, &act.concern)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Concern(act.concern.clone()),
    )])
}

/// What any concern must say.
pub(crate) fn fits(family: &Family, concern: &Concern) -> Result<(), Refusal> {
    for child in &concern.children {
        rules::known(family, *child)?;
    }
    let children = || family.children().map(|child| child.person);
    if concern.children.is_empty() && children().next().is_some() {
        return Err(Refusal::because("Say which children it is about"));
    }
    if !concern
        .children
        .iter()
        .all(|of| children().any(|child| child == *of))
    {
        return Err(Refusal::because(
            "A concern is about children. Write what it is about a grown-up in the words",
        ));
    }
    rules::words(&concern.seen, "Say what was seen or said")
}

/// What a concern may say put right: not when it was raised, nor by whom.
pub(crate) fn put_right_fits(
    family: &Family,
    concern: &Concern,
    was: &Concern,
) -> Result<(), Refusal> {
    let kept = |it: &Concern| (it.raised, it.by, it.lapse);
    if kept(concern) != kept(was) {
        return Err(Refusal::because(
            "When a concern was raised, and by whom, stays as it was",
        ));
    }
    fits(family, concern)
}

/// Adding to a concern, or acknowledging it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeConcernOn {
    /// The day.
    pub happened: When,
    /// What happened.
    pub step: ConcernStep,
}

pub(crate) fn take_on(family: &Family, act: &TakeConcernOn) -> Result<Vec<NewEntry>, Refusal> {
    let step = &act.step;
    let Some(concern) = family.safety.concern(step.concern) else {
        return Err(Refusal::because(
            "That concern is not in this family's chronology",
        ));
    };
    match step.step {
        ConcernStepCode::Added => rules::words(&step.words, "Say what is known now")?,
        ConcernStepCode::Acknowledged => acknowledged(family, concern, step)?,
    }
    if act.happened.latest() < concern.happened.sort_date() {
        return Err(Refusal::because(format!(
            "The concern is of {}. Give that day or a later one",
            day::in_words(concern.happened.sort_date())
        )));
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::ConcernStep(step.clone()),
    )])
}

/// Only the social worker who holds the case takes a concern up: nobody can do it for them, and
/// while they are away the case is given to another.
fn acknowledged(
    family: &Family,
    concern: &ConcernSoFar,
    step: &ConcernStep,
) -> Result<(), Refusal> {
    if family.case_holder().map(|it| it.worker) != Some(step.worker) {
        return Err(Refusal::because(
            "A concern is acknowledged by the social worker who holds the case. If they are away, \
             name another as case holder",
        ));
    }
    if concern.acknowledged().is_some() {
        return Err(Refusal::because(
            "This concern has been acknowledged. Add to it if there is more to say",
        ));
    }
    rules::words(&step.words, "Say what you will do")
}

/// What a step may say put right: its words and its day, not whose it was or what it did.
pub(crate) fn step_fits(step: &ConcernStep, was: &ConcernStep) -> Result<(), Refusal> {
    let same = |step: &ConcernStep| (step.concern, step.step, step.worker);
    if same(step) != same(was) {
        return Err(Refusal::because(
            "Only the words and the day of this can be put right",
        ));
    }
    rules::words(&step.words, "Say what is known now, or what you will do")
}
