//! The day, month or year something happened, as closely as it is known.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::{Date, date, day, text::serde_as_text};

/// A year from 1 to 9999, written with four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i16);

impl Year {
    /// The year, if it is from 1 to 9999.
    pub fn new(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self(year))
    }

    /// The year as a number.
    pub fn number(self) -> i16 {
        self.0
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: Year,
    month: i8,
}

impl YearMonth {
    /// The month from 1 to 12 of a year from 1 to 9999.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        let year = Year::new(year)?;
        (1..=12).contains(&month).then_some(Self { year, month })
    }

    /// The month `day` is in; none for a day before the year 1.
    pub fn of(day: Date) -> Option<Self> {
        Self::new(day.year(), day.month())
    }

    /// The year as a number.
    pub fn year(self) -> i16 {
        self.year.0
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year.0, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// "March 2021".
    pub fn in_words(self) -> String {
        format!("{} {}", day::month_in_words(self.month), self.year.0)
    }
}

/// When something happened, as closely as it is known.
///
/// Its text is `2021-03-10`, `2021-03` or `2021`. It is put in order by its first possible day and,
/// on the same day, the vaguer before the closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// The very day.
    Day(Date),
    /// Some day of this month.
    Month(YearMonth),
    /// Some day of this year.
    Year(Year),
}

/// Text that is not a day, a month or a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a day, month or year in the form 2021-03-10, 2021-03 or 2021")]
pub struct NotAWhen(String);

impl When {
    /// The day it is put in order by: the first it could have been.
    pub fn sort_date(self) -> Date {
        match self {
            When::Day(day) => day,
            When::Month(month) => month.first_day(),
            When::Year(year) => date(year.0, 1, 1),
        }
    }

    /// The last day it could have been.
    pub fn latest(self) -> Date {
        match self {
            When::Day(day) => day,
            When::Month(month) => month.last_day(),
            When::Year(year) => date(year.0, 12, 31),
        }
    }

    /// Whether the very day is not known.
    pub fn is_approximate(self) -> bool {
        !matches!(self, When::Day(_))
    }

    /// "10 March 2021", "about March 2021", "about 2021".
    pub fn in_words(self) -> String {
        match self {
            When::Day(day) => day::in_words(day),
            When::Month(month) => format!("about {}", month.in_words()),
            When::Year(year) => format!("about {}", year.0),
        }
    }

    /// Reads what a person typed: a date in any style of [`day::parse`], a month ("March 2021",
    /// "Mar 2021", "03/2021", "2021-03") or a year ("2021"), with or without "about" before it.
    pub fn parse(text: &str) -> Result<Self, day::DayError> {
        let typed = text.trim();
        let (start, rest) = typed.split_at_checked(6).unwrap_or(("", ""));
        let typed = if start.eq_ignore_ascii_case("about ") {
            rest.trim_start()
        } else {
            typed
        };
        month_or_year(typed).map_or_else(|| day::parse(typed).map(When::Day), Ok)
    }

    fn vagueness(self) -> u8 {
        match self {
            When::Year(_) => 0,
            When::Month(_) => 1,
            When::Day(_) => 2,
        }
    }
}

/// A typed month or year, if it is one in the range of years a typed date may be in.
fn month_or_year(typed: &str) -> Option<When> {
    let parts: Vec<&str> = typed
        .split(|c: char| matches!(c, '/' | '-' | '.') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let year = |part: &str| {
        let year = i16::try_from(day::number(part).filter(|_| part.len() == 4)?).ok()?;
        (1900..=2100).contains(&year).then_some(year)
    };
    let month = |part: &str| match day::number(part) {
        Some(number) => i8::try_from(number).ok(),
        None => day::month_named(part),
    };
    match parts[..] {
        [only] => Year::new(year(only)?).map(When::Year),
        [first, second] => year(first)
            .zip(month(second))
            .or_else(|| year(second).zip(month(first)))
            .and_then(|(year, month)| YearMonth::new(year, month))
            .map(When::Month),
        _ => None,
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |when: &When| (when.sort_date(), when.vagueness());
        key(self).cmp(&key(other))
    }
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        When::Day(day)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Day(day) => day.fmt(f),
            When::Month(month) => month.fmt(f),
            When::Year(year) => year.fmt(f),
        }
    }
}

impl FromStr for Year {
    type Err = NotAWhen;

    fn from_str(text: &str) -> Result<Self, NotAWhen> {
        exactly(text, 4, |text| Year::new(text.parse().ok()?))
    }
}

impl FromStr for YearMonth {
    type Err = NotAWhen;

    fn from_str(text: &str) -> Result<Self, NotAWhen> {
        exactly(text, 7, |text| {
            let (year, month) = text.split_once('-')?;
            YearMonth::new(year.parse().ok()?, month.parse().ok()?)
        })
    }
}

impl FromStr for When {
    type Err = NotAWhen;

    fn from_str(text: &str) -> Result<Self, NotAWhen> {
        match text.len() {
            4 => text.parse().map(When::Year),
            7 => text.parse().map(When::Month),
            _ => exactly(text, text.len(), |text| text.parse().ok().map(When::Day)),
        }
    }
}

/// Reads text of one length that must come back the same when written again.
fn exactly<T: fmt::Display>(
    text: &str,
    length: usize,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, NotAWhen> {
    Some(text)
        .filter(|text| text.len() == length)
        .and_then(read)
        .filter(|value| value.to_string() == text)
        .ok_or_else(|| NotAWhen(text.to_owned()))
}

serde_as_text!(Year);
serde_as_text!(YearMonth);
serde_as_text!(When);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn when(text: &str) -> When {
        text.parse().unwrap()
    }

    #[test]
    fn reaches_from_the_first_day_to_the_last() {
        assert_eq!(when("2021-03-10").latest(), date(2021, 3, 10));
        assert_eq!(when("2020-02").sort_date(), date(2020, 2, 1));
        assert_eq!(when("2020-02").latest(), date(2020, 2, 29));
        assert_eq!(when("2021").sort_date(), date(2021, 1, 1));
        assert_eq!(when("2021").latest(), date(2021, 12, 31));
    }

    #[test]
    fn words_say_when_it_is_approximate() {
        assert_eq!(when("2021-03-10").in_words(), "10 March 2021");
        assert_eq!(when("2021-03").in_words(), "about March 2021");
        assert_eq!(when("2021").in_words(), "about 2021");
        assert!(when("2021").is_approximate());
        assert!(!when("2021-03-10").is_approximate());
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "21",
            "2021-3",
            "2021-13",
            "2021-00",
            "0000",
            "+021",
            "2021-02-30",
            "20210310",
            "2021-03-10T00:00:00",
            "2021-W10",
            "March",
        ] {
            assert_eq!(text.parse::<When>(), Err(NotAWhen(text.to_owned())));
        }
    }

    #[test]
    fn the_vaguer_comes_first_on_the_same_day() {
        let mut whens = ["2021-01-01", "2021-03", "2021", "2020-12-31", "2021-01"].map(when);
        whens.sort();
        assert_eq!(
            whens.map(|when| when.to_string()),
            ["2020-12-31", "2021", "2021-01", "2021-01-01", "2021-03"]
        );
    }

    #[test]
    fn reads_what_people_type() {
        for text in [
            "March 2021",
            "mar 2021",
            "03/2021",
            "3/2021",
            "2021-03",
            "About March 2021",
        ] {
            assert_eq!(When::parse(text), Ok(when("2021-03")), "{text}");
        }
        assert_eq!(When::parse("about 2021"), Ok(when("2021")));
        assert_eq!(When::parse("10 March 2021"), Ok(when("2021-03-10")));
        assert!(When::parse("13/2021").is_err());
        assert!(When::parse("03/21").is_err());
        assert!(When::parse("0221").is_err());
        assert_eq!(When::parse(""), Err(day::DayError::Empty));
    }

    fn any_when() -> impl Strategy<Value = When> {
        let year = || 1_i16..=9999;
        prop_oneof![
            (year(), 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| When::Day(date(y, m, d))),
            (year(), 1_i8..=12).prop_map(|(y, m)| When::Month(YearMonth::new(y, m).unwrap())),
            year().prop_map(|y| When::Year(Year::new(y).unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn text_and_json_round_trip(when in any_when()) {
            prop_assert_eq!(when.to_string().parse::<When>(), Ok(when));
            let json = serde_json::to_string(&when).unwrap();
            prop_assert_eq!(serde_json::from_str::<When>(&json).unwrap(), when);
            prop_assert!(when.sort_date() <= when.latest());
        }

        #[test]
        fn text_order_is_the_order(a in any_when(), b in any_when()) {
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn nothing_typed_can_panic(text in "\\PC{0,20}") {
            let _ = When::parse(&text);
            let _ = text.parse::<When>();
        }
    }
}
