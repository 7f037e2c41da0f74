//! Speaking up for somebody, and the way into services in the community.

use calendar::When;
use record::{Advocacy, CommunityReferral, CommunityStep, Fact, Family, Subject};

use crate::{NewEntry, Refusal, rules};

/// Advocacy or legal support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakUp {
    /// The day.
    pub happened: When,
    /// For whom, with whom, about what.
    pub advocacy: Advocacy,
}

pub(crate) fn speak_up(family: &Family, act: &SpeakUp) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    rules::known(family, act.advocacy.person)?;
    rules::words(&act.advocacy.issue, "Say what it was about")?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Advocacy(act.advocacy.clone()),
    )])
}

/// A referral to a service in the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferToCommunity {
    /// The day.
    pub happened: When,
    /// The referral.
    pub referral: CommunityReferral,
}

pub(crate) fn refer(family: &Family, act: &ReferToCommunity) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    if let Subject::Person(person) = act.referral.about {
        rules::known(family, person)?;
    }
    rules::words(&act.referral.service, "Name the service")?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::CommunityReferral(act.referral.clone()),
    )])
}

/// A step into a service in the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepIntoCommunity {
    /// The day.
    pub happened: When,
    /// The step.
    pub step: CommunityStep,
}

pub(crate) fn step(family: &Family, act: &StepIntoCommunity) -> Result<Vec<NewEntry>, Refusal> {
    if family.work.community(act.step.referral).is_none() {
        return Err(Refusal::because(
            "That service is not in this family's chronology",
        ));
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::CommunityStep(act.step.clone()),
    )])
}
