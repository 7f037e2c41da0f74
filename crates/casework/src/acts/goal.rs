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
    rules::known(family, act.goal.person)?;
    rules::words(&act.goal.words, "Write the goal in their words")?;
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: act.visibility.clone(),
        correction: None,
        fact: Fact::Goal(act.goal.clone()),
    }])
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
    if family.work.goal(act.progress.goal).is_none() {
        return Err(Refusal::because(
            "That goal is not in this family's chronology",
        ));
    }
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: rules::seen_with(family, act.progress.goal),
        correction: None,
        fact: Fact::GoalProgress(act.progress.clone()),
    }])
}
