#![doc = include_str!("../README.md")]

mod bring_in;
mod folded;

pub use bring_in::{BringIn, entries_of};
pub use folded::folded;

use calendar::When;
use record::{Correction, Fact, Family, Visibility};

/// An entry before it has a place in the chronology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When it happened.
    pub happened: When,
    /// Who may see it.
    pub visibility: Visibility,
    /// The entry it puts right.
    pub correction: Option<Correction>,
    /// What it says.
    pub fact: Fact,
}

impl NewEntry {
    /// An entry for the team and the family's social workers.
    pub fn shared(happened: When, fact: Fact) -> Self {
        Self {
            happened,
            visibility: Visibility::Shared,
            correction: None,
            fact,
        }
    }
}

/// Something a person asks to have happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Bring in a family from a workbook.
    BringIn(Box<BringIn>),
}

/// Why a command cannot be done, in words for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The workbook tells something else of a family that is here already.
    #[error(
        "family {reference} is here already and the workbook says something else: {differences}. \
         Nothing was changed. Correct the family on its page, or take it out of the workbook"
    )]
    Different {
        /// The family.
        reference: String,
        /// What differs, as "F001, Housing: Rented here, Owned in the workbook".
        differences: String,
    },
    /// The rows do not make a family.
    #[error(
        "family {reference} cannot be brought in: {problems}. Nothing was changed. Put the \
         workbook right and bring it in again"
    )]
    Unfit {
        /// The family, as far as the workbook names it.
        reference: String,
        /// What is wrong, as "E003, Date of the session has no date".
        problems: String,
    },
    /// The rows cannot be told as a chronology; a mistake in the program.
    #[error("family {reference} could not be brought in exactly: {differences}")]
    Inexact {
        /// The family.
        reference: String,
        /// What would have changed.
        differences: String,
    },
}

/// Decides a command against the family as it is now: the entries to append, none if it has
/// already happened.
pub fn decide(family: &Family, command: &Command) -> Result<Vec<NewEntry>, Refusal> {
    match command {
        Command::BringIn(act) => bring_in::decide(family, act),
    }
}
