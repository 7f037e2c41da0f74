//! Restricting a family to named people, and lifting it.

use calendar::When;
use record::{Fact, Family, Restriction};

use crate::{NewEntry, Refusal, rules};

/// Whether a manager of the service is among those who see the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifter {
    /// One is.
    Named,
    /// None is.
    Missing,
}

/// Only named people see a family from now on, or all who could before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restrict {
    /// The day: it holds from when it is recorded.
    pub happened: When,
    /// Why, and who is named.
    pub restriction: Restriction,
    /// Whether somebody who can lift it is among those who see the family.
    pub lifter: Lifter,
}

pub(crate) fn decide(family: &Family, act: &Restrict) -> Result<Vec<NewEntry>, Refusal> {
    let it = &act.restriction;
    rules::words(&it.reason, "Say why")?;
    let before = family.restriction.as_ref();
    if it.ground.is_none() && before.is_none() {
        return Err(Refusal::because(
            "This family is not restricted: there is nothing to lift",
        ));
    }
    if it.ground.is_some() && act.lifter == Lifter::Missing {
        return Err(Refusal::because(
            "Name a manager of the service too: somebody must be able to name others, and to lift \
             it again",
        ));
    }
    if before.is_some_and(|before| before.happened.sort_date() > act.happened.sort_date()) {
        return Err(Refusal::because(
            "Who may see this family was said on a later day",
        ));
    }
    if before.is_some_and(|before| before.what == *it) {
        return Err(Refusal::because("Nothing is different yet"));
    }
    // Whoever may see the family is told why others may not.
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Restriction(it.clone()),
    )])
}
