//! Consent, and how far somebody has come in taking up support.

use calendar::When;
use record::lists::{ConsentState, EngagementStage};
use record::{AskedToStart, Consent, Engagement, Fact, Family, PersonId};

use super::contact::after;
use crate::invariants::takes_part;
use crate::{NewEntry, Refusal, rules};

/// Where a person's consent stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayConsent {
    /// The day.
    pub happened: When,
    /// The consent.
    pub consent: Consent,
}

pub(crate) fn consent(family: &Family, act: &SayConsent) -> Result<Vec<NewEntry>, Refusal> {
    let Consent { person, state, .. } = &act.consent;
    consent_fits(family, &act.consent)?;
    if *state == ConsentState::Withdrawn && family.work.consent(*person).is_none() {
        return Err(Refusal::because(
            "Consent that was never recorded cannot be withdrawn. Choose Declined",
        ));
    }
    let mut entries = vec![NewEntry::shared(
        act.happened,
        Fact::Consent(act.consent.clone()),
    )];
    if *state != ConsentState::Given {
        entries.extend(stepping_back(family, *person, act.happened));
    }
    Ok(entries)
}

/// What any consent must say.
pub(crate) fn consent_fits(family: &Family, consent: &Consent) -> Result<(), Refusal> {
    rules::known(family, consent.person)?;
    match consent.state {
        ConsentState::Given => rules::words(&consent.how, "Say how consent was given"),
        _ => Ok(()),
    }
}

/// Nobody is engaged without consent: they step back, and may come back at any time. Whoever is
/// recorded as engaged after that day, and before anything else is recorded of their consent,
/// steps back on that later day as well: so a withdrawal is never turned away.
fn stepping_back(family: &Family, person: PersonId, from: When) -> Vec<NewEntry> {
    let work = &family.work;
    let from_day = from.sort_date();
    let said_then = work.said_by(person, from_day);
    let consents = work.consents.iter().filter(|c| c.what.person == person);
    let mut days = consents.map(|c| c.happened.sort_date());
    let until = days.find(|day| *day > from_day);
    let later = work.engagement.iter().filter(|e| {
        let day = e.happened.sort_date();
        e.what.person == person
            && takes_part(e.what.stage)
            && day > from_day
            && until.is_none_or(|until| day < until)
    });
    let now = said_then.filter(|e| takes_part(e.what.stage)).map(|_| from);
    let days = now.into_iter().chain(later.map(|e| e.happened));
    let step_back = |happened| {
        let stepped_back = Engagement {
            person,
            stage: EngagementStage::SteppedBack,
            words: String::new(),
            look_again: None,
        };
        NewEntry::shared(happened, Fact::Engagement(stepped_back))
    };
    days.map(step_back).collect()
}

/// How far a person has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayEngagement {
    /// The day.
    pub happened: When,
    /// How far.
    pub engagement: Engagement,
}

pub(crate) fn engagement(family: &Family, act: &SayEngagement) -> Result<Vec<NewEntry>, Refusal> {
    let said = &act.engagement;
    rules::open(family, act.happened)?;
    fits(family, act.happened, said)?;
    if takes_part(said.stage) && family.work.consent(said.person) != Some(ConsentState::Given) {
        return Err(Refusal::because(
            "Record their consent first: support is something a person chooses",
        ));
    }
    if said.stage == EngagementStage::BackAgain
        && family.work.stage(said.person) != EngagementStage::SteppedBack
    {
        return Err(Refusal::because(
            "Only somebody who stepped back can be back again. Choose Engaged",
        ));
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Engagement(said.clone()),
    )])
}

/// What must be said of how far anybody has come.
pub(crate) fn fits(family: &Family, happened: When, said: &Engagement) -> Result<(), Refusal> {
    rules::known(family, said.person)?;
    after(said.look_again, happened, "The day to look again")?;
    match said.stage {
        EngagementStage::SteppedBack => rules::words(
            &said.words,
            "Say why they are stepping back, in their own words where you can",
        ),
        EngagementStage::Ended => rules::words(
            &said.words,
            "Say why support to them ends. Missed contacts alone are no reason",
        ),
        _ => Ok(()),
    }
}

/// A person asks to start: a task for the same day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskToStart {
    /// The day.
    pub happened: When,
    /// Who, in their words.
    pub asked: AskedToStart,
}

pub(crate) fn ask_to_start(family: &Family, act: &AskToStart) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    rules::known(family, act.asked.person)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::AskedToStart(act.asked.clone()),
    )])
}
