//! What entries say of who supports whom, of contact and of engagement.

use calendar::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::entry::Sequence;
use crate::fact::Subject;
use crate::ids::{PersonId, WorkerId};
use crate::lists::{self, Discipline, Mode, Obstacle};

/// A worker of a discipline is to support a person: from now on, or as holding support while the
/// discipline is full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Who is supported.
    pub person: PersonId,
    /// With which discipline.
    pub discipline: Discipline,
    /// By whom.
    pub worker: WorkerId,
    /// Full or holding support.
    pub kind: lists::AllocationKind,
    /// How often they mean to meet, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub frequency: String,
    /// Why this, in words; for holding support always.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What becomes of an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllocationStep {
    /// Paused, perhaps until a day on which to look again. Never ends by itself.
    Paused {
        /// The day to look again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        look_again: Option<Date>,
    },
    /// Goes on after a pause.
    Resumed,
    /// Another worker takes over.
    HandedOver {
        /// Who.
        to: WorkerId,
    },
    /// Holding support became full support, by this worker.
    Converted {
        /// Who.
        worker: WorkerId,
    },
    /// Ended; the case goes on.
    Ended,
}

/// A change of an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationChange {
    /// The entry that began it.
    pub allocation: Sequence,
    /// What becomes of it.
    pub step: AllocationStep,
    /// Why.
    pub reason: String,
}

/// The key worker of a person from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyWorker {
    /// Whose.
    pub person: PersonId,
    /// Who.
    pub worker: WorkerId,
    /// Why it changed; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A person's consent to support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Whose.
    pub person: PersonId,
    /// Where it stands.
    pub state: lists::ConsentState,
    /// How it was given or withdrawn, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
}

/// An attempt to be in touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactAttempt {
    /// With whom.
    pub person: PersonId,
    /// By whom.
    pub worker: WorkerId,
    /// The time of day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How.
    pub mode: lists::ContactMode,
    /// What came of it.
    pub result: lists::ContactResult,
    /// What stood in the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The next gentle try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_try: Option<Date>,
}

/// How far a person has come in taking up support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engagement {
    /// Who.
    pub person: PersonId,
    /// How far.
    pub stage: lists::EngagementStage,
    /// In words, for stepping back in the person's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The day to look again, for someone who stepped back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look_again: Option<Date>,
}

/// A person asked to start: a task for the same day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedToStart {
    /// Who.
    pub person: PersonId,
    /// In their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// How to be in touch safely ("do not leave voicemail"). A later one for the same subject takes its
/// place; empty words end it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeContact {
    /// With whom.
    pub about: Subject,
    /// What to do and not to do.
    pub words: String,
}

/// A call or message from a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundCall {
    /// From whom.
    pub person: PersonId,
    /// Who took it.
    pub worker: WorkerId,
    /// The time of day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// What it was about.
    pub words: String,
    /// Who is to call back, today; nobody if that is not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back: Option<WorkerId>,
}

/// A client was called back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// The entry of their call.
    pub call: Sequence,
    /// By whom.
    pub worker: WorkerId,
    /// What came of it.
    pub result: lists::ContactResult,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// An appointment to come. The session held takes its place; a later one for the same person too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// With whom.
    pub person: PersonId,
    /// By whom.
    pub workers: Vec<WorkerId>,
    /// The day.
    pub day: Date,
    /// The time of day, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How.
    pub mode: Mode,
    /// Where, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}
