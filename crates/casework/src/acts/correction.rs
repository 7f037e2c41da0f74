//! Putting an entry right.

use calendar::When;
use record::{Correction, Entry, Fact, Family, PersonRecord, Sequence};

use super::closing::Closer;
use super::{
    allocation, closing, community, concern, consultation, contact, data, engagement, goal, lapse,
    note, plan, session, threshold,
};
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
    /// Who puts it right.
    pub by: Closer,
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
    may_say(family, act, &seen.entry)?;
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

/// What an entry must say, it must say put right too. One that came in a workbook and never said it
/// can be put right as far as is known.
fn may_say(family: &Family, act: &PutRight, seen: &Entry) -> Result<(), Refusal> {
    match (&act.fact, &seen.fact) {
        // Who may hold a case is asked where the case holder is changed.
        (Fact::CaseHolder(it), Fact::CaseHolder(was)) if it.worker != was.worker => {
            return Err(Refusal::because(
                "To name another social worker, change the case holder. Here the day and the team \
                 can be put right",
            ));
        }
        // An exception is the manager's, also one that was told as something else before.
        (Fact::Closure(it), Fact::Closure(was)) => {
            return closing::fits(family, act.happened, it, act.by, Some(was));
        }
        (Fact::Household(it), Fact::Household(was)) => {
            let gone = |was: &PersonRecord| !it.people.iter().any(|is| is.person == was.person);
            if was.people.iter().any(gone) {
                return Err(Refusal::because(
                    "Nobody is taken out of a household: what is recorded of them would be \
                     nobody's. Say who they are instead",
                ));
            }
        }
        (Fact::Restriction(_), _) => {
            return Err(Refusal::because(
                "Who may see the family is said anew, or lifted, and not put right",
            ));
        }
        (Fact::Referral(_) | Fact::ReReferral(_), _) => {
            keeps_its_place(family, seen, act.happened)?;
        }
        (Fact::Concern(it), Fact::Concern(was)) => {
            return concern::put_right_fits(family, it, was);
        }
        (Fact::ConcernStep(it), Fact::ConcernStep(was)) => return concern::step_fits(it, was),
        (Fact::Lapse(it), Fact::Lapse(was)) => return lapse::put_right_fits(family, it, was),
        (Fact::SafetyPlan(_) | Fact::PlanItem(_) | Fact::PlanStep(_) | Fact::PlanEnd(_), was) => {
            return plan::put_right_fits(family, &act.fact, was);
        }
        (
            Fact::ReadingAsked(_)
            | Fact::ReadingAnswer(_)
            | Fact::NoteShown(_)
            | Fact::ReadingOpened(_)
            | Fact::ReadingReview(_),
            _,
        ) => {
            return Err(Refusal::because(
                "What was asked and decided about reading in an emergency stays as it was",
            ));
        }
        // What belongs to the latest referral stays with it.
        (Fact::ThresholdDecision(_) | Fact::Allocation(_), _)
            if rules::since_referred(family, seen.happened).is_ok() =>
        {
            rules::since_referred(family, act.happened)?;
        }
        _ => {}
    }
    match fits(family, act.happened, &act.fact) {
        Err(refusal) if fits(family, seen.happened, &seen.fact).is_ok() => Err(refusal),
        _ => Ok(()),
    }
}

/// A referral decides to what decisions, support and closing belong: on another day it may come
/// before or after none of them that it did not come before or after already.
fn keeps_its_place(family: &Family, seen: &Entry, happened: When) -> Result<(), Refusal> {
    let belongs = |it: &Entry| {
        matches!(
            it.fact,
            Fact::ThresholdDecision(_) | Fact::Allocation(_) | Fact::Closure(_)
        )
    };
    let was = (seen.happened.sort_date(), seen.sequence);
    let now = happened.sort_date();
    let mut others = family.chronology.iter();
    let passed = others.find(|it| {
        let other = (it.entry.happened.sort_date(), it.entry.sequence);
        let passed = if other < was {
            now < other.0
        } else {
            now > other.0
        };
        it.corrected_by.is_none() && belongs(&it.entry) && passed
    });
    passed.map_or(Ok(()), |it| {
        let before = (it.entry.happened.sort_date(), it.entry.sequence) < was;
        Err(Refusal::because(format!(
            "{} is of {}, and belongs {} this referral. Give a day that leaves it there",
            it.entry.fact.title(),
            it.entry.happened.in_words(),
            if before { "before" } else { "after" }
        )))
    })
}

/// What an entry must say. Nothing can be said here that the act itself would not let anybody say.
fn fits(family: &Family, happened: When, fact: &Fact) -> Result<(), Refusal> {
    match fact {
        Fact::Household(it) if it.people.is_empty() => {
            Err(Refusal::because("Add the people of the household"))
        }
        Fact::Household(it) => rules::words(&it.reference, "The family needs a reference"),
        Fact::Residence(it) => rules::known(family, it.person),
        Fact::Referral(it) if it.asks.is_empty() => {
            Err(Refusal::because("Say for whom support is asked"))
        }
        Fact::Referral(it) => {
            let mut asks = it.asks.iter();
            asks.try_for_each(|ask| rules::known(family, ask.person))
        }
        Fact::ReReferral(it) => rules::known_subject(family, it.of),
        Fact::ThresholdDecision(it) => threshold::fits(family, it),
        Fact::Allocation(it) => allocation::right_fits(family, it),
        Fact::AllocationChange(it) => allocation::change_fits(happened, it),
        Fact::KeyWorker(it) => rules::known(family, it.person),
        Fact::Consultation(it) => consultation::fits(family, it),
        Fact::ProfessionalAdvice(it) => consultation::advice_fits(it),
        Fact::ContactAttempt(it) => contact::fits(family, happened, it),
        Fact::InboundCall(it) => contact::call_fits(family, it),
        Fact::CallBack(it) => contact::back_fits(family, it),
        Fact::SafeContact(it) => rules::known_subject(family, it.about),
        Fact::Appointment(it) => contact::appointment_fits(family, happened, it),
        Fact::Consent(it) => engagement::consent_fits(family, it),
        Fact::Engagement(it) => engagement::fits(family, happened, it),
        Fact::AskedToStart(it) => rules::known(family, it.person),
        Fact::Session(it) => session::fits(family, happened, it),
        Fact::EmergencySession(it) => session::emergency_fits(family, it),
        Fact::SafeguardingStatus(it) => data::fits(family, it),
        Fact::Note(it) => note::fits(family, it),
        Fact::Goal(it) => goal::fits(family, it),
        Fact::GoalProgress(it) => goal::progress_fits(family, it),
        Fact::Advocacy(it) => community::advocacy_fits(family, it),
        Fact::CommunityReferral(it) => community::fits(family, it),
        Fact::CommunityStep(it) => community::step_fits(family, it),
        Fact::Review(it) => closing::review_fits(happened, it),
        Fact::Prediction(it) => closing::prediction_fits(family, it),
        Fact::FollowUp(it) => closing::call_fits(family, happened, it),
        Fact::Feedback(it) => closing::feedback_fits(family, it),
        // Who may hold or close a case is asked above, and what stays of a concern, a safety plan
        // and a lapse; the rest may say anything of its kind.
        Fact::CaseHolder(_)
        | Fact::Closure(_)
        | Fact::SupportStarted(_)
        | Fact::SupportEnded(_)
        | Fact::Baseline(_)
        | Fact::ClosureData(_)
        | Fact::SessionNote(_)
        | Fact::Concern(_)
        | Fact::ConcernStep(_)
        | Fact::SafetyPlan(_)
        | Fact::PlanItem(_)
        | Fact::PlanStep(_)
        | Fact::PlanEnd(_)
        | Fact::Lapse(_)
        | Fact::Restriction(_)
        | Fact::ReadingAsked(_)
        | Fact::ReadingAnswer(_)
        | Fact::NoteShown(_)
        | Fact::ReadingOpened(_)
        | Fact::ReadingReview(_)
        | Fact::AsRecorded(_) => Ok(()),
    }
}
