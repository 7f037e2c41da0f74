//! Whole calendar months between two dates, and the bands a length of intervention is shown in.

use std::fmt;

use crate::{Date, Span};

/// The whole calendar months completed from `from` to `to`; none if `to` is before `from`.
///
/// A month is completed on the same day of a later month. If that month has no such day, it is
/// completed on its last day: from 31 January, one month is completed on 28 February. This is the
/// "corresponding date" rule for periods of months (Dodds v Walker, 1981).
pub fn completed(from: Date, to: Date) -> Option<u32> {
    if to < from {
        return None;
    }
    let short = to.day() < from.day() && to != to.last_of_month();
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12
        + (i32::from(to.month()) - i32::from(from.month()))
        - i32::from(short);
    u32::try_from(months).ok()
}

/// The day `months` calendar months after `day`: the same day of the month, or the last day of a
/// month too short to have it.
pub fn after(day: Date, months: u32) -> Date {
    // More months than the calendar has end at its last day.
    day.saturating_add(Span::new().months(months.min(240_000)))
}

/// The band a length of intervention falls in: 1 to 12 months, or 13 and over.
///
/// The band is the number of whole months completed, but an intervention that ended before one
/// month was completed counts as 1, "in the first month", so that none has a length of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthsOfIntervention(u8);

impl MonthsOfIntervention {
    /// The thirteen bands, shortest first.
    pub const ALL: [Self; 13] = {
        let mut all = [Self(1); 13];
        let mut at = 0;
        while at < 13 {
            all[at] = Self(at as u8 + 1);
            at += 1;
        }
        all
    };

    /// The band of an intervention from `from` to `to`; none if `to` is before `from`.
    pub fn between(from: Date, to: Date) -> Option<Self> {
        completed(from, to).map(Self::of_completed)
    }

    /// The band for this many completed months.
    pub fn of_completed(months: u32) -> Self {
        Self(months.clamp(1, 13) as u8)
    }

    /// 1 to 12, or 13 for 13 and over.
    pub fn number(self) -> u8 {
        self.0
    }

    /// As a column heading: "1" to "12", "13+".
    pub fn label(self) -> &'static str {
        const LABELS: [&str; 13] = [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13+",
        ];
        LABELS[usize::from(self.0) - 1]
    }

    /// In a sentence: "1 month", "6 months", "13 months or more".
    pub fn in_words(self) -> String {
        match self.0 {
            1 => "1 month".to_owned(),
            13 => "13 months or more".to_owned(),
            months => format!("{months} months"),
        }
    }
}

impl fmt::Display for MonthsOfIntervention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date;

    #[test]
    fn counts_whole_months() {
        assert_eq!(completed(date(2021, 3, 10), date(2022, 7, 11)), Some(16));
        assert_eq!(completed(date(2021, 3, 10), date(2022, 7, 10)), Some(16));
        assert_eq!(completed(date(2021, 3, 10), date(2022, 7, 9)), Some(15));
        assert_eq!(completed(date(2021, 3, 10), date(2021, 3, 10)), Some(0));
        assert_eq!(completed(date(2021, 3, 10), date(2021, 3, 9)), None);
    }

    #[test]
    fn a_short_month_is_completed_on_its_last_day() {
        let from = date(2022, 1, 31);
        assert_eq!(completed(from, date(2022, 2, 27)), Some(0));
        assert_eq!(completed(from, date(2022, 2, 28)), Some(1));
        assert_eq!(completed(from, date(2022, 3, 30)), Some(1));
        assert_eq!(completed(from, date(2022, 3, 31)), Some(2));
        assert_eq!(completed(date(2020, 1, 30), date(2020, 2, 29)), Some(1));
    }

    #[test]
    fn bands_run_from_the_first_month_to_thirteen_and_over() {
        let band = |to| MonthsOfIntervention::between(date(2021, 3, 10), to).unwrap();
        assert_eq!(band(date(2021, 3, 12)).label(), "1");
        assert_eq!(band(date(2021, 5, 9)).label(), "1");
        assert_eq!(band(date(2021, 5, 10)).in_words(), "2 months");
        assert_eq!(band(date(2022, 3, 10)).label(), "12");
        assert_eq!(band(date(2022, 4, 10)).label(), "13+");
        assert_eq!(band(date(2022, 7, 11)).in_words(), "13 months or more");
        let labels = MonthsOfIntervention::ALL.map(MonthsOfIntervention::label);
        assert_eq!((labels[0], labels[11], labels[12]), ("1", "12", "13+"));
    }

    proptest! {
        #[test]
        fn adding_the_completed_months_never_passes_the_end(
            from in 0_i64..40_000, length in 0_i64..4_000,
        ) {
            let day = |n: i64| date(1990, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
            let (from, to) = (day(from), day(from + length));
            let months = completed(from, to).unwrap();
            prop_assert!(after(from, months) <= to);
            prop_assert!(after(from, months + 1) > to);
        }
    }
}
