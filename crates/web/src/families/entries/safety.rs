//! What entries say of children's safety.

use maud::{Markup, html};
use record::lists::{ConcernStepCode, Urgency, YesNo};
use record::{Concern, ConcernStep, Fact, Lapse, PersonId, PlanItem, PlanStep, Subject};

use super::{Opened, typed};
use crate::families::safety::plans::answers;
use crate::families::words::{person, subject, time};

/// Whether an entry on safety is about a person.
pub(super) fn concerns(fact: &Fact, who: PersonId) -> bool {
    match fact {
        Fact::Concern(it) => it.children.contains(&who),
        Fact::PlanItem(it) => it.whose == Subject::Person(who),
        Fact::Lapse(it) => it.person == who,
        _ => false,
    }
}

/// What an entry on safety says; nothing for any other.
pub(super) fn content(opened: &Opened, fact: &Fact) -> Option<Markup> {
    match fact {
        Fact::Concern(it) => Some(concern(opened, it)),
        Fact::ConcernStep(it) => Some(step(opened, it)),
        Fact::SafetyPlan(it) => Some(html! {
            p { (opened.names.worker(it.by)) " wrote a safety plan." }
            (typed(&it.words))
        }),
        Fact::PlanItem(it) => Some(item(opened, it)),
        Fact::PlanStep(it) => Some(plan_step(opened, it)),
        Fact::PlanEnd(it) => Some(html! {
            p { (opened.names.worker(it.worker)) " ended the safety plan." }
            (typed(&it.words))
        }),
        Fact::Lapse(it) => Some(lapse(opened, it)),
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
        @if it.lapse.is_some() { p { "It comes of a lapse of the safety plan." } }
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

fn item(opened: &Opened, it: &PlanItem) -> Markup {
    let what = match it.agreed {
        YesNo::Yes => "added to the safety plan",
        YesNo::No => "proposed for the safety plan",
    };
    html! {
        p { (opened.names.worker(it.by)) " " (what) ". By whom: " (subject(&opened.family, it.whose)) "." }
        (typed(&it.words))
    }
}

fn plan_step(opened: &Opened, it: &PlanStep) -> Markup {
    let item = opened.family.safety.item(it.item);
    html! {
        @if let Some(item) = item { p { "Item: " q { (item.item.words) } } }
        p { (it.step.label()) ", says " (opened.names.worker(it.worker)) "." }
        (typed(&it.words))
    }
}

fn lapse(opened: &Opened, it: &Lapse) -> Markup {
    let item = opened.family.safety.item(it.item);
    html! {
        p { (person(&opened.family, it.person)) @if let Some(at) = it.time { ", " (time(at)) } ". " (answers(it)) }
        @if let Some(item) = item { p { "Item: " q { (item.item.words) } } }
        (typed(&it.words))
    }
}
