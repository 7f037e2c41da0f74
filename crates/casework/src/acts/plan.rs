//! The safety plan is Social Care's: the social worker who holds the case writes it, agrees to its
//! items and ends it. The team proposes items that a social worker may not have thought of.

use calendar::When;
use record::lists::{PlanStepCode, YesNo};
use record::{
    Fact, Family, ItemStands, PlanEnd, PlanItem, PlanStep, SafetyPlan, Sequence, Subject, WorkerId,
};

use crate::{NewEntry, Refusal, rules};

/// A safety plan with its first items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteSafetyPlan {
    /// Since when.
    pub happened: When,
    /// The plan.
    pub plan: SafetyPlan,
    /// What it asks of whom.
    pub items: Vec<(String, Subject)>,
}

pub(crate) fn write(family: &Family, act: &WriteSafetyPlan) -> Result<Vec<NewEntry>, Refusal> {
    holds(family, act.plan.by)?;
    if family.safety.plan().is_some() {
        return Err(Refusal::because(
            "There is a safety plan. Add to it, or end it before writing another",
        ));
    }
    rules::words(&act.plan.words, "Say what the plan is for")?;
    if act.items.is_empty() {
        return Err(Refusal::because("Write at least one item of the plan"));
    }
    let shared = |fact| NewEntry::shared(act.happened, fact);
    let mut entries = vec![shared(Fact::SafetyPlan(act.plan.clone()))];
    for (words, whose) in &act.items {
        let item = PlanItem {
            plan: rules::next(family),
            words: words.clone(),
            whose: *whose,
            by: act.plan.by,
            agreed: YesNo::Yes,
        };
        item_fits(family, &item)?;
        entries.push(shared(Fact::PlanItem(item)));
    }
    Ok(entries)
}

/// An item more. It is agreed if the social worker who holds the case writes it, and otherwise
/// proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddPlanItem {
    /// The day.
    pub happened: When,
    /// The item. Its plan, and whether it is agreed, are filled in.
    pub item: PlanItem,
}

pub(crate) fn add(family: &Family, act: &AddPlanItem) -> Result<Vec<NewEntry>, Refusal> {
    let Some(plan) = family.safety.plan() else {
        return Err(Refusal::because(
            "There is no safety plan yet. The social worker who holds the case writes it",
        ));
    };
    item_fits(family, &act.item)?;
    let agreed = match holds(family, act.item.by) {
        Ok(()) => YesNo::Yes,
        Err(_) => YesNo::No,
    };
    let item = PlanItem {
        plan: plan.entry,
        agreed,
        ..act.item.clone()
    };
    Ok(vec![NewEntry::shared(act.happened, Fact::PlanItem(item))])
}

fn item_fits(family: &Family, item: &PlanItem) -> Result<(), Refusal> {
    if let Subject::Person(person) = item.whose {
        rules::known(family, person)?;
    }
    rules::words(&item.words, "Say what is to be done or left")
}

/// What the social worker says of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayPlanItem {
    /// The day.
    pub happened: When,
    /// What they say.
    pub step: PlanStep,
}

pub(crate) fn say(family: &Family, act: &SayPlanItem) -> Result<Vec<NewEntry>, Refusal> {
    let step = &act.step;
    holds(family, step.worker)?;
    let Some(item) = family.safety.item(step.item) else {
        return Err(Refusal::because(
            "That item is not in this family's safety plan",
        ));
    };
    let fits = match step.step {
        PlanStepCode::Agreed => item.stands() != ItemStands::Agreed,
        PlanStepCode::NotAgreed => item.stands() == ItemStands::Proposed,
        PlanStepCode::LetGo => item.stands() == ItemStands::Agreed,
    };
    if !fits {
        return Err(Refusal::because(
            "The item does not stand so that this can be said of it: what is proposed is agreed or \
             not, and what is agreed can be let go",
        ));
    }
    if step.step != PlanStepCode::Agreed {
        rules::words(&step.words, "Say why")?;
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::PlanStep(step.clone()),
    )])
}

/// A safety plan ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndSafetyPlan {
    /// The day.
    pub happened: When,
    /// Which, and why.
    pub end: PlanEnd,
}

pub(crate) fn end(family: &Family, act: &EndSafetyPlan) -> Result<Vec<NewEntry>, Refusal> {
    holds(family, act.end.worker)?;
    if family.safety.plan().map(|plan| plan.entry) != Some(act.end.plan) {
        return Err(Refusal::because("There is no such safety plan now"));
    }
    rules::words(&act.end.words, "Say why the plan ends")?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::PlanEnd(act.end.clone()),
    )])
}

/// The plan is in the hands of the social worker who holds the case.
fn holds(family: &Family, worker: WorkerId) -> Result<(), Refusal> {
    if family.case_holder().map(|it| it.worker) == Some(worker) {
        return Ok(());
    }
    Err(Refusal::because(
        "The safety plan is Social Care's: the social worker who holds the case writes it, agrees to \
         its items and ends it",
    ))
}

/// What an entry of a plan may say put right: its words, and whose an item is; not who agreed to
/// what.
pub(crate) fn put_right_fits(family: &Family, fact: &Fact, was: &Fact) -> Result<(), Refusal> {
    let (same, words): (bool, &str) = match (fact, was) {
        (Fact::SafetyPlan(it), Fact::SafetyPlan(was)) => (it.by == was.by, &it.words),
        (Fact::PlanItem(it), Fact::PlanItem(was)) => {
            item_fits(family, it)?;
            let kept = |it: &PlanItem| (it.plan, it.by, it.agreed);
            (kept(it) == kept(was), &it.words)
        }
        (Fact::PlanStep(it), Fact::PlanStep(was)) => {
            let kept = |it: &PlanStep| (it.item, it.step, it.worker);
            let needs = it.step != PlanStepCode::Agreed;
            (
                kept(it) == kept(was),
                if needs { &it.words } else { "agreed" },
            )
        }
        (Fact::PlanEnd(it), Fact::PlanEnd(was)) => {
            let kept = |it: &PlanEnd| (it.plan, it.worker);
            (kept(it) == kept(was), &it.words)
        }
        _ => (false, ""),
    };
    if !same {
        return Err(Refusal::because(
            "Only the words and the day of this can be put right",
        ));
    }
    rules::words(words, "Write the words as they should be")
}

/// Whether an item holds now, so that there can be a lapse of it.
pub(crate) fn is_agreed(family: &Family, item: Sequence) -> bool {
    let item = family.safety.item(item);
    item.is_some_and(|it| it.stands() == ItemStands::Agreed)
}
