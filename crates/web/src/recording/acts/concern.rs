//! A concern for a child's safety: raising it, acknowledging it, adding to it.

use access::{Act as Leave, Viewer};
use casework::{Command, RaiseConcern, TakeConcernOn};
use govuk::{Errors, InsetText, WarningText};
use maud::{Markup, html};
use record::lists::{ChildrenDiscussed, ConcernStepCode, Urgency, YesNo};
use record::{Concern, ConcernSoFar, ConcernStep, Entry, Fact, Family, FamilyId, PersonId};

use super::contact::entry;
use crate::families::words::{day, named};
use crate::recording::act::{self, Act, Ctx, Of};
use crate::recording::fields::{Form, clock, options, picked};
use crate::recording::typed::{Reader, Typed};

pub(in crate::recording) static RAISE: Act = Act {
    name: "concern",
    title: "Raise a concern",
    done: "The concern is shared, and the social worker is asked to acknowledge it",
    button: "Save and share the concern",
    leave: Leave::ChangeFamily,
    offered: |_| true,
    start: |ctx| about_the_only_child(ctx, Typed::default().with("day", picked(ctx.today))),
    fields,
    command,
    refill,
};

/// Where a concern is raised about a family.
pub(crate) fn raise_address(family: FamilyId) -> String {
    RAISE.address(family)
}

fn children(ctx: &Ctx) -> Vec<(String, String)> {
    let children = ctx.family.children();
    children
        .map(|child| (child.person.to_string(), named(child)))
        .collect()
}

fn about_the_only_child(ctx: &Ctx, typed: Typed) -> Typed {
    match &children(ctx)[..] {
        [(only, _)] => typed.set("child", only.as_str()),
        _ => typed,
    }
}

fn fields(form: Form<'_>) -> Markup {
    let children = children(form.ctx);
    let saved = act::title(form.typed.get("saved"));
    let holder = form.ctx.holder();
    html! {
        @if let Some(title) = saved {
            input type="hidden" name="saved" value=(form.typed.get("saved"));
            (InsetText::new(html! {
                "What you sent under \u{201c}" (title) "\u{201d} is saved. You said that some of it is about a \
                 child\u{2019}s safety: say here what the social worker needs to know. It is not shared until you \
                 save it; until then it is kept under " a.govuk-link href="/drafts" { "My drafts" } "."
            }))
        }
        (WarningText::new("If a child is in danger now, ring 999 first, then the social worker. Write it down afterwards."))
        p.govuk-body {
            "The team and the family\u{2019}s social workers will see this, whatever was agreed about confidence. "
            "Nobody has to approve it. " (holder) " is asked to acknowledge it."
        }
        (form.radios("urgency", "How soon", options!(Urgency)))
        @if !children.is_empty() {
            (form.checkboxes("child", "Which children", children.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
        }
        (form.text("seen", "What was seen or said", "In their words where you can.", 5))
        (form.text("done", "What has been done", "Whom you told, whether 999 was rung. Leave it empty if nothing yet.", 3))
        (form.day("day", "Day it was seen or said"))
        (form.time("time", "Time"))
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let urgency = read.choice("urgency", "Say how soon", Urgency::from_code);
    let known = children(ctx);
    let of = read.codes("child", |id| {
        let known = known.iter().any(|(child, _)| child == id);
        id.parse::<PersonId>().ok().filter(|_| known)
    });
    if of.is_empty() && !known.is_empty() {
        read.errors.add("child", "Say which children it is about");
    }
    let seen = read.needed("seen", "Say what was seen or said");
    let done = read.words("done");
    let day = read.past_day("day");
    let time = read.time("time");
    let act = (|| {
        Some(RaiseConcern {
            happened: day?.into(),
            concern: Concern {
                raised: ctx.now,
                by: ctx.viewer.worker,
                urgency: urgency?,
                children: of,
                time,
                seen: seen?,
                done,
                lapse: None,
            },
        })
    })();
    read.done(act).map(Command::RaiseConcern)
}

fn refill(_: &Family, entry: &Entry) -> Option<Typed> {
    let Fact::Concern(it) = &entry.fact else {
        return None;
    };
    let typed = Typed::default()
        .with("urgency", it.urgency.code())
        .with("seen", it.seen.as_str())
        .with("done", it.done.as_str())
        .with("day", picked(entry.happened.sort_date()))
        .with("time", clock(it.time));
    let children = it.children.iter();
    Some(children.fold(typed, |typed, child| typed.with("child", child.to_string())))
}

/// Whether a form of any act says that some of it is about a child's safety, and how soon.
pub(in crate::recording) fn asked_for(typed: &Typed) -> Option<Urgency> {
    let immediate = [
        ("safety", Urgency::Immediate.code()),
        ("children", ChildrenDiscussed::ImmediateSafeguarding.code()),
    ];
    let some = [
        ("safety", Urgency::NotImmediate.code()),
        ("protection", YesNo::Yes.code()),
    ];
    let says = |(field, code): &(&str, &str)| typed.get(field) == *code;
    if immediate.iter().any(says) {
        Some(Urgency::Immediate)
    } else if some.iter().any(says) {
        Some(Urgency::NotImmediate)
    } else {
        None
    }
}

/// A concern as far as what was sent on the form of another act says it.
pub(in crate::recording) fn from_what_was_typed(
    ctx: &Ctx,
    act: &Act,
    urgency: Urgency,
    sent: &Typed,
) -> Typed {
    let words = ["what_happened", "text", "own_words", "words"];
    let seen: Vec<&str> = words
        .iter()
        .map(|field| sent.get(field).trim())
        .filter(|words| !words.is_empty())
        .collect();
    let time = [sent.get("time"), sent.get("asked_at")];
    let time = time.into_iter().find(|time| !time.is_empty());
    let typed = Typed::default()
        .with("saved", act.name)
        .with("urgency", urgency.code())
        .with("seen", seen.join("\n\n"))
        .with("day", sent.get("day"))
        .with("time", time.unwrap_or_default());
    let people = || sent.all("person").chain(sent.all("about"));
    let of: Vec<String> = children(ctx)
        .into_iter()
        .map(|(child, _)| child)
        .filter(|child| people().any(|id| id == child))
        .collect();
    if of.is_empty() {
        return about_the_only_child(ctx, typed);
    }
    of.into_iter()
        .fold(typed, |typed, child| typed.with("child", child))
}

pub(super) static ACKNOWLEDGE: Act = Act {
    name: "acknowledge",
    title: "Acknowledge a concern",
    done: "The concern is acknowledged",
    button: "Acknowledge the concern",
    leave: Leave::AcknowledgeConcern,
    offered: |family| family.safety.waiting().next().is_some(),
    start: |ctx| start_step(ctx, ctx.family.safety.waiting()),
    fields: |form| {
        html! {
            (which(form, form.ctx.family.safety.waiting()))
            (form.text("words", "What you will do", "The team will see this.", 4))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        step(
            ctx,
            typed,
            ConcernStepCode::Acknowledged,
            "Say what you will do",
        )
    },
    refill: |_, entry| refill_step(entry, ConcernStepCode::Acknowledged),
};

pub(super) static ADD: Act = Act {
    name: "concern-more",
    title: "Add to a concern",
    done: "What you added is with the concern",
    button: "Save and share",
    leave: Leave::ChangeFamily,
    offered: |family| !family.safety.concerns.is_empty(),
    start: |ctx| start_step(ctx, ctx.family.safety.concerns.iter()),
    fields: |form| {
        html! {
            (which(form, form.ctx.family.safety.concerns.iter()))
            (form.text("words", "What is known now", "The team and the family's social workers will see this.", 4))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| step(ctx, typed, ConcernStepCode::Added, "Say what is known now"),
    refill: |_, entry| refill_step(entry, ConcernStepCode::Added),
};

/// Where a concern is acknowledged by a viewer who may.
pub(crate) fn acknowledge_address(
    viewer: &Viewer,
    family: &Family,
    number: usize,
) -> Option<String> {
    let may = viewer.may(ACKNOWLEDGE.leave);
    may.then(|| ACKNOWLEDGE.address_of(family.id, Of::Entry(number)))
}

/// Where a concern is added to by a viewer who may.
pub(crate) fn add_address(viewer: &Viewer, family: &Family, number: usize) -> Option<String> {
    let may = viewer.may(ADD.leave);
    may.then(|| ADD.address_of(family.id, Of::Entry(number)))
}

/// The concern that the address names, or the only one it can be.
fn start_step<'a>(ctx: &Ctx, concerns: impl Iterator<Item = &'a ConcernSoFar>) -> Typed {
    let numbers: Vec<usize> = concerns.map(|it| ctx.number(it.entry)).collect();
    let chosen = match (ctx.of, &numbers[..]) {
        (Of::Entry(number), _) => number.to_string(),
        (_, [only]) => only.to_string(),
        _ => String::new(),
    };
    Typed::default()
        .with("concern", chosen)
        .with("day", picked(ctx.today))
}

/// Whether a step is being put right: then it is of the concern that it was of.
fn put_right(ctx: &Ctx) -> Option<&ConcernStep> {
    match &ctx.was.as_ref()?.entry.fact {
        Fact::ConcernStep(step) => Some(step),
        _ => None,
    }
}

fn which<'a>(form: Form<'_>, concerns: impl Iterator<Item = &'a ConcernSoFar>) -> Markup {
    if put_right(form.ctx).is_some() {
        return Markup::default();
    }
    let concerns: Vec<(String, String)> = concerns
        .map(|it| {
            let number = form.ctx.number(it.entry).to_string();
            (number, summary(form.ctx, it))
        })
        .collect();
    form.radios(
        "concern",
        "Which concern",
        concerns.iter().map(|(c, l)| (c.as_str(), l.as_str())),
    )
}

pub(super) fn summary(ctx: &Ctx, it: &ConcernSoFar) -> String {
    let on = day(it.happened.sort_date());
    let by = ctx.names.worker(it.concern.by);
    let soon = match it.concern.urgency {
        Urgency::Immediate => ", immediate",
        Urgency::NotImmediate => "",
    };
    format!("{on}, by {by}{soon}: {}", it.concern.seen)
}

fn step(ctx: &Ctx, typed: &Typed, step: ConcernStepCode, missing: &str) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let concern = match put_right(ctx) {
        Some(was) => Some(was.concern),
        None => entry(ctx, &mut read, "concern", "Choose the concern"),
    };
    let words = read.needed("words", missing);
    let day = read.past_day("day");
    let act = (|| {
        Some(TakeConcernOn {
            happened: day?.into(),
            step: ConcernStep {
                concern: concern?,
                step,
                worker: ctx.viewer.worker,
                words: words?,
            },
        })
    })();
    read.done(act).map(Command::TakeConcernOn)
}

fn refill_step(entry: &Entry, step: ConcernStepCode) -> Option<Typed> {
    let Fact::ConcernStep(it) = &entry.fact else {
        return None;
    };
    let typed = Typed::default()
        .with("words", it.words.as_str())
        .with("day", picked(entry.happened.sort_date()));
    (it.step == step).then_some(typed)
}
