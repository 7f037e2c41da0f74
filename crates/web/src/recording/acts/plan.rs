//! The safety plan: written and ended by the social worker who holds the case; items, which the team
//! proposes and the social worker agrees to.

use access::{Act as Leave, Viewer};
use casework::{AddPlanItem, Command, EndSafetyPlan, SayPlanItem, WriteSafetyPlan};
use govuk::Errors;
use maud::{Markup, html};
use record::lists::{PlanStepCode, YesNo};
use record::{
    Entry, Fact, Family, ItemSoFar, ItemStands, PlanEnd, PlanItem, PlanStep, SafetyPlan, Sequence,
    Subject,
};

use super::contact::entry;
use crate::recording::act::{Act, Ctx, Of};
use crate::recording::fields::{FAMILY, Form, options, pairs, picked, subject};
use crate::recording::typed::{Reader, Typed};

/// How many items a plan can begin with; more are added one by one.
const ITEMS: usize = 4;

pub(super) static WRITE: Act = Act {
    name: "safety-plan",
    title: "Write the safety plan",
    done: "The safety plan is in the chronology",
    button: "Save the safety plan",
    leave: Leave::KeepSafetyPlan,
    offered: |family| family.safety.plan().is_none(),
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: write_fields,
    command: write_command,
    refill: |_, entry| match &entry.fact {
        Fact::SafetyPlan(it) => Some(said(entry, &it.words)),
        _ => None,
    },
};

/// Words and a day, as most of these forms ask for.
fn said(entry: &Entry, words: &str) -> Typed {
    Typed::default()
        .with("words", words)
        .with("day", picked(entry.happened.sort_date()))
}

fn write_fields(form: Form<'_>) -> Markup {
    html! {
        (form.text("words", "What the plan is for", "The team and the family's social workers will see this.", 3))
        @if being_put_right(form.ctx).is_none() {
            @for nth in 1..=ITEMS {
                (form.text(&format!("item_{nth}"), &format!("Item {nth}: what is to be done or left"), "", 2))
                (form.subject(&format!("whose_{nth}"), &format!("Item {nth}: by whom")))
            }
        }
        (form.day("day", "From"))
    }
}

fn write_command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let words = read.needed("words", "Say what the plan is for");
    let mut items = Vec::new();
    for nth in 1..=ITEMS {
        let item = read.words(&format!("item_{nth}"));
        if !item.is_empty() {
            let whose = subject(&mut read, &format!("whose_{nth}"), "Say by whom");
            items.extend(whose.map(|whose| (item, whose)));
        }
    }
    let day = read.past_day("day");
    if items.is_empty() && being_put_right(ctx).is_none() && read.errors.is_empty() {
        read.errors
            .add("item_1", "Write at least one item of the plan");
    }
    let act = (|| {
        Some(WriteSafetyPlan {
            happened: day?.into(),
            plan: SafetyPlan {
                by: ctx.viewer.worker,
                words: words?,
            },
            items,
        })
    })();
    read.done(act).map(Command::WriteSafetyPlan)
}

pub(super) static ADD: Act = Act {
    name: "plan-item",
    title: "Add to the safety plan",
    done: "The item is with the safety plan",
    button: "Save the item",
    leave: Leave::ChangeFamily,
    offered: |family| family.safety.plan().is_some(),
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let holds = form.ctx.viewer.may(Leave::KeepSafetyPlan);
        html! {
            p.govuk-body {
                @if holds { "What you add holds at once." }
                @else { "The safety plan is Social Care\u{2019}s. You propose; " (form.ctx.holder()) " agrees or not." }
            }
            (form.text("words", "What is to be done or left", "The team and the family's social workers will see this.", 3))
            (form.subject("whose", "By whom"))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let words = read.needed("words", "Say what is to be done or left");
        let whose = subject(&mut read, "whose", "Say by whom");
        let day = read.past_day("day");
        let act = (|| {
            Some(AddPlanItem {
                happened: day?.into(),
                item: PlanItem {
                    plan: Sequence::default(),
                    words: words?,
                    whose: whose?,
                    by: ctx.viewer.worker,
                    agreed: YesNo::No,
                },
            })
        })();
        read.done(act).map(Command::AddPlanItem)
    },
    refill: |_, entry| match &entry.fact {
        Fact::PlanItem(it) => {
            let whose = match it.whose {
                Subject::Family => FAMILY.to_owned(),
                Subject::Person(person) => person.to_string(),
            };
            Some(said(entry, &it.words).with("whose", whose))
        }
        _ => None,
    },
};

pub(super) static SAY: Act = Act {
    name: "plan-step",
    title: "Agree to an item of the safety plan, or let it go",
    done: "What you said of the item is with the safety plan",
    button: "Save",
    leave: Leave::KeepSafetyPlan,
    offered: |family| family.safety.plan().is_some(),
    start: |ctx| {
        let proposed = items_now(&ctx.family)
            .filter(|it| it.stands() == ItemStands::Proposed)
            .map(|it| ctx.number(it.entry).to_string());
        let proposed: Vec<String> = proposed.collect();
        let typed = Typed::default().with("day", picked(ctx.today));
        match (&proposed[..], ctx.of) {
            (_, Of::Entry(number)) => typed.with("item", number.to_string()),
            ([only], _) => typed.with("item", only.as_str()),
            _ => typed,
        }
    },
    fields: |form| {
        html! {
            (which_item(form, items_now(&form.ctx.family)))
            @if being_put_right(form.ctx).is_none() {
                (form.radios("step", "What you say of it", options!(PlanStepCode)))
            }
            (form.text("words", "Why", "You can leave this empty if you agree.", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let (item, step) = match being_put_right(ctx) {
            Some(Fact::PlanStep(was)) => (Some(was.item), Some(was.step)),
            _ => (
                entry(ctx, &mut read, "item", "Choose the item"),
                read.choice("step", "Say what you think of it", PlanStepCode::from_code),
            ),
        };
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayPlanItem {
                happened: day?.into(),
                step: PlanStep {
                    item: item?,
                    step: step?,
                    worker: ctx.viewer.worker,
                    words,
                },
            })
        })();
        read.done(act).map(Command::SayPlanItem)
    },
    refill: |_, entry| match &entry.fact {
        Fact::PlanStep(it) => Some(said(entry, &it.words)),
        _ => None,
    },
};

pub(super) static END: Act = Act {
    name: "end-safety-plan",
    title: "End the safety plan",
    done: "The safety plan has ended",
    button: "End the safety plan",
    leave: Leave::KeepSafetyPlan,
    offered: |family| family.safety.plan().is_some(),
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        html! {
            (form.text("words", "Why it ends", "The team will see this.", 3))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let words = read.needed("words", "Say why the plan ends");
        let day = read.past_day("day");
        let plan = match being_put_right(ctx) {
            Some(Fact::PlanEnd(was)) => Some(was.plan),
            _ => ctx.family.safety.plan().map(|plan| plan.entry),
        };
        if plan.is_none() {
            read.errors.add("act", "There is no safety plan now");
        }
        let act = (|| {
            Some(EndSafetyPlan {
                happened: day?.into(),
                end: PlanEnd {
                    plan: plan?,
                    worker: ctx.viewer.worker,
                    words: words?,
                },
            })
        })();
        read.done(act).map(Command::EndSafetyPlan)
    },
    refill: |_, entry| match &entry.fact {
        Fact::PlanEnd(it) => Some(said(entry, &it.words)),
        _ => None,
    },
};

/// The entry of a plan or a lapse that is being put right, if one is: what it is of stays.
pub(super) fn being_put_right(ctx: &Ctx) -> Option<&Fact> {
    ctx.was.as_ref().map(|was| &was.entry.fact)
}

/// The items of the plan that holds now.
pub(super) fn items_now(family: &Family) -> impl Iterator<Item = &ItemSoFar> {
    let plan = family.safety.plan().into_iter();
    plan.flat_map(|plan| family.safety.items_of(plan.entry))
}

/// Which item of the plan, unless it is said already.
pub(super) fn which_item<'a>(form: Form<'_>, items: impl Iterator<Item = &'a ItemSoFar>) -> Markup {
    if being_put_right(form.ctx).is_some() {
        return Markup::default();
    }
    let items: Vec<(String, String)> = items
        .map(|it| {
            let number = form.ctx.number(it.entry).to_string();
            (number, it.item.words.clone())
        })
        .collect();
    form.radios("item", "Which item of the safety plan", pairs(&items))
}

/// What a viewer may do with the plan as it stands, as words and addresses.
pub(crate) fn plan_acts(viewer: &Viewer, family: &Family) -> Vec<(&'static str, String)> {
    let acts = [&WRITE, &ADD, &SAY, &END, &super::lapse::LAPSE];
    acts.into_iter()
        .filter(|act| viewer.may(act.leave) && (act.offered)(family))
        .map(|act| (act.title, act.address(family.id)))
        .collect()
}
