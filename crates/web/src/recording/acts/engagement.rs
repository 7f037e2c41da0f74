//! Consent, and how far somebody has come in taking up support.

use access::Act as Leave;
use casework::{AskToStart, Command, SayConsent, SayEngagement};
use maud::html;
use record::lists::{ConsentState, EngagementStage};
use record::{AskedToStart, Consent, Engagement, Family};

use super::contact::today_and_me;
use crate::recording::act::Act;
use crate::recording::fields::options;
use crate::recording::refill::refill;
use crate::recording::typed::Reader;

pub(super) static CONSENT: Act = Act {
    name: "consent",
    title: "Record consent",
    done: "The consent is recorded",
    button: "Save",
    leave: Leave::ChangeFamily,
    offered: |family| !family.people.is_empty(),
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "Support is something a person chooses. Consent can be taken back at any time." }
            (form.person("person", "Whose"))
            (form.radios("state", "Where it stands", options!(ConsentState)))
            (form.text("how", "How it was given or taken back", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say whose consent it is");
        let state = read.choice("state", "Say where it stands", ConsentState::from_code);
        let how = read.words("how");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayConsent {
                happened: day?.into(),
                consent: Consent {
                    person: person?,
                    state: state?,
                    how,
                },
            })
        })();
        read.done(act).map(Command::SayConsent)
    },
    refill: refill!(Consent, |typed, it| typed
        .each("person", [it.person])
        .with("state", it.state.code())
        .with("how", it.how.as_str())),
};

pub(super) static ENGAGEMENT: Act = Act {
    name: "engagement",
    title: "Say how far somebody has come",
    done: "It is in the chronology",
    button: "Save",
    leave: Leave::RecordWork,
    offered: Family::is_open,
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "There is no hurry and no last chance. Somebody who steps back can come back without another referral." }
            (form.person("person", "Who"))
            (form.radios("stage", "Where they are", options!(EngagementStage)))
            (form.text("words", "In words", "For stepping back, their own words where you can.", 3))
            (form.day("look_again", "Look again on"))
            (form.day("day", "Since"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who");
        let stage = read.choice("stage", "Say where they are", EngagementStage::from_code);
        let words = read.words("words");
        let look_again = read.maybe_day("look_again");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayEngagement {
                happened: day?.into(),
                engagement: Engagement {
                    person: person?,
                    stage: stage?,
                    words,
                    look_again,
                },
            })
        })();
        read.done(act).map(Command::SayEngagement)
    },
    refill: refill!(Engagement, |typed, it| typed
        .each("person", [it.person])
        .with("stage", it.stage.code())
        .with("words", it.words.as_str())
        .each("look_again", it.look_again)),
};

pub(super) static ASKED: Act = Act {
    name: "asked-to-start",
    title: "They ask to start",
    done: "It is a task for today",
    button: "Save",
    leave: Leave::ChangeFamily,
    offered: Family::is_open,
    start: today_and_me,
    fields: |form| {
        html! {
            p.govuk-body { "When somebody says they are ready, it becomes today's task for whoever supports them." }
            (form.person("person", "Who"))
            (form.text("words", "In their words", "", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who asks");
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(AskToStart {
                happened: day?.into(),
                asked: AskedToStart {
                    person: person?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::AskToStart)
    },
    refill: refill!(AskedToStart, |typed, it| typed
        .each("person", [it.person])
        .with("words", it.words.as_str())),
};
