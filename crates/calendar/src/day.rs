//! Dates as people type them and as spreadsheets hold them, and dates in words.

use crate::{Date, date};

/// The months in words, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The years a typed date may be in: wide enough for any living person's life and any plan.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Why something typed or found in a spreadsheet is not taken as a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// There is nothing there.
    #[error("there is no date")]
    Empty,
    /// Not in a style we read.
    #[error(
        "{0:?} is not a date we can read: write it like 30/08/2022, 30 August 2022 or 2022-08-30"
    )]
    NotADate(String),
    /// The year has two digits, and 30/8/22 could be in either century.
    #[error("{0:?} has a two-digit year: write the year in full, like 2022")]
    TwoDigitYear(String),
    /// The month is not one of the twelve.
    #[error("{0:?} has no such month: the day comes first, then the month, like 30/08/2022")]
    NoSuchMonth(String),
    /// The month is there but does not have that day.
    #[error("{month} {year} has no day {day}", month = month_in_words(*month))]
    NoSuchDay {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month given.
        day: u8,
    },
    /// Before 1900 or after 2100.
    #[error("the year {0} is not between 1900 and 2100")]
    YearOutOfRange(i64),
    /// A spreadsheet's number that no date has.
    #[error("{0} is not a spreadsheet's number for a date between 1900 and 2100")]
    NotASerial(String),
    /// The 29 February 1900 that Excel believes in.
    #[error("the spreadsheet says 29 February 1900, a day that did not exist")]
    ExcelLeapDay,
}

/// Reads a date in one of three styles, ignoring spaces around it.
///
/// * `2022-08-30`, year first, also followed by a time of midnight as spreadsheets write it;
/// * `30/08/2022` or `30/8/2022`, always day first, also with `-` or `.` between;
/// * `30 August 2022`, `30 Aug 2022` or `30th August 2022`, in any case, also `30-Aug-2022`.
///
/// Two-digit years, years outside 1900 to 2100 and days that did not exist are refused with the
/// reason. A spreadsheet's serial number goes to [`from_excel_serial`] instead: in text, a bare
/// number is more often a mistake.
pub fn parse(text: &str) -> Result<Date, DayError> {
    let typed = text.trim();
    if typed.is_empty() {
        return Err(DayError::Empty);
    }
    let not_a_date = || DayError::NotADate(typed.to_owned());
    let parts: Vec<&str> = without_midnight(typed)
        .split(|c: char| matches!(c, '/' | '-' | '.') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let [first, middle, last] = parts[..] else {
        return Err(not_a_date());
    };
    let (year, day) = if number(first).is_some() && first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let day = number(without_ordinal(day)).ok_or_else(not_a_date)?;
    let month = match number(middle) {
        Some(number) => i8::try_from(number)
            .ok()
            .filter(|month| (1..=12).contains(month)),
        None => Some(month_named(middle).ok_or_else(not_a_date)?),
    }
    .ok_or_else(|| DayError::NoSuchMonth(typed.to_owned()))?;
    let year_digits = year.len();
    let year = number(year).ok_or_else(not_a_date)?;
    match year_digits {
        4 => real_day(i64::from(year), month, day),
        2 => Err(DayError::TwoDigitYear(typed.to_owned())),
        _ => Err(not_a_date()),
    }
}

/// The date of an Excel serial number in the 1900 system, ignoring any time of day after the point.
///
/// Day 1 is 1 January 1900. Excel keeps a mistake of older spreadsheets: it counts a 29 February
/// 1900 (serial 60) that did not exist, so serials below 60 count from 31 December 1899 and those
/// above from the day before. Serial 60 itself is refused, as is 0 (a bare time) and anything
/// after 2100. Workbooks in the 1904 system must have 1,462 added first.
pub fn from_excel_serial(serial: f64) -> Result<Date, DayError> {
    let not_a_serial = || DayError::NotASerial(serial.to_string());
    // 73,415 is 31 December 2100; the comparison also refuses what is not a number.
    if !(1.0..73_416.0).contains(&serial) {
        return Err(not_a_serial());
    }
    let whole = serial.floor() as i64;
    let start = match whole {
        60 => return Err(DayError::ExcelLeapDay),
        ..60 => date(1899, 12, 31),
        _ => date(1899, 12, 30),
    };
    start
        .checked_add(jiff::Span::new().days(whole))
        .map_err(|_| not_a_serial())
}

/// As people write it: "30 August 2022".
pub fn in_words(date: Date) -> String {
    let month = month_in_words(date.month());
    format!("{} {month} {}", date.day(), date.year())
}

/// As people write it where room is short: "30 Aug 2022".
pub fn in_short(date: Date) -> String {
    let month = &month_in_words(date.month())[..3];
    format!("{} {month} {}", date.day(), date.year())
}

/// The days from one date to another: 1 to the day after, negative to an earlier day.
pub fn days_between(from: Date, to: Date) -> i32 {
    // The whole calendar is 7.3 million days long, so an i32 holds any difference.
    (to.duration_since(from).as_hours() / 24) as i32
}

/// The date so many days after `day`, before it if negative, stopping at the ends of the calendar.
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::SignedDuration::from_hours(i64::from(days) * 24))
}

/// The name of a month from 1 to 12; empty for any other number.
pub fn month_in_words(month: i8) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// The month with this name, in full or by its first three letters ("Sept" too), in any case.
pub(crate) fn month_named(name: &str) -> Option<i8> {
    let name = name.trim_end_matches(',');
    let position = MONTHS.iter().position(|month| {
        month.eq_ignore_ascii_case(name)
            || month[..3].eq_ignore_ascii_case(name)
            || (*month == "September" && name.eq_ignore_ascii_case("Sept"))
    })?;
    i8::try_from(position + 1).ok()
}

fn real_day(year: i64, month: i8, day: u32) -> Result<Date, DayError> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))
        .ok_or(DayError::YearOutOfRange(year))?;
    let day = u8::try_from(day).unwrap_or(u8::MAX);
    i8::try_from(day)
        .ok()
        .and_then(|day| Date::new(year, month, day).ok())
        .ok_or(DayError::NoSuchDay { year, month, day })
}

/// A number of plain digits only: no sign, no point, and short enough never to overflow.
pub(crate) fn number(text: &str) -> Option<u32> {
    let plain = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn without_midnight(text: &str) -> &str {
    ["T00:00:00", " 00:00:00", " 00:00"]
        .iter()
        .find_map(|midnight| text.strip_suffix(midnight))
        .unwrap_or(text)
}

fn without_ordinal(day: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| day.strip_suffix(suffix))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_every_style_as_the_same_day() {
        for text in [
            "2022-08-30",
            "2022/08/30",
            "2022-08-30 00:00:00",
            "2022-08-30T00:00:00",
            "30/08/2022",
            "30/8/2022",
            "30-08-2022",
            "30.8.2022",
            "30 August 2022",
            "30 Aug 2022",
            "30-Aug-2022",
            "30th AUGUST 2022",
            "  30  august  2022 ",
        ] {
            assert_eq!(parse(text), Ok(date(2022, 8, 30)), "{text}");
        }
        assert_eq!(parse("3 Sept 2021"), Ok(date(2021, 9, 3)));
    }

    #[test]
    fn the_day_always_comes_first() {
        assert_eq!(parse("05/04/2021"), Ok(date(2021, 4, 5)));
        assert_eq!(
            parse("12/25/2021"),
            Err(DayError::NoSuchMonth("12/25/2021".into()))
        );
    }

    #[test]
    fn refuses_with_the_reason() {
        let reason = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(reason(" "), "there is no date");
        assert_eq!(
            reason("30/8/22"),
            "\"30/8/22\" has a two-digit year: write the year in full, like 2022"
        );
        assert_eq!(reason("30/02/2022"), "February 2022 has no day 30");
        assert_eq!(reason("29 Feb 1900"), "February 1900 has no day 29");
        assert_eq!(reason("0/02/2022"), "February 2022 has no day 0");
        assert_eq!(
            reason("30/08/0022"),
            "the year 22 is not between 1900 and 2100"
        );
        assert_eq!(
            reason("soon"),
            "\"soon\" is not a date we can read: write it like 30/08/2022, 30 August 2022 or 2022-08-30"
        );
        for text in [
            "44803",
            "30/08",
            "30/08/2022/1",
            "30 Augustus 2022",
            "-30/08/2022 x",
            "30/08/202",
            "2022-08-30 09:15:00",
            "99999999999/1/2022",
            "3٠/08/2022",
        ] {
            assert!(matches!(parse(text), Err(DayError::NotADate(_))), "{text}");
        }
    }

    #[test]
    fn excel_serials_step_over_the_day_that_did_not_exist() {
        assert_eq!(from_excel_serial(1.0), Ok(date(1900, 1, 1)));
        assert_eq!(from_excel_serial(59.0), Ok(date(1900, 2, 28)));
        assert_eq!(from_excel_serial(60.0), Err(DayError::ExcelLeapDay));
        assert_eq!(from_excel_serial(60.5), Err(DayError::ExcelLeapDay));
        assert_eq!(from_excel_serial(61.0), Ok(date(1900, 3, 1)));
        assert_eq!(from_excel_serial(44_803.0), Ok(date(2022, 8, 30)));
        assert_eq!(from_excel_serial(44_803.999), Ok(date(2022, 8, 30)));
        assert_eq!(from_excel_serial(73_415.0), Ok(date(2100, 12, 31)));
        for serial in [0.0, 0.5, -3.0, 73_416.0, 1e300, f64::NAN, f64::INFINITY] {
            assert!(matches!(
                from_excel_serial(serial),
                Err(DayError::NotASerial(_))
            ));
        }
    }

    #[test]
    fn days_are_counted_from_one_date_to_another() {
        assert_eq!(days_between(date(2022, 3, 26), date(2022, 3, 28)), 2);
        assert_eq!(days_between(date(2022, 3, 28), date(2022, 3, 26)), -2);
        assert_eq!(plus_days(date(2020, 2, 28), 2), date(2020, 3, 1));
        assert_eq!(plus_days(date(2020, 3, 1), -2), date(2020, 2, 28));
        assert_eq!(plus_days(Date::MAX, 1), Date::MAX);
    }

    proptest! {
        #[test]
        fn every_style_round_trips(serial in 61_i64..73_416) {
            let day = from_excel_serial(serial as f64).unwrap();
            prop_assert_eq!(parse(&day.to_string()), Ok(day));
            prop_assert_eq!(parse(&in_words(day)), Ok(day));
            prop_assert_eq!(parse(&in_short(day)), Ok(day));
            let slashes = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
            prop_assert_eq!(parse(&slashes), Ok(day));
        }

        #[test]
        fn nothing_typed_can_panic(text in "\\PC{0,20}") {
            let _ = parse(&text);
        }
    }
}
