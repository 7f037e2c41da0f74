//! Speaking up for somebody, and the way into services in the community.

use calendar::When;
use record::{Advocacy, CommunityReferral, CommunityStep, Fact, Family};

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
    advocacy_fits(family, &act.advocacy)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Advocacy(act.advocacy.clone()),
    )])
}

/// What any advocacy must say.
pub(crate) fn advocacy_fits(family: &Family, advocacy: &Advocacy) -> Result<(), Refusal> {
    rules::known(family, advocacy.person)?;
    rules::words(&advocacy.issue, "Say what it was about")
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
    fits(family, &act.referral)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::CommunityReferral(act.referral.clone()),
    )])
}

/// What any referral to the community must say.
pub(crate) fn fits(family: &Family, referral: &CommunityReferral) -> Result<(), Refusal> {
    rules::known_subject(family, referral.about)?;
    rules::words(&referral.service, "Name the service")
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
    step_fits(family, &act.step)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::CommunityStep(act.step.clone()),
    )])
}

/// What any step must name.
pub(crate) fn step_fits(family: &Family, step: &CommunityStep) -> Result<(), Refusal> {
    match family.work.community(step.referral) {
        Some(_) => Ok(()),
        None => Err(Refusal::because(
            "That service is not in this family's chronology",
        )),
    }
}
