//! The code lists of the data dictionary. The source is the evaluation report's variables;
//! where it prints only part of a scale, the rest of the usual scale is added.
//! Words follow strength-based practice: none of these labels blames a person.

mod after;
mod case;
mod counted;
mod people;
mod referring;
mod safety;
mod service;
mod sessions;
mod supporting;

pub use after::{FeedbackFrom, FollowUpResult, PredictionResult, Reliance};
pub use case::{CaseStatus, ClosureReason, DirectSupport, Engaged, Threshold, YesNo};
pub use counted::{
    AskedOutcome, Consulted, DecidedOn, Engagedness, FirstContactBand, FollowUpReached, Part,
};
pub use people::{Ethnicity, Generations, Housing, LivesWith, Safeguarding, Scale, Sex, Trauma};
pub use referring::{
    AddedOrDropped, AdviceKind, CameOf, Discipline, HelpKind, PriorSupport, ReferrerRole, Serves,
};
pub use safety::{
    ConcernStepCode, DaysCounted, FamilyTold, PlanStepCode, Reader, ReadingBasis, ReadingFound,
    RestrictedFor, Urgency,
};
pub use service::{Employment, TeamKind};
pub use sessions::{
    AdvocacyWith, Approach, AskedBy, Attended, ChildrenDiscussed, CommunityStepCode,
    EmergencyReason, GoalProgressCode, HowKnown, Mode, Place, SessionKind, SessionPart,
};
pub use supporting::{
    AllocationKind, ConsentState, ContactMode, ContactResult, EngagementStage, Obstacle,
};

/// Every list, for documents and tests.
pub const ALL: &[&crate::CodeList] = &[
    YesNo::LIST,
    CaseStatus::LIST,
    Housing::LIST,
    Generations::LIST,
    Scale::LIST,
    Sex::LIST,
    Ethnicity::LIST,
    LivesWith::LIST,
    Safeguarding::LIST,
    Discipline::LIST,
    Serves::LIST,
    ReferrerRole::LIST,
    PriorSupport::LIST,
    Obstacle::LIST,
    Trauma::LIST,
    Mode::LIST,
    SessionKind::LIST,
    ChildrenDiscussed::LIST,
    EmergencyReason::LIST,
    PredictionResult::LIST,
    DirectSupport::LIST,
    Engaged::LIST,
    ClosureReason::LIST,
    Threshold::LIST,
    AddedOrDropped::LIST,
    AdviceKind::LIST,
    HelpKind::LIST,
    CameOf::LIST,
    AllocationKind::LIST,
    ConsentState::LIST,
    ContactMode::LIST,
    ContactResult::LIST,
    EngagementStage::LIST,
    Attended::LIST,
    SessionPart::LIST,
    Place::LIST,
    Approach::LIST,
    AskedBy::LIST,
    HowKnown::LIST,
    GoalProgressCode::LIST,
    AdvocacyWith::LIST,
    CommunityStepCode::LIST,
    Reliance::LIST,
    FollowUpResult::LIST,
    FeedbackFrom::LIST,
    Urgency::LIST,
    ConcernStepCode::LIST,
    DaysCounted::LIST,
    PlanStepCode::LIST,
    RestrictedFor::LIST,
    Reader::LIST,
    ReadingBasis::LIST,
    ReadingFound::LIST,
    FamilyTold::LIST,
    TeamKind::LIST,
    Employment::LIST,
    FirstContactBand::LIST,
    Part::LIST,
    Consulted::LIST,
    DecidedOn::LIST,
    Engagedness::LIST,
    FollowUpReached::LIST,
    AskedOutcome::LIST,
];
