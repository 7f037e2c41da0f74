//! Ages in completed years and months.

use crate::Date;

/// How old somebody is on a day, in completed years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// Not born yet: the date of birth known is the day the baby is due.
    Unborn,
    /// Completed years, from 0.
    Years(u8),
}

impl Age {
    /// The completed years; none before birth.
    pub fn years(self) -> Option<u8> {
        match self {
            Age::Unborn => None,
            Age::Years(years) => Some(years),
        }
    }

    /// Whether this is a child in law: unborn or under 18.
    pub fn is_child(self) -> bool {
        self < Age::Years(18)
    }

    /// "unborn", "under 1", "1 year", "12 years".
    pub fn in_words(self) -> String {
        match self {
            Age::Unborn => "unborn".to_owned(),
            Age::Years(0) => "under 1".to_owned(),
            Age::Years(1) => "1 year".to_owned(),
            Age::Years(years) => format!("{years} years"),
        }
    }
}

/// The age on the day `on` of somebody born (or due) on `born`.
///
/// A year of age is reached at the start of the anniversary (Family Law Reform Act 1969,
/// section 9). Somebody born on 29 February reaches it on 1 March in other years, as is taken to be
/// the law in England and Wales. Ages past 255, which only a wrong date gives, stay at 255.
pub fn age_on(born: Date, on: Date) -> Age {
    match months_old(born, on) {
        None => Age::Unborn,
        Some(months) => Age::Years(u8::try_from(months / 12).unwrap_or(u8::MAX)),
    }
}

/// The age in completed months, for babies; none before birth.
///
/// A month is completed on the same day of a later month, or on the 1st of the month after if
/// there is no such day, so that twelve months are always exactly one year of [`age_on`]. This
/// differs at month ends from [`crate::months::completed`], which follows the rule for periods.
pub fn months_old(born: Date, on: Date) -> Option<u32> {
    if on < born {
        return None;
    }
    let months = (i32::from(on.year()) - i32::from(born.year())) * 12
        + (i32::from(on.month()) - i32::from(born.month()))
        - i32::from(on.day() < born.day());
    u32::try_from(months).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date;

    #[test]
    fn a_year_older_at_the_start_of_the_birthday() {
        let born = date(2010, 6, 15);
        assert_eq!(age_on(born, date(2022, 6, 14)), Age::Years(11));
        assert_eq!(age_on(born, date(2022, 6, 15)), Age::Years(12));
        assert_eq!(age_on(born, born), Age::Years(0));
        assert_eq!(age_on(born, date(2010, 6, 14)), Age::Unborn);
    }

    #[test]
    fn born_on_29_february_turns_on_1_march() {
        let born = date(2004, 2, 29);
        assert_eq!(age_on(born, date(2022, 2, 28)), Age::Years(17));
        assert_eq!(age_on(born, date(2022, 3, 1)), Age::Years(18));
        assert_eq!(age_on(born, date(2024, 2, 28)), Age::Years(19));
        assert_eq!(age_on(born, date(2024, 2, 29)), Age::Years(20));
    }

    #[test]
    fn months_for_babies() {
        let born = date(2022, 1, 31);
        assert_eq!(months_old(born, date(2022, 2, 28)), Some(0));
        assert_eq!(months_old(born, date(2022, 3, 1)), Some(1));
        assert_eq!(months_old(born, date(2022, 3, 31)), Some(2));
        assert_eq!(months_old(born, date(2022, 1, 30)), None);
    }

    #[test]
    fn a_child_until_eighteen() {
        assert!(Age::Unborn.is_child());
        assert!(Age::Years(17).is_child());
        assert!(!Age::Years(18).is_child());
    }

    #[test]
    fn words() {
        let words = [Age::Unborn, Age::Years(0), Age::Years(1), Age::Years(9)].map(Age::in_words);
        assert_eq!(words, ["unborn", "under 1", "1 year", "9 years"]);
    }

    proptest! {
        #[test]
        fn nobody_gets_younger(born in 0_i64..60_000, first in 0_i64..60_000, later in 0_i64..4_000) {
            let day = |n: i64| date(1920, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
            let (born, on, after) = (day(born), day(first), day(first + later));
            prop_assert!(age_on(born, on) <= age_on(born, after));
            prop_assert!(months_old(born, on) <= months_old(born, after));
        }
    }
}
