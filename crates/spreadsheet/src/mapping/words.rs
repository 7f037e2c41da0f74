//! Headings in words.
//!
//! A heading is brought to a set of plain words: "Alcohol (Referral)", "alcohol at ref." and `alcohol_ref`
//! are all {alcohol, ref}. It is proposed as a field when it has the same words as the field's code, title
//! or usual words; the point in time may be left out when only one field is left. Anything else is for a
//! person to say.

use std::collections::BTreeSet;

use record::{Field, Point, Sheet};

use super::names::usual_words;

/// Words that mean the same, longest first; a phrase on the left becomes the word on the right.
const SAME: &[(&str, &str)] = &[
    ("criminal justice system", "cjs"),
    ("child sexual exploitation", "cse"),
    ("post natal depression", "pnd"),
    ("postnatal depression", "pnd"),
    ("domestic violence", "da"),
    ("domestic abuse", "da"),
    ("mental health", "mh"),
    ("criminal justice", "cjs"),
    ("social worker", "sw"),
    ("social care", "sc"),
    ("social services", "sc"),
    ("self harm", "selfharm"),
    ("call outs", "callouts"),
    ("call out", "callouts"),
    ("a e", "ae"),
    ("12 months", "12m"),
    ("12 month", "12m"),
    ("6 months", "6m"),
    ("6 month", "6m"),
    ("dv", "da"),
    ("callout", "callouts"),
    ("referral", "ref"),
    ("referred", "ref"),
    ("closure", "clo"),
    ("closing", "clo"),
    ("closed", "clo"),
    ("identifier", "id"),
    ("reference", "id"),
    ("number", "id"),
    ("no", "id"),
    ("drug", "drugs"),
    ("gender", "sex"),
    ("lgbt", "lgbtq"),
    ("lgbtqia", "lgbtq"),
    ("yrs", "years"),
    ("hrs", "hours"),
    ("town", "home town"),
    ("parental", "parent"),
    ("parents", "parent"),
    ("childs", "child"),
];

/// Words that say nothing in a heading.
const EMPTY: &[&str] = &[
    "a", "an", "and", "at", "before", "by", "for", "has", "in", "is", "of", "on", "or", "the",
    "to", "was", "with",
];

/// The plain words of a heading.
fn words(heading: &str) -> BTreeSet<String> {
    let lower = heading.to_lowercase().replace(['\'', '’'], "");
    let plain: String = lower
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut text = format!(
        " {} ",
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    for (phrase, word) in SAME {
        text = text.replace(&format!(" {phrase} "), &format!(" {word} "));
    }
    text.split_whitespace()
        .filter(|word| !EMPTY.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Words as a heading is compared: without the point in time where the field has one.
struct Key {
    words: BTreeSet<String>,
    base: BTreeSet<String>,
}

impl Key {
    fn new(heading: &str) -> Self {
        let words = words(heading);
        let mut base = words.clone();
        base.remove("ref");
        base.remove("clo");
        Self { words, base }
    }

    /// Whether a heading with these words, `self`, can be a field at `point` that is called `name`.
    fn can_be(&self, name: &Self, point: Point) -> bool {
        let own = match point {
            Point::Referral => "ref",
            Point::Closure => "clo",
            Point::Identity | Point::Case | Point::Session | Point::Work => {
                return self.words == name.words;
            }
        };
        let same = !self.base.is_empty() && self.base == name.base;
        // "Alcohol" can be either point, and "Alcohol (closure)" only one.
        same && (self.words == self.base
            || self.words.iter().all(|w| self.base.contains(w) || w == own))
    }
}

/// The names that the fields of a sheet go by.
pub(super) struct Lexicon(Vec<(Field, Vec<Key>)>);

impl Lexicon {
    pub(super) fn new(sheet: Sheet) -> Self {
        let names = |field: Field| {
            let own = [field.code(), field.title()];
            let all = own.iter().chain(usual_words(field));
            (field, all.map(|name| Key::new(name)).collect())
        };
        Self(sheet.fields().iter().map(|field| names(*field)).collect())
    }

    /// The only field that a heading can be.
    pub(super) fn field(&self, heading: &str) -> Option<Field> {
        let exact = self
            .0
            .iter()
            .find(|(field, _)| field.code() == heading.trim());
        if let Some((field, _)) = exact {
            return Some(*field);
        }
        let key = Key::new(heading);
        let mut possible = self
            .0
            .iter()
            .filter(|(field, names)| names.iter().any(|name| key.can_be(name, field.point())));
        let (first, _) = possible.next()?;
        possible.next().is_none().then_some(*first)
    }
}
