//! When the team and a person of a family were in touch, and who is there for whom.

use calendar::{Date, When};
use record::lists::{Attended, ContactResult, EngagementStage};
use record::{Family, PersonId, Sequence, Stage, WorkerId};

/// When something happened, and the entry that says so: the order within a day.
pub(super) type Moment = (Date, Sequence);

/// The day the family last came to the service: its latest referral.
pub(super) fn came_on(family: &Family) -> Option<Date> {
    let first = family.referrals.iter().map(|it| it.happened.sort_date());
    let again = family.re_referrals.iter().map(|it| it.happened.sort_date());
    first.chain(again).max()
}

/// The day of something that happened since the family last came: what was left before is over.
pub(super) fn since_it_came(family: &Family, happened: When) -> Option<Date> {
    let day = happened.sort_date();
    came_on(family)
        .is_none_or(|came| day >= came)
        .then_some(day)
}

fn spoke(result: ContactResult) -> bool {
    match result {
        ContactResult::Spoke | ContactResult::NotNow | ContactResult::SaidNo => true,
        ContactResult::LeftWord | ContactResult::NoReply => false,
    }
}

/// When the team met or spoke with a person.
pub(super) fn contacts(family: &Family, person: PersonId) -> Vec<Moment> {
    let work = &family.work;
    let attempts = work
        .attempts
        .iter()
        .filter(|it| it.what.person == person && spoke(it.what.result))
        .map(|it| (it.happened, it.entry));
    let sessions = work
        .sessions
        .iter()
        .filter(|it| {
            let mut people = it.what.people.iter();
            people.any(|each| each.person == person && each.came == Attended::Came)
        })
        .map(|it| (it.happened, it.entry));
    let emergencies = family
        .sessions
        .iter()
        .filter(|it| it.what.people.contains(&person))
        .map(|it| (it.happened, it.entry));
    let called_back = work
        .calls
        .iter()
        .filter(|call| call.call.person == person)
        .flat_map(|call| &call.back)
        .filter(|it| spoke(it.what.result))
        .map(|it| (it.happened, it.entry));
    attempts
        .chain(sessions)
        .chain(emergencies)
        .chain(called_back)
        .map(|(when, entry)| (when.sort_date(), entry))
        .collect()
}

/// Whether somebody has been in touch with a person since the family last came.
pub(super) fn is_in_touch(family: &Family, person: PersonId) -> bool {
    let since = came_on(family).unwrap_or(Date::MIN);
    let mut calls = family.work.calls.iter();
    let called = calls.any(|it| it.call.person == person && it.happened.sort_date() >= since);
    let mut said = family.work.engagement.iter();
    let further = said.any(|it| {
        it.what.person == person
            && it.happened.sort_date() >= since
            && !matches!(
                it.what.stage,
                EngagementStage::NotYetContacted | EngagementStage::Trying
            )
    });
    let mut support = family.support.iter();
    let begun =
        support.any(|it| it.person == person && it.until.is_none() && it.stage != Stage::Offered);
    let mut contacts = contacts(family, person).into_iter();
    called || further || begun || contacts.any(|(day, _)| day >= since)
}

/// The last day somebody tried to be in touch with a person or was.
pub(super) fn last_touch(family: &Family, person: PersonId) -> Option<Date> {
    let touched = family
        .work
        .last_touch(person)
        .map(calendar::When::sort_date);
    let contacts = contacts(family, person).into_iter().map(|(day, _)| day);
    touched.into_iter().chain(contacts).max()
}

/// The next gentle try that the latest attempt left, if nobody met since, and that attempt's day.
pub(super) fn next_try(family: &Family, person: PersonId) -> Option<(Date, Date)> {
    let mut attempts = family.work.attempts.iter().rev();
    let latest = attempts.find(|it| it.what.person == person)?;
    let made: Moment = (since_it_came(family, latest.happened)?, latest.entry);
    let next = latest.what.next_try?;
    let met_since = contacts(family, person).into_iter().any(|met| met > made);
    let ended = family.work.stage(person) == EngagementStage::Ended;
    (!met_since && !ended && family.closed.is_none()).then_some((made.0, next))
}

/// Who is there for a person: their key worker, or else whoever supports them.
pub(super) fn worker_of(family: &Family, person: PersonId) -> Option<WorkerId> {
    let supporting: Vec<WorkerId> = family.work.supporting(person).map(|it| it.worker).collect();
    let key = family.work.key_worker(person);
    if let Some(key) = key.filter(|key| supporting.is_empty() || supporting.contains(key)) {
        return Some(key);
    }
    let mut support = family.support.iter().rev();
    let told = support
        .find(|it| it.person == person)
        .and_then(|it| it.key_worker);
    supporting.first().copied().or(told)
}

/// Who was there for the family last, for what is left after closure.
pub(super) fn last_worker(family: &Family) -> Option<WorkerId> {
    let key = family.work.key_workers.last().map(|it| it.what.worker);
    let told = family.support.iter().rev().find_map(|it| it.key_worker);
    key.or(told)
}
