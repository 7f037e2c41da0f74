//! What entries say of review, closure and the time after.

use calendar::Date;
use serde::{Deserialize, Serialize};

use crate::entry::Sequence;
use crate::ids::{PersonId, WorkerId};
use crate::lists;

/// A review of how long support goes on and how far somebody leans on it. It never ends anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// How it was found.
    pub words: String,
    /// How far the family leans on the worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliance: Option<lists::Reliance>,
    /// The plan for independence, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// When to look again, if at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
}

/// The case closed, and with it all support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// How it came to close.
    pub reason: lists::ClosureReason,
    /// In words: the support in the community, or the family's own no.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The manager's reason, for an exception.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub manager_reason: String,
    /// Services the family was shown the way to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signposts: Vec<String>,
    /// When the follow-up call falls due; nothing if the family does not want one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Date>,
}

impl Closure {
    /// A closure without words.
    pub fn new(reason: lists::ClosureReason) -> Self {
        Self {
            reason,
            words: String::new(),
            manager_reason: String::new(),
            signposts: Vec::new(),
            follow_up: None,
        }
    }
}

/// What somebody would like to have achieved in six months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// Whose; nothing for the family's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In their words.
    pub words: String,
}

/// What became of a prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionOutcome {
    /// The entry of the prediction.
    pub prediction: Sequence,
    /// What became of it.
    pub result: lists::PredictionResult,
    /// In their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A follow-up call, or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// By whom.
    pub worker: WorkerId,
    /// What came of the call.
    pub result: lists::FollowUpResult,
    /// What became of each prediction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predictions: Vec<PredictionOutcome>,
    /// How things are, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// One-off advice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice: String,
    /// When to try again, if nobody was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_try: Option<Date>,
}

/// What a parent or child says of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Who said it; nothing if they would rather not be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// A parent or a child.
    pub from: lists::FeedbackFrom,
    /// In their words.
    pub words: String,
    /// Whether it may be quoted without a name.
    pub may_quote: lists::YesNo,
    /// The words as they may be quoted, in which nothing says who it was; empty until somebody has
    /// written them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}
