//! What entries say of children's safety.

use calendar::{Stamp, Time};
use serde::{Deserialize, Serialize};

use crate::entry::Sequence;
use crate::ids::{PersonId, WorkerId};
use crate::lists;

/// A concern for a child's safety. It is always shared with the social worker, who acknowledges it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// When it was raised: what it waits from, however its words are put right.
    pub raised: Stamp,
    /// Who raised it.
    pub by: WorkerId,
    /// Whether a child may be in danger now.
    pub urgency: lists::Urgency,
    /// The children it is about.
    pub children: Vec<PersonId>,
    /// The time of day of what was seen or said, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// What was seen or said.
    pub seen: String,
    /// What has been done: whom it was told to, whether 999 was rung. Empty if nothing yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
}

/// What became of a concern: more is known, or the social worker has taken it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernStep {
    /// The entry of the concern.
    pub concern: Sequence,
    /// What happened.
    pub step: lists::ConcernStepCode,
    /// By whom.
    pub worker: WorkerId,
    /// What is known now, or what will be done.
    pub words: String,
}
