//! By how much knowledge a past day is shown: one word in the address of every page that can.

use calendar::Date;
use serde::Deserialize;

/// What is counted of what has happened by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "String")]
pub(crate) enum Known {
    /// Everything recorded since, with what was put right put right.
    #[default]
    Now,
    /// What had been recorded by the end of the day.
    Then,
}

impl Known {
    /// The word in an address for what was known on the day.
    pub(crate) const THEN: &str = "then";

    /// The day by which something must have been recorded to count; none if everything does.
    pub(crate) fn on(self, day: Date) -> Option<Date> {
        (self == Self::Then).then_some(day)
    }

    /// As an address says it; nothing for what is known now.
    pub(crate) fn asked(self) -> Option<&'static str> {
        (self == Self::Then).then_some(Self::THEN)
    }
}

/// Any other word asks for nothing.
impl From<String> for Known {
    fn from(word: String) -> Self {
        if word == Self::THEN {
            Self::Then
        } else {
            Self::Now
        }
    }
}
