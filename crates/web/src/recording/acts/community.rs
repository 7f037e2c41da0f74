//! Advocacy, and services in the community.

use access::Act as Leave;
use casework::{Command, ReferToCommunity, SpeakUp, StepIntoCommunity};
use maud::html;
use record::lists::{AdvocacyWith, CommunityStepCode};
use record::{Advocacy, CommunityReferral, CommunityStep, Family};

use super::contact::entry;
use crate::families::words::subject as subject_words;
use crate::recording::act::Act;
use crate::recording::fields::{FAMILY, Form, options, picked, subject, worker};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static ADVOCACY: Act = Act {
    name: "advocacy",
    title: "Record advocacy or legal support",
    done: "The advocacy is recorded",
    button: "Save",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("day", picked(ctx.today))
            .with("worker", ctx.me())
    },
    fields: |form| {
        html! {
            (form.person("person", "For whom"))
            (form.radios("with", "With whom", options!(AdvocacyWith)))
            (form.text("issue", "What it was about", "", 3))
            (form.text("outcome", "What came of it", "Leave empty while it is not known.", 2))
            (form.line("before", "Hours a week at school before", "For a timetable, in hours such as 7.5"))
            (form.line("after", "Hours a week at school after", ""))
            (form.day("day", "Day"))
            (form.worker("worker", "Worker"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say for whom");
        let with = read.choice("with", "Say with whom", AdvocacyWith::from_code);
        let issue = read.needed("issue", "Say what it was about");
        let outcome = read.words("outcome");
        let quarters_before = quarters(&mut read, "before");
        let quarters_after = quarters(&mut read, "after");
        let day = read.past_day("day");
        let worker = worker(ctx, &mut read, "worker", "Choose the worker");
        let act = (|| {
            Some(SpeakUp {
                happened: day?.into(),
                advocacy: Advocacy {
                    person: person?,
                    worker: worker?,
                    with: with?,
                    issue: issue?,
                    outcome,
                    quarters_before,
                    quarters_after,
                },
            })
        })();
        read.done(act).map(Command::SpeakUp)
    },
    refill: refill!(Advocacy, |typed, it| typed
        .each("person", [it.person])
        .with("with", it.with.code())
        .with("issue", it.issue.as_str())
        .with("outcome", it.outcome.as_str())
        .each("before", it.quarters_before.map(hours))
        .each("after", it.quarters_after.map(hours))
        .each("worker", [it.worker])),
};

/// Hours a week in quarters, such as "7.5".
fn quarters(read: &mut Reader<'_>, name: &str) -> Option<u16> {
    let typed = read.typed().get(name).trim();
    if typed.is_empty() {
        return None;
    }
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let part = match part {
        "" | "0" | "00" => Some(0),
        "25" => Some(1),
        "5" | "50" => Some(2),
        "75" => Some(3),
        _ => None,
    };
    let quarters = whole
        .parse::<u16>()
        .ok()
        .filter(|whole| *whole <= 168)
        .zip(part)
        .map(|(whole, part)| whole * 4 + part);
    if quarters.is_none() {
        read.errors.add(name, "Give hours in quarters, such as 7.5");
    }
    quarters
}

/// Quarters of an hour as [`quarters`] reads them.
fn hours(quarters: u16) -> String {
    let part = ["", ".25", ".5", ".75"][usize::from(quarters % 4)];
    format!("{}{part}", quarters / 4)
}

pub(super) static REFERRAL: Act = Act {
    name: "community",
    title: "Refer to a service in the community",
    done: "The referral to the community is recorded",
    button: "Save",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("about", FAMILY)
            .with("day", picked(ctx.today))
    },
    fields: |form| {
        html! {
            (form.subject("about", "For whom"))
            (form.line("service", "Service", "Such as a parents' group or a counselling service"))
            (form.text("words", "In words", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let about = subject(&mut read, "about", "Say for whom");
        let service = read.needed("service", "Name the service");
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(ReferToCommunity {
                happened: day?.into(),
                referral: CommunityReferral {
                    about: about?,
                    service: service?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::ReferToCommunity)
    },
    refill: refill!(CommunityReferral, |typed, it| typed
        .subject("about", it.about)
        .with("service", it.service.as_str())
        .with("words", it.words.as_str())),
};

/// The services a family was referred to, as number and words.
fn services(form: Form<'_>) -> Vec<(String, String)> {
    let family = &form.ctx.family;
    let services = family.work.community.iter();
    services
        .map(|c| {
            let whose = subject_words(family, c.referral.about);
            (
                form.ctx.number(c.entry).to_string(),
                format!(
                    "{} for {whose}: {}",
                    c.referral.service,
                    c.stands().label().to_lowercase()
                ),
            )
        })
        .collect()
}

pub(super) static STEP: Act = Act {
    name: "community-step",
    title: "Say how a community service is going",
    done: "It is in the chronology",
    button: "Save",
    leave: Leave::RecordWork,
    offered: |family| !family.work.community.is_empty(),
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let services = services(form);
        html! {
            (form.radios("service", "Which service", services.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.radios("step", "How far", options!(CommunityStepCode)))
            (form.text("words", "In words", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let service = entry(ctx, &mut read, "service", "Choose the service");
        let step = read.choice("step", "Say how far", CommunityStepCode::from_code);
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(StepIntoCommunity {
                happened: day?.into(),
                step: CommunityStep {
                    referral: service?,
                    step: step?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::StepIntoCommunity)
    },
    refill: refill!(CommunityStep, |typed, it, family| typed
        .entry("service", family, it.referral)
        .with("step", it.step.code())
        .with("words", it.words.as_str())),
};
