//! What entries say. Each kind has a version; an old version stays readable for ever.
//!
//! To add a kind: a struct under `fact/`, a line in `kinds!`, its effect in `fold.rs` or
//! `working.rs`, and a stored sample under `tests/samples`.

mod closing;
mod reading;
mod referring;
mod safety;
mod seeing;
mod sessions;
mod supporting;

use calendar::When;
use serde::{Deserialize, Serialize};

use crate::dataset::DataSet;
use crate::entry::Sequence;
use crate::ids::{PersonId, TeamId, WorkerId};
use crate::lists;
use crate::value::NonAnswer;

pub use closing::{Closure, Feedback, FollowUp, Prediction, PredictionOutcome, Review};
pub use reading::{NoteShown, ReadingAnswer, ReadingAsked, ReadingOpened, ReadingReview};
pub use referring::{
    Advice, Ask, Consultation, DisciplineChange, Present, ProfessionalAdvice, Referral,
    ThresholdDecision, Tried,
};
pub use safety::{Concern, ConcernStep, Lapse, PlanEnd, PlanItem, PlanStep, SafetyPlan};
pub use seeing::Restriction;
pub use sessions::{
    Advocacy, Attendance, CommunityReferral, CommunityStep, Counted, EmergencySession, Goal,
    GoalProgress, Known, Session, SessionNote,
};
pub use supporting::{
    Allocation, AllocationChange, AllocationStep, Appointment, AskedToStart, CallBack, Consent,
    ContactAttempt, Engagement, InboundCall, KeyWorker, SafeContact,
};

/// What an answer or decision is about: the family as a whole, or one of its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The family.
    Family,
    /// One person of it.
    Person(PersonId),
}

/// A person's part in the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// A parent or carer.
    Parent,
    /// A child or young person, born or not.
    Child,
    /// Another adult of the household.
    OtherAdult,
}

impl Relation {
    /// The word for a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Parent => "Parent",
            Self::Child => "Child",
            Self::OtherAdult => "Other adult",
        }
    }
}

/// A person of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// Which person.
    pub person: PersonId,
    /// Their part in the family.
    pub relation: Relation,
    /// A readable reference, such as C012.
    pub reference: String,
    /// Their name; people who came in a workbook have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When they were born, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<When>,
}

/// The family and household: where they live and who they are. A later entry replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The family's reference.
    pub reference: String,
    /// Home town and housing.
    pub answers: DataSet,
    /// The people, in order.
    pub people: Vec<PersonRecord>,
}

/// Where a person lives from the day it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// Who.
    pub person: PersonId,
    /// With whom, or nothing if that is not known.
    pub with: Option<lists::LivesWith>,
    /// Where, in words ("with the grandmother in Brightsea").
    pub place: String,
}

/// The social worker who holds case responsibility, and the team they sit in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHolder {
    /// The social worker.
    pub worker: WorkerId,
    /// Their team.
    pub team: TeamId,
}

/// The family, or one child, was referred to the service again, after an earlier referral that may
/// not be in this chronology. A closed family's case is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReReferral {
    /// Who was referred again.
    pub of: Subject,
}

/// How far support to a person has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody is to support them; they have not met yet.
    Offered,
    /// Support has just started: too early for outcomes.
    JustStarted,
    /// Support is under way.
    UnderWay,
}

/// Support to a person began, or goes on in another way: the latest entry says all of it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportStarted {
    /// Who is supported.
    pub person: PersonId,
    /// How far it has come.
    pub stage: Stage,
    /// The disciplines, if known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disciplines: Vec<lists::Discipline>,
    /// The key worker, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_worker: Option<WorkerId>,
}

/// Support to a person ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportEnded {
    /// Whose support.
    pub person: PersonId,
    /// Why, in words.
    pub reason: String,
}

/// Data sets of one point of the case, each about the family (answers of the sheet of families) or
/// one child (of the sheet of children). For a subject it names, a later baseline or closure data
/// set takes the place of the whole earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sets {
    /// Subject and answers, the family first.
    pub sets: Vec<(Subject, DataSet)>,
}

/// A child's safeguarding status from the day it happened, as Social Care holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeguardingStatus {
    /// Which child.
    pub person: PersonId,
    /// The status; nothing if it was asked and not known.
    pub status: Option<lists::Safeguarding>,
    /// Who told the team, in words ("told by the social worker").
    pub told_by: String,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Whom it is about.
    pub about: Subject,
    /// The words, exactly as typed.
    pub text: String,
}

/// A kind or version this program does not know, or a body that does not fit it.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableFact {
    /// The kind and version were never written by this or an earlier program.
    #[error(
        "this version of the program does not know entries of kind {kind:?}, version {version}"
    )]
    UnknownKind {
        /// The kind found.
        kind: String,
        /// The version found.
        version: i32,
    },
    /// The body is not what the kind needs.
    #[error("an entry of kind {kind:?} cannot be read")]
    Body {
        /// The kind.
        kind: &'static str,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
}

macro_rules! kinds {
    ($( $(#[$doc:meta])* $variant:ident($body:ty) $kind:literal v $version:literal $title:literal; )*) => {
        /// What an entry says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fact { $( $(#[$doc])* $variant($body), )* }

        impl Fact {
            /// Every kind with its present version, for tests and documents.
            pub const KINDS: &'static [(&'static str, i32)] = &[ $( ($kind, $version), )* ];

            /// The kind's name in storage and pages.
            pub const fn kind(&self) -> &'static str {
                match self { $( Self::$variant(_) => $kind, )* }
            }

            /// The version this program writes.
            pub const fn version(&self) -> i32 {
                match self { $( Self::$variant(_) => $version, )* }
            }

            /// The kind in words.
            pub const fn title(&self) -> &'static str {
                match self { $( Self::$variant(_) => $title, )* }
            }

            /// The stored body.
            pub fn encode(&self) -> Vec<u8> {
                match self {
                    $( Self::$variant(body) => serde_json::to_vec(body), )*
                }
                .expect("facts hold only strings, numbers and lists")
            }

            /// A stored body, of this or an earlier version.
            pub fn decode(kind: &str, version: i32, body: &[u8]) -> Result<Self, UnreadableFact> {
                match (kind, version) {
                    // Later versions of a kind have only added what may be absent.
                    $( ($kind, 1..=$version) => serde_json::from_slice(body)
                        .map(Self::$variant)
                        .map_err(|source| UnreadableFact::Body { kind: $kind, source }), )*
                    _ => Err(UnreadableFact::UnknownKind { kind: kind.to_owned(), version }),
                }
            }
        }
    };
}

kinds! {
    /// The family and household.
    Household(Household) "household" v 1 "Family and household";
    /// Who lives where.
    Residence(Residence) "residence" v 1 "Where they live";
    /// Who holds the case.
    CaseHolder(CaseHolder) "case_holder" v 1 "Case holder";
    /// A referral.
    Referral(Referral) "referral" v 2 "Referral";
    /// A referral to the service again.
    ReReferral(ReReferral) "re_referral" v 1 "Referred again";
    /// The threshold.
    ThresholdDecision(ThresholdDecision) "threshold_decision" v 2 "Threshold decision";
    /// Support began.
    SupportStarted(SupportStarted) "support_started" v 1 "Support started";
    /// Support ended.
    SupportEnded(SupportEnded) "support_ended" v 1 "Support ended";
    /// The baseline data set.
    Baseline(Sets) "baseline" v 1 "Baseline";
    /// The closure data set.
    ClosureData(Sets) "closure_data" v 1 "Outcomes at closure";
    /// A safeguarding status.
    SafeguardingStatus(SafeguardingStatus) "safeguarding_status" v 1 "Safeguarding status";
    /// An emergency session.
    EmergencySession(EmergencySession) "emergency_session" v 2 "Emergency session";
    /// The case closed.
    Closure(Closure) "closure" v 2 "Closure";
    /// A note.
    Note(Note) "note" v 1 "Note";
    /// A consultation.
    Consultation(Consultation) "consultation" v 1 "Consultation";
    /// Advice to a professional.
    ProfessionalAdvice(ProfessionalAdvice) "professional_advice" v 1 "Advice to a professional";
    /// Somebody is to support a person.
    Allocation(Allocation) "allocation" v 1 "Allocation";
    /// An allocation changed.
    AllocationChange(AllocationChange) "allocation_change" v 1 "Change of support";
    /// A key worker.
    KeyWorker(KeyWorker) "key_worker" v 1 "Key worker";
    /// Consent to support.
    Consent(Consent) "consent" v 1 "Consent";
    /// An attempt at contact.
    ContactAttempt(ContactAttempt) "contact_attempt" v 1 "Contact";
    /// How far somebody has come in taking up support.
    Engagement(Engagement) "engagement" v 1 "Engagement";
    /// Somebody asked to start.
    AskedToStart(AskedToStart) "asked_to_start" v 1 "Asked to start";
    /// How to be in touch safely.
    SafeContact(SafeContact) "safe_contact" v 1 "Safe contact";
    /// A call from a client.
    InboundCall(InboundCall) "inbound_call" v 1 "Call from the family";
    /// A client was called back.
    CallBack(CallBack) "call_back" v 1 "Called back";
    /// An appointment.
    Appointment(Appointment) "appointment" v 1 "Appointment";
    /// A session.
    Session(Session) "session" v 1 "Session";
    /// What was said in a session.
    SessionNote(SessionNote) "session_note" v 1 "Session note";
    /// A goal.
    Goal(Goal) "goal" v 1 "Goal";
    /// How a goal stands.
    GoalProgress(GoalProgress) "goal_progress" v 1 "Progress";
    /// Speaking up for somebody.
    Advocacy(Advocacy) "advocacy" v 1 "Advocacy";
    /// A referral to a community service.
    CommunityReferral(CommunityReferral) "community_referral" v 1 "Community service";
    /// A step into a community service.
    CommunityStep(CommunityStep) "community_step" v 1 "Community service, next step";
    /// A review.
    Review(Review) "review" v 1 "Review";
    /// A prediction.
    Prediction(Prediction) "prediction" v 1 "Six months from now";
    /// A follow-up call.
    FollowUp(FollowUp) "follow_up" v 1 "Follow-up call";
    /// What a parent or child says.
    Feedback(Feedback) "feedback" v 1 "Feedback";
    /// A concern for a child's safety.
    Concern(Concern) "concern" v 1 "Safeguarding concern";
    /// A concern was added to or acknowledged.
    ConcernStep(ConcernStep) "concern_step" v 1 "Safeguarding concern, next step";
    /// A safety plan.
    SafetyPlan(SafetyPlan) "safety_plan" v 1 "Safety plan";
    /// An item of a safety plan.
    PlanItem(PlanItem) "safety_plan_item" v 1 "Safety plan, item";
    /// What became of an item.
    PlanStep(PlanStep) "safety_plan_step" v 1 "Safety plan, next step";
    /// A safety plan ended.
    PlanEnd(PlanEnd) "safety_plan_end" v 1 "Safety plan ended";
    /// A lapse.
    Lapse(Lapse) "lapse" v 1 "Lapse of the safety plan";
    /// Who may see the family.
    Restriction(Restriction) "restriction" v 1 "Who may see the family";
    /// Somebody asked to read what is kept from them.
    ReadingAsked(ReadingAsked) "reading_asked" v 1 "Asked to read in an emergency";
    /// The answer.
    ReadingAnswer(ReadingAnswer) "reading_answer" v 1 "Reading in an emergency, the answer";
    /// An entry that may be read.
    NoteShown(NoteShown) "note_shown" v 1 "Shown in an emergency";
    /// What may be read was opened.
    ReadingOpened(ReadingOpened) "reading_opened" v 1 "Opened to read in an emergency";
    /// The review.
    ReadingReview(ReadingReview) "reading_review" v 1 "Reading in an emergency, the review";
    /// What a workbook says of something the chronology would otherwise tell.
    AsRecorded(Sets) "as_recorded" v 1 "As recorded in the workbook";
}

impl Fact {
    /// The entry that this one goes on from, by the entry that began it: it has no effect without.
    pub fn goes_on_from(&self) -> Option<Sequence> {
        match self {
            Self::AllocationChange(it) => Some(it.allocation),
            Self::CallBack(it) => Some(it.call),
            Self::GoalProgress(it) => Some(it.goal),
            Self::CommunityStep(it) => Some(it.referral),
            Self::ConcernStep(it) => Some(it.concern),
            Self::PlanStep(it) => Some(it.item),
            Self::PlanEnd(it) => Some(it.plan),
            Self::ReadingAnswer(it) => Some(it.asked),
            Self::NoteShown(it) => Some(it.asked),
            Self::ReadingOpened(it) => Some(it.asked),
            Self::ReadingReview(it) => Some(it.asked),
            _ => None,
        }
    }
}

impl SafeguardingStatus {
    /// The status as a value of a data set.
    pub fn value(&self) -> crate::Value {
        self.status.map_or(
            crate::Value::Not(NonAnswer::Unknown),
            lists::Safeguarding::value,
        )
    }
}
