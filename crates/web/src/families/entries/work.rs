//! What entries say of the team's work: consulting, supporting, meeting, closing.

use govuk::Extras;
use maud::{Markup, html};
use record::lists::{AllocationKind, SessionPart, YesNo};
use record::{
    Advice, Advocacy, Allocation, AllocationChange, AllocationStep, Appointment, CommunityReferral,
    CommunityStep, Consent, Consultation, ContactAttempt, Engagement, Fact, Feedback, FollowUp,
    GoalProgress, InboundCall, KeyWorker, PersonId, Prediction, Present, ProfessionalAdvice,
    Review, SafeContact, Session, SessionNote, Subject,
};

use super::{Opened, typed};
use crate::families::words::{counted, day, person, subject, time};

/// Whether an entry of the team's work is about a person.
pub(super) fn concerns(fact: &Fact, who: PersonId) -> bool {
    match fact {
        Fact::Allocation(it) => it.person == who,
        Fact::KeyWorker(it) => it.person == who,
        Fact::Consent(it) => it.person == who,
        Fact::ContactAttempt(it) => it.person == who,
        Fact::Engagement(it) => it.person == who,
        Fact::AskedToStart(it) => it.person == who,
        Fact::SafeContact(it) => it.about == Subject::Person(who),
        Fact::InboundCall(it) => it.person == who,
        Fact::Appointment(it) => it.person == who,
        Fact::Session(it) => it.people.iter().any(|p| p.person == who),
        Fact::Goal(it) => it.person == who,
        Fact::Advocacy(it) => it.person == who,
        Fact::CommunityReferral(it) => it.about == Subject::Person(who),
        Fact::Prediction(it) => it.person == Some(who),
        Fact::Feedback(it) => it.person == Some(who),
        _ => false,
    }
}

/// What an entry of the team's work says.
pub(super) fn content(opened: &Opened, fact: &Fact) -> Markup {
    match fact {
        Fact::Consultation(it) => consultation(opened, it),
        Fact::ProfessionalAdvice(it) => professional_advice(opened, it),
        Fact::Allocation(it) => allocation(opened, it),
        Fact::AllocationChange(it) => allocation_change(opened, it),
        Fact::KeyWorker(it) => key_worker(opened, it),
        Fact::Consent(it) => consent(opened, it),
        Fact::ContactAttempt(it) => attempt(opened, it),
        Fact::Engagement(it) => engagement(opened, it),
        Fact::AskedToStart(it) => html! {
            p { (person(&opened.family, it.person)) " asked to start." }
            (quoted(&it.words))
        },
        Fact::SafeContact(it) => safe_contact(opened, it),
        Fact::InboundCall(it) => call(opened, it),
        Fact::CallBack(it) => html! {
            p { (opened.names.worker(it.worker)) " called back: " (it.result.label()) "." }
            (typed(&it.words))
        },
        Fact::Appointment(it) => appointment(opened, it),
        Fact::Session(it) => session(opened, it),
        Fact::SessionNote(it) => session_note(it),
        Fact::Goal(it) => html! {
            p { "A goal of " (person(&opened.family, it.person)) ", in their words:" }
            (quoted(&it.words))
        },
        Fact::GoalProgress(it) => progress(opened, it),
        Fact::Advocacy(it) => advocacy(opened, it),
        Fact::CommunityReferral(it) => community(opened, it),
        Fact::CommunityStep(it) => community_step(opened, it),
        Fact::Review(it) => review(it),
        Fact::Prediction(it) => prediction(opened, it),
        Fact::FollowUp(it) => follow_up(opened, it),
        Fact::Feedback(it) => feedback(it),
        _ => Markup::default(),
    }
}

/// Words that a person of the family said.
fn quoted(words: &str) -> Markup {
    html! { @if !words.is_empty() { blockquote.app-own-words { p.app-typed { (words) } } } }
}

/// A line with what it is about before it.
fn line(title: &str, words: &str) -> Markup {
    html! { @if !words.is_empty() { p.app-typed { strong { (title) ": " } (words) } } }
}

fn signposts(services: &[String]) -> Markup {
    html! {
        @if !services.is_empty() {
            p { "Shown the way to:" }
            ul { @for service in services { li { (service) } } }
        }
    }
}

fn advice(items: &[Advice]) -> Markup {
    html! {
        @for item in items {
            (line(item.discipline.map_or("Advice", |d| d.label()), &item.words))
        }
    }
}

fn present(opened: &Opened, who: &Present) -> String {
    let name = who
        .worker
        .map_or(who.words.as_str(), |id| opened.names.worker(id));
    match who.discipline {
        Some(discipline) => format!("{name} ({})", discipline.label()),
        None => name.to_owned(),
    }
}

fn consultation(opened: &Opened, it: &Consultation) -> Markup {
    let there: Vec<String> = it.present.iter().map(|who| present(opened, who)).collect();
    html! {
        p { (it.mode.label()) @if let Some(at) = it.time { ", " (time(at)) } "." }
        @if !there.is_empty() { p { "There: " (there.join("; ")) "." } }
        (line("Questions it raised", &it.questions))
        (advice(&it.advice))
        @for change in &it.changes {
            p {
                (change.change.label()) " for " (person(&opened.family, change.person)) ": "
                (change.discipline.label()) ". " (change.reason)
            }
        }
        (signposts(&it.signposts))
    }
}

fn professional_advice(opened: &Opened, it: &ProfessionalAdvice) -> Markup {
    html! {
        p { (it.kind.label()) " to " (present(opened, &it.to)) "." }
        @if let Some(discipline) = it.discipline { p { "Discipline: " (discipline.label()) } }
        (line("Asked", &it.subject))
        (line("Said", &it.words))
    }
}

fn allocation(opened: &Opened, it: &Allocation) -> Markup {
    let holds = match it.kind {
        AllocationKind::Full => "supports",
        AllocationKind::Holding => "gives holding support to",
    };
    html! {
        p {
            (opened.names.worker(it.worker)) " " (holds) " " (person(&opened.family, it.person))
            ": " (it.discipline.label()) "."
        }
        (line("How often", &it.frequency))
        (typed(&it.reason))
    }
}

/// What an allocation is called in a change of it.
fn allocated(opened: &Opened, entry: record::Sequence) -> String {
    match opened.family.work.allocation(entry) {
        Some(it) => format!(
            "{} for {}",
            it.began.discipline.label(),
            person(&opened.family, it.began.person)
        ),
        None => "Support".to_owned(),
    }
}

fn allocation_change(opened: &Opened, it: &AllocationChange) -> Markup {
    let what = allocated(opened, it.allocation);
    let words = match &it.step {
        AllocationStep::Paused { look_again: None } => "paused".to_owned(),
        AllocationStep::Paused {
            look_again: Some(again),
        } => format!("paused; to look again on {}", day(*again)),
        AllocationStep::Resumed => "goes on".to_owned(),
        AllocationStep::HandedOver { to } => {
            format!("{} takes over", opened.names.worker(*to))
        }
        AllocationStep::Converted { worker } => format!(
            "holding support became full support, with {}",
            opened.names.worker(*worker)
        ),
        AllocationStep::Ended => "ended; the case goes on".to_owned(),
    };
    html! { p { (what) ": " (words) "." } (typed(&it.reason)) }
}

fn key_worker(opened: &Opened, it: &KeyWorker) -> Markup {
    html! {
        p {
            (opened.names.worker(it.worker)) " is key worker of "
            (person(&opened.family, it.person)) "."
        }
        (typed(&it.reason))
    }
}

fn consent(opened: &Opened, it: &Consent) -> Markup {
    html! {
        p { "Consent of " (person(&opened.family, it.person)) ": " (it.state.label().to_lowercase()) "." }
        (typed(&it.how))
    }
}

fn attempt(opened: &Opened, it: &ContactAttempt) -> Markup {
    let obstacles: Vec<&str> = it.obstacles.iter().map(|o| o.label()).collect();
    html! {
        p {
            (opened.names.worker(it.worker)) " and " (person(&opened.family, it.person)) ": "
            (it.mode.label().to_lowercase()) @if let Some(at) = it.time { ", " (time(at)) }
            ". " (it.result.label()) "."
        }
        @if !obstacles.is_empty() { p { "In the way: " (obstacles.join("; ")) "." } }
        (typed(&it.words))
        @if let Some(next) = it.next_try { p { "Next gentle try: " (day(next)) "." } }
    }
}

fn engagement(opened: &Opened, it: &Engagement) -> Markup {
    html! {
        p { (person(&opened.family, it.person)) ": " (it.stage.label().to_lowercase()) "." }
        (typed(&it.words))
        @if let Some(again) = it.look_again { p { "To look again: " (day(again)) "." } }
    }
}

fn safe_contact(opened: &Opened, it: &SafeContact) -> Markup {
    html! {
        @if it.words.is_empty() {
            p { (subject(&opened.family, it.about)) ": there is nothing to mind any more." }
        } @else {
            p { "To be in touch safely with " (subject(&opened.family, it.about)) ":" }
            (typed(&it.words))
        }
    }
}

fn call(opened: &Opened, it: &InboundCall) -> Markup {
    html! {
        p {
            (person(&opened.family, it.person)) " rang" @if let Some(at) = it.time { " at " (time(at)) }
            "; " (opened.names.worker(it.worker)) " answered."
        }
        (typed(&it.words))
        @if let Some(who) = it.call_back { p { (opened.names.worker(who)) " is to call back today." } }
    }
}

fn appointment(opened: &Opened, it: &Appointment) -> Markup {
    let workers: Vec<&str> = it.workers.iter().map(|w| opened.names.worker(*w)).collect();
    html! {
        p {
            (person(&opened.family, it.person)) " and " (workers.join(", ")) ": " (day(it.day))
            @if let Some(at) = it.time { ", " (time(at)) }
            ", " (it.mode.label().to_lowercase())
            @if !it.place.is_empty() { ", " (it.place) }
            "."
        }
    }
}

fn session(opened: &Opened, it: &Session) -> Markup {
    let workers: Vec<String> = it
        .workers
        .iter()
        .map(|(worker, part)| {
            let name = opened.names.worker(*worker);
            match part {
                SessionPart::Led => name.to_owned(),
                other => format!("{name} ({})", other.label().to_lowercase()),
            }
        })
        .collect();
    html! {
        p {
            (it.kind.label()) ", " (it.place.label().to_lowercase()) ", " (it.mode.label().to_lowercase())
            @if let Some(at) = it.time { ", " (time(at)) }
            @if let Some(minutes) = it.minutes { ", " (counted(minutes.into(), "minute", "minutes")) }
            "."
        }
        ul {
            @for each in &it.people {
                li {
                    (person(&opened.family, each.person)) ": " (each.came.label().to_lowercase())
                    @if !each.reason.is_empty() { ". " (each.reason) }
                    @if let Some(again) = each.rebooked { ". Rebooked for " (day(again)) }
                }
            }
            @if !it.others.is_empty() { li { (it.others) } }
        }
        @if !workers.is_empty() { p { "With " (workers.join(", ")) "." } }
        @if it.protection == YesNo::Yes {
            p { (govuk::Tag::new("Bears on a child's protection").colour(govuk::Colour::Red).class("app-tag--wraps")) }
        }
        (typed(&it.words))
    }
}

fn session_note(it: &SessionNote) -> Markup {
    let approaches: Vec<&str> = it.approaches.iter().map(|a| a.label()).collect();
    html! {
        (typed(&it.text))
        @if !it.own_words.is_empty() { p { strong { "In their own words:" } } (quoted(&it.own_words)) }
        (line("Strengths", &it.strengths))
        @if !approaches.is_empty() { p.app-quiet { "Approaches: " (approaches.join("; ")) } }
    }
}

fn progress(opened: &Opened, it: &GoalProgress) -> Markup {
    let goal = opened.family.work.goal(it.goal);
    html! {
        @if let Some(goal) = goal { p { "Goal: " q { (goal.goal.words) } } }
        p { (it.progress.label()) "." }
        (typed(&it.words))
    }
}

fn advocacy(opened: &Opened, it: &Advocacy) -> Markup {
    let hours = |quarters: u16| format!("{:.2}", f64::from(quarters) / 4.0);
    html! {
        p {
            (opened.names.worker(it.worker)) " spoke up for " (person(&opened.family, it.person))
            ". With: " (it.with.label().to_lowercase()) "."
        }
        (line("About", &it.issue))
        (line("Outcome", &it.outcome))
        @if let (Some(before), Some(after)) = (it.quarters_before, it.quarters_after) {
            p { "Hours a week at school: " (hours(before)) " before, " (hours(after)) " after." }
        }
    }
}

fn community(opened: &Opened, it: &CommunityReferral) -> Markup {
    html! {
        p { (subject(&opened.family, it.about)) " was referred to " (it.service) "." }
        (typed(&it.words))
    }
}

fn community_step(opened: &Opened, it: &CommunityStep) -> Markup {
    let service = opened.family.work.community(it.referral);
    let service = service.map_or("A service", |c| c.referral.service.as_str());
    html! {
        p { (service) ": " (it.step.label().to_lowercase()) "." }
        (typed(&it.words))
    }
}

fn review(it: &Review) -> Markup {
    html! {
        (typed(&it.words))
        @if let Some(reliance) = it.reliance { p { (reliance.label()) "." } }
        (line("Plan for independence", &it.plan))
        @if let Some(next) = it.next { p { "To look again: " (day(next)) "." } }
    }
}

fn prediction(opened: &Opened, it: &Prediction) -> Markup {
    let whose = it
        .person
        .map_or_else(|| "The family".to_owned(), |id| person(&opened.family, id));
    html! { p { (whose) ", six months from now:" } (quoted(&it.words)) }
}

fn follow_up(opened: &Opened, it: &FollowUp) -> Markup {
    let predictions = &opened.family.work.predictions;
    html! {
        p { (opened.names.worker(it.worker)) ". " (it.result.label()) "." }
        @for outcome in &it.predictions {
            @let words = predictions.iter().find(|p| p.entry == outcome.prediction);
            p {
                @if let Some(words) = words { q { (words.what.words) } ": " }
                (outcome.result.label().to_lowercase()) "."
            }
            (quoted(&outcome.words))
        }
        (typed(&it.words))
        (line("Advice", &it.advice))
        @if let Some(next) = it.next_try { p { "Next try: " (day(next)) "." } }
    }
}

fn feedback(it: &Feedback) -> Markup {
    let quote = match it.may_quote {
        YesNo::Yes => "May be quoted without a name.",
        YesNo::No => "Not to be quoted.",
    };
    html! { p { (it.from.label()) " said:" } (quoted(&it.words)) p.app-quiet { (quote) } (line("As it may be quoted", &it.quote)) }
}
