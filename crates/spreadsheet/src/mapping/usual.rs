//! Usual spellings of answers.
//!
//! Only spellings with one meaning are placed. A dash may be "no", "none" or "nobody wrote anything", and TBC
//! may be "unknown" or "too early": both are left for the team that wrote them.

use record::{Field, Kind, NonAnswer, Value};

use super::fold;

const UNKNOWN: &[&str] = &[
    "nk",
    "n/k",
    "n.k.",
    "not known",
    "unk",
    "unknown",
    "don't know",
    "dont know",
    "d/k",
    "dk",
    "not sure",
    "unsure",
    "?",
    "??",
    "???",
];
const MISSING: &[&str] = &["missing", "not recorded", "not entered", "no data"];
const TOO_EARLY: &[&str] = &["too early", "too early to say", "too_early", "too soon"];
const NOT_APPLICABLE: &[&str] = &["n/a", "na", "n.a.", "not applicable", "not_applicable"];
/// What stands for nothing but does not say which nothing.
const UNCLEAR: &[&str] = &[
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "pending",
    "awaiting",
    "none",
    "nil",
    "blank",
    "x",
    "xx",
    "xxx",
];

/// The no-answer that a usual spelling stands for.
pub(super) fn usual_non_answer(text: &str) -> Option<NonAnswer> {
    let folded = fold(text);
    [
        (UNKNOWN, NonAnswer::Unknown),
        (MISSING, NonAnswer::Missing),
        (TOO_EARLY, NonAnswer::TooEarly),
        (NOT_APPLICABLE, NonAnswer::NotApplicable),
    ]
    .into_iter()
    .find_map(|(spellings, non)| spellings.contains(&folded.as_str()).then_some(non))
}

/// Whether a text stands for no answer rather than for the name of a place: a spelling above, or no letter.
pub(crate) fn non_answer(text: &str) -> bool {
    usual_non_answer(text).is_some()
        || UNCLEAR.contains(&fold(text).as_str())
        || !text.contains(char::is_alphabetic)
}

/// What a text most likely means in a field, if it can only mean one thing.
pub(super) fn usual(field: Field, text: &str) -> Option<Value> {
    let own = Value::parse(field, text.trim()).ok();
    let spelt = || match field.kind() {
        Kind::Code(list) => list.guess(&fold(text)).map(Value::Code),
        Kind::Number { .. } => {
            let nothing = ["nil", "none", "zero", "no"].contains(&fold(text).as_str());
            nothing.then_some(Value::Number(0))
        }
        Kind::Reference | Kind::Place | Kind::Date => None,
    };
    match field.kind() {
        Kind::Reference => None,
        Kind::Place => match usual_non_answer(text) {
            Some(non) => Some(Value::Not(non)),
            None => own.filter(|_| !non_answer(text)),
        },
        _ => own
            .or_else(|| usual_non_answer(text).map(Value::Not))
            .or_else(spelt),
    }
}
