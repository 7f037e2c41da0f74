//! What entries say of reading in an emergency what is kept from somebody.

use calendar::{Date, Stamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::{Sequence, Sight};
use crate::ids::WorkerId;
use crate::lists;

/// Somebody asks to read what is kept from them, because a child is at risk. It says nothing of what
/// there is: whoever asks does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingAsked {
    /// When.
    pub at: Stamp,
    /// Who asks.
    pub by: WorkerId,
    /// As whom: that settles what is kept from them.
    pub reader: lists::Reader,
    /// The entry of the concern that it is for.
    pub concern: Sequence,
    /// Of which days: from this one.
    pub from: Date,
    /// To this one.
    pub to: Date,
    /// What the danger is, and what they need to know.
    pub danger: String,
    /// On what ground it is shared.
    pub basis: lists::ReadingBasis,
}

impl ReadingAsked {
    /// How far whoever asks sees by themselves.
    pub fn sight(&self) -> Sight {
        match self.reader {
            lists::Reader::SocialWorker => Sight::Shared,
            lists::Reader::Team => Sight::Team(self.by),
        }
    }
}

/// The answer to somebody who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingAnswer {
    /// The entry of the asking.
    pub asked: Sequence,
    /// When.
    pub at: Stamp,
    /// Who answers.
    pub by: WorkerId,
    /// Whether they answer as a manager, who alone refuses.
    pub manager: lists::YesNo,
    /// Whether it is allowed.
    pub allowed: lists::YesNo,
    /// Until when what is allowed may be opened.
    pub until: Stamp,
    /// Why.
    pub words: String,
}

/// An entry is one of those that may be read. Whoever sees that entry sees this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteShown {
    /// The entry of the asking.
    pub asked: Sequence,
    /// The entry that is shown.
    pub note: Sequence,
}

/// Whoever asked opened what they may read. From then on the time runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingOpened {
    /// The entry of the asking.
    pub asked: Sequence,
    /// When.
    pub at: Stamp,
    /// Until when it can be read.
    pub until: Stamp,
    /// The session in which alone it can be read.
    pub session: Uuid,
    /// The day by which it is to be reviewed.
    pub review_by: Date,
}

/// Somebody else looked at what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingReview {
    /// The entry of the asking.
    pub asked: Sequence,
    /// Who reviewed it.
    pub by: WorkerId,
    /// What they found.
    pub found: lists::ReadingFound,
    /// Whether the family has been told.
    pub told: lists::FamilyTold,
    /// What they found and what follows, in words.
    pub words: String,
}
