//! Forms of plain fields: what was typed, read field by field, and kept for when the page comes
//! again with what is wrong.

use std::fmt::Display;

use calendar::{Date, day};
use govuk::{DateInput, Errors, Field as _, Legend, Size};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// Letters that a line of text may have: more than any name.
pub(crate) const LONGEST_LINE: usize = 200;

/// What was typed into a form, by the names of its fields. A form that was not sent yet is typed
/// by the page itself, from what is known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// A field more, with what stands in it.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// A day more, in its three fields; three empty ones if there is none.
    #[must_use]
    pub(crate) fn with_day(self, name: &str, day: Option<Date>) -> Self {
        let Some(day) = day else {
            return self;
        };
        self.with(&format!("{name}-day"), day.day())
            .with(&format!("{name}-month"), day.month())
            .with(&format!("{name}-year"), day.year())
    }

    /// What stands in a field, without spaces around it; nothing if it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        let mut fields = self.0.iter();
        let found = fields.find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Each field that was sent, with what stands in it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a field was sent.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own == name)
    }

    /// A password: what stands in a field, to the letter.
    pub(crate) fn password(&self, name: &str) -> &str {
        let mut fields = self.0.iter();
        let found = fields.find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    /// Everything that was sent under a name: the ticked boxes of a question.
    pub(crate) fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        let fields = self.0.iter();
        fields
            .filter(move |(own, _)| own == name)
            .map(|(_, value)| value.trim())
    }

    /// A line that must be there; `what` is named where it is not: "Enter the name of the team".
    pub(crate) fn line(&self, name: &str, what: &str, errors: &mut Errors) -> String {
        let text = self.text(name);
        if text.is_empty() {
            errors.add(name, format!("Enter {what}"));
        }
        self.maybe_line(name, what, errors)
    }

    /// A line that may be left empty.
    pub(crate) fn maybe_line(&self, name: &str, what: &str, errors: &mut Errors) -> String {
        let text = self.text(name);
        if text.chars().count() > LONGEST_LINE {
            let what = capital(what);
            errors.add(
                name,
                format!("{what} must be {LONGEST_LINE} characters or fewer"),
            );
        }
        // A line is one line, whatever a program sends.
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A day that may be left empty. `what` begins the words of what is wrong: "The first day".
    pub(crate) fn maybe_day(&self, name: &str, what: &str, errors: &mut Errors) -> Option<Date> {
        let [day, month, year] = self.parts(name);
        if [day, month, year].iter().all(|part| part.is_empty()) {
            return None;
        }
        for (part, words) in [(day, "a day"), (month, "a month"), (year, "a year")] {
            if part.is_empty() {
                errors.add(name, format!("{what} must include {words}"));
                return None;
            }
        }
        match day::parse(&format!("{day}/{month}/{year}")) {
            Ok(day) => Some(day),
            Err(day::DayError::TwoDigitYear(_)) => {
                errors.add(
                    name,
                    format!("{what} must have a year of four digits, like 2022"),
                );
                None
            }
            Err(day::DayError::YearOutOfRange(_)) => {
                errors.add(name, format!("{what} must be between 1900 and 2100"));
                None
            }
            Err(_) => {
                errors.add(name, format!("{what} must be a real date"));
                None
            }
        }
    }

    /// A day that must be there: "Enter the first day".
    pub(crate) fn day(&self, name: &str, what: &str, errors: &mut Errors) -> Option<Date> {
        if self.parts(name).iter().all(|part| part.is_empty()) {
            errors.add(name, format!("Enter {what}"));
            return None;
        }
        self.maybe_day(name, &capital(what), errors)
    }

    /// The id that was made when the form was.
    pub(crate) fn id(&self) -> Option<Uuid> {
        self.text(ID).parse().ok()
    }

    fn parts(&self, name: &str) -> [&str; 3] {
        ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")))
    }

    /// The three fields of a day, with what was typed.
    pub(crate) fn date_input(&self, name: &str, question: &str, errors: &Errors) -> DateInput {
        DateInput::new(name, Legend::new(question).size(Size::S))
            .values(self.parts(name))
            .error(errors.of(name))
    }
}

/// The field of the id that a form which adds something carries: sent twice, it adds one.
pub(crate) const ID: &str = "id";

/// The hidden field of a form's id.
pub(crate) fn id_field(id: Uuid) -> Markup {
    html! { input type="hidden" name=(ID) value=(id); }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use calendar::date;

    use super::*;

    fn day(day: &str, month: &str, year: &str) -> (Option<Date>, Errors) {
        let typed = Typed::default()
            .with("from-day", day)
            .with("from-month", month)
            .with("from-year", year);
        let mut errors = Errors::new();
        let read = typed.maybe_day("from", "The first day", &mut errors);
        (read, errors)
    }

    #[test]
    fn a_day_is_read_as_it_is_typed() {
        assert_eq!(
            day("7", "March", "2022"),
            (Some(date(2022, 3, 7)), Errors::new())
        );
        assert_eq!(day(" 07", "3 ", "2022").0, Some(date(2022, 3, 7)));
        assert_eq!(day("", "", ""), (None, Errors::new()));
    }

    #[test]
    fn what_is_wrong_with_a_day_is_said() {
        for (typed, words) in [
            (["", "3", "2022"], "The first day must include a day"),
            (["7", "", "2022"], "The first day must include a month"),
            (["7", "3", ""], "The first day must include a year"),
            (["31", "2", "2022"], "The first day must be a real date"),
            (
                ["7", "3", "22"],
                "The first day must have a year of four digits, like 2022",
            ),
            (
                ["7", "3", "1822"],
                "The first day must be between 1900 and 2100",
            ),
        ] {
            let [d, m, y] = typed;
            let (read, errors) = day(d, m, y);
            assert_eq!((read, errors.of("from")), (None, Some(words)), "{typed:?}");
        }
    }

    #[test]
    fn a_day_comes_back_from_its_fields() {
        let typed = Typed::default().with_day("from", Some(date(2022, 3, 7)));
        let mut errors = Errors::new();
        assert_eq!(
            typed.day("from", "the first day", &mut errors),
            Some(date(2022, 3, 7))
        );
        let empty = Typed::default().with_day("from", None);
        assert_eq!(empty.day("from", "the first day", &mut errors), None);
        assert_eq!(errors.of("from"), Some("Enter the first day"));
    }

    #[test]
    fn a_line_is_one_line_and_not_endless() {
        let mut errors = Errors::new();
        let typed = Typed::default()
            .with("name", "  North \n team ")
            .with("long", "x".repeat(LONGEST_LINE + 1))
            .with("empty", "  ");
        assert_eq!(typed.line("name", "a name", &mut errors), "North team");
        assert!(errors.is_empty());
        typed.line("long", "the name", &mut errors);
        assert_eq!(
            errors.of("long"),
            Some("The name must be 200 characters or fewer")
        );
        typed.line("empty", "a name", &mut errors);
        assert_eq!(errors.of("empty"), Some("Enter a name"));
    }
}
