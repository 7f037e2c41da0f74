//! What holds of every family on every day. An act that looks right by itself can break it by its
//! date: consent withdrawn as of a day before somebody engaged, support that begins on the day a
//! case closed. Each act is therefore tried on the chronology before it is let in.

use std::collections::BTreeSet;

use calendar::{AsAt, Date};
use record::lists::{ConsentState, EngagementStage};
use record::{Entry, Fact, Family, PersonId, fold};

use crate::folded::follow_on;
use crate::{NewEntry, Refusal};

/// Something that must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// Somebody takes part in support and has not consented.
    NoConsent(PersonId),
    /// An open case has no social worker who holds it.
    NoCaseHolder,
    /// A case is closed that was not referred yet.
    NeverReferred,
    /// Support goes on in a closed case.
    StillSupported,
    /// Work is recorded after the day the case closed.
    WorkAfterClosing,
    /// Support goes on for somebody who does not meet the threshold.
    BelowThreshold(PersonId),
    /// A follow-up call comes before the case closed.
    CallBeforeClosing,
}

impl Broken {
    /// What it is and what to do.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoConsent(_) => {
                "They would be engaged on a day without their consent. Record their consent as of \
                 that day first, or that they stepped back, or give another day"
            }
            Self::NoCaseHolder => {
                "The case would have no social worker on a day while it was open. Name the case \
                 holder as of that day first"
            }
            Self::NeverReferred => {
                "The case would have closed before the family was referred. Give another day"
            }
            Self::StillSupported => {
                "The case closed that day, and support would go on. Give an earlier day, or refer \
                 the family again to open the case"
            }
            Self::WorkAfterClosing => {
                "There would be work after the day the case closed. Work is of that day or an \
                 earlier one: give another day, or put right the day of the other entry first"
            }
            Self::BelowThreshold(_) => {
                "Support goes on, and would be below the threshold. A case that is supported ends \
                 by closing it, which hands it over: close the case, or end that support first"
            }
            Self::CallBeforeClosing => {
                "There would be a follow-up call before the case closed. Give an earlier day of \
                 closing or a later one of the call, or put right the other first"
            }
        }
    }
}

/// What is broken in a family as at its day.
///
/// Whether an open case has a case holder is asked of referrals made in this service: a workbook
/// does not say who holds a case.
pub fn broken(family: &Family) -> BTreeSet<Broken> {
    let mut found = BTreeSet::new();
    let work = &family.work;
    let people: BTreeSet<PersonId> = work.engagement.iter().map(|e| e.what.person).collect();
    for person in people {
        if takes_part(work.stage(person)) && work.consent(person) != Some(ConsentState::Given) {
            found.insert(Broken::NoConsent(person));
        }
    }
    let running = family.support.iter().filter(|s| s.until.is_none());
    let allocated = work.allocations.iter().filter(|a| a.goes_on());
    let supported: BTreeSet<PersonId> = running
        .map(|s| s.person)
        .chain(allocated.map(|a| a.began.person))
        .collect();
    let below = supported.iter().filter(|p| family.refused_for(**p));
    found.extend(below.map(|p| Broken::BelowThreshold(*p)));
    let closed_by = |day| {
        let mut closures = family.closures.iter();
        closures.any(|c| c.happened.sort_date() <= day)
    };
    let mut calls = work.follow_ups.iter();
    if calls.any(|call| !closed_by(call.happened.sort_date())) {
        found.insert(Broken::CallBeforeClosing);
    }
    let referral = family.referrals.last();
    let made_here = referral.is_some_and(|r| !r.what.asks.is_empty());
    if made_here && family.is_open() && family.case_holder().is_none() {
        found.insert(Broken::NoCaseHolder);
    }
    if let Some(closed) = family.closed {
        if family.referrals.is_empty() {
            found.insert(Broken::NeverReferred);
        }
        if !supported.is_empty() {
            found.insert(Broken::StillSupported);
        }
        if last_work(family).is_some_and(|last| last.happened.sort_date() > closed) {
            found.insert(Broken::WorkAfterClosing);
        }
    }
    found
}

/// Whether somebody at this stage takes part in support, which needs their consent.
pub(crate) fn takes_part(stage: EngagementStage) -> bool {
    matches!(stage, EngagementStage::Engaged | EngagementStage::BackAgain)
}

/// The last entry of work that needs an open case.
pub(crate) fn last_work(family: &Family) -> Option<&Entry> {
    let seen = family.chronology.iter().rev();
    seen.filter(|seen| seen.corrected_by.is_none())
        .map(|seen| &seen.entry)
        .find(|entry| is_work(&entry.fact))
}

/// Work that needs an open case: the acts that ask for one.
fn is_work(fact: &Fact) -> bool {
    // Somebody may withdraw consent, and so step back, at any time.
    if let Fact::Engagement(said) = fact {
        return said.stage != EngagementStage::SteppedBack;
    }
    matches!(
        fact,
        Fact::ThresholdDecision(_)
            | Fact::Allocation(_)
            | Fact::AllocationChange(_)
            | Fact::KeyWorker(_)
            | Fact::ContactAttempt(_)
            | Fact::AskedToStart(_)
            | Fact::Appointment(_)
            | Fact::Session(_)
            | Fact::EmergencySession(_)
            | Fact::Goal(_)
            | Fact::Advocacy(_)
            | Fact::CommunityReferral(_)
            | Fact::Review(_)
    )
}

/// Whether an entry can break anything. Most of a day's work cannot, and is not held up.
fn bears(family: &Family, new: &NewEntry) -> bool {
    let case = matches!(
        new.fact,
        Fact::CaseHolder(_)
            | Fact::Referral(_)
            | Fact::ReReferral(_)
            | Fact::ThresholdDecision(_)
            | Fact::SupportStarted(_)
            | Fact::SupportEnded(_)
            | Fact::Closure(_)
            | Fact::Allocation(_)
            | Fact::AllocationChange(_)
            | Fact::Consent(_)
            | Fact::Engagement(_)
            | Fact::FollowUp(_)
    );
    case || (is_work(&new.fact) && (new.correction.is_some() || !family.closures.is_empty()))
}

/// Refuses what would break something on a day on which it is not broken already: a family that
/// came in a workbook is taken as it is.
pub(crate) fn kept(family: &Family, new: &[NewEntry]) -> Result<(), Refusal> {
    if !new.iter().any(|entry| bears(family, entry)) {
        return Ok(());
    }
    let now: Vec<Entry> = family.chronology.iter().map(|c| c.entry.clone()).collect();
    let then = follow_on(&now, family.sequence, new);
    let from = |new: &NewEntry| {
        let of = new.correction.as_ref().map(|correction| correction.of);
        let put_right = now.iter().filter(move |e| Some(e.sequence) == of);
        let days = put_right.map(|e| e.happened.sort_date());
        days.chain([new.happened.sort_date()]).min()
    };
    let from = new.iter().filter_map(from).min();
    let days: BTreeSet<Date> = then
        .iter()
        .map(|e| e.happened.sort_date())
        .filter(|day| Some(*day) >= from)
        .collect();
    for day in days {
        let on = |entries: &[Entry]| broken(&fold(family.id, entries, AsAt::day(day)));
        let after = on(&then);
        if after.is_empty() {
            continue;
        }
        if let Some(broken) = after.difference(&on(&now)).next() {
            return Err(Refusal::because(broken.words()));
        }
    }
    Ok(())
}
