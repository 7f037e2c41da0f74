//! What the team does with each person, as the support page shows it: consent and engagement, who
//! supports them, goals, services in the community.

use govuk::{Colour, Extras, Table, Tag};
use maud::{Markup, html};
use record::lists::{AllocationKind, CommunityStepCode, EngagementStage, GoalProgressCode};
use record::{Allocated, Person};

use super::family::Opened;
use super::words::{counted, day, named, person, subject, time};

/// Everything the team does, person by person; nothing where nothing was recorded yet.
pub(super) fn content(opened: &Opened) -> Markup {
    let work = &opened.family.work;
    let people = opened.family.people.iter();
    let known: Vec<&Person> = people.filter(|who| is_known(opened, who)).collect();
    html! {
        @for who in known { (of(opened, who)) }
        @if !work.allocations.is_empty() {
            h2.govuk-heading-m { "Who supports whom" }
            (allocations(opened))
        }
        @if !work.community.is_empty() {
            h2.govuk-heading-m { "Services in the community" }
            (community(opened))
        }
    }
}

fn is_known(opened: &Opened, who: &Person) -> bool {
    let work = &opened.family.work;
    let id = who.person;
    work.stage(id) != EngagementStage::NotYetContacted
        || work.consent(id).is_some()
        || work.supporting(id).next().is_some()
        || work.goals.iter().any(|goal| goal.goal.person == id)
}

fn of(opened: &Opened, who: &Person) -> Markup {
    let work = &opened.family.work;
    let id = who.person;
    let consent = work
        .consent(id)
        .map_or("Not asked yet", |state| state.label());
    let key = work
        .key_worker(id)
        .map_or("None yet", |worker| opened.names.worker(worker));
    let changes = work.key_worker_changes(id);
    let next = work.next_appointment(id, opened.day());
    let held = work.sessions.iter();
    let held = held
        .filter(|session| session.what.people.iter().any(|p| p.person == id))
        .count();
    let goals: Vec<_> = work.goals.iter().filter(|g| g.goal.person == id).collect();
    html! {
        section.app-person {
            h2.govuk-heading-m { (named(who)) " " (stage(work.stage(id))) }
            dl.app-facts {
                div { dt { "Consent" } dd { (consent) } }
                div {
                    dt { "Key worker" }
                    dd { (key) @if changes > 0 { ", changed " (counted(changes, "time", "times")) } }
                }
                div { dt { "Sessions" } dd { (held) } }
                div {
                    dt { "Next appointment" }
                    dd {
                        @match next {
                            Some(next) => { (day(next.day)) @if let Some(at) = next.time { ", " (time(at)) } }
                            None => "None made",
                        }
                    }
                }
            }
            @if !goals.is_empty() {
                ul.govuk-list.govuk-list--bullet {
                    @for goal in goals {
                        li { q { (goal.goal.words) } " " (progress(goal.stands())) }
                    }
                }
            }
        }
    }
}

fn stage(stage: EngagementStage) -> Tag {
    let colour = match stage {
        EngagementStage::Engaged | EngagementStage::BackAgain => Colour::Green,
        EngagementStage::Exploring => Colour::Teal,
        EngagementStage::Trying | EngagementStage::NotYetContacted => Colour::Blue,
        EngagementStage::SteppedBack => Colour::Yellow,
        EngagementStage::Ended => Colour::Grey,
    };
    Tag::new(stage.label())
        .colour(colour)
        .class("app-tag--wraps")
}

fn progress(stands: GoalProgressCode) -> Tag {
    let colour = match stands {
        GoalProgressCode::Reached => Colour::Green,
        GoalProgressCode::OnTheWay => Colour::Teal,
        GoalProgressCode::NotYet => Colour::Blue,
        GoalProgressCode::Changed | GoalProgressCode::LetGo => Colour::Grey,
    };
    Tag::new(stands.label())
        .colour(colour)
        .class("app-tag--wraps")
}

fn allocations(opened: &Opened) -> Table {
    opened.family.work.allocations.iter().fold(
        Table::new()
            .hidden_caption("Who supports whom")
            .head(["Person", "Discipline", "Worker", "Support", "From", "Until"])
            .row_headers()
            .compact()
            .class("app-table--stacks"),
        |table, it| table.row(row(opened, it)),
    )
}

fn row(opened: &Opened, it: &Allocated) -> [govuk::Cell; 6] {
    let kind = match (it.kind, it.paused) {
        (_, Some((since, None))) => format!("Paused since {}", since.in_words()),
        (_, Some((_, Some(again)))) => format!("Paused; to look again on {}", day(again)),
        (AllocationKind::Full, None) => "Full".to_owned(),
        (AllocationKind::Holding, None) => "Holding".to_owned(),
    };
    let until = it
        .until
        .map_or_else(|| "Goes on".to_owned(), calendar::When::in_words);
    let cell =
        |name: &'static str, words: &str| govuk::Cell::new(words).attribute("data-name", name);
    [
        govuk::Cell::new(person(&opened.family, it.began.person)),
        cell("Discipline", it.began.discipline.label()),
        cell("Worker", opened.names.worker(it.worker)),
        cell("Support", &kind),
        cell("From", &it.from.in_words()),
        cell("Until", &until),
    ]
}

fn community(opened: &Opened) -> Table {
    opened.family.work.community.iter().fold(
        Table::new()
            .hidden_caption("Services in the community")
            .head(["Service", "For", "Referred", "How far"])
            .row_headers()
            .compact()
            .class("app-table--stacks"),
        |table, it| {
            let stands = it.stands();
            let colour = match stands {
                CommunityStepCode::Engaging => Colour::Green,
                CommunityStepCode::Waiting => Colour::Yellow,
                _ => Colour::Grey,
            };
            table.row([
                govuk::Cell::new(it.referral.service.as_str()),
                govuk::Cell::new(subject(&opened.family, it.referral.about))
                    .attribute("data-name", "For"),
                govuk::Cell::new(it.happened.in_words()).attribute("data-name", "Referred"),
                govuk::Cell::new(html! { (Tag::new(stands.label()).colour(colour)) })
                    .attribute("data-name", "How far"),
            ])
        },
    )
}
