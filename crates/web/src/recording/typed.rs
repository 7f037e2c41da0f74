//! What somebody typed into a form: the fields as a browser sends them, kept exactly.

use std::collections::BTreeSet;

use calendar::{Date, Time};
use govuk::Errors;
use record::PersonId;
use uuid::Uuid;

/// No field is longer: some 40,000 words.
const LONGEST: usize = 250_000;

/// The fields of a form, in order; a name may stand more than once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// The fields of a body of a form.
    pub(crate) fn parse(body: &str) -> Self {
        Self(serde_urlencoded::from_str(body).unwrap_or_default())
    }

    /// The fields as a browser would send them.
    pub(crate) fn encode(&self) -> String {
        serde_urlencoded::to_string(&self.0).unwrap_or_default()
    }

    /// The same fields with one more.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// The first value of a field; empty if there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same fields without any whose name this holds for.
    #[must_use]
    pub(crate) fn without(mut self, gone: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|(name, _)| !gone(name));
        self
    }

    /// The same fields with this one standing once.
    #[must_use]
    pub(crate) fn set(self, name: &str, value: impl Into<String>) -> Self {
        self.without(|field| field == name).with(name, value)
    }

    /// The same fields as other forms have them.
    pub(crate) fn plain(&self) -> crate::form::Typed {
        let typed = crate::form::Typed::default();
        self.iter()
            .fold(typed, |typed, (name, value)| typed.with(name, value))
    }

    /// Each field with its value, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields that hold words, for showing back what could not be kept.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let told = self
            .0
            .iter()
            .filter(|(name, value)| !value.trim().is_empty() && !HIDDEN.contains(&name.as_str()));
        told.map(|(_, value)| value.as_str())
    }
}

/// Fields of every form that nobody types.
pub(crate) const HIDDEN: [&str; 4] = ["submission", "author", "form", "page"];

/// Reads the fields of a form and gathers what is wrong with them.
pub(crate) struct Reader<'a> {
    typed: &'a Typed,
    today: Date,
    pub(crate) errors: Errors,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(typed: &'a Typed, today: Date) -> Self {
        Self {
            typed,
            today,
            errors: Errors::new(),
        }
    }

    /// The fields as they were typed.
    pub(crate) fn typed(&self) -> &'a Typed {
        self.typed
    }

    /// What was read, if nothing was wrong.
    pub(crate) fn done<T>(self, read: Option<T>) -> Result<T, Errors> {
        match read {
            Some(read) if self.errors.is_empty() => Ok(read),
            _ => Err(self.errors),
        }
    }

    /// Words, exactly as typed but for line ends, which browsers send their own way.
    pub(crate) fn words(&mut self, name: &str) -> String {
        let words = self.typed.get(name);
        if words.len() > LONGEST {
            self.errors.add(
                name,
                "This is longer than 250,000 characters. Put part of it in another note",
            );
        }
        let words = words.replace("\r\n", "\n");
        if words.trim().is_empty() {
            String::new()
        } else {
            words
        }
    }

    /// Words that must be there.
    pub(crate) fn needed(&mut self, name: &str, missing: &str) -> Option<String> {
        let words = self.words(name);
        if words.is_empty() {
            self.errors.add(name, missing);
            return None;
        }
        Some(words)
    }

    /// One of a list of codes; nothing if none was chosen.
    pub(crate) fn code<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = self.typed.get(name);
        if chosen.is_empty() {
            return None;
        }
        let read = read(chosen);
        if read.is_none() {
            self.errors.add(name, "Choose one of the answers");
        }
        read
    }

    /// One of a list of codes that must be chosen.
    pub(crate) fn choice<T>(
        &mut self,
        name: &str,
        missing: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.typed.get(name).is_empty() {
            self.errors.add(name, missing);
            return None;
        }
        self.code(name, read)
    }

    /// Any number of codes of a list, each once.
    pub(crate) fn codes<T: Ord>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let chosen: BTreeSet<T> = self.typed.all(name).filter_map(read).collect();
        chosen.into_iter().collect()
    }

    /// A person of the family.
    pub(crate) fn person(&mut self, name: &str, missing: &str) -> Option<PersonId> {
        self.choice(name, missing, |id| id.parse().ok())
    }

    /// Somebody or something with an id.
    pub(crate) fn id(&mut self, name: &str, missing: &str) -> Option<Uuid> {
        self.choice(name, missing, |id| id.parse().ok())
    }

    /// A day up to today.
    pub(crate) fn past_day(&mut self, name: &str) -> Option<Date> {
        let day = self.day(name)?;
        if day > self.today {
            self.errors.add(name, "Give today or an earlier day");
            return None;
        }
        Some(day)
    }

    /// A day that must be there.
    pub(crate) fn day(&mut self, name: &str) -> Option<Date> {
        if self.typed.get(name).trim().is_empty() {
            self.errors.add(name, "Give the day");
            return None;
        }
        self.maybe_day(name)
    }

    /// A day, if one was given.
    pub(crate) fn maybe_day(&mut self, name: &str) -> Option<Date> {
        let typed = self.typed.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        match calendar::day::parse(typed) {
            Ok(day) => Some(day),
            Err(error) => {
                self.errors
                    .add(name, format!("Give the day as in 3 May 2026: {error}"));
                None
            }
        }
    }

    /// A time of day, if one was given.
    pub(crate) fn time(&mut self, name: &str) -> Option<Time> {
        let typed = self.typed.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let read = time(typed);
        if read.is_none() {
            self.errors.add(name, "Give the time as in 14:05");
        }
        read
    }

    /// A whole number from `low` to `high`, if one was given.
    pub(crate) fn number(&mut self, name: &str, low: i32, high: i32) -> Option<i32> {
        let typed = self.typed.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        match typed.parse() {
            Ok(number) if (low..=high).contains(&number) => Some(number),
            _ => {
                let words = format!("Give a whole number from {low} to {high}");
                self.errors.add(name, words);
                None
            }
        }
    }
}

fn time(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.split_once([':', '.'])?;
    let minute = minute.split(':').next()?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::date;

    #[test]
    fn what_was_typed_comes_back_to_the_letter() {
        let typed = Typed::default()
            .with("note", "She said: \"a & b = c\"\n\n é 🙂 ")
            .with("who", "1")
            .with("who", "2");
        assert_eq!(Typed::parse(&typed.encode()), typed);
        assert_eq!(typed.all("who").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(typed.get("nothing"), "");
    }

    #[test]
    fn every_slip_is_named_once_and_nothing_is_guessed() {
        let typed = Typed::default()
            .with("day", "2026-12-01")
            .with("time", "25:00")
            .with("minutes", "0")
            .with("kind", "nonsense");
        let mut reader = Reader::new(&typed, date(2026, 11, 25));
        assert_eq!(reader.past_day("day"), None);
        assert_eq!(reader.time("time"), None);
        assert_eq!(reader.number("minutes", 1, 1440), None);
        assert_eq!(reader.code("kind", |_| None::<u8>), None);
        assert_eq!(reader.needed("words", "Say what happened"), None);
        assert_eq!(reader.errors.iter().count(), 5);
        assert!(reader.done(Some(())).is_err());
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(time("14:05"), Some(calendar::time(14, 5, 0, 0)));
        assert_eq!(time("9.30"), Some(calendar::time(9, 30, 0, 0)));
        assert_eq!(time("14:05:00"), Some(calendar::time(14, 5, 0, 0)));
        assert_eq!(time("noon"), None);
    }
}
