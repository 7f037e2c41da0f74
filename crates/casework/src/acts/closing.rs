//! Review, closure, and the time after.

use calendar::When;
use record::lists::{ClosureReason, CommunityStepCode, FollowUpResult};
use record::{Closure, Fact, Family, Feedback, FollowUp, Prediction, Review};

use super::contact::after;
use crate::invariants::last_work;
use crate::{NewEntry, Refusal, rules};

/// A review. It never ends anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldReview {
    /// The day.
    pub happened: When,
    /// The review.
    pub review: Review,
}

pub(crate) fn review(family: &Family, act: &HoldReview) -> Result<Vec<NewEntry>, Refusal> {
    rules::open(family, act.happened)?;
    review_fits(act.happened, &act.review)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Review(act.review.clone()),
    )])
}

/// What any review must say.
pub(crate) fn review_fits(happened: When, review: &Review) -> Result<(), Refusal> {
    rules::words(&review.words, "Say how it was found")?;
    after(review.next, happened, "The day to look again")
}

/// Who closes a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closer {
    /// A worker of the team.
    Practitioner,
    /// The manager.
    Manager,
}

/// What stands in the way of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// No service in the community has taken hold.
    NothingTakenHold,
    /// The family's own words are missing.
    NoWords,
    /// An exception needs the manager.
    NeedsManager,
    /// An exception needs the manager's reason.
    NoManagerReason,
    /// Not a reason to close a case by.
    NotAReason,
}

impl Bar {
    /// What it is and what to do.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NothingTakenHold => {
                "No service in the community is marked as engaging yet. Record that one has taken \
                 hold, or choose another way of closing"
            }
            Self::NoWords => "Write down what they said, in their own words",
            Self::NeedsManager => "Closing for this reason is for the manager. Ask them to do it",
            Self::NoManagerReason => "Give the manager's reason",
            Self::NotAReason => "Choose how the case comes to close",
        }
    }
}

/// The rule of closing: the family is engaging with a service in the community, or has said no in
/// their own words, or the manager makes an exception and says why. Nothing else closes a case, and
/// no count of missed contacts is asked.
pub fn bar(closure: &Closure, engaging: bool, closer: Closer) -> Option<Bar> {
    let empty = |words: &str| words.trim().is_empty();
    match closure.reason {
        ClosureReason::CommunitySupport => (!engaging).then_some(Bar::NothingTakenHold),
        ClosureReason::ClientSaidNo => empty(&closure.words).then_some(Bar::NoWords),
        ClosureReason::MovedAway
        | ClosureReason::TakenOver
        | ClosureReason::Died
        | ClosureReason::Other => match closer {
            Closer::Practitioner => Some(Bar::NeedsManager),
            Closer::Manager if empty(&closure.manager_reason) => Some(Bar::NoManagerReason),
            Closer::Manager => None,
        },
        ClosureReason::AsRecorded => Some(Bar::NotAReason),
    }
}

/// Closing a case, with predictions in the family's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseCase {
    /// The day.
    pub happened: When,
    /// How it closes.
    pub closure: Closure,
    /// Predictions.
    pub predictions: Vec<Prediction>,
    /// Who closes it.
    pub closer: Closer,
}

pub(crate) fn close(family: &Family, act: &CloseCase) -> Result<Vec<NewEntry>, Refusal> {
    if family.closed.is_some() {
        return Err(Refusal::because("This case is closed already"));
    }
    rules::open(family, act.happened)?;
    if family.refused() {
        return Err(Refusal::because(
            "The family did not meet the threshold, so there is no case to close",
        ));
    }
    fits(family, act.happened, &act.closure, act.closer, None)?;
    rules::since_referred(family, act.happened)?;
    if let Some(last) = last_work(family)
        && last.happened.sort_date() > act.happened.sort_date()
    {
        return Err(Refusal::because(format!(
            "There is work recorded on {}, after that day. Close on or after it",
            last.happened.in_words()
        )));
    }
    let mut entries = vec![NewEntry::shared(
        act.happened,
        Fact::Closure(act.closure.clone()),
    )];
    for prediction in &act.predictions {
        prediction_fits(family, prediction)?;
        entries.push(NewEntry::shared(
            act.happened,
            Fact::Prediction(prediction.clone()),
        ));
    }
    Ok(entries)
}

/// What any closure must say, or one that puts right how the case was told to have closed.
pub(crate) fn fits(
    family: &Family,
    happened: When,
    closure: &Closure,
    closer: Closer,
    before: Option<&Closure>,
) -> Result<(), Refusal> {
    let was = before.map(|before| before.reason);
    let recorded = was == Some(ClosureReason::AsRecorded);
    if !(recorded && closure.reason == ClosureReason::AsRecorded) {
        let day = happened.sort_date();
        let mut services = family.work.community.iter();
        // Of what a workbook tells, or has been told already, the services may not be in here.
        let engaging = recorded
            || was == Some(ClosureReason::CommunitySupport)
            || services.any(|service| service.stood(day) == CommunityStepCode::Engaging);
        if let Some(bar) = bar(closure, engaging, closer) {
            return Err(Refusal::because(bar.words()));
        }
    }
    after(closure.follow_up, happened, "The follow-up call")
}

/// What any prediction must say.
pub(crate) fn prediction_fits(family: &Family, prediction: &Prediction) -> Result<(), Refusal> {
    if let Some(person) = prediction.person {
        rules::known(family, person)?;
    }
    rules::words(&prediction.words, "Write each prediction in their words")
}

/// A follow-up call or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallAfterwards {
    /// The day.
    pub happened: When,
    /// The call.
    pub call: FollowUp,
}

pub(crate) fn follow_up(family: &Family, act: &CallAfterwards) -> Result<Vec<NewEntry>, Refusal> {
    let Some(first) = family.closures.first() else {
        return Err(Refusal::because(
            "A follow-up call comes after a case has closed",
        ));
    };
    if act.happened.sort_date() < first.happened.sort_date() {
        return Err(Refusal::because(format!(
            "The case closed on {}. Give that day or a later one",
            first.happened.in_words()
        )));
    }
    call_fits(family, act.happened, &act.call)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::FollowUp(act.call.clone()),
    )])
}

/// What any follow-up call must say.
pub(crate) fn call_fits(family: &Family, happened: When, call: &FollowUp) -> Result<(), Refusal> {
    after(call.next_try, happened, "The next try")?;
    for outcome in &call.predictions {
        let known = &family.work.predictions;
        if !known.iter().any(|p| p.entry == outcome.prediction) {
            return Err(Refusal::because(
                "That prediction is not in this family's chronology",
            ));
        }
    }
    if call.result != FollowUpResult::Spoke && !call.predictions.is_empty() {
        return Err(Refusal::because(
            "What became of the predictions can be recorded once you have spoken",
        ));
    }
    Ok(())
}

/// Feedback of a parent or child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeFeedback {
    /// The day.
    pub happened: When,
    /// The feedback.
    pub feedback: Feedback,
}

pub(crate) fn feedback(family: &Family, act: &TakeFeedback) -> Result<Vec<NewEntry>, Refusal> {
    feedback_fits(family, &act.feedback)?;
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::Feedback(act.feedback.clone()),
    )])
}

/// What any feedback must say.
pub(crate) fn feedback_fits(family: &Family, feedback: &Feedback) -> Result<(), Refusal> {
    if let Some(person) = feedback.person {
        rules::known(family, person)?;
    }
    rules::words(&feedback.words, "Write down what they said")
}
