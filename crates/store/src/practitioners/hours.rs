//! Hours of work a week, exact to the quarter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Hours of work a week in whole quarters of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WeeklyHours {
    quarters: u16,
}

/// Why something typed is not taken as hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not a number of hours.
    #[error("hours a week are a number, like 37 or 22.5")]
    NotANumber,
    /// Finer than a quarter of an hour.
    #[error("hours a week are counted in quarters, like 22.25, 22.5 or 22.75")]
    NotInQuarters,
    /// Nothing, or more than a week of work.
    #[error("hours a week are more than 0 and no more than 60")]
    OutOfRange,
}

impl WeeklyHours {
    /// The most hours a week of work has here.
    const MOST: u16 = 60 * 4;

    /// So many whole hours.
    ///
    /// # Panics
    /// If they are none or more than 60.
    pub const fn whole(hours: u16) -> Self {
        let quarters = hours * 4;
        assert!(quarters > 0 && quarters <= Self::MOST);
        Self { quarters }
    }

    /// The hours in minutes.
    pub const fn minutes(self) -> u32 {
        self.quarters as u32 * 15
    }

    /// Hours from minutes, if they are whole quarters within range.
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        let quarters = u16::try_from(minutes / 15).ok()?;
        (minutes % 15 == 0 && (1..=Self::MOST).contains(&quarters)).then_some(Self { quarters })
    }
}

impl FromStr for WeeklyHours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let (hours, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if hours.is_empty() || !digits(hours) || !digits(part) {
            return Err(HoursError::NotANumber);
        }
        let quarter = match part.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return Err(HoursError::NotInQuarters),
        };
        let hours: u16 = hours.parse().map_err(|_| HoursError::OutOfRange)?;
        let quarters = hours.saturating_mul(4).saturating_add(quarter);
        if !(1..=Self::MOST).contains(&quarters) {
            return Err(HoursError::OutOfRange);
        }
        Ok(Self { quarters })
    }
}

impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = [".25", ".5", ".75"].get(usize::from(self.quarters % 4).wrapping_sub(1));
        write!(f, "{}{}", self.quarters / 4, part.unwrap_or(&""))
    }
}

impl From<WeeklyHours> for String {
    fn from(hours: WeeklyHours) -> Self {
        hours.to_string()
    }
}

impl TryFrom<String> for WeeklyHours {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quarter_comes_back_as_written() {
        for minutes in (15..=3600).step_by(15) {
            let hours = WeeklyHours::from_minutes(minutes).unwrap();
            assert_eq!(hours.to_string().parse(), Ok(hours));
            assert_eq!(i64::from(hours.minutes()), minutes);
        }
        assert_eq!(WeeklyHours::whole(37).to_string(), "37");
        assert_eq!(" 22.50 ".parse::<WeeklyHours>().unwrap().minutes(), 1350);
    }

    #[test]
    fn what_is_not_hours_a_week_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<WeeklyHours>().unwrap_err();
        for text in ["", "full time", "-3", ".5", "3.x", "1,5"] {
            assert_eq!(refused(text), HoursError::NotANumber, "{text}");
        }
        assert_eq!(refused("22.3"), HoursError::NotInQuarters);
        for text in ["0", "60.25", "99999999", "16384"] {
            assert_eq!(refused(text), HoursError::OutOfRange, "{text}");
        }
        for minutes in [0, -15, 10, 3615] {
            assert_eq!(WeeklyHours::from_minutes(minutes), None, "{minutes}");
        }
    }
}
