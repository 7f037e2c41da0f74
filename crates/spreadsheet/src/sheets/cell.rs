//! From a cell to a value of the dictionary.

use calendar::{Date, day};
use record::{Field, Kind, Value};

use super::problem::{ProblemKind, Shown};
use crate::mapping::{Dates, non_answer};
use crate::read::Cell;

/// 1 January 1990 as workbooks count days. A smaller number in a column of dates is a year, an age or a
/// slip: no case of this service is so old.
const FIRST_SERIAL: f64 = 32_874.0;
/// How far from exact a workbook's number may be: its numbers are binary, so 0.1 + 0.2 is not quite 0.3.
const ROUNDING: f64 = 1e-6;

/// The value that a cell holds in the dictionary's own spelling. The cell is not blank.
///
/// Dates may be written in any style of [`day::parse`], be date cells, or be the bare number of one.
pub(crate) fn own_value(field: Field, dates: Dates, cell: &Cell) -> Result<Value, ProblemKind> {
    let shown = cell.shown();
    let text = shown.trim();
    let refused = || ProblemKind::NotAllowed {
        found: Shown::new(text),
        allowed: field.allowed(),
    };
    match (cell, field.kind()) {
        (Cell::Error(found), _) => Err(ProblemKind::ErrorValue {
            found: Shown::new(found),
        }),
        (Cell::NotCalculated, _) => Err(ProblemKind::NotCalculated),
        (Cell::Number(number), Kind::Number { decimals, .. }) => exact(*number, decimals)
            .map(Value::Number)
            .filter(|value| value.fits(field))
            .ok_or_else(refused),
        (Cell::Number(number), Kind::Date) => serial(*number)
            .map(Value::Date)
            .filter(|value| value.fits(field))
            .ok_or_else(refused),
        (Cell::Date(date), Kind::Date) => Some(Value::Date(*date))
            .filter(|value| value.fits(field))
            .ok_or_else(refused),
        (Cell::Number(number), Kind::Reference) if number.fract() != 0.0 => Err(refused()),
        // A date or TRUE as a reference, or a number as a place, is a slip of the spreadsheet program's.
        (Cell::Date(_) | Cell::Bool(_), Kind::Reference | Kind::Place)
        | (Cell::Number(_), Kind::Place) => Err(refused()),
        (_, Kind::Place) if Value::parse(field, text).is_ok_and(|v| is_no_place(&v)) => {
            Err(refused())
        }
        (Cell::Text(_), Kind::Date) => match Value::parse(field, text) {
            Ok(value) => Ok(value),
            Err(_) => date(text, dates).map(Value::Date),
        },
        _ => Value::parse(field, text).map_err(|_| refused()),
    }
}

fn is_no_place(value: &Value) -> bool {
    matches!(value, Value::Text(name) if non_answer(name))
}

/// A number in units of the last of `decimals` places, if it is one but for the rounding of workbooks.
fn exact(number: f64, decimals: u8) -> Option<i32> {
    let scaled = number * 10_f64.powi(i32::from(decimals));
    let whole = scaled.round();
    let fits = (0.0..=f64::from(i32::MAX)).contains(&whole);
    (fits && (scaled - whole).abs() < ROUNDING).then_some(whole as i32)
}

fn serial(number: f64) -> Option<Date> {
    (number >= FIRST_SERIAL)
        .then(|| day::from_excel_serial(number).ok())
        .flatten()
}

fn date(text: &str, dates: Dates) -> Result<Date, ProblemKind> {
    // CSV files saved from a column without a date format hold the bare number.
    let number = (text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok().and_then(serial))
        .flatten();
    if let Some(date) = number {
        return Ok(date);
    }
    if let (Dates::MonthFirst, Some([month, date, year])) = (dates, in_figures(text)) {
        return day::parse(&format!("{date}/{month}/{year}")).map_err(|_| {
            ProblemKind::NotAllowed {
                found: Shown::new(text),
                allowed: "a date with the month first and the year in full, such as 08/30/2022"
                    .to_owned(),
            }
        });
    }
    day::parse(text).map_err(|why| ProblemKind::NotADate {
        why: shortened(why),
    })
}

/// The reason with no more of the cell than may be shown.
fn shortened(why: day::DayError) -> day::DayError {
    use day::DayError as E;
    let short = |text: String| Shown::new(&text).as_str().to_owned();
    match why {
        E::NotADate(text) => E::NotADate(short(text)),
        E::TwoDigitYear(text) => E::TwoDigitYear(short(text)),
        E::NoSuchMonth(text) => E::NoSuchMonth(short(text)),
        other => other,
    }
}

/// Whether a date in figures can only be month first (`Some(true)`) or only day first (`Some(false)`).
pub(crate) fn looks_month_first(text: &str) -> Option<bool> {
    let [first, second, _] = in_figures(text.trim())?;
    let [first, second] = [first, second].map(|part| part.parse::<u8>().ok());
    match (first?, second?) {
        (1..=12, 13..=31) => Some(true),
        (13..=31, 1..=12) => Some(false),
        _ => None,
    }
}

/// The parts of a date such as 05/04/2021, where the first two could change places.
fn in_figures(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.splitn(3, ['/', '-', '.']);
    let parts = [parts.next()?, parts.next()?, parts.next()?].map(str::trim);
    let short =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (short(parts[0]) && short(parts[1])).then_some(parts)
}
