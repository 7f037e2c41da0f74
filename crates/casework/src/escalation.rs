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

impl Reached {
    const ALL: [Self; 3] = [Self::CaseHolder, Self::Manager, Self::Overdue];

    /// The word in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CaseHolder => "case_holder",
            Self::Manager => "manager",
            Self::Overdue => "overdue",
        }
    }

    /// What a word in storage says.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Who is told by e-mail that a concern waits, each once, and as how far it had gone up: the case
/// holder from the start and again when it is overdue; the managers when it goes up to them, when it
/// is overdue, and from the start where nobody holds the case.
pub fn told_by_mail<W: Copy>(
    reached: Reached,
    holder: Option<W>,
    managers: &[W],
) -> impl Iterator<Item = (W, Reached)> {
    let holder_is_told = match reached {
        Reached::CaseHolder | Reached::Manager => Reached::CaseHolder,
        Reached::Overdue => Reached::Overdue,
    };
    let goes_up = reached > Reached::CaseHolder || holder.is_none();
    let managers = managers.iter().filter(move |_| goes_up);
    let holder = holder.map(|holder| (holder, holder_is_told));
    holder
        .into_iter()
        .chain(managers.map(move |it| (*it, reached)))
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
