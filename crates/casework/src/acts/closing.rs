//! Review, closure, and the time after.

use calendar::When;
use record::lists::{ClosureReason, CommunityStepCode, FollowUpResult, YesNo};
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
    /// Nobody was shown the way to a service.
    NoSignpost,
    /// Not a reason to close a case by.
    NotAReason,
}

/// How far a family has come with services in the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InCommunity {
    /// None is recorded.
    NoService,
    /// Referred to one, which has not taken hold.
    Referred,
    /// Engaging with one.
    Engaging,
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
            Self::NoSignpost => {
                "Name a service they were shown the way to, or record one in the community"
            }
            Self::NotAReason => "Choose how the case comes to close",
        }
    }
}

/// The rule of closing: the family is engaging with a service in the community, or has said no in
/// their own words, or the manager makes an exception and says why. Nothing else closes a case, and
/// no count of missed contacts is asked.
///
/// Closing hands over, so a family is shown the way to a service. One they engage with is that and
/// more; their own no is heard; and whoever moved away, died or is another team's now is not sent
/// anywhere by this one. Any other exception names a service, or one is recorded already.
pub fn bars(closure: &Closure, community: InCommunity, closer: Closer) -> Vec<Bar> {
    let empty = |words: &str| words.trim().is_empty();
    let reason = closure.reason;
    match reason {
        ClosureReason::CommunitySupport if community == InCommunity::Engaging => Vec::new(),
        ClosureReason::CommunitySupport => vec![Bar::NothingTakenHold],
        ClosureReason::ClientSaidNo if empty(&closure.words) => vec![Bar::NoWords],
        ClosureReason::ClientSaidNo => Vec::new(),
        ClosureReason::AsRecorded => vec![Bar::NotAReason],
        ClosureReason::MovedAway
        | ClosureReason::TakenOver
        | ClosureReason::Died
        | ClosureReason::Other => {
            let by = match closer {
                Closer::Practitioner => Some(Bar::NeedsManager),
                Closer::Manager => empty(&closure.manager_reason).then_some(Bar::NoManagerReason),
            };
            let shown = closure.signposts.iter().any(|service| !empty(service));
            let nowhere = !shown && community == InCommunity::NoService;
            let unshown = reason == ClosureReason::Other && nowhere;
            by.into_iter()
                .chain(unshown.then_some(Bar::NoSignpost))
                .collect()
        }
    }
}

/// How far the family has come with services in the community by a day.
pub fn in_community(family: &Family, happened: When) -> InCommunity {
    let day = happened.sort_date();
    let services = || {
        let services = family.work.community.iter();
        services.filter(|service| service.happened.sort_date() <= day)
    };
    if services().any(|service| service.stood(day) == CommunityStepCode::Engaging) {
        return InCommunity::Engaging;
    }
    services()
        .next()
        .map_or(InCommunity::NoService, |_| InCommunity::Referred)
}

/// What stands in the way of closing a case as is said, or of putting right how it closed.
pub fn still_missing(
    family: &Family,
    happened: When,
    closure: &Closure,
    closer: Closer,
    before: Option<&Closure>,
) -> Vec<Bar> {
    let was = before.map(|before| before.reason);
    let recorded = was == Some(ClosureReason::AsRecorded);
    if recorded && closure.reason == ClosureReason::AsRecorded {
        return Vec::new();
    }
    // Of what a workbook tells, or has been told already, the services may not be in here.
    let community = match was {
        Some(ClosureReason::AsRecorded | ClosureReason::CommunitySupport) => InCommunity::Engaging,
        Some(ClosureReason::Other) if closure.reason == ClosureReason::Other => {
            InCommunity::Referred
        }
        _ => in_community(family, happened),
    };
    bars(closure, community, closer)
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
    if let Some(bar) = still_missing(family, happened, closure, closer, before).first() {
        return Err(Refusal::because(bar.words()));
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
    rules::words(&feedback.words, "Write down what they said")?;
    if feedback.quote.trim().is_empty() {
        return Ok(());
    }
    if feedback.may_quote == YesNo::No {
        return Err(Refusal::because(
            "They do not wish to be quoted: leave the words to be quoted empty",
        ));
    }
    if names_somebody(family, &feedback.quote) {
        return Err(Refusal::because(
            "A name of the family stands in the words to be quoted: leave it out",
        ));
    }
    Ok(())
}

/// Whether one of the household's names, or a part of one, is among the words.
fn names_somebody(family: &Family, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.map(str::to_lowercase).collect()
    };
    let said = split(words);
    let names = family
        .people
        .iter()
        .filter_map(|person| person.name.as_deref());
    // A single letter is an initial, and a word like any other.
    let mut parts = names
        .flat_map(split)
        .filter(|part| part.chars().count() > 1);
    parts.any(|part| said.contains(&part))
}
