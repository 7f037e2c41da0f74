//! Instants, in whole microseconds, and what the clock on the wall in London says at them.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use std::time::Duration;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use crate::{Date, day, text::serde_as_text};

/// The zone every time on screen is given in. Its rules are built into the program.
static LONDON: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZoneDatabase::bundled()
        .get("Europe/London")
        .expect("the zone rules are compiled into the program")
});

/// The first microsecond a stamp can hold: the start of the year 0001, UTC.
const FIRST: i64 = -62_135_596_800_000_000;
/// The last: 29 December 9999, UTC, so that the same instant has a date in every zone.
const LAST: i64 = 253_402_127_999_999_999;

/// An instant, rounded down to a whole microsecond.
///
/// Its text is always 27 characters in UTC, `2022-08-30T12:00:00.000000Z`, so sorting the text
/// sorts the time, in any database. Years run from 0001 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(Timestamp);

/// Why something is not a stamp.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The instant is before the year 0001 or after the year 9999.
    #[error("the time is outside the years 0001 to 9999")]
    OutOfRange,
    /// The text is not in the one fixed form.
    #[error("{0:?} is not a time in the form 2022-08-30T12:00:00.000000Z")]
    NotAStamp(String),
    /// The hour is not 0 to 23 or the minute not 0 to 59.
    #[error("{hour}:{minute:02} is not a time of day")]
    NotATimeOfDay {
        /// The hour given.
        hour: u8,
        /// The minute given.
        minute: u8,
    },
}

impl Stamp {
    /// The instant this many microseconds after the start of 1970, UTC.
    pub fn from_micros(micros: i64) -> Result<Self, StampError> {
        if !(FIRST..=LAST).contains(&micros) {
            return Err(StampError::OutOfRange);
        }
        Timestamp::from_microsecond(micros)
            .map(Self)
            .map_err(|_| StampError::OutOfRange)
    }

    /// Microseconds since the start of 1970, UTC.
    pub fn micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The instant at which clocks in London show `hour`:`minute` on `day`.
    ///
    /// Twice a year that is not one instant. When the clocks go forward, a time that was skipped
    /// (01:30 on 27 March 2022) is read as if the clock had not been changed yet, and so shows as
    /// an hour later (02:30). When they go back, a time that happened twice (01:30 on 30 October
    /// 2022) is read as the first of the two, in summer time.
    pub fn from_london(day: Date, hour: u8, minute: u8) -> Result<Self, StampError> {
        if hour > 23 || minute > 59 {
            return Err(StampError::NotATimeOfDay { hour, minute });
        }
        let clock = day.at(hour as i8, minute as i8, 0, 0);
        LONDON
            .to_ambiguous_zoned(clock)
            .compatible()
            .map_err(|_| StampError::OutOfRange)
            .and_then(|zoned| Self::try_from(zoned.timestamp()))
    }

    /// The last instant of a day in London.
    pub fn end_of_london_day(day: Date) -> Result<Self, StampError> {
        let next = day.tomorrow().map_err(|_| StampError::OutOfRange)?;
        Self::from_micros(Self::from_london(next, 0, 0)?.micros() - 1)
    }

    /// The date in London at this instant.
    pub fn london_date(self) -> Date {
        LONDON.to_datetime(self.0).date()
    }

    /// The date in London at this instant, and the hour (0 to 23) and minute (0 to 59) on the clock.
    pub fn london(self) -> (Date, u8, u8) {
        let clock = LONDON.to_datetime(self.0);
        (clock.date(), clock.hour() as u8, clock.minute() as u8)
    }

    /// As a person in London reads it: "30 August 2022 at 1:05pm", "at 1pm", "at midday".
    /// "At midnight" is the midnight that begins the day named.
    pub fn in_words(self) -> String {
        let (date, hour, minute) = self.london();
        format!(
            "{} at {}",
            day::in_words(date),
            clock_in_words(hour, minute)
        )
    }

    /// This instant and then `duration`, stopping at the last stamp there is.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.micros().saturating_add(micros).min(LAST)).unwrap_or(self)
    }

    /// How long after `earlier` this is: nothing if it is not after it.
    pub fn since(self, earlier: Self) -> Duration {
        let gap: SignedDuration = self.0.duration_since(earlier.0);
        Duration::try_from(gap).unwrap_or(Duration::ZERO)
    }
}

fn clock_in_words(hour: u8, minute: u8) -> String {
    let half = if hour < 12 { "am" } else { "pm" };
    let on_the_dial = (hour + 11) % 12 + 1;
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => format!("{on_the_dial}{half}"),
        _ => format!("{on_the_dial}:{minute:02}{half}"),
    }
}

impl TryFrom<Timestamp> for Stamp {
    type Error = StampError;

    /// Rounds down to the microsecond, before 1970 as after it.
    fn try_from(instant: Timestamp) -> Result<Self, StampError> {
        let micros = instant.as_nanosecond().div_euclid(1_000);
        i64::try_from(micros)
            .map_err(|_| StampError::OutOfRange)
            .and_then(Self::from_micros)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}

impl FromStr for Stamp {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let not_a_stamp = || StampError::NotAStamp(text.to_owned());
        let instant: Timestamp = text.parse().map_err(|_| not_a_stamp())?;
        let stamp = Self::try_from(instant)?;
        // Other spellings of the same instant would not sort as text, so they are refused.
        if stamp.to_string() == text {
            Ok(stamp)
        } else {
            Err(not_a_stamp())
        }
    }
}

serde_as_text!(Stamp);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date;

    fn stamp(text: &str) -> Stamp {
        text.parse().unwrap()
    }

    #[test]
    fn text_is_fixed_width_and_other_spellings_are_refused() {
        let noon = stamp("2022-08-30T12:00:00.000000Z");
        assert_eq!(noon.to_string(), "2022-08-30T12:00:00.000000Z");
        assert_eq!(noon.micros(), 1_661_860_800_000_000);
        for other in [
            "2022-08-30T12:00:00Z",
            "2022-08-30T12:00:00.000Z",
            "2022-08-30 12:00:00.000000Z",
            "2022-08-30T13:00:00.000000+01:00",
            "2022-08-30",
            "",
        ] {
            assert_eq!(
                other.parse::<Stamp>(),
                Err(StampError::NotAStamp(other.to_owned()))
            );
        }
    }

    #[test]
    fn rounds_down_on_both_sides_of_1970() {
        let after = Timestamp::from_nanosecond(1_999).unwrap();
        let before = Timestamp::from_nanosecond(-1).unwrap();
        assert_eq!(Stamp::try_from(after).unwrap().micros(), 1);
        assert_eq!(Stamp::try_from(before).unwrap().micros(), -1);
    }

    #[test]
    fn the_ends_have_the_same_width() {
        let first = Stamp::from_micros(FIRST).unwrap();
        let last = Stamp::from_micros(LAST).unwrap();
        assert_eq!(first.to_string(), "0001-01-01T00:00:00.000000Z");
        assert_eq!(last.to_string(), "9999-12-29T23:59:59.999999Z");
        assert_eq!(Stamp::from_micros(FIRST - 1), Err(StampError::OutOfRange));
        assert_eq!(Stamp::from_micros(LAST + 1), Err(StampError::OutOfRange));
        assert_eq!(last.plus(Duration::from_secs(1)), last);
    }

    #[test]
    fn london_is_an_hour_ahead_in_summer_and_not_in_winter() {
        let summer = stamp("2022-08-30T12:05:00.000000Z");
        assert_eq!(summer.london(), (date(2022, 8, 30), 13, 5));
        assert_eq!(summer.in_words(), "30 August 2022 at 1:05pm");
        let winter = stamp("2022-12-30T12:05:00.000000Z");
        assert_eq!(winter.in_words(), "30 December 2022 at 12:05pm");
        // Half past eleven at night in UTC is already tomorrow in summer.
        let late = stamp("2022-08-30T23:30:00.000000Z");
        assert_eq!(late.london_date(), date(2022, 8, 31));
        assert_eq!(late.in_words(), "31 August 2022 at 12:30am");
    }

    #[test]
    fn whole_hours_read_as_people_say_them() {
        let at = |hour, minute| Stamp::from_london(date(2022, 1, 5), hour, minute).unwrap();
        assert_eq!(at(0, 0).in_words(), "5 January 2022 at midnight");
        assert_eq!(at(9, 0).in_words(), "5 January 2022 at 9am");
        assert_eq!(at(12, 0).in_words(), "5 January 2022 at midday");
        assert_eq!(at(23, 59).in_words(), "5 January 2022 at 11:59pm");
    }

    #[test]
    fn clocks_go_forward_on_27_march_2022() {
        let day = date(2022, 3, 27);
        let before = Stamp::from_london(day, 0, 59).unwrap();
        let skipped = Stamp::from_london(day, 1, 30).unwrap();
        let after = Stamp::from_london(day, 2, 0).unwrap();
        assert_eq!(before.to_string(), "2022-03-27T00:59:00.000000Z");
        assert_eq!(after.to_string(), "2022-03-27T01:00:00.000000Z");
        assert_eq!(skipped.to_string(), "2022-03-27T01:30:00.000000Z");
        assert_eq!(skipped.london(), (day, 2, 30));
    }

    #[test]
    fn clocks_go_back_on_30_october_2022() {
        let day = date(2022, 10, 30);
        let twice = Stamp::from_london(day, 1, 30).unwrap();
        assert_eq!(twice.to_string(), "2022-10-30T00:30:00.000000Z");
        let second = stamp("2022-10-30T01:30:00.000000Z");
        assert_eq!(second.london(), (day, 1, 30));
        let after = Stamp::from_london(day, 2, 0).unwrap();
        assert_eq!(after.to_string(), "2022-10-30T02:00:00.000000Z");
    }

    #[test]
    fn a_day_ends_where_the_next_begins_also_when_the_clocks_change() {
        for (day, end) in [
            (date(2022, 8, 30), "2022-08-30T22:59:59.999999Z"),
            (date(2022, 3, 27), "2022-03-27T22:59:59.999999Z"),
            (date(2022, 10, 30), "2022-10-30T23:59:59.999999Z"),
        ] {
            let last = Stamp::end_of_london_day(day).unwrap();
            assert_eq!(last.to_string(), end);
            assert_eq!(last.london_date(), day);
        }
        assert!(Stamp::end_of_london_day(Date::MAX).is_err());
    }

    #[test]
    fn times_of_day_that_do_not_exist_are_refused() {
        let refused = Stamp::from_london(date(2022, 1, 5), 24, 0);
        assert_eq!(
            refused.unwrap_err().to_string(),
            "24:00 is not a time of day"
        );
        assert!(Stamp::from_london(date(2022, 1, 5), 9, 60).is_err());
    }

    #[test]
    fn since_is_never_negative() {
        let early = stamp("2022-08-30T12:00:00.000000Z");
        let late = early.plus(Duration::from_secs(90));
        assert_eq!(late.since(early), Duration::from_secs(90));
        assert_eq!(early.since(late), Duration::ZERO);
    }

    proptest! {
        #[test]
        fn text_and_json_round_trip(micros in FIRST..=LAST) {
            let stamp = Stamp::from_micros(micros).unwrap();
            prop_assert_eq!(stamp.micros(), micros);
            let text = stamp.to_string();
            prop_assert_eq!(text.len(), 27);
            prop_assert_eq!(text.parse::<Stamp>(), Ok(stamp));
            let json = serde_json::to_string(&stamp).unwrap();
            prop_assert_eq!(serde_json::from_str::<Stamp>(&json).unwrap(), stamp);
        }

        #[test]
        fn text_order_is_time_order(a in FIRST..=LAST, b in FIRST..=LAST) {
            let (a, b) = (Stamp::from_micros(a).unwrap(), Stamp::from_micros(b).unwrap());
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn a_london_minute_comes_back_unless_it_was_skipped(
            minutes in 0_i64..(366 * 24 * 60),
        ) {
            let start: Stamp = "2022-01-01T00:00:00.000000Z".parse().unwrap();
            let stamp = start.plus(Duration::from_mins(minutes as u64));
            let (day, hour, minute) = stamp.london();
            let back = Stamp::from_london(day, hour, minute).unwrap();
            // Only the repeated hour reads as its first occurrence.
            prop_assert!(back == stamp || stamp.since(back) == Duration::from_hours(1));
        }
    }
}
