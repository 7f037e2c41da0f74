//! When the team and a person of a family were in touch, and who is there for whom: told here once,
//! for the lists of what waits and for the evaluation.

use calendar::{BankHolidays, Date, When};

use crate::entry::Sequence;
use crate::fact::Stage;
use crate::family::Family;
use crate::ids::{PersonId, WorkerId};
use crate::lists::{ContactResult, EngagementStage, FirstContactBand};
use crate::work::{Work, came};

/// When something happened, and the entry that says so: the order within a day.
pub type Moment = (Date, Sequence);

/// The day by whose close of play somebody is to be in touch first, from the day of the consultation
/// on. A year whose bank holidays are not known gives no day rather than a guess.
pub fn contact_due(from: Date, working: &BankHolidays) -> Option<Date> {
    working.next_working_day(from).ok()
}

/// How many working days first contact took, and how soon that was. A contact on a day that is not
/// worked counts as one on the working day before: it is within 2 working days if no more than 2 of
/// them have passed.
pub fn contact_taken(
    from: Date,
    contact: Date,
    working: &BankHolidays,
) -> Option<(i32, FirstContactBand)> {
    let taken = working.working_days_between(from, contact).ok()?.max(0);
    let band = match taken {
        ..=1 => FirstContactBand::NextWorkingDay,
        2 => FirstContactBand::TwoWorkingDays,
        _ if monday(from) == monday(contact) => FirstContactBand::SameWeek,
        _ => FirstContactBand::Later,
    };
    Some((taken, band))
}

fn monday(day: Date) -> Date {
    let after = day.weekday().to_monday_zero_offset();
    calendar::day::plus_days(day, -i32::from(after))
}

impl ContactResult {
    /// Whether somebody was reached and spoke, whatever they said.
    pub const fn spoke(self) -> bool {
        match self {
            Self::Spoke | Self::NotNow | Self::SaidNo => true,
            Self::LeftWord | Self::NoReply => false,
        }
    }
}

impl Work {
    /// When the person came to a session, or there was an emergency session for them.
    pub(crate) fn met(&self, person: PersonId) -> impl Iterator<Item = Moment> {
        let came = self.sessions.iter().filter(move |s| came(&s.what, person));
        let emergencies = self.emergencies.iter().filter(move |e| e.0 == person);
        came.map(|s| (s.happened.sort_date(), s.entry))
            .chain(emergencies.map(|e| (e.1.sort_date(), e.2)))
    }

    /// When the team met or spoke with a person of its own accord, or called them back.
    pub fn contacts(&self, person: PersonId) -> impl Iterator<Item = Moment> {
        let attempts = self.attempts.iter();
        let spoke = attempts.filter(move |it| it.what.person == person && it.what.result.spoke());
        let back = self.calls_of(person).flat_map(|call| &call.back);
        let back = back.filter(|it| it.what.result.spoke());
        spoke
            .map(|it| (it.happened.sort_date(), it.entry))
            .chain(back.map(|it| (it.happened.sort_date(), it.entry)))
            .chain(self.met(person))
    }

    /// The first day somebody of the team was in touch with the person: in any way, or by their own
    /// call.
    pub fn first_contact(&self, person: PersonId) -> Option<Date> {
        let calls = self.calls_of(person).map(|call| call.happened.sort_date());
        let contacts = self.contacts(person).map(|(day, _)| day);
        contacts.chain(calls).min()
    }

    /// The last day somebody tried to be in touch with the person or was.
    pub fn last_touch(&self, person: PersonId) -> Option<Date> {
        let attempts = self.attempts.iter().filter(|a| a.what.person == person);
        let back = self.calls_of(person).flat_map(|c| &c.back);
        attempts
            .map(|a| a.happened)
            .chain(self.sessions_for(person).map(|s| s.happened))
            .chain(self.calls_of(person).map(|c| c.happened))
            .chain(back.map(|b| b.happened))
            .map(When::sort_date)
            .chain(self.met(person).map(|(day, _)| day))
            .max()
    }
}

impl Family {
    /// The day the family last came to the service: its latest referral.
    pub fn came_on(&self) -> Option<Date> {
        let first = self.referrals.iter().map(|it| it.happened.sort_date());
        let again = self.re_referrals.iter().map(|it| it.happened.sort_date());
        first.chain(again).max()
    }

    /// The day of something that happened since the family last came: what was left before is over.
    pub fn since_it_came(&self, happened: When) -> Option<Date> {
        let day = happened.sort_date();
        let came = self.came_on();
        came.is_none_or(|came| day >= came).then_some(day)
    }

    /// Whether somebody has been in touch with a person since the family last came.
    pub fn is_in_touch(&self, person: PersonId) -> bool {
        let since = self.came_on().unwrap_or(Date::MIN);
        let work = &self.work;
        let mut calls = work.calls_of(person);
        let mut said = work.engagement.iter();
        let further = said.any(|it| {
            let early = [EngagementStage::NotYetContacted, EngagementStage::Trying];
            it.what.person == person
                && it.happened.sort_date() >= since
                && !early.contains(&it.what.stage)
        });
        let mut support = self.support.iter();
        let begun = support
            .any(|it| it.person == person && it.until.is_none() && it.stage != Stage::Offered);
        calls.any(|it| it.happened.sort_date() >= since)
            || further
            || begun
            || work.contacts(person).any(|(day, _)| day >= since)
    }

    /// The next gentle try that the latest attempt left, if nobody met since, and that attempt's day.
    pub fn next_try(&self, person: PersonId) -> Option<(Date, Date)> {
        let mut attempts = self.work.attempts.iter().rev();
        let latest = attempts.find(|it| it.what.person == person)?;
        let made: Moment = (self.since_it_came(latest.happened)?, latest.entry);
        let next = latest.what.next_try?;
        let met_since = self.work.contacts(person).any(|met| met > made);
        let ended = self.work.stage(person) == EngagementStage::Ended;
        (!met_since && !ended && self.closed.is_none()).then_some((made.0, next))
    }

    /// Who is there for a person: their key worker, or else whoever supports them.
    pub fn worker_of(&self, person: PersonId) -> Option<WorkerId> {
        let supporting: Vec<WorkerId> = self.work.supporting(person).map(|it| it.worker).collect();
        let key = self.work.key_worker(person);
        if let Some(key) = key.filter(|key| supporting.is_empty() || supporting.contains(key)) {
            return Some(key);
        }
        let mut support = self.support.iter().rev();
        let told = support
            .find(|it| it.person == person)
            .and_then(|it| it.key_worker);
        supporting.first().copied().or(told)
    }

    /// Who was there for the family last, for what is left after closure.
    pub fn last_worker(&self) -> Option<WorkerId> {
        let key = self.work.key_workers.last().map(|it| it.what.worker);
        let told = self.support.iter().rev().find_map(|it| it.key_worker);
        key.or(told)
    }
}
