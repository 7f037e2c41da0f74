//! The safety plan that holds now, those before it, and lapses.

use govuk::{Button, Colour, Extras, Table, Tag};
use maud::{Markup, html};
use record::lists::YesNo;
use record::{Dated, ItemSoFar, ItemStands, Lapse, PlanSoFar};

use crate::families::family::Opened;
use crate::families::words::{day, person, subject, time};
use crate::recording;

pub(super) fn content(opened: &Opened) -> Markup {
    let safety = &opened.family.safety;
    let acts = opened
        .recorder()
        .map(|viewer| recording::plan_acts(viewer, &opened.family))
        .unwrap_or_default();
    let ended = safety.plans.iter().rev().filter(|it| it.ended.is_some());
    html! {
        h2.govuk-heading-m { "Safety plan" }
        @match safety.plan() {
            Some(now) => (plan(opened, now)),
            None => p.app-empty { "There is no safety plan now. The social worker who holds the case writes it." },
        }
        @if !acts.is_empty() {
            div.govuk-button-group {
                @for (title, address) in acts { (Button::link(title, address).secondary().small()) }
            }
        }
        @for before in ended {
            details.govuk-details {
                summary.govuk-details__summary {
                    span.govuk-details__summary-text { "Safety plan of " (before.happened.in_words()) ", ended" }
                }
                div.govuk-details__text { (plan(opened, before)) }
            }
        }
        @if !safety.lapses.is_empty() {
            h2.govuk-heading-m { "Lapses" }
            @for it in safety.lapses.iter().rev() { (lapse(opened, it)) }
        }
    }
}

fn plan(opened: &Opened, it: &PlanSoFar) -> Markup {
    let items: Vec<&ItemSoFar> = opened.family.safety.items_of(it.entry).collect();
    html! {
        p.govuk-body.app-typed { (it.plan.words) }
        p.govuk-body { "Written by " (opened.names.worker(it.plan.by)) ", from " (it.happened.in_words()) "." }
        @if !items.is_empty() {
            (items.iter().fold(
                Table::new()
                    .hidden_caption("Items of the safety plan")
                    .head(["What", "By whom", "Proposed by", "Agreed"])
                    .row_headers()
                    .compact()
                    .class("app-table--stacks"),
                |table, it| table.row(row(opened, it)),
            ))
        }
        @if let Some(ended) = &it.ended {
            p.govuk-body.app-typed {
                strong { "Ended " (ended.happened.in_words()) " by " (opened.names.worker(ended.what.worker)) ": " }
                (ended.what.words)
            }
        }
    }
}

fn row(opened: &Opened, it: &ItemSoFar) -> [govuk::Cell; 4] {
    let (words, colour) = match it.stands() {
        ItemStands::Proposed => ("Proposed", Colour::Yellow),
        ItemStands::Agreed => ("Agreed", Colour::Green),
        ItemStands::NotAgreed => ("Not agreed", Colour::Grey),
        ItemStands::LetGo => ("No longer needed", Colour::Grey),
    };
    let last = it.steps.last();
    let why = last.map(|step| step.what.words.as_str());
    [
        govuk::Cell::new(it.item.words.as_str()),
        govuk::Cell::new(subject(&opened.family, it.item.whose)).attribute("data-name", "By whom"),
        govuk::Cell::new(opened.names.worker(it.item.by)).attribute("data-name", "Proposed by"),
        govuk::Cell::new(html! {
            div {
                (Tag::new(words).colour(colour).class("app-tag--wraps"))
                @if let Some(step) = last { " " (day(step.happened.sort_date())) }
                @if let Some(why) = why.filter(|why| !why.is_empty()) { ": " (why) }
            }
        })
        .attribute("data-name", "Agreed"),
    ]
}

fn lapse(opened: &Opened, it: &Dated<Lapse>) -> Markup {
    let lapse = &it.what;
    let item = opened.family.safety.item(lapse.item);
    let seen = opened.visibility(it.entry);
    html! {
        article.app-person {
            h3.govuk-heading-s {
                (person(&opened.family, lapse.person)) ", " (it.happened.in_words())
                @if let Some(at) = lapse.time { ", " (time(at)) } " "
                @if let Some(seen) = seen { (seen) }
            }
            @if let Some(item) = item { p.govuk-body { "Of the item: " (item.item.words) } }
            p.govuk-body { (answers(lapse)) }
            p.govuk-body.app-typed { (lapse.words) }
        }
    }
}

/// Both answers in words.
pub(in crate::families) fn answers(lapse: &Lapse) -> String {
    let in_care = match lapse.in_care {
        Some(YesNo::Yes) => "A child was in their care",
        Some(YesNo::No) => "No child was in their care",
        None => "It is not known whether a child was in their care",
    };
    let followed = match lapse.followed {
        Some(YesNo::Yes) => "the plan was followed",
        Some(YesNo::No) => "the plan was not followed",
        None => "it is not known whether the plan was followed",
    };
    format!("{in_care}; {followed}.")
}
