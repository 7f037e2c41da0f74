//! The day a family is shown as at, and by how much knowledge.

use calendar::{AsAt, Date};
use serde::Deserialize;

use crate::known::Known;

/// The day asked for, as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskedDay {
    as_at: String,
    known: Known,
    /// The act that has just been done, to say so.
    done: String,
}

impl AskedDay {
    /// The act that has just been done.
    pub(super) fn done(&self) -> &str {
        &self.done
    }
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
        let past = day(&asked.as_at, today)
            .and_then(|past| past.map(|day| as_at(day, asked.known)).transpose());
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

    /// "as at 30 August 2022", and whether by what was known then; nothing if it is today.
    pub(super) fn in_words(&self) -> Option<String> {
        let day = self.past()?;
        Some(calendar::as_at_in_words(day, self.known().on(day)))
    }

    /// As an address or a form says it; nothing if it is today.
    pub(super) fn asked(&self) -> [(&'static str, Option<String>); 2] {
        let known = self.known().asked().map(str::to_owned);
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
    AsAt::as_known_on(day, known.on(day)).map_err(|error| format!("As at: {error}"))
}

/// The past day that was asked for: none if it is blank or today.
pub(crate) fn day(asked: &str, today: Date) -> Result<Option<Date>, String> {
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
        let asked = |as_at: &str, known: Known| AskedDay {
            as_at: as_at.to_owned(),
            known,
            done: String::new(),
        };
        let shown = |as_at, known| Shown::of(&asked(as_at, known), date(2022, 8, 30));
        assert_eq!(shown("2022-08-30", Known::Then), shown("", Known::Now));
        let then = shown("2022-08-29", Known::Then);
        assert_eq!(then.known(), Known::Then);
        assert_eq!(then.by(Known::Now), shown("2022-08-29", Known::Now));
        assert_eq!(then.by(Known::Now).by(Known::Then), then);
    }
}
