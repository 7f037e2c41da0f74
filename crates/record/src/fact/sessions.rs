//! What entries say of sessions, goals and help.

use calendar::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::dataset::DataSet;
use crate::dictionary::Field;
use crate::entry::Sequence;
use crate::fact::Subject;
use crate::ids::{PersonId, WorkerId};
use crate::lists::{self, ChildrenDiscussed, Mode, SessionKind};

/// Whether one person came, and if not, why and when instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub person: PersonId,
    /// Whether they came.
    pub came: lists::Attended,
    /// Why not, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The day it was rebooked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebooked: Option<Date>,
}

/// A session: that it took place, not what was said in it (see [`SessionNote`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whom it was for.
    pub people: Vec<Attendance>,
    /// Anybody else who took part ("her mother").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub others: String,
    /// The workers and what each did.
    pub workers: Vec<(WorkerId, lists::SessionPart)>,
    /// The time of day it began, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How long, in minutes from 1; nothing if nobody came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// Where.
    pub place: lists::Place,
    /// In person, by phone or online.
    pub mode: Mode,
    /// What kind.
    pub kind: SessionKind,
    /// Whether children were spoken of.
    pub children: ChildrenDiscussed,
    /// Whether any of it bears on a child's protection.
    pub protection: lists::YesNo,
    /// Under supervision or shadowed by, joint with the social worker and so on: in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What was said and seen in a session: visible as its writer chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SessionNote {
    /// The entry of the session, or of the emergency session.
    pub session: Sequence,
    /// Approaches used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approaches: Vec<lists::Approach>,
    /// The worker's view.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The client's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own_words: String,
    /// Strengths noticed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub strengths: String,
}

/// An emergency session, and what it avoided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencySession {
    /// A readable reference, such as E012.
    pub reference: String,
    /// Hours and avoided services, as counted by the worker.
    pub answers: DataSet,
    /// What was happening, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what_happened: String,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<lists::EmergencyReason>,
    /// Whom it was for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    /// The workers who went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workers: Vec<WorkerId>,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<lists::AskedBy>,
    /// The time of day it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Time>,
    /// The time of day somebody was there: on the next day if it is earlier than that asked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Time>,
    /// How each avoided service is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// Which avoided services were one event: an A&E visit and its ambulance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<Vec<Counted>>,
}

impl EmergencySession {
    /// A session with its counts and no words.
    pub fn new(reference: String, answers: DataSet) -> Self {
        Self {
            reference,
            answers,
            what_happened: String::new(),
            reason: None,
            people: Vec::new(),
            workers: Vec::new(),
            asked_by: None,
            asked_at: None,
            arrived_at: None,
            known: Vec::new(),
            linked: Vec::new(),
        }
    }
}

/// An avoided service by the code of its field in the data dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted(pub Field);

impl Serialize for Counted {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.code().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        crate::Sheet::EmergencySessions
            .field(&code)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no field {code}")))
    }
}

/// How an avoided service is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Which.
    pub service: Counted,
    /// How.
    pub how: lists::HowKnown,
}

/// A goal in a person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Whose.
    pub person: PersonId,
    /// In their words.
    pub words: String,
}

/// How a goal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalProgress {
    /// The entry of the goal.
    pub goal: Sequence,
    /// How it stands.
    pub progress: lists::GoalProgressCode,
    /// In words, theirs where there are any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Speaking up for somebody, or standing beside them in a legal matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advocacy {
    /// For whom.
    pub person: PersonId,
    /// By whom.
    pub worker: WorkerId,
    /// With whom.
    pub with: lists::AdvocacyWith,
    /// What it was about.
    pub issue: String,
    /// What came of it; empty while it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// Hours a week at school before, in quarter hours, for a timetable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarters_before: Option<u16>,
    /// Hours a week at school after, in quarter hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarters_after: Option<u16>,
}

/// A referral to a service in the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityReferral {
    /// For whom.
    pub about: Subject,
    /// The service.
    pub service: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A step on the way into a service in the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityStep {
    /// The entry of the referral.
    pub referral: Sequence,
    /// How far.
    pub step: lists::CommunityStepCode,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}
