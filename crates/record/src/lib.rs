#![doc = include_str!("../README.md")]

mod as_recorded;
mod codes;
mod dataset;
mod dictionary;
mod entry;
mod fact;
mod family;
mod fold;
mod ids;
pub mod lists;
mod rows;
mod value;

pub use codes::{Code, CodeList};
pub use dataset::DataSet;
pub use dictionary::{Due, Field, Kind, Point, Sheet};
pub use entry::{Correction, Entry, Sequence, Sight, Visibility};
pub use fact::{
    CaseHolder, Closure, EmergencySession, Fact, Household, Note, PersonRecord, ReReferral,
    Referral, Relation, Residence, SafeguardingStatus, Sets, Stage, Subject, SupportEnded,
    SupportStarted, ThresholdDecision, UnreadableFact,
};
pub use family::{ChronologyEntry, Dated, Family, Person, Standing, StatusPoint, Support};
pub use fold::fold;
pub use ids::{FamilyId, PersonId, ServiceId, SubmissionId, TeamId, WorkerId};
pub use rows::{FamilyRows, Row, rows};
pub use value::{NonAnswer, NotAValue, Value};
