//! The data dictionary: every field of the three sheets, defined once.
//!
//! The headings of an import, the data sets of the chronology, the columns of the cohort, the
//! template workbook, the data-quality page and the measures all come from this table.

mod fields;

use crate::codes::CodeList;
pub use fields::Field;
use fields::{
    ADVOCACIES, ALLOCATIONS, ASKED, ATTENDANCES, CHILDREN, CLOSURES, COMMUNITY, CONSULTATIONS,
    DECISIONS, FAMILIES, FEEDBACK, INFO, Info, JOURNEYS, MEETINGS, PEOPLE, PREDICTIONS, SESSIONS,
};

/// A sheet: what a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// One row a family.
    Families,
    /// One row a child.
    Children,
    /// One row an emergency session.
    EmergencySessions,
    /// One row a family that the team works with: from consultation to engagement.
    Journeys,
    /// One row a person whom the team works with.
    SupportedPeople,
    /// One row a consultation, advice or coaching.
    Consultations,
    /// One row a decision on the threshold.
    Decisions,
    /// One row an allocation of a worker to a person.
    Allocations,
    /// One row a discipline asked for a person.
    AskedFor,
    /// One row a session, held or missed.
    Meetings,
    /// One row a person expected at a session.
    Attendances,
    /// One row a time somebody was spoken up for.
    Advocacies,
    /// One row a referral to a service in the community.
    CommunityServices,
    /// One row a closure, with the call that follows.
    Closures,
    /// One row a prediction.
    Predictions,
    /// One row a parent's or child's word on the service.
    Feedback,
}

impl Sheet {
    /// The three sheets of a workbook.
    pub const ALL: [Self; 3] = [Self::Families, Self::Children, Self::EmergencySessions];

    /// The sheets of the team's own work. No workbook has them: they come from the chronology of a
    /// service in use, and a family has no row in them before anything is written down.
    pub const WORK: [Self; 13] = [
        Self::Journeys,
        Self::SupportedPeople,
        Self::Consultations,
        Self::Decisions,
        Self::Allocations,
        Self::AskedFor,
        Self::Meetings,
        Self::Attendances,
        Self::Advocacies,
        Self::CommunityServices,
        Self::Closures,
        Self::Predictions,
        Self::Feedback,
    ];

    /// Every sheet.
    pub fn every() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().chain(Self::WORK)
    }

    /// The sheet's name in a workbook or folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Families => "families",
            Self::Children => "children",
            Self::EmergencySessions => "emergency_sessions",
            Self::Journeys => "journeys",
            Self::SupportedPeople => "supported_people",
            Self::Consultations => "consultations",
            Self::Decisions => "threshold_decisions",
            Self::Allocations => "allocations",
            Self::AskedFor => "asked_for",
            Self::Meetings => "sessions",
            Self::Attendances => "attendances",
            Self::Advocacies => "advocacy",
            Self::CommunityServices => "community_services",
            Self::Closures => "closures",
            Self::Predictions => "predictions",
            Self::Feedback => "feedback",
        }
    }

    /// What its rows are, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Families => "Families",
            Self::Children => "Children",
            Self::EmergencySessions => "Emergency sessions",
            Self::Journeys => "Families’ journeys",
            Self::SupportedPeople => "People supported",
            Self::Consultations => "Consultations and advice",
            Self::Decisions => "Decisions on the threshold",
            Self::Allocations => "Allocations",
            Self::AskedFor => "Support asked for",
            Self::Meetings => "Sessions",
            Self::Attendances => "Attendance",
            Self::Advocacies => "Advocacy and legal support",
            Self::CommunityServices => "Services in the community",
            Self::Closures => "Closures and follow-up",
            Self::Predictions => "Predictions",
            Self::Feedback => "Feedback",
        }
    }

    /// Its fields, in order.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Families => FAMILIES,
            Self::Children => CHILDREN,
            Self::EmergencySessions => SESSIONS,
            Self::Journeys => JOURNEYS,
            Self::SupportedPeople => PEOPLE,
            Self::Consultations => CONSULTATIONS,
            Self::Decisions => DECISIONS,
            Self::Allocations => ALLOCATIONS,
            Self::AskedFor => ASKED,
            Self::Meetings => MEETINGS,
            Self::Attendances => ATTENDANCES,
            Self::Advocacies => ADVOCACIES,
            Self::CommunityServices => COMMUNITY,
            Self::Closures => CLOSURES,
            Self::Predictions => PREDICTIONS,
            Self::Feedback => FEEDBACK,
        }
    }

    /// The field that says of which family a row is. Rows of the team's work have no reference but
    /// their family's.
    pub fn family(self) -> Field {
        match self {
            Self::Children => Field::ChildFamily,
            Self::EmergencySessions => Field::SessionFamily,
            _ => self.fields()[0],
        }
    }

    /// The field with this heading.
    pub fn field(self, code: &str) -> Option<Field> {
        self.fields().iter().copied().find(|f| f.code() == code)
    }
}

/// What may stand in a field.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A reference such as F001, of 1 to 200 letters on one line. It is never a non-answer.
    Reference,
    /// The name of a place, as the service names its areas, of 1 to 200 letters on one line.
    Place,
    /// One of a code list.
    Code(&'static CodeList),
    /// A number from 0 to `max`, with up to `decimals` decimal places.
    Number {
        /// Decimal places kept.
        decimals: u8,
        /// The largest plausible number.
        max: i32,
    },
    /// A civil date from 1900 to 2100.
    Date,
}

/// When in the case a field is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// It says which row this is.
    Identity,
    /// Worked out from the case: status, dates, support.
    Case,
    /// At referral.
    Referral,
    /// At closure.
    Closure,
    /// At the time of the session.
    Session,
    /// Worked out from what the team wrote down of its work.
    Work,
}

/// When an answer is due; a blank is missing where it is, and not applicable where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// For every row.
    Always,
    /// For rows whose case is closed.
    WhenClosed,
    /// For children who were born.
    WhenBorn,
}

impl Field {
    fn info(self) -> &'static Info {
        &INFO[self as usize]
    }

    /// Every field of a workbook.
    pub fn all() -> impl Iterator<Item = Self> {
        Sheet::ALL
            .into_iter()
            .flat_map(|s| s.fields().iter().copied())
    }

    /// Every field, those of the team's work too.
    pub fn every() -> impl Iterator<Item = Self> {
        Sheet::every().flat_map(|s| s.fields().iter().copied())
    }

    /// The heading in a workbook.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// The question, for a person.
    pub fn title(self) -> &'static str {
        self.info().title
    }

    /// The sheet it stands in.
    pub fn sheet(self) -> Sheet {
        self.info().sheet
    }

    /// Its place in the sheet, from 0.
    pub fn column(self) -> usize {
        let first = self.sheet().fields()[0];
        self as usize - first as usize
    }

    /// What may stand in it.
    pub fn kind(self) -> Kind {
        self.info().kind
    }

    /// When it is answered.
    pub fn point(self) -> Point {
        self.info().point
    }

    /// When an answer is due.
    pub fn due(self) -> Due {
        self.info().due
    }

    /// What is allowed, in words for an error message.
    pub fn allowed(self) -> String {
        let answers = match self.kind() {
            Kind::Reference => {
                return "a reference such as F001, of at most 200 letters".to_owned();
            }
            Kind::Place => "the name of a place, of at most 200 letters".to_owned(),
            Kind::Code(list) => list
                .codes
                .iter()
                .map(|c| c.code)
                .collect::<Vec<_>>()
                .join(", "),
            Kind::Number { decimals: 0, max } => format!("a whole number from 0 to {max}"),
            Kind::Number { decimals, max } => {
                format!("a number from 0 to {max} with at most {decimals} decimal places")
            }
            Kind::Date => "a date from 1900 to 2100, such as 2022-08-30".to_owned(),
        };
        format!("{answers}, unknown, missing, too_early or not_applicable")
    }
}
