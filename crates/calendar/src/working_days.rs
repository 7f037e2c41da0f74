//! Working days in England: not Saturdays, Sundays, bank holidays or a service's own closures.

use std::collections::BTreeMap;

use crate::england::{BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR};
use crate::{Date, Weekday};

/// The days, besides Saturdays and Sundays, on which a service does not work.
///
/// Starts from [`BankHolidays::england`]; a service adds its own closures (between Christmas and
/// New Year, say) or removes a day it works. Years not covered are never guessed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankHolidays {
    days: BTreeMap<Date, String>,
}

/// A day for which the bank holidays are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}, so working days cannot be counted through {0}"
)]
pub struct YearNotCovered(pub i16);

impl BankHolidays {
    /// The bank holidays of England (and Wales) from 2015 to 2030.
    pub fn england() -> Self {
        let days = BANK_HOLIDAYS
            .iter()
            .map(|&(day, name)| (day, name.to_owned()))
            .collect();
        Self { days }
    }

    /// The same with one more day closed, or the name of a closed day changed.
    #[must_use]
    pub fn with(mut self, day: Date, name: &str) -> Self {
        self.days.insert(day, name.to_owned());
        self
    }

    /// The same with a day worked after all.
    #[must_use]
    pub fn without(mut self, day: Date) -> Self {
        self.days.remove(&day);
        self
    }

    /// The name of the holiday or closure on a day, if it is one.
    pub fn name(&self, day: Date) -> Option<&str> {
        self.days.get(&day).map(String::as_str)
    }

    /// Every holiday and closure with its name, in date order.
    pub fn iter(&self) -> impl Iterator<Item = (Date, &str)> {
        self.days.iter().map(|(&day, name)| (day, name.as_str()))
    }

    /// Whether `day` is worked.
    pub fn is_working_day(&self, day: Date) -> Result<bool, YearNotCovered> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
            return Err(YearNotCovered(day.year()));
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(!weekend && !self.days.contains_key(&day))
    }

    /// The first working day after `after`, never that day itself.
    pub fn next_working_day(&self, after: Date) -> Result<Date, YearNotCovered> {
        self.add_working_days(after, 1)
    }

    /// The day `count` working days after `from`, not counting `from` itself; before it if `count`
    /// is negative. With 0 it is `from`, even if that is not worked.
    ///
    /// This is how statutory time limits count: the day something happens is day 0.
    pub fn add_working_days(&self, from: Date, count: i32) -> Result<Date, YearNotCovered> {
        let mut day = from;
        let mut left = count.unsigned_abs();
        while left > 0 {
            let step = if count > 0 {
                day.tomorrow()
            } else {
                day.yesterday()
            };
            day = step.map_err(|_| YearNotCovered(day.year()))?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Ok(day)
    }

    /// The working days from `from` to `to`, counting `to` but not `from`; negative if `to` is
    /// before `from`.
    ///
    /// It undoes [`add_working_days`](Self::add_working_days): from a day to the day `n` working
    /// days from it there are `n`.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i32, YearNotCovered> {
        let (mut day, last, sign) = if from <= to {
            (from, to, 1)
        } else {
            // Backwards, the earlier day counts and the later does not.
            let before = to.yesterday().map_err(|_| YearNotCovered(to.year()))?;
            let last = from.yesterday().map_err(|_| YearNotCovered(from.year()))?;
            (before, last, -1)
        };
        let mut count = 0;
        while day < last {
            day = day.tomorrow().map_err(|_| YearNotCovered(day.year()))?;
            count += i32::from(self.is_working_day(day)?);
        }
        Ok(sign * count)
    }
}

impl Default for BankHolidays {
    fn default() -> Self {
        Self::england()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date;

    /// Easter Sunday by the Gregorian reckoning of Gauss, correct from 1900 to 2099.
    fn easter(year: i16) -> Date {
        let golden = year % 19;
        let moon = (19 * golden + 24) % 30;
        let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
        // The two exceptions Gauss noted each come a week earlier.
        let week_earlier = (moon, sunday) == (29, 6) || ((moon, sunday) == (28, 6) && golden > 10);
        let late = moon + sunday - if week_earlier { 7 } else { 0 };
        plus(date(year, 3, 22), i64::from(late))
    }

    fn plus(day: Date, days: i64) -> Date {
        day.checked_add(jiff::Span::new().days(days)).unwrap()
    }

    #[test]
    fn the_list_is_in_order_and_on_weekdays() {
        assert!(BANK_HOLIDAYS.is_sorted_by(|a, b| a.0 < b.0));
        for (day, name) in BANK_HOLIDAYS {
            assert!(
                !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
                "{day} {name}"
            );
        }
    }

    #[test]
    fn every_year_has_its_eight_and_the_two_extra_years_theirs() {
        for year in FIRST_YEAR..=LAST_YEAR {
            let count = BANK_HOLIDAYS
                .iter()
                .filter(|(day, _)| day.year() == year)
                .count();
            let expected = match year {
                2022 => 10,
                2023 => 9,
                _ => 8,
            };
            assert_eq!(count, expected, "{year}");
        }
    }

    #[test]
    fn easter_is_where_the_reckoning_puts_it() {
        let england = BankHolidays::england();
        for year in FIRST_YEAR..=LAST_YEAR {
            let sunday = easter(year);
            assert_eq!(england.name(plus(sunday, -2)), Some("Good Friday"));
            assert_eq!(england.name(plus(sunday, 1)), Some("Easter Monday"));
        }
    }

    #[test]
    fn days_moved_and_added_by_proclamation() {
        let england = BankHolidays::england();
        let working = |year, month, day| england.is_working_day(date(year, month, day)).unwrap();
        // The early May holiday of 2020 was moved to the Friday.
        assert!(working(2020, 5, 4) && !working(2020, 5, 8));
        // The spring holiday of 2022 was moved to June, with the Jubilee after it.
        assert!(working(2022, 5, 30) && !working(2022, 6, 2) && !working(2022, 6, 3));
        assert!(!working(2022, 9, 19));
        // In 2023 the coronation's day came on top of the usual ones.
        assert!(!working(2023, 5, 1) && !working(2023, 5, 8) && !working(2023, 5, 29));
    }

    #[test]
    fn substitute_days_when_the_day_falls_at_a_weekend() {
        let england = BankHolidays::england();
        let name = |year, month, day| england.name(date(year, month, day));
        // Christmas Day on a Friday, a Saturday and a Sunday.
        assert_eq!(name(2020, 12, 28), Some("Boxing Day (substitute day)"));
        assert_eq!(name(2021, 12, 27), Some("Christmas Day (substitute day)"));
        assert_eq!(name(2021, 12, 28), Some("Boxing Day (substitute day)"));
        assert_eq!(name(2022, 12, 26), Some("Boxing Day"));
        assert_eq!(name(2022, 12, 27), Some("Christmas Day (substitute day)"));
        // New Year's Day on a Saturday and a Sunday.
        assert_eq!(name(2022, 1, 3), Some("New Year’s Day (substitute day)"));
        assert_eq!(name(2023, 1, 2), Some("New Year’s Day (substitute day)"));
    }

    #[test]
    fn counts_over_a_long_weekend() {
        let england = BankHolidays::england();
        // Wednesday 1 June 2022: two bank holidays and a weekend follow.
        let wednesday = date(2022, 6, 1);
        assert_eq!(england.next_working_day(wednesday), Ok(date(2022, 6, 6)));
        assert_eq!(
            england.working_days_between(wednesday, date(2022, 6, 6)),
            Ok(1)
        );
        // A strategy discussion on 19 August 2022: the conference is due within 15 working days,
        // with the summer bank holiday among them.
        let due = england.add_working_days(date(2022, 8, 19), 15).unwrap();
        assert_eq!(due, date(2022, 9, 12));
        // An assessment begun on 1 December 2021 is due within 45 working days.
        let due = england.add_working_days(date(2021, 12, 1), 45).unwrap();
        assert_eq!(due, date(2022, 2, 7));
        // Five working days before Tuesday 3 January 2023 is before Christmas.
        let before = england.add_working_days(date(2023, 1, 3), -5).unwrap();
        assert_eq!(before, date(2022, 12, 22));
        assert_eq!(
            england.working_days_between(date(2023, 1, 3), before),
            Ok(-5)
        );
    }

    #[test]
    fn a_service_has_its_own_closures() {
        let service = BankHolidays::england()
            .with(date(2022, 12, 28), "Office closed")
            .without(date(2022, 9, 19));
        assert_eq!(
            service.next_working_day(date(2022, 12, 27)),
            Ok(date(2022, 12, 29))
        );
        assert_eq!(service.name(date(2022, 12, 28)), Some("Office closed"));
        assert_eq!(service.is_working_day(date(2022, 9, 19)), Ok(true));
    }

    #[test]
    fn years_not_covered_are_not_guessed_at() {
        let england = BankHolidays::england();
        assert_eq!(
            england.is_working_day(date(2014, 12, 31)),
            Err(YearNotCovered(2014))
        );
        assert_eq!(
            england.next_working_day(date(2030, 12, 31)),
            Err(YearNotCovered(2031))
        );
        let error = england
            .working_days_between(date(2030, 12, 30), date(2031, 1, 6))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "bank holidays are known from 2015 to 2030, so working days cannot be counted through 2031"
        );
    }

    proptest! {
        #[test]
        fn counting_undoes_adding(start in 300_i64..5_000, count in -200_i32..200) {
            let england = BankHolidays::england();
            let from = plus(date(2015, 1, 1), start);
            let to = england.add_working_days(from, count).unwrap();
            prop_assert_eq!(england.working_days_between(from, to), Ok(count));
            prop_assert!(count == 0 || england.is_working_day(to).unwrap());
        }
    }
}
