//! Deciding the threshold.

use calendar::When;
use record::lists::Threshold;
use record::{Fact, Family, ThresholdDecision};

use crate::{NewEntry, Refusal, rules};

/// The decision for the family or one child. Capacity is never a reason: there is no way to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideThreshold {
    /// The day.
    pub happened: When,
    /// The decision.
    pub decision: ThresholdDecision,
}

pub(crate) fn decide(family: &Family, act: &DecideThreshold) -> Result<Vec<NewEntry>, Refusal> {
    let decision = &act.decision;
    rules::open(family, act.happened)?;
    rules::since_referred(family, act.happened)?;
    fits(family, decision)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::ThresholdDecision(decision.clone()),
    )])
}

/// What any decision must say.
pub(crate) fn fits(family: &Family, decision: &ThresholdDecision) -> Result<(), Refusal> {
    rules::known_subject(family, decision.of)?;
    match decision.outcome {
        Threshold::NotMet => {
            let signposted = decision.signposts.iter().any(|s| !s.trim().is_empty());
            if decision.advice.trim().is_empty() && !signposted {
                return Err(Refusal::because(
                    "Give advice, or the services they were shown the way to: nobody is turned away \
                     with nothing",
                ));
            }
            rules::words(
                &decision.grounds,
                "Say which criteria are not met and why. A full team is no reason: offer holding \
                 support instead",
            )?;
        }
        Threshold::Met if decision.criteria.is_empty() => {
            return Err(Refusal::because("Choose the criteria that are met"));
        }
        Threshold::Met => {}
    }
    Ok(())
}
