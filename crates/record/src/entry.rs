//! An entry of the chronology, and who may see it.

use calendar::{Stamp, When};

use crate::fact::Fact;
use crate::ids::WorkerId;

/// The place of an entry in its family's chronology as recorded: 1 is the first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Sequence(pub i64);

/// Who may see an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The team and the family's social workers.
    Shared,
    /// The team only.
    Team,
    /// The chosen workers of the team only.
    Named(Vec<WorkerId>),
}

impl Visibility {
    /// The word used in pages and storage: `shared`, `team` or `named`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Team => "team",
            Self::Named(_) => "named",
        }
    }

    /// The words for a person.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Shared => "Shared with the social worker",
            Self::Team => "Team only",
            Self::Named(_) => "Chosen workers only",
        }
    }
}

/// How far somebody sees into chronologies. Whether they may open a family at all is another
/// question, which `access` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Entries shared beyond the team, as a social worker sees them.
    Shared,
    /// All that one worker of the team sees: shared, team, and what names them.
    Team(WorkerId),
    /// Every entry. No person has this: it is for the service's own counts.
    Service,
}

impl Sight {
    /// Whether an entry of this visibility is seen.
    pub fn sees(self, visibility: &Visibility) -> bool {
        match (self, visibility) {
            (Self::Service, _) | (_, Visibility::Shared) | (Self::Team(_), Visibility::Team) => {
                true
            }
            (Self::Team(worker), Visibility::Named(workers)) => workers.contains(&worker),
            (Self::Shared, _) => false,
        }
    }
}

/// What an entry corrects, and why. The corrected entry stays in the chronology.
///
/// A correction should be visible to everyone who sees what it corrects: whoever does not see it
/// goes on seeing the mistake. To correct a correction, name either it or the original.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Correction {
    /// The corrected entry, recorded earlier than this one.
    pub of: Sequence,
    /// The reason, in the writer's words.
    pub why: String,
}

/// One dated entry. Never changed and never removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order of recording.
    pub sequence: Sequence,
    /// When what it tells of happened.
    pub happened: When,
    /// When it was written down.
    pub recorded_at: Stamp,
    /// Who wrote it down.
    pub recorded_by: WorkerId,
    /// Who may see it.
    pub visibility: Visibility,
    /// The entry it puts right, if any.
    pub correction: Option<Correction>,
    /// What it says.
    pub fact: Fact,
}
