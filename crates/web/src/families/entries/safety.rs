//! What entries say of children's safety.

use maud::{Markup, html};
use record::lists::{ConcernStepCode, Urgency};
use record::{Concern, ConcernStep, Fact, PersonId};

use super::{Opened, typed};
use crate::families::words::{person, time};

/// Whether an entry on safety is about a person.
pub(super) fn concerns(fact: &Fact, who: PersonId) -> bool {
    match fact {
        Fact::Concern(it) => it.children.contains(&who),
        _ => false,
    }
}

/// What an entry on safety says; nothing for any other.
pub(super) fn content(opened: &Opened, fact: &Fact) -> Option<Markup> {
    match fact {
        Fact::Concern(it) => Some(concern(opened, it)),
        Fact::ConcernStep(it) => Some(step(opened, it)),
        _ => None,
    }
}

fn concern(opened: &Opened, it: &Concern) -> Markup {
    let children: Vec<String> = it
        .children
        .iter()
        .map(|id| person(&opened.family, *id))
        .collect();
    html! {
        p {
            @if it.urgency == Urgency::Immediate { strong { "Immediate. " } }
            @if !children.is_empty() { "About " (children.join(", ")) ". " }
            "Raised by " (opened.names.worker(it.by))
            @if let Some(at) = it.time { ", seen or said at " (time(at)) } "."
        }
        (typed(&it.seen))
        @if !it.done.is_empty() { p.app-typed { strong { "Done: " } (it.done) } }
    }
}

fn step(opened: &Opened, it: &ConcernStep) -> Markup {
    let concern = opened.family.safety.concern(it.concern);
    let of = concern.map(|concern| concern.happened.in_words());
    let what = match it.step {
        ConcernStepCode::Added => "added to the concern",
        ConcernStepCode::Acknowledged => "acknowledged the concern",
    };
    html! {
        p { (opened.names.worker(it.worker)) " " (what) @if let Some(of) = of { " of " (of) } "." }
        (typed(&it.words))
    }
}
