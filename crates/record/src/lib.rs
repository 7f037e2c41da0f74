#![doc = include_str!("../README.md")]

mod advice;
mod as_recorded;
mod codes;
mod contact;
mod dataset;
mod dictionary;
mod entry;
mod fact;
mod family;
mod fold;
mod ids;
pub mod lists;
mod reading;
mod rows;
mod safety;
mod value;
mod work;
mod working;

pub use advice::{
    AdviceBook, AdviceEntry, AdviceFact, AdviceGiven, Answered, Asking, CameOfIt,
    ConsultationAsked, Given, PutRightAdvice, Version, advice_book, advice_without,
};
pub use codes::{Code, CodeList};
pub use contact::{Moment, contact_due, contact_taken};
pub use dataset::DataSet;
pub use dictionary::{Due, Field, Kind, Point, Sheet};
pub use entry::{Correction, Entry, Sequence, Sight, Visibility};
pub use fact::{
    Advice, Advocacy, Allocation, AllocationChange, AllocationStep, Appointment, Ask, AskedToStart,
    Attendance, CallBack, CaseHolder, Closure, CommunityReferral, CommunityStep, Concern,
    ConcernStep, Consent, Consultation, ContactAttempt, Counted, DisciplineChange,
    EmergencySession, Engagement, Fact, Feedback, FollowUp, Goal, GoalProgress, Household,
    InboundCall, KeyWorker, Known, Lapse, Note, NoteShown, PersonRecord, PlanEnd, PlanItem,
    PlanStep, Prediction, PredictionOutcome, Present, ProfessionalAdvice, ReReferral,
    ReadingAnswer, ReadingAsked, ReadingOpened, ReadingReview, Referral, Relation, Residence,
    Restriction, Review, SafeContact, SafeguardingStatus, SafetyPlan, Session, SessionNote, Sets,
    Stage, Subject, SupportEnded, SupportStarted, ThresholdDecision, Tried, UnreadableFact,
};
pub use family::{ChronologyEntry, Dated, Episode, Family, Person, Standing, StatusPoint, Support};
pub use fold::fold;
pub use ids::{AdviceId, FamilyId, PersonId, ServiceId, SubmissionId, TeamId, WorkerId};
pub use reading::{ReadingSoFar, ReadingStands};
pub use rows::{FamilyRows, Row, advice_rows, rows};
pub use safety::{ConcernSoFar, ItemSoFar, ItemStands, PlanSoFar, Safety};
pub use value::{NonAnswer, NotAValue, Value};
pub use work::{Allocated, Call, CommunitySoFar, GoalSoFar, Work};
