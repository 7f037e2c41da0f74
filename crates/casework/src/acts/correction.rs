//! Putting an entry right.

use calendar::When;
use record::{Correction, Fact, Family, Sequence};

use crate::{NewEntry, Refusal, rules};

/// A correction: the entry said anew, and why. The original stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutRight {
    /// The entry that is put right.
    pub of: Sequence,
    /// Why.
    pub why: String,
    /// When it really happened.
    pub happened: When,
    /// What it should have said: of the same kind.
    pub fact: Fact,
}

pub(crate) fn decide(family: &Family, act: &PutRight) -> Result<Vec<NewEntry>, Refusal> {
    let seen = family
        .chronology
        .iter()
        .find(|seen| seen.entry.sequence == act.of);
    let Some(seen) = seen else {
        return Err(Refusal::because(
            "That entry is not in this family's chronology",
        ));
    };
    if seen.corrected_by.is_some() {
        return Err(Refusal::because(
            "That entry has been put right already. Put right the later one instead",
        ));
    }
    if seen.entry.fact.kind() != act.fact.kind() {
        return Err(Refusal::because(
            "An entry can only be put right by one of the same kind",
        ));
    }
    rules::words(&act.why, "Say why it is put right")?;
    if seen.entry.fact == act.fact && seen.entry.happened == act.happened {
        return Err(Refusal::because("Nothing is different yet"));
    }
    // Whoever saw the mistake sees it put right, and nobody else does.
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: seen.entry.visibility.clone(),
        correction: Some(Correction {
            of: act.of,
            why: act.why.clone(),
        }),
        fact: act.fact.clone(),
    }])
}
