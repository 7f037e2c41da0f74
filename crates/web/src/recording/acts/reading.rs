//! Reading in an emergency what is confidential: asked for, answered, opened, reviewed.

use access::{Act as Leave, Role, Viewer};
use calendar::{Stamp, day as days};
use casework::{AnswerToRead, AskToRead, Command, OpenReading, ReviewReading, kept_from};
use govuk::{Errors, InsetText, WarningText};
use maud::{Markup, html};
use record::lists::{FamilyTold, Reader as As, ReadingBasis, ReadingFound};
use record::{
    Family, ReadingAsked, ReadingReview, ReadingSoFar, ReadingStands, Sequence, Sight, Visibility,
};

use super::concern::summary;
use super::contact::entry;
use crate::families::words::{counted, day};
use crate::recording::act::{Act, Ctx, Of};
use crate::recording::fields::{Form, options, pairs, picked};
use crate::recording::refill::no_refill;
use crate::recording::typed::{Reader, Typed};

/// How many days back a form begins with.
const BEGINS_WITH: i32 = 28;

pub(super) static ASK: Act = Act {
    name: "ask-to-read",
    title: "Read what is confidential in an emergency",
    done: "You have asked. A manager answers, and you are told",
    button: "Confirm",
    leave: Leave::AskToRead,
    offered: |family| !family.safety.concerns.is_empty(),
    start: |ctx| {
        let from = days::plus_days(ctx.today, -BEGINS_WITH);
        let typed = Typed::default()
            .with("from", picked(from))
            .with("to", picked(ctx.today));
        match &ctx.family.safety.concerns[..] {
            [only] => typed.with("concern", ctx.number(only.entry).to_string()),
            _ => typed,
        }
    },
    fields: ask_fields,
    command: ask_command,
    refill: no_refill,
};

/// The two ways to begin.
const WHEN: [(&str, &str); 2] = [
    ("asked", "Ask: a manager chooses what you may read"),
    (
        "at_once",
        "Read at once: a child may be in danger now, and it cannot wait for an answer",
    ),
];

fn ask_fields(form: Form<'_>) -> Markup {
    let ctx = form.ctx;
    let concerns: Vec<(String, String)> = ctx
        .family
        .safety
        .concerns
        .iter()
        .rev()
        .map(|it| (ctx.number(it.entry).to_string(), summary(ctx, it)))
        .collect();
    html! {
        (WarningText::new("If a child is in danger now, ring 999 first."))
        p.govuk-body {
            "People spoke in confidence. It is broken only where a child is at risk, and only as far as that needs. "
            "You will not be told beforehand whether there is anything you do not see already."
        }
        p.govuk-body {
            "You show who you are once more. The managers and whoever wrote what you read are told. You can read for a "
            "short time, here alone; nothing can be saved. Every look is kept, and a manager reviews it afterwards."
        }
        @if concerns.is_empty() {
            (InsetText::new("There is no concern in this family yet. Raise one first."))
        } @else {
            (form.radios("concern", "For which concern", pairs(&concerns)))
        }
        (form.text("danger", "What is the danger, and what do you need to know?", "Everybody who works with the family can read this.", 4))
        (form.radios("basis", "On what ground", options!(ReadingBasis)))
        (form.day("from", "What was recorded of the days from"))
        (form.day("to", "To"))
        (form.radios("when", "How", WHEN))
    }
}

fn ask_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let concern = entry(ctx, &mut read, "concern", "Choose the concern");
    let danger = read.needed(
        "danger",
        "Say what the danger is, and what you need to know",
    );
    let basis = read.choice("basis", "Choose the ground", ReadingBasis::from_code);
    let from = read.past_day("from");
    let to = read.past_day("to");
    let at_once = read.choice("when", "Choose whether you ask or read at once", |when| {
        WHEN.iter()
            .any(|(code, _)| *code == when)
            .then(|| when == "at_once")
    });
    let act = (|| {
        Some(AskToRead {
            asked: ReadingAsked {
                at: ctx.now,
                by: ctx.viewer.worker,
                reader: if ctx.viewer_is_of_the_team() {
                    As::Team
                } else {
                    As::SocialWorker
                },
                concern: concern?,
                from: from?,
                to: to?,
                danger: danger?,
                basis: basis?,
            },
            at_once: if at_once? { Some(ctx.reads?) } else { None },
        })
    })();
    read.done(act).map(Command::AskToRead)
}

pub(super) static ANSWER: Act = Act {
    name: "answer-reading",
    title: "Answer somebody who asks to read in an emergency",
    done: "Your answer is recorded, and whoever asked is told",
    button: "Save the answer",
    leave: Leave::AnswerToRead,
    offered: |family| family.safety.readings.iter().any(waits),
    start: |ctx| {
        let chosen = answered(ctx).map(|it| ctx.number(it.entry).to_string());
        Typed::default().with("asked", chosen.unwrap_or_default())
    },
    fields: answer_fields,
    command: answer_command,
    refill: no_refill,
};

/// Whether somebody may still answer.
fn waits(it: &ReadingSoFar) -> bool {
    it.opened.is_none() && (it.waits_for_an_answer() || it.allowed().next().is_some())
}

/// What the form answers: what its address names, or what waits longest.
fn answered(ctx: &Ctx) -> Option<&ReadingSoFar> {
    let mut all = ctx.family.safety.readings.iter().filter(|it| waits(it));
    match ctx.of {
        Of::Entry(number) => all.find(|it| ctx.number(it.entry) == number),
        _ => all.find(|it| it.asked.by != ctx.viewer.worker),
    }
}

/// What the viewer could show to whoever asked, by the number of each entry.
fn could_show(ctx: &Ctx, reading: &ReadingSoFar) -> Vec<(String, String)> {
    let manager = ctx.viewer.role == Role::Manager;
    let kept = kept_from(&ctx.family, &reading.asked, Sight::Team(ctx.viewer.worker));
    let theirs = kept.filter(|it| manager || matches!(it.visibility, Visibility::Named(_)));
    theirs
        .map(|it| {
            let (on, what) = (it.happened.in_words(), it.fact.title());
            let (by, seen) = (ctx.names.worker(it.recorded_by), it.visibility.label());
            let words = format!("{on}: {what}, by {by} ({seen})");
            (ctx.number(it.sequence).to_string(), words)
        })
        .collect()
}

/// What somebody asked, for whoever answers or reviews it.
pub(crate) fn asked_words(
    family: &Family,
    names: &crate::families::words::Names,
    it: &ReadingSoFar,
) -> Markup {
    let asked = &it.asked;
    let concern = family.safety.concern(asked.concern);
    html! {
        p.govuk-body {
            (names.worker(asked.by)) " asked on " (asked.at.in_words()) " to read what was recorded of "
            (day(asked.from)) " to " (day(asked.to)) "."
            @if let Some(concern) = concern { " For the concern of " (concern.happened.in_words()) "." }
            " Ground: " (asked.basis.label().to_lowercase()) "."
        }
        p.govuk-body.app-typed { (asked.danger) }
    }
}

fn answer_fields(form: Form<'_>) -> Markup {
    let ctx = form.ctx;
    let Some(reading) = answered(ctx) else {
        return html! { (InsetText::new("Nothing waits for an answer here.")) };
    };
    let notes = could_show(ctx, reading);
    let manager = ctx.viewer.role == Role::Manager;
    html! {
        input type="hidden" name="asked" value=(ctx.number(reading.entry));
        (asked_words(&ctx.family, &ctx.names, reading))
        @if notes.is_empty() {
            (InsetText::new("You see nothing of these days that they do not see already."))
        } @else {
            p.govuk-body {
                "Choose only what they need to keep a child safe. " (ctx.names.worker(reading.asked.by)) " is shown these "
                "and no others, and not told of any other. Open the chronology in another window to read them."
            }
            (form.checkboxes("note", "What they may read", pairs(&notes)))
        }
        @if manager { p.govuk-body { "If you choose nothing, you refuse it." } }
        (form.text("words", "Why", "Whoever asked will read this, and everybody who works with the family.", 3))
    }
}

fn answer_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let asked = entry(ctx, &mut read, "asked", "Nothing waits for an answer here");
    let mut notes: Vec<Sequence> = Vec::new();
    for number in typed.all("note") {
        match number.parse().ok().and_then(|number| ctx.entry(number)) {
            Some(note) => notes.push(note.sequence),
            None => read.errors.add("note", "Choose from the list"),
        }
    }
    notes.sort_unstable();
    notes.dedup();
    let words = read.needed("words", "Say why");
    let act = (|| {
        Some(AnswerToRead {
            asked: asked?,
            at: ctx.now,
            by: ctx.viewer.worker,
            manager: ctx.viewer.role == Role::Manager,
            notes,
            words: words?,
        })
    })();
    read.done(act).map(Command::AnswerToRead)
}

pub(super) static OPEN: Act = Act {
    name: "open-reading",
    title: "Open what you may read",
    done: "You can read it now",
    button: "Open it",
    leave: Leave::AskToRead,
    // Only whoever asked is led here.
    offered: |_| false,
    start: |_| Typed::default(),
    fields: open_fields,
    command: open_command,
    refill: no_refill,
};

/// What the viewer asked and may open now.
fn own(ctx: &Ctx) -> Option<&ReadingSoFar> {
    let mut all = ctx.family.safety.readings.iter();
    all.find(|it| may_open(it, &ctx.viewer, ctx.now))
}

fn may_open(it: &ReadingSoFar, viewer: &Viewer, now: Stamp) -> bool {
    it.asked.by == viewer.worker && matches!(it.stands(now), ReadingStands::Allowed(_))
}

fn open_fields(form: Form<'_>) -> Markup {
    let ctx = form.ctx;
    let Some(reading) = own(ctx) else {
        return html! { (InsetText::new("Nothing that you asked for can be opened now.")) };
    };
    html! {
        input type="hidden" name="asked" value=(ctx.number(reading.entry));
        (asked_words(&ctx.family, &ctx.names, reading))
        @for answer in reading.allowed() {
            p.govuk-body { (ctx.names.worker(answer.by)) " allowed it on " (answer.at.in_words()) ":" }
            p.govuk-body.app-typed { (answer.words) }
        }
        (WarningText::new("Once you open it the time runs, and it opens once. It closes by itself, and when you sign out."))
    }
}

fn open_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let asked = entry(
        ctx,
        &mut read,
        "asked",
        "Nothing that you asked for can be opened now",
    );
    let act = (|| {
        let (session, times) = ctx.reads?;
        Some(OpenReading {
            asked: asked?,
            at: ctx.now,
            by: ctx.viewer.worker,
            session,
            times,
        })
    })();
    read.done(act).map(Command::OpenReading)
}

pub(super) static REVIEW: Act = Act {
    name: "review-reading",
    title: "Review what was read in an emergency",
    done: "The review is recorded",
    button: "Save the review",
    leave: Leave::ReviewReading,
    offered: |family| {
        family
            .safety
            .readings
            .iter()
            .any(ReadingSoFar::waits_for_a_review)
    },
    start: |_| Typed::default(),
    fields: review_fields,
    command: review_command,
    refill: no_refill,
};

/// What the form reviews: what its address names, or what waits longest.
fn reviewed(ctx: &Ctx) -> Option<&ReadingSoFar> {
    let all = ctx.family.safety.readings.iter();
    let mut all = all.filter(|it| it.waits_for_a_review());
    match ctx.of {
        Of::Entry(number) => all.find(|it| ctx.number(it.entry) == number),
        _ => all.next(),
    }
}

fn review_fields(form: Form<'_>) -> Markup {
    let ctx = form.ctx;
    let Some(reading) = reviewed(ctx) else {
        return html! { (InsetText::new("Nothing waits for a review here.")) };
    };
    html! {
        input type="hidden" name="asked" value=(ctx.number(reading.entry));
        (asked_words(&ctx.family, &ctx.names, reading))
        @if reading.answers.is_empty() { p.govuk-body { "It was read at once, without an answer." } }
        @for answer in reading.allowed() {
            p.govuk-body.app-typed { strong { "Allowed by " (ctx.names.worker(answer.by)) ": " } (answer.words) }
        }
        p.govuk-body {
            "Of what you see yourself, " (counted(reading.shown.len(), "entry was", "entries were")) " shown. The page \u{201c}Who "
            "has looked\u{201d} says when they were read."
        }
        (form.radios("found", "What did you find?", options!(ReadingFound)))
        (form.radios("told", "Has the family been told?", options!(FamilyTold)))
        (form.text("words", "What you found, and what follows", "Everybody who works with the family can read this.", 4))
    }
}

fn review_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let asked = entry(ctx, &mut read, "asked", "Nothing waits for a review here");
    let found = read.choice("found", "Say what you found", ReadingFound::from_code);
    let told = read.choice(
        "told",
        "Say whether the family has been told",
        FamilyTold::from_code,
    );
    let words = read.needed("words", "Say what you found and what follows");
    let reading = asked.and_then(|asked| ctx.family.safety.reading(asked));
    let act = (|| {
        let reading = reading?;
        Some(ReviewReading {
            review: ReadingReview {
                asked: asked?,
                by: ctx.viewer.worker,
                found: found?,
                told: told?,
                words: words?,
            },
            at: ctx.now,
            another: ctx.managers.iter().any(|it| !reading.took_part(*it)),
        })
    })();
    read.done(act).map(Command::ReviewReading)
}

/// What a viewer may do about an emergency reading: the words and the address.
pub(crate) fn reading_acts(
    viewer: &Viewer,
    family: &Family,
    it: &ReadingSoFar,
    number: usize,
    now: Stamp,
) -> Vec<(&'static str, String)> {
    let own = it.asked.by == viewer.worker;
    let of = Of::Entry(number);
    let mut acts = Vec::new();
    let mut offer = |act: &'static Act, words, when: bool| {
        if when && viewer.may(act.leave) {
            acts.push((words, act.address_of(family.id, of)));
        }
    };
    offer(&ANSWER, "Answer", !own && waits(it));
    offer(&OPEN, "Open what you may read", may_open(it, viewer, now));
    let over = matches!(it.stands(now), ReadingStands::Over);
    offer(&REVIEW, "Review", !own && over);
    acts
}

/// Where a viewer asks to read in an emergency, if they may.
pub(crate) fn ask_to_read_address(viewer: &Viewer, family: &Family) -> Option<String> {
    let may = viewer.may(ASK.leave) && (ASK.offered)(family);
    may.then(|| ASK.address(family.id))
}

/// Whether whoever does this shows once more who they are.
pub(crate) fn is_grave(act: &Act) -> bool {
    [ASK.name, ANSWER.name, OPEN.name].contains(&act.name)
}

/// Whether what was done lets its doer read at once.
pub(crate) fn reads(command: &Command) -> bool {
    match command {
        Command::OpenReading(_) => true,
        Command::AskToRead(act) => act.at_once.is_some(),
        _ => false,
    }
}
