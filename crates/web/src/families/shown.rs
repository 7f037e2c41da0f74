//! The day a family is shown as at, and by how much knowledge: what is known of that day now, or
//! what was known on it.

use calendar::{AsAt, Date};
use serde::Deserialize;

/// The day asked for, as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskedDay {
    as_at: String,
    /// `then` for what was known on that day.
    known: String,
    /// The act that has just been done, to say so.
    done: String,
}

impl AskedDay {
    /// The act that has just been done.
    pub(super) fn done(&self) -> &str {
        &self.done
    }
}

/// The word in an address for what was known on the day.
pub(super) const THEN: &str = "then";

/// By how much knowledge a past day is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// By everything recorded since, with what was put right put right.
    Now,
    /// By what had been recorded by the end of the day.
    Then,
}

/// The day shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    today: Date,
    /// The past day shown, if it is not today, with as much of it as is known.
    past: Option<AsAt>,
    /// What was typed for a day and why it is none.
    not_a_day: Option<(String, String)>,
}

impl Shown {
    /// What was asked for; today if nothing was, or nothing that is a day.
    pub(super) fn of(asked: &AskedDay, today: Date) -> Self {
        let past = day(&asked.as_at, today).and_then(|past| {
            let known = match asked.known.as_str() {
                THEN => Known::Then,
                _ => Known::Now,
            };
            past.map(|day| as_at(day, known)).transpose()
        });
        let (past, not_a_day) = match past {
            Ok(past) => (past, None),
            Err(why) => (None, Some((asked.as_at.clone(), why))),
        };
        Self {
            today,
            past,
            not_a_day,
        }
    }

    /// The same day by more or less knowledge.
    pub(super) fn by(&self, known: Known) -> Self {
        Self {
            past: self.past.and_then(|past| as_at(past.day, known).ok()),
            ..self.clone()
        }
    }

    /// Today, by all that is known.
    pub(super) fn now(&self) -> AsAt {
        AsAt::day(self.today)
    }

    /// The day shown.
    pub(super) fn as_at(&self) -> AsAt {
        self.past.unwrap_or(self.now())
    }

    /// The past day shown; nothing if it is today.
    pub(super) fn past(&self) -> Option<Date> {
        self.past.map(|past| past.day)
    }

    /// By how much knowledge.
    pub(super) fn known(&self) -> Known {
        match self.as_at().believed {
            Some(_) => Known::Then,
            None => Known::Now,
        }
    }

    /// As an address or a form says it; nothing if it is today.
    pub(super) fn asked(&self) -> [(&'static str, Option<String>); 2] {
        let known = (self.known() == Known::Then).then(|| THEN.to_owned());
        [
            ("as_at", self.past().map(|day| day.to_string())),
            ("known", known),
        ]
    }

    /// The day in its field, as it was typed.
    pub(super) fn typed(&self) -> String {
        match &self.not_a_day {
            Some((typed, _)) => typed.clone(),
            None => self.as_at().day.to_string(),
        }
    }

    /// Why what was typed is not a day to show.
    pub(super) fn mistake(&self) -> Option<&str> {
        self.not_a_day.as_ref().map(|(_, why)| why.as_str())
    }

    /// What to say of a family in which nothing is to be seen.
    pub(super) fn nothing(&self) -> &'static str {
        match self.known() {
            Known::Now => "Nothing had happened yet that is known of this family.",
            Known::Then => "Nothing had been recorded of this family by the end of that day.",
        }
    }
}

fn as_at(day: Date, known: Known) -> Result<AsAt, String> {
    match known {
        Known::Now => Ok(AsAt::day(day)),
        Known::Then => AsAt::as_known_then(day).map_err(|error| format!("As at: {error}")),
    }
}

/// The past day that was asked for: none if it is blank or today.
fn day(asked: &str, today: Date) -> Result<Option<Date>, String> {
    if asked.trim().is_empty() {
        return Ok(None);
    }
    let day = calendar::day::parse(asked).map_err(|error| format!("As at: {error}"))?;
    if day > today {
        return Err("As at: choose today or an earlier day".to_owned());
    }
    Ok(Some(day).filter(|day| *day < today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::date;

    #[test]
    fn a_day_is_past_or_it_is_today() {
        let today = date(2022, 8, 30);
        assert_eq!(day(" ", today), Ok(None));
        assert_eq!(day("2022-08-30", today), Ok(None));
        assert_eq!(day("3 May 2021", today), Ok(Some(date(2021, 5, 3))));
        assert!(day("2022-08-31", today).unwrap_err().contains("earlier"));
        assert!(day("last week", today).is_err());
    }

    #[test]
    fn today_is_always_by_all_that_is_known() {
        let asked = |as_at: &str, known: &str| AskedDay {
            as_at: as_at.to_owned(),
            known: known.to_owned(),
            done: String::new(),
        };
        let shown = |as_at, known| Shown::of(&asked(as_at, known), date(2022, 8, 30));
        assert_eq!(shown("2022-08-30", THEN), shown("", ""));
        assert_eq!(shown("2022-08-29", "anything").known(), Known::Now);
        let then = shown("2022-08-29", THEN);
        assert_eq!(then.known(), Known::Then);
        assert_eq!(then.by(Known::Now), shown("2022-08-29", ""));
        assert_eq!(then.by(Known::Now).by(Known::Then), then);
    }
}
