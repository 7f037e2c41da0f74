//! What entries say of children's safety.

use calendar::{Stamp, Time};
use serde::{Deserialize, Serialize};

use crate::entry::Sequence;
use crate::fact::Subject;
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
    /// The lapse of the safety plan that it comes of, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapse: Option<Sequence>,
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

/// A safety plan, which is Social Care's. Its items are entries of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyPlan {
    /// The social worker who wrote it.
    pub by: WorkerId,
    /// What it is for.
    pub words: String,
}

/// Something the safety plan asks of somebody. The team proposes, the social worker agrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    /// The entry of the plan.
    pub plan: Sequence,
    /// What is to be done or left.
    pub words: String,
    /// By whom.
    pub whose: Subject,
    /// Who proposed it.
    pub by: WorkerId,
    /// Whether it was agreed from the start: it was if the social worker wrote it.
    pub agreed: lists::YesNo,
}

/// What became of an item of a safety plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// The entry of the item.
    pub item: Sequence,
    /// What happened.
    pub step: lists::PlanStepCode,
    /// The social worker.
    pub worker: WorkerId,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A safety plan ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEnd {
    /// The entry of the plan.
    pub plan: Sequence,
    /// The social worker.
    pub worker: WorkerId,
    /// Why, in words.
    pub words: String,
}

/// Something went otherwise than the safety plan has it. Whom it is shared with follows from whether
/// a child was in the person's care and whether the plan was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapse {
    /// The entry of the item of the plan.
    pub item: Sequence,
    /// Whose lapse.
    pub person: PersonId,
    /// The time of day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Whether a child was in the person's care; nothing if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_care: Option<lists::YesNo>,
    /// Whether the plan was followed; nothing if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<lists::YesNo>,
    /// What happened, in their words.
    pub words: String,
}
