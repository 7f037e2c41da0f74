//! Putting an entry right with the fields of the act that made it. The original stays.

use access::{Act as Leave, Role, Viewer};
use casework::{Command, PutRight, told};
use govuk::{Errors, InsetText};
use maud::{Markup, html};
use record::{Concern, ConcernStep, Entry, Fact, Family, PlanEnd, PlanItem, PlanStep, SafetyPlan};

use super::ALL;
use crate::recording::act::{Act, Ctx, Of, no_refill};
use crate::recording::fields::Form;
use crate::recording::typed::{Reader, Typed};

pub(super) static PUT_RIGHT: Act = Act {
    name: "put-right",
    title: "Put an entry right",
    done: "The entry is put right; the original stays",
    button: "Put it right",
    leave: Leave::ChangeFamily,
    offered: |_| false,
    start: |ctx| {
        of(ctx)
            .and_then(|(act, entry)| (act.refill)(entry))
            .unwrap_or_default()
    },
    fields,
    command,
    refill: no_refill,
};

/// Where an entry is put right, if it can be.
pub(crate) fn put_right_address(
    viewer: &Viewer,
    family: &Family,
    entry: &Entry,
    number: usize,
) -> Option<String> {
    made_by(entry).filter(|act| may(viewer, act, entry))?;
    Some(PUT_RIGHT.address_of(family.id, Of::Entry(number)))
}

/// People put right what they wrote themselves; the manager puts right what others wrote too.
fn may(viewer: &Viewer, act: &Act, entry: &Entry) -> bool {
    viewer.may(act.leave) && (entry.recorded_by == viewer.worker || viewer.role == Role::Manager)
}

/// The act with whose fields an entry is put right.
fn made_by(entry: &Entry) -> Option<&'static Act> {
    let acts = ALL.iter().copied();
    acts.into_iter().find(|act| (act.refill)(entry).is_some())
}

fn of(ctx: &Ctx) -> Option<(&'static Act, &Entry)> {
    let Of::Entry(number) = ctx.of else {
        return None;
    };
    let entry = ctx.entry(number)?;
    let act = made_by(entry).filter(|act| may(&ctx.viewer, act, entry))?;
    Some((act, entry))
}

fn fields(form: Form<'_>) -> Markup {
    let Some((act, _)) = of(form.ctx) else {
        return html! { p.app-empty { "This entry cannot be put right here." } };
    };
    html! {
        (InsetText::new("The entry as it was stays in the chronology, with what it was put right by. Who may see it does not change."))
        ((act.fields)(form))
        (form.text("why", "Why it is put right", "", 2))
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let Some((act, entry)) = of(ctx) else {
        let mut errors = Errors::new();
        errors.add("act", "This entry cannot be put right here");
        return Err(errors);
    };
    let said = (act.command)(ctx, typed);
    let mut read = Reader::new(typed, ctx.today);
    let why = read.needed("why", "Say why it is put right");
    let command = match said {
        Ok(command) => Some(command),
        Err(errors) => {
            for (field, words) in errors.iter() {
                read.errors.add(field, words);
            }
            None
        }
    };
    let right = (|| {
        let (happened, fact) = told(&command?)?;
        Some(Box::new(PutRight {
            of: entry.sequence,
            why: why?,
            happened,
            fact: kept(fact, &entry.fact),
        }))
    })();
    read.done(right).map(Command::PutRight)
}

/// What a form does not ask stays as it was.
fn kept(fact: Fact, before: &Fact) -> Fact {
    match (fact, before) {
        (Fact::EmergencySession(mut now), Fact::EmergencySession(before)) => {
            now.reference.clone_from(&before.reference);
            Fact::EmergencySession(now)
        }
        (Fact::Concern(now), Fact::Concern(before)) => Fact::Concern(Concern {
            raised: before.raised,
            by: before.by,
            lapse: before.lapse,
            ..now
        }),
        (Fact::ConcernStep(now), Fact::ConcernStep(before)) => Fact::ConcernStep(ConcernStep {
            worker: before.worker,
            ..now
        }),
        (Fact::SafetyPlan(now), Fact::SafetyPlan(before)) => Fact::SafetyPlan(SafetyPlan {
            by: before.by,
            ..now
        }),
        (Fact::PlanItem(now), Fact::PlanItem(before)) => Fact::PlanItem(PlanItem {
            words: now.words,
            whose: now.whose,
            ..before.clone()
        }),
        (Fact::PlanStep(now), Fact::PlanStep(before)) => Fact::PlanStep(PlanStep {
            worker: before.worker,
            ..now
        }),
        (Fact::PlanEnd(now), Fact::PlanEnd(before)) => Fact::PlanEnd(PlanEnd {
            worker: before.worker,
            ..now
        }),
        (fact, _) => fact,
    }
}
