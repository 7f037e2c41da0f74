//! Putting an entry right.

use calendar::When;
use record::lists::{ClosureReason, CommunityStepCode, ConsentState, EngagementStage};
use record::{Correction, Fact, Family, Sequence, Subject};

use super::closing::{Closer, bar};
use super::{allocation, concern, lapse, plan, session, threshold};

use crate::{NewEntry, Refusal, rules};

/// A correction: the entry said anew, and why. The original stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutRight {
    /// The entry that is put right.
    pub of: Sequence,
    /// Why.
    pub why: String,
    /// When it really happened.
    pub happened: When,
    /// What it should have said: of the same kind.
    pub fact: Fact,
}

pub(crate) fn decide(family: &Family, act: &PutRight) -> Result<Vec<NewEntry>, Refusal> {
    let seen = family
        .chronology
        .iter()
        .find(|seen| seen.entry.sequence == act.of);
    let Some(seen) = seen else {
        return Err(Refusal::because(
            "That entry is not in this family's chronology",
        ));
    };
    if seen.corrected_by.is_some() {
        return Err(Refusal::because(
            "That entry has been put right already. Put right the later one instead",
        ));
    }
    if seen.entry.fact.kind() != act.fact.kind() {
        return Err(Refusal::because(
            "An entry can only be put right by one of the same kind",
        ));
    }
    rules::words(&act.why, "Say why it is put right")?;
    if seen.entry.fact == act.fact && seen.entry.happened == act.happened {
        return Err(Refusal::because("Nothing is different yet"));
    }
    // What an entry must say, it must say put right too. One that came in a workbook and never said
    // it can be put right as far as is known.
    if let Err(refusal) = fits(family, act.happened, &act.fact, &seen.entry.fact)
        && fits(family, act.happened, &seen.entry.fact, &seen.entry.fact).is_ok()
    {
        return Err(refusal);
    }
    // Whoever saw the mistake sees it put right, and nobody else does.
    Ok(vec![NewEntry {
        happened: act.happened,
        visibility: seen.entry.visibility.clone(),
        correction: Some(Correction {
            of: act.of,
            why: act.why.clone(),
        }),
        fact: act.fact.clone(),
    }])
}

/// What an entry must say, of the kinds that have rules of their own. Nothing can be said here that
/// the act itself would not let anybody say.
fn fits(family: &Family, happened: When, fact: &Fact, before: &Fact) -> Result<(), Refusal> {
    match (fact, before) {
        (Fact::Household(it), _) if it.people.is_empty() => {
            Err(Refusal::because("Add the people of the household"))
        }
        (Fact::Household(it), _) => rules::words(&it.reference, "The family needs a reference"),
        (Fact::Referral(it), _) if it.asks.is_empty() => {
            Err(Refusal::because("Say for whom support is asked"))
        }
        // Who may hold a case is asked where the case holder is changed.
        (Fact::CaseHolder(it), Fact::CaseHolder(was)) if it.worker != was.worker => {
            Err(Refusal::because(
                "To name another social worker, change the case holder. Here the day and the team \
                 can be put right",
            ))
        }
        (Fact::ThresholdDecision(it), _) => {
            if let Subject::Person(person) = it.of {
                rules::known(family, person)?;
            }
            threshold::fits(it)
        }
        (Fact::Allocation(it), _) => {
            rules::known(family, it.person)?;
            allocation::fits(it)
        }
        (Fact::AllocationChange(it), _) => rules::words(&it.reason, "Say why"),
        (Fact::KeyWorker(it), _) => rules::known(family, it.person),
        (Fact::ContactAttempt(it), _) => rules::known(family, it.person),
        (Fact::Consent(it), _) => {
            rules::known(family, it.person)?;
            match it.state {
                ConsentState::Given => rules::words(&it.how, "Say how consent was given"),
                _ => Ok(()),
            }
        }
        (Fact::Engagement(it), _) => {
            rules::known(family, it.person)?;
            match it.stage {
                EngagementStage::Ended => rules::words(
                    &it.words,
                    "Say why support to them ends. Missed contacts alone are no reason",
                ),
                _ => Ok(()),
            }
        }
        (Fact::Session(it), _) => session::fits(family, it),
        (Fact::EmergencySession(it), _) => session::emergency_fits(family, it),
        (Fact::SafeguardingStatus(it), _) => {
            rules::known(family, it.person)?;
            rules::words(&it.told_by, "Say who at Social Care told you, and how")
        }
        (Fact::Closure(it), Fact::Closure(was)) => {
            let day = happened.sort_date();
            let services = &family.work.community;
            let engaging = was.reason == ClosureReason::CommunitySupport
                || services
                    .iter()
                    .any(|service| service.stood(day) == CommunityStepCode::Engaging);
            // An exception was the manager's: nobody else can turn a closure into one.
            let closer = match bar(was, engaging, Closer::Practitioner) {
                None => Closer::Practitioner,
                Some(_) => Closer::Manager,
            };
            bar(it, engaging, closer).map_or(Ok(()), |bar| Err(Refusal::because(bar.words())))
        }
        (Fact::Concern(it), Fact::Concern(was)) => concern::put_right_fits(family, it, was),
        (Fact::ConcernStep(it), Fact::ConcernStep(was)) => concern::step_fits(it, was),
        (Fact::Lapse(it), Fact::Lapse(was)) => lapse::put_right_fits(family, it, was),
        (
            Fact::SafetyPlan(_) | Fact::PlanItem(_) | Fact::PlanStep(_) | Fact::PlanEnd(_),
            before,
        ) => plan::put_right_fits(family, fact, before),
        (Fact::Note(it), _) => rules::words(&it.text, "Write the note"),
        (Fact::Goal(it), _) => rules::words(&it.words, "Write the goal in their words"),
        (Fact::Review(it), _) => rules::words(&it.words, "Say how it was found"),
        (Fact::Advocacy(it), _) => rules::words(&it.issue, "Say what it was about"),
        (Fact::CommunityReferral(it), _) => rules::words(&it.service, "Name the service"),
        (Fact::Prediction(it), _) => {
            rules::words(&it.words, "Write each prediction in their words")
        }
        (Fact::Feedback(it), _) => rules::words(&it.words, "Write down what they said"),
        _ => Ok(()),
    }
}
