//! Children's safety, as a family's chronology tells it: concerns and what became of them.

use calendar::When;

use crate::entry::{Entry, Sequence};
use crate::fact::{Concern, ConcernStep, Fact};
use crate::family::{Dated, Family};
use crate::lists::ConcernStepCode;

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

/// What is known of the safety of a family's children. Lists are in order of happening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Safety {
    /// Concerns.
    pub concerns: Vec<ConcernSoFar>,
}

impl Safety {
    /// The concern that this entry raised.
    pub fn concern(&self, entry: Sequence) -> Option<&ConcernSoFar> {
        self.concerns.iter().find(|it| it.entry == entry)
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
                concern.steps.push(Dated {
                    happened: entry.happened,
                    entry: origin,
                    what: step.clone(),
                });
            }
        }
        _ => {}
    }
}
