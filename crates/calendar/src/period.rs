//! Periods of days, and "as at" a day.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::stamp::StampError;
use crate::{Date, Stamp, YearMonth, day};

/// A period of whole days, both ends included. It is never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Period {
    from: Date,
    to: Date,
}

/// A period whose last day is before its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a period cannot end on {} before it starts on {}",
    day::in_words(*to),
    day::in_words(*from)
)]
pub struct EndsBeforeItStarts {
    /// The first day given.
    pub from: Date,
    /// The last day given.
    pub to: Date,
}

impl Period {
    /// The period from `from` to `to`, both included.
    pub fn new(from: Date, to: Date) -> Result<Self, EndsBeforeItStarts> {
        if to < from {
            return Err(EndsBeforeItStarts { from, to });
        }
        Ok(Self { from, to })
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// One calendar month.
    pub fn month(month: YearMonth) -> Self {
        Self {
            from: month.first_day(),
            to: month.last_day(),
        }
    }

    /// The financial year `day` falls in: 1 April to 31 March.
    pub fn financial_year_of(day: Date) -> Self {
        let start_year = day.year() - i16::from(day.month() < 4);
        // Only in the first and last months of all the dates there are has the year no such end.
        Self {
            from: Date::new(start_year, 4, 1).unwrap_or(Date::MIN),
            to: Date::new(start_year + 1, 3, 31).unwrap_or(Date::MAX),
        }
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day.
    pub fn to(self) -> Date {
        self.to
    }

    /// Whether `day` is in the period.
    pub fn contains(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// How many days, both ends counted: at least 1.
    pub fn days(self) -> u32 {
        day::days_between(self.from, self.to).unsigned_abs() + 1
    }

    /// The days in both periods, if any.
    pub fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to)).ok()
    }

    /// "1 April 2021 to 31 March 2022", or the day itself for a period of one day.
    pub fn label(self) -> String {
        if self.from == self.to {
            return day::in_words(self.from);
        }
        format!("{} to {}", day::in_words(self.from), day::in_words(self.to))
    }
}

impl fmt::Display for Period {
    /// The compact ISO 8601 interval, `2021-04-01/2022-03-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.from, self.to)
    }
}

/// The stored form of a period, checked on the way in.
#[derive(Serialize, Deserialize)]
struct Ends {
    from: Date,
    to: Date,
}

impl TryFrom<Ends> for Period {
    type Error = EndsBeforeItStarts;

    fn try_from(ends: Ends) -> Result<Self, EndsBeforeItStarts> {
        Self::new(ends.from, ends.to)
    }
}

impl From<Period> for Ends {
    fn from(period: Period) -> Self {
        Self {
            from: period.from,
            to: period.to,
        }
    }
}

/// The day a screen or figure describes, and optionally how much was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AsAt {
    /// The day described: what had happened by the end of it counts.
    pub day: Date,
    /// If given, only what had been recorded by this instant counts, so that a figure can be
    /// shown as it was believed to be then; if not, everything recorded since counts too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub believed: Option<Stamp>,
}

impl AsAt {
    /// As at a day, by everything now recorded about it.
    pub fn day(day: Date) -> Self {
        Self {
            day,
            believed: None,
        }
    }

    /// As at a day, by what had been recorded by an instant.
    pub fn believed_at(day: Date, believed: Stamp) -> Self {
        Self {
            day,
            believed: Some(believed),
        }
    }

    /// As at a day, by what had been recorded by the end of it in London.
    pub fn as_known_then(day: Date) -> Result<Self, StampError> {
        Ok(Self::believed_at(day, Stamp::end_of_london_day(day)?))
    }

    /// Whether something that happened on one day and was recorded at one instant counts.
    pub fn includes(self, happened: Date, recorded: Stamp) -> bool {
        happened <= self.day && self.believed.is_none_or(|believed| recorded <= believed)
    }

    /// "as at 30 August 2022", or "as at 30 August 2022, from what was recorded by 1 September
    /// 2022 at 9am".
    pub fn label(self) -> String {
        let day = day::in_words(self.day);
        match self.believed {
            None => format!("as at {day}"),
            Some(believed) => format!(
                "as at {day}, from what was recorded by {}",
                believed.in_words()
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn both_ends_are_in() {
        let year = Period::new(date(2021, 4, 1), date(2022, 3, 31)).unwrap();
        assert!(year.contains(date(2021, 4, 1)) && year.contains(date(2022, 3, 31)));
        assert!(!year.contains(date(2021, 3, 31)) && !year.contains(date(2022, 4, 1)));
        assert_eq!(year.days(), 365);
        assert_eq!(year.label(), "1 April 2021 to 31 March 2022");
        assert_eq!(year.to_string(), "2021-04-01/2022-03-31");
        assert_eq!(Period::day(date(2022, 8, 30)).days(), 1);
        assert_eq!(Period::day(date(2022, 8, 30)).label(), "30 August 2022");
        assert_eq!(Period::new(Date::MIN, Date::MAX).unwrap().days(), 7_304_484);
    }

    #[test]
    fn backwards_is_refused_in_code_and_in_json() {
        let backwards = Period::new(date(2022, 3, 31), date(2021, 4, 1));
        assert_eq!(
            backwards.unwrap_err().to_string(),
            "a period cannot end on 1 April 2021 before it starts on 31 March 2022"
        );
        let json = r#"{"from":"2022-03-31","to":"2021-04-01"}"#;
        assert!(serde_json::from_str::<Period>(json).is_err());
        let json = r#"{"from":"2021-04-01","to":"2022-03-31"}"#;
        let period: Period = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&period).unwrap(), json);
    }

    #[test]
    fn financial_years_start_on_1_april() {
        let last_day = Period::financial_year_of(date(2022, 3, 31));
        let first_day = Period::financial_year_of(date(2022, 4, 1));
        assert_eq!(last_day.label(), "1 April 2021 to 31 March 2022");
        assert_eq!(first_day.label(), "1 April 2022 to 31 March 2023");
    }

    #[test]
    fn overlaps() {
        let period = |a, b| Period::new(date(2022, a, 1), date(2022, b, 1)).unwrap();
        assert_eq!(period(1, 5).overlap(period(3, 8)), Some(period(3, 5)));
        assert_eq!(period(1, 3).overlap(period(3, 8)), Some(period(3, 3)));
        assert_eq!(period(1, 2).overlap(period(3, 8)), None);
    }

    #[test]
    fn as_at_keeps_out_the_later_and_the_later_recorded() {
        let day = date(2022, 8, 30);
        let recorded: Stamp = "2022-09-01T08:00:00.000000Z".parse().unwrap();
        let before: Stamp = "2022-08-31T08:00:00.000000Z".parse().unwrap();
        assert!(AsAt::day(day).includes(day, recorded));
        assert!(!AsAt::day(day).includes(date(2022, 8, 31), recorded));
        assert!(AsAt::believed_at(day, recorded).includes(day, recorded));
        assert!(!AsAt::believed_at(day, before).includes(day, recorded));
        assert_eq!(AsAt::day(day).label(), "as at 30 August 2022");
        assert_eq!(
            AsAt::believed_at(day, recorded).label(),
            "as at 30 August 2022, from what was recorded by 1 September 2022 at 9am"
        );
        let then = AsAt::as_known_then(day).unwrap();
        let late = Stamp::from_london(day, 23, 59).unwrap();
        let next = Stamp::from_london(date(2022, 8, 31), 0, 0).unwrap();
        assert!(then.includes(day, late) && !then.includes(day, next));
        let json = serde_json::to_string(&AsAt::day(day)).unwrap();
        assert_eq!(json, r#"{"day":"2022-08-30"}"#);
        assert_eq!(serde_json::from_str::<AsAt>(&json).unwrap(), AsAt::day(day));
    }
}
