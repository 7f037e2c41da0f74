//! The policy: how far each role may go with each act. This file is all of it.

use crate::Role;

/// Something a viewer may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// See which families there are.
    ListFamilies,
    /// Open a family and read its chronology.
    ReadFamily,
    /// Write in a family's chronology.
    ChangeFamily,
    /// Record what the team does with a family.
    RecordWork,
    /// Decide whether a family or child meets the threshold.
    DecideThreshold,
    /// Say which social worker holds a case.
    HoldCase,
    /// Say that only named people see a family, who they are, and when all do again.
    RestrictFamily,
    /// Acknowledge a concern for a child's safety, as the social worker who holds the case.
    AcknowledgeConcern,
    /// Write a family's safety plan, agree to what it asks, end it.
    KeepSafetyPlan,
    /// Ask to read in an emergency what is kept from the viewer, and open what is allowed.
    AskToRead,
    /// Let somebody read in an emergency what the viewer sees and they do not.
    AnswerToRead,
    /// Review what somebody read in an emergency.
    ReviewReading,
    /// Refer a family that is not here yet.
    ReferFamily,
    /// Ask the team for a consultation.
    AskForConsultation,
    /// Keep the book of advice: consultations and advice about no recorded family.
    KeepAdvice,
    /// See the evaluation: tables, flows, costs.
    SeeEvaluation,
    /// See the pseudonymous rows behind a figure.
    SeeFigureRows,
    /// Go from a row behind a figure to the family's page.
    LinkRowsToFamilies,
    /// Bring in families from a workbook.
    ImportWorkbook,
    /// Say what the team's workers can take on: disciplines, hours, ceilings, absences.
    SetCapacity,
    /// Read who has looked at what.
    ReadTrail,
    /// Confirm what somebody else proposed that changes somebody's rights.
    ConfirmRights,
    /// Set up the service: people, teams, disciplines, criteria.
    SetUpService,
}

impl Act {
    /// Every act, in the order of the table of permissions.
    pub const ALL: [Self; 23] = [
        Self::ListFamilies,
        Self::ReadFamily,
        Self::ChangeFamily,
        Self::RecordWork,
        Self::DecideThreshold,
        Self::HoldCase,
        Self::RestrictFamily,
        Self::AcknowledgeConcern,
        Self::KeepSafetyPlan,
        Self::AskToRead,
        Self::AnswerToRead,
        Self::ReviewReading,
        Self::ReferFamily,
        Self::AskForConsultation,
        Self::KeepAdvice,
        Self::SeeEvaluation,
        Self::SeeFigureRows,
        Self::LinkRowsToFamilies,
        Self::ImportWorkbook,
        Self::SetCapacity,
        Self::ReadTrail,
        Self::ConfirmRights,
        Self::SetUpService,
    ];

    /// The words for a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ListFamilies => "List families",
            Self::ReadFamily => "Read a family's chronology",
            Self::ChangeFamily => "Write in a family's chronology",
            Self::RecordWork => "Record the team's work with a family",
            Self::DecideThreshold => "Decide the threshold",
            Self::HoldCase => "Say which social worker holds a case",
            Self::RestrictFamily => "Restrict a family to named people",
            Self::AcknowledgeConcern => "Acknowledge a concern",
            Self::KeepSafetyPlan => "Write, agree and end a safety plan",
            Self::AskToRead => "Ask to read what is confidential in an emergency",
            Self::AnswerToRead => "Let somebody read in an emergency what one sees oneself",
            Self::ReviewReading => "Review what was read in an emergency",
            Self::ReferFamily => "Refer a new family",
            Self::AskForConsultation => "Ask for a consultation",
            Self::KeepAdvice => "Keep the book of advice",
            Self::SeeEvaluation => "See the evaluation",
            Self::SeeFigureRows => "See the rows behind a figure",
            Self::LinkRowsToFamilies => "Go from a row to the family",
            Self::ImportWorkbook => "Bring in a workbook",
            Self::SetCapacity => "Set the team's capacity",
            Self::ReadTrail => "Read who has looked at what",
            Self::ConfirmRights => "Confirm what changes somebody's rights",
            Self::SetUpService => "Set up the service",
        }
    }
}

/// How far a role may go with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// With the families whose case holder the viewer is.
    OwnFamilies,
    /// With everything of the viewer's service.
    Service,
}

impl Reach {
    /// The words in the table of permissions.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nothing => "no",
            Self::OwnFamilies => "own families",
            Self::Service => "yes",
        }
    }
}

/// The policy.
pub const fn reach(role: Role, act: Act) -> Reach {
    use Reach::{Nothing, OwnFamilies, Service};
    match role {
        Role::Practitioner => match act {
            Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::RecordWork
            | Act::ReferFamily
            | Act::KeepAdvice
            | Act::AskToRead
            | Act::AnswerToRead
            | Act::SeeEvaluation
            | Act::SeeFigureRows
            | Act::LinkRowsToFamilies => Service,
            Act::DecideThreshold
            | Act::HoldCase
            | Act::RestrictFamily
            | Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::ReviewReading
            | Act::AskForConsultation
            | Act::ImportWorkbook
            | Act::SetCapacity
            | Act::ReadTrail
            | Act::ConfirmRights
            | Act::SetUpService => Nothing,
        },
        Role::Manager => match act {
            Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::RecordWork
            | Act::DecideThreshold
            | Act::HoldCase
            | Act::RestrictFamily
            | Act::AskToRead
            | Act::AnswerToRead
            | Act::ReviewReading
            | Act::ReferFamily
            | Act::KeepAdvice
            | Act::SeeEvaluation
            | Act::SeeFigureRows
            | Act::LinkRowsToFamilies
            | Act::ImportWorkbook
            | Act::SetCapacity
            | Act::ConfirmRights
            | Act::ReadTrail => Service,
            // The manager sees to it that a concern is acknowledged; only the case holder can do it.
            Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::AskForConsultation
            | Act::SetUpService => Nothing,
        },
        Role::SocialWorker => match act {
            Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::HoldCase
            | Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::AskToRead => OwnFamilies,
            Act::ReferFamily | Act::AskForConsultation => Service,
            Act::RecordWork
            | Act::RestrictFamily
            | Act::AnswerToRead
            | Act::ReviewReading
            | Act::KeepAdvice
            | Act::DecideThreshold
            | Act::SeeEvaluation
            | Act::SeeFigureRows
            | Act::LinkRowsToFamilies
            | Act::ImportWorkbook
            | Act::SetCapacity
            | Act::ReadTrail
            | Act::ConfirmRights
            | Act::SetUpService => Nothing,
        },
        // Conference and review dates are theirs once there is a page for them.
        Role::CoOrdinator => Nothing,
        // An evaluator never sees a name, so there is no way from a row to a family.
        Role::Evaluator => match act {
            Act::SeeEvaluation | Act::SeeFigureRows => Service,
            Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::RecordWork
            | Act::DecideThreshold
            | Act::HoldCase
            | Act::RestrictFamily
            | Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::AskToRead
            | Act::AnswerToRead
            | Act::ReviewReading
            | Act::ReferFamily
            | Act::AskForConsultation
            | Act::KeepAdvice
            | Act::LinkRowsToFamilies
            | Act::ImportWorkbook
            | Act::SetCapacity
            | Act::ReadTrail
            | Act::ConfirmRights
            | Act::SetUpService => Nothing,
        },
        // Nobody reads a case because they administer.
        Role::Administrator => match act {
            Act::SetCapacity | Act::ConfirmRights | Act::SetUpService => Service,
            // An import says which families are here already, and whether they are as it guessed.
            Act::ImportWorkbook
            | Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::RecordWork
            | Act::DecideThreshold
            | Act::HoldCase
            | Act::RestrictFamily
            | Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::AskToRead
            | Act::AnswerToRead
            | Act::ReviewReading
            | Act::ReferFamily
            | Act::AskForConsultation
            | Act::KeepAdvice
            | Act::SeeEvaluation
            | Act::SeeFigureRows
            | Act::ReadTrail
            | Act::LinkRowsToFamilies => Nothing,
        },
        // The trail says who looked and when, and never what the case says.
        Role::Auditor => match act {
            Act::ReadTrail => Service,
            Act::ListFamilies
            | Act::ReadFamily
            | Act::ChangeFamily
            | Act::RecordWork
            | Act::DecideThreshold
            | Act::HoldCase
            | Act::RestrictFamily
            | Act::ReferFamily
            | Act::AcknowledgeConcern
            | Act::KeepSafetyPlan
            | Act::AskToRead
            | Act::AnswerToRead
            | Act::ReviewReading
            | Act::AskForConsultation
            | Act::KeepAdvice
            | Act::SeeEvaluation
            | Act::SeeFigureRows
            | Act::LinkRowsToFamilies
            | Act::ImportWorkbook
            | Act::SetCapacity
            | Act::ConfirmRights
            | Act::SetUpService => Nothing,
        },
    }
}

/// The policy as a table in Markdown: a row for each act, a column for each role.
pub fn permissions() -> String {
    let line = |first: &str, cells: [&str; Role::ALL.len()]| {
        format!("| {first} | {} |\n", cells.join(" | "))
    };
    let mut table = line("", Role::ALL.map(Role::label));
    table.push_str(&line("---", ["---"; Role::ALL.len()]));
    for act in Act::ALL {
        let reaches = Role::ALL.map(|role| reach(role, act).label());
        table.push_str(&line(act.label(), reaches));
    }
    table
}
