//! What has been tried, and why it did not work or did not last.

use maud::{Markup, html};
use record::Tried;
use record::lists::PriorSupport;

use crate::recording::fields::{Fields, options};
use crate::recording::typed::{Reader, Typed};

pub(crate) const NAMES: [&str; 6] = [
    "in_place",
    "not_worked",
    "not_lasted",
    "community",
    "engagement",
    "words",
];

const WORDS: [(&str, &str); 4] = [
    ("in_place", "Assessment and support in place"),
    ("community", "Community services tried"),
    ("engagement", "How the family has engaged so far"),
    ("words", "Anything else"),
];

pub(crate) fn fields(form: Fields<'_>) -> Markup {
    html! {
        (form.text("in_place", WORDS[0].1, "What is there now, and what the last assessment said.", 4))
        (form.checkboxes("not_worked", "Where earlier support did not work, why", options!(PriorSupport)))
        (form.checkboxes("not_lasted", "Where change did not last, why", options!(PriorSupport)))
        (form.text("community", WORDS[1].1, "Which, and what came of them.", 3))
        (form.text("engagement", WORDS[2].1, "What has helped them to take part.", 3))
        (form.text("words", WORDS[3].1, "What the team should know before it meets you.", 3))
    }
}

/// The fields as they would have been filled in.
pub(crate) fn refill(typed: Typed, tried: Option<&Tried>, words: &str) -> Typed {
    let typed = typed.with("words", words);
    let Some(tried) = tried else { return typed };
    let reasons = |reasons: &[PriorSupport]| reasons.iter().map(|it| it.code()).collect::<Vec<_>>();
    typed
        .with("in_place", tried.in_place.as_str())
        .each("not_worked", reasons(&tried.not_worked))
        .each("not_lasted", reasons(&tried.not_lasted))
        .with("community", tried.community.as_str())
        .with("engagement", tried.engagement.as_str())
}

/// What was said of it, and anything else.
pub(crate) fn read(read: &mut Reader<'_>) -> (Option<Tried>, String) {
    let tried = Tried {
        in_place: read.words("in_place"),
        not_worked: read.codes("not_worked", PriorSupport::from_code),
        not_lasted: read.codes("not_lasted", PriorSupport::from_code),
        community: read.words("community"),
        engagement: read.words("engagement"),
    };
    let said = (tried != Tried::default()).then_some(tried);
    (said, read.words("words"))
}

pub(crate) fn rows(typed: &Typed) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for (name, title) in WORDS {
        let words = typed.get(name).trim();
        if !words.is_empty() {
            rows.push((title.to_owned(), words.to_owned()));
        }
    }
    for (name, title) in [
        ("not_worked", "Why support did not work"),
        ("not_lasted", "Why change did not last"),
    ] {
        let reasons: Vec<&str> = typed
            .all(name)
            .filter_map(PriorSupport::from_code)
            .map(PriorSupport::label)
            .collect();
        if !reasons.is_empty() {
            rows.push((title.to_owned(), reasons.join("; ")));
        }
    }
    if rows.is_empty() {
        rows.push(("Tried before".to_owned(), "Nothing said".to_owned()));
    }
    rows
}
