//! Goals in a person's own words.

use access::Act as Leave;
use casework::{Command, SayProgress, SetGoal};
use maud::html;
use record::lists::GoalProgressCode;
use record::{Goal, GoalProgress};

use super::contact::entry;
use crate::families::words::person;
use crate::recording::act::Act;
use crate::recording::fields::{options, picked, visibility};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static GOAL: Act = Act {
    name: "goal",
    title: "Set a goal",
    done: "The goal is in the chronology",
    button: "Save the goal",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("day", picked(ctx.today))
            .with("visibility", "shared")
    },
    fields: |form| {
        html! {
            (form.person("person", "Whose"))
            (form.text("words", "In their words", "", 3))
            (form.day("day", "Day"))
            (form.visibility())
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say whose goal it is");
        let words = read.needed("words", "Write the goal in their words");
        let day = read.past_day("day");
        let visibility = visibility(ctx, &mut read);
        let act = (|| {
            Some(SetGoal {
                happened: day?.into(),
                goal: Goal {
                    person: person?,
                    words: words?,
                },
                visibility: visibility?,
            })
        })();
        read.done(act).map(Command::SetGoal)
    },
    refill: refill!(Goal, |typed, it| typed
        .each("person", [it.person])
        .with("words", it.words.as_str())),
};

pub(super) static PROGRESS: Act = Act {
    name: "progress",
    title: "Say how a goal stands",
    done: "The progress is in the chronology",
    button: "Save",
    leave: Leave::RecordWork,
    offered: |family| !family.work.goals.is_empty(),
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let family = &form.ctx.family;
        let goals: Vec<(String, String)> = family
            .work
            .goals
            .iter()
            .map(|g| {
                let whose = person(family, g.goal.person);
                (
                    form.ctx.number(g.entry).to_string(),
                    format!("{whose}: {}", g.goal.words),
                )
            })
            .collect();
        html! {
            (form.radios("goal", "Which goal", goals.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.radios("progress", "How it stands", options!(GoalProgressCode)))
            (form.text("words", "In words, theirs where you can", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let goal = entry(ctx, &mut read, "goal", "Choose the goal");
        let progress = read.choice("progress", "Say how it stands", GoalProgressCode::from_code);
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayProgress {
                happened: day?.into(),
                progress: GoalProgress {
                    goal: goal?,
                    progress: progress?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::SayProgress)
    },
    refill: refill!(GoalProgress, |typed, it, family| typed
        .entry("goal", family, it.goal)
        .with("progress", it.progress.code())
        .with("words", it.words.as_str())),
};
