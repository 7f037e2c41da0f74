//! What of a family a form is about.

use record::Subject;

use super::fields::FAMILY;

/// What of the family a form is about, where its address says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Nothing in particular.
    Nothing,
    /// The family or one of its people.
    Subject(Subject),
    /// An entry, by its number among those the viewer sees.
    Entry(usize),
}

impl Of {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == FAMILY {
            return Some(Self::Subject(Subject::Family));
        }
        if let Ok(entry) = text.parse() {
            return Some(Self::Entry(entry));
        }
        let person = text.parse().ok()?;
        Some(Self::Subject(Subject::Person(person)))
    }
}

impl std::fmt::Display for Of {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Subject(Subject::Family) => write!(f, "/{FAMILY}"),
            Self::Subject(Subject::Person(person)) => write!(f, "/{person}"),
            Self::Entry(entry) => write!(f, "/{entry}"),
        }
    }
}
