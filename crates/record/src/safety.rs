//! Children's safety, as a family's chronology tells it: concerns and what became of them, safety
//! plans, lapses.

use calendar::When;

use crate::entry::{Entry, Sequence};
use crate::fact::{Concern, ConcernStep, Fact, Lapse, PlanEnd, PlanItem, PlanStep, SafetyPlan};
use crate::family::{Dated, Family};
use crate::lists::{ConcernStepCode, PlanStepCode, YesNo};
use crate::reading::{self, ReadingSoFar};

/// A concern and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernSoFar {
    /// The entry that raised it. Corrections of that entry do not change this.
    pub entry: Sequence,
    /// When what it tells of happened.
    pub happened: When,
    /// The concern.
    pub concern: Concern,
    /// What became of it, latest last.
    pub steps: Vec<Dated<ConcernStep>>,
}

impl ConcernSoFar {
    /// When and by whom it was acknowledged: the first time counts.
    pub fn acknowledged(&self) -> Option<&Dated<ConcernStep>> {
        let mut steps = self.steps.iter();
        steps.find(|step| step.what.step == ConcernStepCode::Acknowledged)
    }
}

/// A safety plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSoFar {
    /// The entry that began it.
    pub entry: Sequence,
    /// Since when.
    pub happened: When,
    /// The plan.
    pub plan: SafetyPlan,
    /// When and why it ended, if it did.
    pub ended: Option<Dated<PlanEnd>>,
}

/// Where an item of a safety plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemStands {
    /// The team proposed it; the social worker has not answered yet.
    Proposed,
    /// It holds.
    Agreed,
    /// The social worker did not agree.
    NotAgreed,
    /// It held, and is no longer needed.
    LetGo,
}

/// An item of a safety plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSoFar {
    /// The entry that proposed it.
    pub entry: Sequence,
    /// When.
    pub happened: When,
    /// The item.
    pub item: PlanItem,
    /// What became of it, latest last.
    pub steps: Vec<Dated<PlanStep>>,
}

impl ItemSoFar {
    /// Where it stands.
    pub fn stands(&self) -> ItemStands {
        match (
            self.steps.last().map(|step| step.what.step),
            self.item.agreed,
        ) {
            (Some(PlanStepCode::Agreed), _) | (None, YesNo::Yes) => ItemStands::Agreed,
            (Some(PlanStepCode::NotAgreed), _) => ItemStands::NotAgreed,
            (Some(PlanStepCode::LetGo), _) => ItemStands::LetGo,
            (None, YesNo::No) => ItemStands::Proposed,
        }
    }
}

/// What is known of the safety of a family's children. Lists are in order of happening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Safety {
    /// Concerns.
    pub concerns: Vec<ConcernSoFar>,
    /// Safety plans.
    pub plans: Vec<PlanSoFar>,
    /// Their items.
    pub items: Vec<ItemSoFar>,
    /// Lapses that this viewer may see.
    pub lapses: Vec<Dated<Lapse>>,
    /// What was asked to be read in an emergency.
    pub readings: Vec<ReadingSoFar>,
}

impl Safety {
    /// The concern that this entry raised.
    pub fn concern(&self, entry: Sequence) -> Option<&ConcernSoFar> {
        self.concerns.iter().find(|it| it.entry == entry)
    }

    /// The safety plan that holds now.
    pub fn plan(&self) -> Option<&PlanSoFar> {
        self.plans.iter().rev().find(|plan| plan.ended.is_none())
    }

    /// The items of a plan.
    pub fn items_of(&self, plan: Sequence) -> impl Iterator<Item = &ItemSoFar> {
        self.items.iter().filter(move |it| it.item.plan == plan)
    }

    /// The item that this entry proposed.
    pub fn item(&self, entry: Sequence) -> Option<&ItemSoFar> {
        self.items.iter().find(|it| it.entry == entry)
    }

    /// The emergency reading that this entry asked for.
    pub fn reading(&self, entry: Sequence) -> Option<&ReadingSoFar> {
        self.readings.iter().find(|it| it.entry == entry)
    }

    /// Concerns that nobody has acknowledged yet.
    pub fn waiting(&self) -> impl Iterator<Item = &ConcernSoFar> {
        let concerns = self.concerns.iter();
        concerns.filter(|it| it.acknowledged().is_none())
    }
}

/// Takes what an entry says of children's safety. `origin` is the entry that it is or corrects.
pub(crate) fn apply(family: &mut Family, entry: &Entry, origin: Sequence) {
    match &entry.fact {
        Fact::Concern(concern) => family.safety.concerns.push(ConcernSoFar {
            entry: origin,
            happened: entry.happened,
            concern: concern.clone(),
            steps: Vec::new(),
        }),
        Fact::ConcernStep(step) => {
            let mut concerns = family.safety.concerns.iter_mut();
            if let Some(concern) = concerns.find(|it| it.entry == step.concern) {
                concern.steps.push(dated(entry, origin, step));
            }
        }
        Fact::SafetyPlan(plan) => family.safety.plans.push(PlanSoFar {
            entry: origin,
            happened: entry.happened,
            plan: plan.clone(),
            ended: None,
        }),
        Fact::PlanItem(item) => family.safety.items.push(ItemSoFar {
            entry: origin,
            happened: entry.happened,
            item: item.clone(),
            steps: Vec::new(),
        }),
        Fact::PlanStep(step) => {
            let mut items = family.safety.items.iter_mut();
            if let Some(item) = items.find(|it| it.entry == step.item) {
                item.steps.push(dated(entry, origin, step));
            }
        }
        Fact::PlanEnd(end) => {
            let mut plans = family.safety.plans.iter_mut();
            if let Some(plan) = plans.find(|it| it.entry == end.plan) {
                plan.ended = Some(dated(entry, origin, end));
            }
        }
        Fact::Lapse(lapse) => family.safety.lapses.push(dated(entry, origin, lapse)),
        _ => reading::apply(&mut family.safety.readings, entry, origin),
    }
}

fn dated<T: Clone>(entry: &Entry, origin: Sequence, what: &T) -> Dated<T> {
    Dated {
        happened: entry.happened,
        entry: origin,
        what: what.clone(),
    }
}
