//! What entries say of referring, consulting and deciding.

use calendar::{Time, When};
use serde::{Deserialize, Serialize};

use crate::fact::Subject;
use crate::ids::{PersonId, TeamId, WorkerId};
use crate::lists::{self, Discipline, Mode, PriorSupport};

/// A referral to the service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Referral {
    /// The referring team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The referrer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WorkerId>,
    /// The part of the referrer in their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<lists::ReferrerRole>,
    /// For whom support is asked, and which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Ask>,
    /// What has been tried before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Tried>,
    /// When support should begin, if not now: a release from prison, a move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_start: Option<When>,
    /// Where the person is until then, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub setting: String,
    /// Anything else, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Support asked for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// For whom.
    pub person: PersonId,
    /// Which disciplines; none if the referrer does not know.
    pub disciplines: Vec<Discipline>,
}

/// What has been tried, and why it did not work or did not last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tried {
    /// The assessment and the support that is there already, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub in_place: String,
    /// Why earlier support did not work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_worked: Vec<PriorSupport>,
    /// Why change did not last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_lasted: Vec<PriorSupport>,
    /// Which community services were tried and what came of it, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub community: String,
    /// How the family has engaged so far, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub engagement: String,
}

/// Somebody who was at a consultation or was advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who, if the service knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerId>,
    /// Name and part in words, for anybody else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The discipline they spoke for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
}

/// Advice of one discipline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// Which; nothing for advice of the team as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
    /// The advice.
    pub words: String,
}

/// A discipline that the consultation added to or dropped from what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisciplineChange {
    /// For whom.
    pub person: PersonId,
    /// Which discipline.
    pub discipline: Discipline,
    /// Added or dropped.
    pub change: lists::AddedOrDropped,
    /// Why.
    pub reason: String,
}

/// A consultation with the referring team or another professional about the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The time of day it began, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Who was there.
    pub present: Vec<Present>,
    /// In person, by phone or on screen.
    pub mode: Mode,
    /// Questions it raised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub questions: String,
    /// Advice, by discipline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// Disciplines added to or dropped from the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<DisciplineChange>,
    /// Services the family or referrer was shown the way to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signposts: Vec<String>,
}

/// The decision on the threshold for the family, or for one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThresholdDecision {
    /// Whom it is about.
    pub of: Subject,
    /// The decision.
    pub outcome: lists::Threshold,
    /// In words: how the criteria were weighed.
    pub grounds: String,
    /// The criteria cited, in the service's words on that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Advice given with the decision.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice: String,
    /// Services the family or referrer was shown the way to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signposts: Vec<String>,
}

impl ThresholdDecision {
    /// A decision without words.
    pub fn new(of: Subject, outcome: lists::Threshold) -> Self {
        Self {
            of,
            outcome,
            grounds: String::new(),
            criteria: Vec::new(),
            advice: String::new(),
            signposts: Vec::new(),
        }
    }
}

/// Advice or coaching to a professional about the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfessionalAdvice {
    /// Advice or coaching.
    pub kind: lists::AdviceKind,
    /// To whom.
    pub to: Present,
    /// Of which discipline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
    /// What was asked.
    pub subject: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}
