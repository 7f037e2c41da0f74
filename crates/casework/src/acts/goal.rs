//! Goals in a person's own words.

use calendar::When;
use record::{Fact, Family, Goal, GoalProgress, Visibility};

use crate::{NewEntry, Refusal, rules};

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetGoal {
    /// The day.
    pub happened: When,
    /// The goal.
    pub goal: Goal,
    /// Who may see it.
    pub visibility: Visibility,
}

pub(crate) fn set(family: &Family, act: &SetGoal) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    fits(family, &act.goal)?;
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: act.visibility.clone(),
        correction: None,
        fact: Fact::Goal(act.goal.clone()),
    }])
}

/// What any goal must say.
pub(crate) fn fits(family: &Family, goal: &Goal) -> Result<(), Refusal> {
    rules::known(family, goal.person)?;
    rules::words(&goal.words, "Write the goal in their words")
}

/// How a goal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayProgress {
    /// The day.
    pub happened: When,
    /// The progress.
    pub progress: GoalProgress,
}

pub(crate) fn progress(family: &Family, act: &SayProgress) -> Result<Vec<NewEntry>, Refusal> {
    progress_fits(family, &act.progress)?;
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: rules::seen_with(family, act.progress.goal),
        correction: None,
        fact: Fact::GoalProgress(act.progress.clone()),
    }])
}

/// What any progress must name.
pub(crate) fn progress_fits(family: &Family, progress: &GoalProgress) -> Result<(), Refusal> {
    match family.work.goal(progress.goal) {
        Some(_) => Ok(()),
        None => Err(Refusal::because(
            "That goal is not in this family's chronology",
        )),
    }
}
