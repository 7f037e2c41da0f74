//! What a referrer came to know: the decision on the threshold for the family and each person, and
//! the advice of the latest consultation.

use access::{Act, Reach};
use govuk::{Card, SummaryList};
use maud::{Markup, html};
use record::lists::Threshold;
use record::{Dated, Family, Subject, ThresholdDecision};

use super::family::Opened;
use super::words::subject;

/// The latest decision about the family and about each of its people, the family first.
fn latest(family: &Family) -> Vec<&Dated<ThresholdDecision>> {
    let mut latest: Vec<&Dated<ThresholdDecision>> = Vec::new();
    for decision in &family.thresholds {
        latest.retain(|it| it.what.of != decision.what.of);
        latest.push(decision);
    }
    latest.sort_by_key(|it| it.what.of != Subject::Family);
    latest
}

const fn outcome(threshold: Threshold) -> &'static str {
    match threshold {
        Threshold::Met => "threshold met",
        Threshold::NotMet => "threshold not met",
    }
}

/// The decisions in a line each.
pub(crate) fn in_lines(family: &Family) -> Vec<String> {
    let line = |it: &Dated<ThresholdDecision>| {
        let what = &it.what;
        let advised = !what.advice.is_empty() || !what.signposts.is_empty();
        format!(
            "{}: {}, {}{}",
            subject(family, what.of),
            outcome(what.outcome),
            it.happened.in_words(),
            if advised { ", with advice" } else { "" }
        )
    };
    latest(family).into_iter().map(line).collect()
}

/// Decision and advice at the head of the family's page, for those who see only their own families.
pub(super) fn card(opened: &Opened) -> Markup {
    let own = opened.viewer().reach(Act::ReadFamily) == Reach::OwnFamilies;
    let family = &opened.family;
    let decisions = latest(family);
    let consultation = family.work.consultations.last();
    if !own || (decisions.is_empty() && consultation.is_none()) {
        return Markup::default();
    }
    let list = SummaryList::new().card(Card::new("Decision and advice").heading_level(2));
    let list = decisions.into_iter().fold(list, |list, it| {
        let what = &it.what;
        list.pair(
            subject(family, what.of),
            html! {
                p.govuk-body { (capital(outcome(what.outcome))) ", " (it.happened.in_words()) }
                (typed("", &what.grounds))
                (typed("Advice: ", &what.advice))
                (services(&what.signposts))
            },
        )
    });
    let list = match consultation {
        None => list,
        Some(it) => list.pair(
            "Consultation",
            html! {
                p.govuk-body { "Held " (it.happened.in_words()) }
                @for advice in &it.what.advice {
                    (typed(&format!("{}: ", advice.discipline.map_or("Advice", |each| each.label())), &advice.words))
                }
                (services(&it.what.signposts))
            },
        ),
    };
    html! { (list) }
}

fn typed(of: &str, words: &str) -> Markup {
    html! { @if !words.is_empty() { p.app-typed { strong { (of) } (words) } } }
}

fn services(services: &[String]) -> Markup {
    html! { @for service in services { p.govuk-body { "Shown the way to: " (service) } } }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
