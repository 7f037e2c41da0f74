//! The value of a field: an answer, or which kind of no-answer.

use calendar::Date;

use crate::dictionary::{Field, Kind};

/// The four kinds of "no answer", kept apart because they mean different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NonAnswer {
    /// Asked, and not known.
    Unknown,
    /// An answer was due and none was written.
    Missing,
    /// The case has only just started.
    TooEarly,
    /// The question does not apply.
    NotApplicable,
}

impl NonAnswer {
    /// All four, in the order they are printed.
    pub const ALL: [Self; 4] = [
        Self::Unknown,
        Self::Missing,
        Self::TooEarly,
        Self::NotApplicable,
    ];

    /// The stored text.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::TooEarly => "too_early",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The words for a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::Missing => "Missing",
            Self::TooEarly => "Too early to say",
            Self::NotApplicable => "Not applicable",
        }
    }

    /// The non-answer with this exact code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.code() == code)
    }
}

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// An answer of the field's code list, by position.
    Code(u8),
    /// A number in units of the field's last decimal place (1.5 hours with two decimals is 150).
    Number(i32),
    /// A civil date.
    Date(Date),
    /// A reference or the name of a place.
    Text(String),
    /// No answer, and why.
    Not(NonAnswer),
}

/// A text that is not a value of the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not allowed here: {allowed}")]
pub struct NotAValue {
    /// The text found.
    pub found: String,
    /// What is allowed, in words.
    pub allowed: String,
}

impl Value {
    /// Shorthand for an unknown answer.
    pub const UNKNOWN: Self = Self::Not(NonAnswer::Unknown);

    /// The value written by `text` in the data dictionary's own spelling; blank is not a value,
    /// and a reference cannot be a non-answer. Whatever this gives [fits](Self::fits), and
    /// [`text`](Self::text) writes it so that it is read again as the same value.
    pub fn parse(field: Field, text: &str) -> Result<Self, NotAValue> {
        let answer = || match field.kind() {
            Kind::Reference | Kind::Place => Some(Self::Text(text.to_owned())),
            Kind::Code(list) => list.position(text).map(Self::Code),
            Kind::Number { decimals, .. } => number(text, decimals).map(Self::Number),
            Kind::Date => date(text).map(Self::Date),
        };
        NonAnswer::from_code(text)
            .map(Self::Not)
            .or_else(answer)
            .filter(|value| value.fits(field))
            .ok_or_else(|| NotAValue {
                found: text.to_owned(),
                allowed: field.allowed(),
            })
    }

    /// Whether this value may stand in the field, and so would be read again from its text.
    pub fn fits(&self, field: Field) -> bool {
        match (self, field.kind()) {
            (Self::Not(_), kind) => !matches!(kind, Kind::Reference),
            (Self::Text(text), Kind::Reference | Kind::Place) => is_name(text),
            (Self::Code(at), Kind::Code(list)) => usize::from(*at) < list.codes.len(),
            (Self::Number(n), Kind::Number { decimals, max }) => {
                (0..=max * 10_i32.pow(u32::from(decimals))).contains(n)
            }
            (Self::Date(date), Kind::Date) => plausible(*date),
            _ => false,
        }
    }

    /// The value in the data dictionary's own spelling.
    pub fn text(&self, field: Field) -> String {
        match (self, field.kind()) {
            (Self::Not(non), _) => non.code().to_owned(),
            (Self::Code(at), Kind::Code(list)) => list.code(*at).to_owned(),
            (Self::Number(n), Kind::Number { decimals, .. }) => decimal_text(*n, decimals),
            (Self::Date(date), _) => date.to_string(),
            (Self::Text(text), _) => text.clone(),
            (Self::Code(n), _) => n.to_string(),
            (Self::Number(n), _) => n.to_string(),
        }
    }

    /// The value as a person reads it.
    pub fn label(&self, field: Field) -> String {
        match (self, field.kind()) {
            (Self::Not(non), _) => non.label().to_owned(),
            (Self::Code(at), Kind::Code(list)) => list.label(*at).to_owned(),
            (Self::Date(date), _) => calendar::day::in_words(*date),
            _ => self.text(field),
        }
    }

    /// The position in the field's list, if this is an answer from a list.
    pub fn code(&self) -> Option<u8> {
        match self {
            Self::Code(at) => Some(*at),
            _ => None,
        }
    }

    /// The date, if this is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }
}

/// Words on one line that no one could take for a non-answer.
fn is_name(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= 200
        && !text.contains(char::is_control)
        && NonAnswer::from_code(text).is_none()
}

/// A date in its one spelling: a time after it or a week instead of it would be lost.
fn date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

/// Dates outside these years are slips of the keyboard.
fn plausible(date: Date) -> bool {
    (1900..=2100).contains(&date.year())
}

/// A plain non-negative decimal such as `12` or `1.5`, in units of the last place.
fn number(text: &str, decimals: u8) -> Option<i32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || !digits(whole)
        || !digits(fraction)
        || fraction.len() > usize::from(decimals)
    {
        return None;
    }
    format!("{whole}{fraction:0<width$}", width = usize::from(decimals))
        .parse()
        .ok()
}

/// A number from 0 in units of the last place as text, without needless zeros.
fn decimal_text(n: i32, decimals: u8) -> String {
    if decimals == 0 {
        return n.to_string();
    }
    let unit = 10_i32.pow(u32::from(decimals));
    let text = format!(
        "{}.{:0width$}",
        n / unit,
        n % unit,
        width = usize::from(decimals)
    );
    let trimmed = text.trim_end_matches('0');
    trimmed.strip_suffix('.').unwrap_or(trimmed).to_owned()
}
