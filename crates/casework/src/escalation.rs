//! How long a concern has waited to be acknowledged, and how far it has gone up by then.

use std::time::Duration;

use calendar::{BankHolidays, Stamp, day};
use record::lists::{DaysCounted, Urgency};

/// After how many hours a concern that nobody has acknowledged goes further. Each service sets its
/// own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escalation {
    /// Hours until the team's manager is asked to see to it.
    pub manager_hours: u8,
    /// Hours until it is overdue.
    pub overdue_hours: u8,
    /// Whether time passes on days that are not worked.
    pub days: DaysCounted,
}

impl Default for Escalation {
    fn default() -> Self {
        Self {
            manager_hours: 2,
            overdue_hours: 24,
            days: DaysCounted::EveryDay,
        }
    }
}

/// How far a concern has gone up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// It waits for the case holder.
    CaseHolder,
    /// It waits for the case holder, and the team's manager sees to it that they know.
    Manager,
    /// It has waited too long.
    Overdue,
}

impl Escalation {
    /// How far a concern has gone up by `now`. `closed` are the days that are not worked.
    pub fn reached(
        &self,
        urgency: Urgency,
        raised: Stamp,
        now: Stamp,
        closed: &BankHolidays,
    ) -> Reached {
        let hours = |hours: u8| Duration::from_secs(u64::from(hours) * 3600);
        match self.waited(urgency, raised, now, closed) {
            waited if waited >= hours(self.overdue_hours) => Reached::Overdue,
            waited if waited >= hours(self.manager_hours) => Reached::Manager,
            _ => Reached::CaseHolder,
        }
    }

    /// How long a concern has waited by the hours that count. An immediate one waits on every day:
    /// a child in danger does not wait for Monday.
    pub fn waited(
        &self,
        urgency: Urgency,
        raised: Stamp,
        now: Stamp,
        closed: &BankHolidays,
    ) -> Duration {
        if urgency == Urgency::Immediate || self.days == DaysCounted::EveryDay {
            return now.since(raised);
        }
        let (mut waited, mut from) = (Duration::ZERO, raised);
        while from < now {
            let on = from.london_date();
            let midnight = Stamp::from_london(day::plus_days(on, 1), 0, 0);
            let until = midnight.unwrap_or(now).clamp(from, now);
            // In a year whose bank holidays are not known every day counts: better early than late.
            if closed.is_working_day(on).unwrap_or(true) {
                waited += until.since(from);
            }
            if until == from {
                break;
            }
            from = until;
        }
        waited
    }
}
