#![doc = include_str!("../README.md")]

pub mod age;
pub mod day;
mod england;
pub mod months;
pub mod period;
pub mod stamp;
mod text;
pub mod when;
pub mod working_days;

pub use age::{Age, age_on};
pub use jiff::civil::{Date, Time, Weekday, date, time};
/// Lengths for date arithmetic: `date.checked_add(6.weeks())`.
pub use jiff::{Span, ToSpan};
pub use months::MonthsOfIntervention;
pub use period::{AsAt, Period, as_at_in_words};
pub use stamp::Stamp;
pub use when::{When, Year, YearMonth};
pub use working_days::BankHolidays;
