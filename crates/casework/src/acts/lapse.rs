//! A lapse of the safety plan, and whether the social worker must be told.

use calendar::{Stamp, When};
use record::lists::{Urgency, YesNo};
use record::{Concern, Fact, Family, Lapse, PersonId, Visibility, WorkerId};

use super::{concern, plan};
use crate::{NewEntry, Refusal, rules};

/// Whom a lapse is shared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The social worker must be told at once.
    SocialWorker,
    /// It stays in the team's confidence.
    Team,
}

impl Shared {
    /// The word in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SocialWorker => "social_worker",
            Self::Team => "team",
        }
    }
}

/// Whom a lapse is shared with, and why, by whether a child was in the person's care and whether the
/// plan was followed. Nothing stands for "not known".
///
/// Confidence is broken when the plan is broken and a child is at risk by it. What is not known
/// counts as the worse answer: nobody keeps a secret on a guess. Where no child was in the person's
/// care, none was at risk by the lapse, and where the plan was followed it did what it is for; in
/// both the person who spoke of it can trust that it stays where they said it.
pub fn who_is_told(in_care: Option<YesNo>, followed: Option<YesNo>) -> (Shared, &'static str) {
    use Shared::{SocialWorker, Team};
    use YesNo::{No, Yes};
    match (in_care, followed) {
        (Some(Yes), Some(Yes)) => (
            Team,
            "A child was in their care and the plan was followed: it did what it is for.",
        ),
        (Some(Yes), Some(No)) => (
            SocialWorker,
            "A child was in their care and the plan was not followed: the child was at risk.",
        ),
        (Some(Yes), None) => (
            SocialWorker,
            "A child was in their care and it is not known whether the plan was followed: the child \
             may have been at risk.",
        ),
        (Some(No), Some(Yes)) => (
            Team,
            "No child was in their care and the plan was followed: no child was at risk.",
        ),
        (Some(No), Some(No)) => (
            Team,
            "The plan was not followed, and no child was in their care: no child was at risk by it.",
        ),
        (Some(No), None) => (
            Team,
            "No child was in their care: no child was at risk, whether or not the plan was followed.",
        ),
        (None, Some(Yes)) => (
            Team,
            "The plan was followed: it did what it is for, wherever the children were.",
        ),
        (None, Some(No)) => (
            SocialWorker,
            "The plan was not followed and it is not known whether a child was in their care: a child \
             may have been at risk.",
        ),
        (None, None) => (
            SocialWorker,
            "Neither is known: a child may have been at risk.",
        ),
    }
}

fn told(lapse: &Lapse) -> Shared {
    who_is_told(lapse.in_care, lapse.followed).0
}

/// A lapse. If the social worker must be told, it is a concern as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLapse {
    /// The day.
    pub happened: When,
    /// The lapse.
    pub lapse: Lapse,
    /// The children whom a concern is about.
    pub children: Vec<PersonId>,
    /// Who records it, and so raises the concern.
    pub by: WorkerId,
    /// Now: since when the concern waits.
    pub now: Stamp,
}

pub(crate) fn decide(family: &Family, act: &RecordLapse) -> Result<Vec<NewEntry>, Refusal> {
    let lapse = &act.lapse;
    fits(family, lapse)?;
    if !plan::is_agreed(family, lapse.item) {
        return Err(Refusal::because(
            "Choose an item of the safety plan that is agreed. If something else worries you, raise \
             a concern",
        ));
    }
    let entry = |visibility, fact| NewEntry {
        happened: act.happened,
        visibility,
        correction: None,
        fact,
    };
    if told(lapse) == Shared::Team {
        return Ok(vec![entry(Visibility::Team, Fact::Lapse(lapse.clone()))]);
    }
    let concern = Concern {
        raised: act.now,
        by: act.by,
        // It is to be acknowledged at once: no day is left out while it waits.
        urgency: Urgency::Immediate,
        children: act.children.clone(),
        time: lapse.time,
        seen: lapse.words.clone(),
        done: String::new(),
        lapse: Some(rules::next(family)),
    };
    concern::fits(family, &concern)?;
    Ok(vec![
        entry(Visibility::Shared, Fact::Lapse(lapse.clone())),
        entry(Visibility::Shared, Fact::Concern(concern)),
    ])
}

fn fits(family: &Family, lapse: &Lapse) -> Result<(), Refusal> {
    rules::known(family, lapse.person)?;
    rules::words(&lapse.words, "Say what happened, in their words")
}

/// What a lapse may say put right. Who sees an entry does not change by putting it right, so what
/// must be told after all is recorded anew.
pub(crate) fn put_right_fits(family: &Family, lapse: &Lapse, was: &Lapse) -> Result<(), Refusal> {
    fits(family, lapse)?;
    if lapse.item != was.item {
        return Err(Refusal::because(
            "Which item of the plan it is of stays as it was",
        ));
    }
    if told(lapse) == Shared::SocialWorker && told(was) == Shared::Team {
        return Err(Refusal::because(
            "Said like this, the social worker must be told, and putting it right tells nobody. \
             Record the lapse anew: it is then shared at once",
        ));
    }
    Ok(())
}
