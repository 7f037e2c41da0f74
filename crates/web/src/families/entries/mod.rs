//! What each kind of entry says, in words.

mod readings;
mod safety;
mod work;

use govuk::{Details, Table};
use maud::{Markup, html};
use record::lists::{EmergencyReason, LivesWith, PriorSupport, Threshold};
use record::{
    CaseHolder, Closure, Counted, DataSet, EmergencySession, Fact, Field, Household, Note,
    PersonId, Referral, Residence, Restriction, SafeguardingStatus, Sets, Stage, Subject,
    SupportStarted, ThresholdDecision, Tried, Value,
};

use super::family::Opened;
use super::words::{counted, day, named, person, safeguarding_tag, subject, time};

/// Whether an entry is about a person of the family.
pub(super) fn concerns(fact: &Fact, who: PersonId) -> bool {
    let of = |subject: &Subject| *subject == Subject::Person(who);
    match fact {
        Fact::Household(household) => household.people.iter().any(|p| p.person == who),
        Fact::Residence(residence) => residence.person == who,
        Fact::ReReferral(again) => of(&again.of),
        Fact::ThresholdDecision(decision) => of(&decision.of),
        Fact::SupportStarted(started) => started.person == who,
        Fact::SupportEnded(ended) => ended.person == who,
        Fact::Baseline(sets) | Fact::ClosureData(sets) | Fact::AsRecorded(sets) => {
            sets.sets.iter().any(|(subject, _)| of(subject))
        }
        Fact::SafeguardingStatus(status) => status.person == who,
        Fact::Note(note) => of(&note.about),
        Fact::CaseHolder(_)
        | Fact::Referral(_)
        | Fact::EmergencySession(_)
        | Fact::Closure(_)
        | Fact::Restriction(_) => false,
        other => work::concerns(other, who) || safety::concerns(other, who),
    }
}

/// What an entry says.
pub(super) fn content(opened: &Opened, fact: &Fact) -> Markup {
    let words = match fact {
        Fact::Household(household) => self::household(household),
        Fact::Residence(residence) => self::residence(opened, residence),
        Fact::CaseHolder(holder) => case_holder(opened, holder),
        Fact::Referral(referral) => self::referral(opened, referral),
        Fact::ReReferral(again) => html! {
            p { (subject(&opened.family, again.of)) " was referred to the service again." }
        },
        Fact::ThresholdDecision(decision) => threshold(opened, decision),
        Fact::SupportStarted(started) => support(opened, started),
        Fact::SupportEnded(ended) => html! {
            p { "Support to " (person(&opened.family, ended.person)) " ended." }
            (typed(&ended.reason))
        },
        Fact::Baseline(sets) | Fact::ClosureData(sets) | Fact::AsRecorded(sets) => {
            answers(opened, sets)
        }
        Fact::SafeguardingStatus(status) => safeguarding(opened, status),
        Fact::EmergencySession(session) => emergency(opened, session),
        Fact::Closure(closure) => self::closure(closure),
        Fact::Note(note) => self::note(opened, note),
        Fact::Restriction(it) => restriction(opened, it),
        other => safety::content(opened, other)
            .or_else(|| readings::content(opened, other))
            .unwrap_or_else(|| work::content(opened, other)),
    };
    html! { div.app-timeline__content { (words) } }
}

/// Words exactly as somebody typed them.
fn typed(words: &str) -> Markup {
    html! { @if !words.is_empty() { p.app-typed { (words) } } }
}

fn household(household: &Household) -> Markup {
    let answers = household.answers.iter();
    let answers =
        answers.map(|(field, value)| format!("{}: {}", field.title(), value.label(field)));
    html! {
        @for answer in answers { p { (answer) } }
        ul {
            @for each in &household.people { li { (each.relation.label()) ": " (named(each)) } }
        }
    }
}

fn residence(opened: &Opened, residence: &Residence) -> Markup {
    html! {
        p { (person(&opened.family, residence.person)) ": " (lives(residence)) }
    }
}

/// Where somebody lives, in words.
pub(super) fn lives(residence: &Residence) -> String {
    let with = residence.with.map(|with| match with {
        LivesWith::Mother => "with their mother",
        LivesWith::Father => "with their father",
        LivesWith::BothParents => "with both parents",
        LivesWith::Relative => "with a relative",
        LivesWith::Other => "with someone else",
    });
    let place = Some(residence.place.as_str()).filter(|place| !place.is_empty());
    match (with, place) {
        (Some(with), Some(place)) => format!("{with}: {place}"),
        (Some(words), None) | (None, Some(words)) => words.to_owned(),
        (None, None) => "not known".to_owned(),
    }
}

fn case_holder(opened: &Opened, holder: &CaseHolder) -> Markup {
    html! {
        p {
            (opened.names.worker(holder.worker)) ", " (opened.names.team(holder.team))
            ", holds the case."
        }
    }
}

fn referral(opened: &Opened, referral: &Referral) -> Markup {
    let by = referral.by.map(|worker| opened.names.worker(worker));
    let team = referral.team.map(|team| opened.names.team(team));
    let whom: Vec<&str> = by.into_iter().chain(team).collect();
    html! {
        p {
            "The family was referred to the service"
            @if !whom.is_empty() { " by " (whom.join(", ")) }
            "."
        }
        @for ask in &referral.asks {
            @let disciplines: Vec<&str> = ask.disciplines.iter().map(|d| d.label()).collect();
            p {
                "For " (person(&opened.family, ask.person)) ": "
                @if disciplines.is_empty() { "support, of a kind to be found" } @else { (disciplines.join("; ")) }
                "."
            }
        }
        @if let Some(tried) = &referral.tried { (self::tried(tried)) }
        @if let Some(start) = referral.expected_start { p { "To begin: " (start.in_words()) ". " (referral.setting) } }
        (typed(&referral.words))
    }
}

/// What was tried before, folded away: it is long and read once.
fn tried(tried: &Tried) -> Markup {
    let reasons = |of: &[PriorSupport]| -> String {
        let labels: Vec<&str> = of.iter().map(|reason| reason.label()).collect();
        labels.join("; ")
    };
    let lines = [
        ("In place already", tried.in_place.clone()),
        ("Why it did not work", reasons(&tried.not_worked)),
        ("Why it did not last", reasons(&tried.not_lasted)),
        ("Community services tried", tried.community.clone()),
        ("Engagement so far", tried.engagement.clone()),
    ];
    let words = html! {
        @for (title, words) in &lines {
            @if !words.is_empty() { p.app-typed { strong { (title) ": " } (words) } }
        }
    };
    html! { (Details::new("What has been tried", words)) }
}

fn threshold(opened: &Opened, decision: &ThresholdDecision) -> Markup {
    let outcome = match decision.outcome {
        Threshold::Met => "the threshold is met",
        Threshold::NotMet => "the threshold is not met",
    };
    html! {
        p { (subject(&opened.family, decision.of)) ": " (outcome) "." }
        @if !decision.criteria.is_empty() {
            ul { @for criterion in &decision.criteria { li { (criterion) } } }
        }
        (typed(&decision.grounds))
        @if !decision.advice.is_empty() { p.app-typed { strong { "Advice: " } (decision.advice) } }
        @for service in &decision.signposts { p { "Shown the way to: " (service) } }
    }
}

/// How far support has come, in words.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Offered => "offered, not met yet",
        Stage::JustStarted => "just started",
        Stage::UnderWay => "under way",
    }
}

fn support(opened: &Opened, started: &SupportStarted) -> Markup {
    html! {
        p { "Support to " (person(&opened.family, started.person)) " is " (stage(started.stage)) "." }
        @if let Some(worker) = started.key_worker { p { "Key worker: " (opened.names.worker(worker)) } }
        @for discipline in &started.disciplines { p { "Discipline: " (discipline.label()) } }
    }
}

/// Data sets, each folded away under whom it is about.
fn answers(opened: &Opened, sets: &Sets) -> Markup {
    html! {
        @for (of, set) in &sets.sets {
            @let summary = format!("{}: {}", subject(&opened.family, *of), counted(set.len(), "answer", "answers"));
            (Details::new(summary, html! { (questions(set)) }))
        }
    }
}

fn questions(set: &DataSet) -> Table {
    set.iter().fold(
        Table::new()
            .hidden_caption("Questions and answers")
            .head(["Question", "Answer"])
            .compact(),
        |table, (field, value)| table.row([field.title().to_owned(), value.label(field)]),
    )
}

fn safeguarding(opened: &Opened, status: &SafeguardingStatus) -> Markup {
    html! {
        p { (person(&opened.family, status.person)) ": " (safeguarding_tag(&status.value())) }
        (typed(&status.told_by))
    }
}

fn emergency(opened: &Opened, session: &EmergencySession) -> Markup {
    let counted = session
        .answers
        .iter()
        .filter(|(_, value)| **value != Value::Number(0));
    let (hours, avoided): (Vec<_>, Vec<_>) =
        counted.partition(|(field, _)| *field == Field::SwHours);
    let people: Vec<String> = session
        .people
        .iter()
        .map(|id| person(&opened.family, *id))
        .collect();
    let workers: Vec<&str> = session
        .workers
        .iter()
        .map(|id| opened.names.worker(*id))
        .collect();
    let known = |field: Field| session.known.iter().find(|k| k.service.0 == field);
    html! {
        (typed(&session.what_happened))
        @if !people.is_empty() { p { "For " (people.join(", ")) @if !workers.is_empty() { ", with " (workers.join(", ")) } "." } }
        @if let Some(by) = session.asked_by { p { "Asked for by: " (by.label().to_lowercase()) "." } }
        @if let (Some(asked), Some(there)) = (session.asked_at, session.arrived_at) {
            p { "Asked at " (time(asked)) ", there at " (time(there)) "." }
        }
        @if let Some(reason) = session.reason.filter(|reason| *reason != EmergencyReason::Other) {
            p { "What it was about: " (reason.label()) }
        }
        @if avoided.is_empty() {
            p { "Nothing is counted as avoided." }
        } @else {
            p { "What was avoided, as the worker counted it:" }
            ul { @for (field, value) in avoided { li { (field.title().trim_end_matches(" avoided")) ": " (value.label(field))
                @if let Some(known) = known(field) { " (" (known.how.label().to_lowercase()) ")" } } } }
        }
        @for event in &session.linked {
            p { "One event: " (together(event)) "." }
        }
        @for (field, value) in hours { p { (field.title()) ": " (value.label(field)) } }
        p.app-quiet { "Session " (session.reference) }
    }
}

/// The services of one event.
fn together(event: &[Counted]) -> String {
    let services = event.iter();
    let names: Vec<&str> = services
        .map(|it| it.0.title().trim_end_matches(" avoided"))
        .collect();
    names.join(" and ")
}

fn closure(closure: &Closure) -> Markup {
    html! {
        p { "The case closed. " (closure.reason.label()) "." }
        (typed(&closure.words))
        @if !closure.manager_reason.is_empty() {
            p.app-typed { strong { "The manager's reason: " } (closure.manager_reason) }
        }
        @for service in &closure.signposts { p { "Shown the way to: " (service) } }
        @if let Some(due) = closure.follow_up { p { "A call follows in six months, on " (day(due)) "." } }
    }
}

fn restriction(opened: &Opened, it: &Restriction) -> Markup {
    let names = it.named.iter().map(|id| opened.names.worker(*id));
    let names: Vec<&str> = names.collect();
    html! {
        @match it.ground {
            Some(ground) => {
                p { "Only named people and those who work with the family see it. " (ground.label()) "." }
                @if !names.is_empty() { p { "Named: " (names.join(", ")) "." } }
            }
            None => p { "The family is restricted no more." },
        }
        (typed(&it.reason))
    }
}

fn note(opened: &Opened, note: &Note) -> Markup {
    html! {
        p.app-quiet { "About " (about(opened, note.about)) }
        (typed(&note.text))
    }
}

fn about(opened: &Opened, of: Subject) -> String {
    match of {
        Subject::Family => "the family".to_owned(),
        Subject::Person(id) => person(&opened.family, id),
    }
}
