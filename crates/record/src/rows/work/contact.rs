//! When a family was talked over and when somebody of it was first in touch with the team.

use std::sync::LazyLock;

use calendar::{BankHolidays, Date, When};

use super::{TOO_EARLY, count, days, none_of};
use crate::dictionary::Field;
use crate::fact::{Fact, Stage, Subject};
use crate::family::Family;
use crate::lists::{ContactResult, FirstContactBand, Threshold};
use crate::rows::Row;
use crate::value::{NonAnswer, Value};

/// Working days are England's, without a service's own closures: a family's rows follow from its
/// chronology alone, and services can be laid side by side.
static ENGLAND: LazyLock<BankHolidays> = LazyLock::new(BankHolidays::england);

/// When somebody of the family was first in touch with the team.
pub(super) enum FirstContact {
    On(Date),
    None,
    /// Support had begun before anybody wrote down a contact.
    Unknown,
}

impl FirstContact {
    pub(super) fn of(family: &Family) -> Self {
        let people = family.people.iter().map(|p| p.person);
        let first = people
            .filter_map(|person| family.work.first_contact(person))
            .map(When::sort_date)
            .min();
        match (first, supported_from(family)) {
            (Some(day), Some(begun)) if begun < day => Self::Unknown,
            (Some(day), _) => Self::On(day),
            (None, Some(_)) => Self::Unknown,
            (None, None) => Self::None,
        }
    }
}

/// The first day on which somebody is told to be supported already.
fn supported_from(family: &Family) -> Option<Date> {
    let counted = family.chronology.iter();
    let begun = counted.filter(|e| match &e.entry.fact {
        Fact::SupportStarted(started) => {
            e.corrected_by.is_none() && started.stage != Stage::Offered
        }
        _ => false,
    });
    begun.map(|e| e.entry.happened.sort_date()).min()
}

/// Writes what there is to say of consultation and first contact.
pub(super) fn write(family: &Family, row: &mut Row, contact: &FirstContact) {
    const FIELDS: [Field; 6] = [
        Field::ContactFrom,
        Field::ContactDue,
        Field::FirstContactOn,
        Field::FirstContact,
        Field::ContactDays,
        Field::AttemptsBefore,
    ];
    let or_unknown = |day: Option<Date>| day.map_or(Value::UNKNOWN, Value::Date);
    let consulted = consulted(family, contact);
    row.set(Field::ConsultedOn, or_unknown(consulted));
    let waited = family.referred().zip(consulted);
    row.set(
        Field::ConsultationDays,
        waited.map_or(Value::UNKNOWN, |(from, to)| days(from, to)),
    );
    if family.refused() {
        none_of(row, &FIELDS, NonAnswer::NotApplicable);
        return;
    }
    let from = consulted.or_else(|| found_met(family));
    let due = from.and_then(|day| ENGLAND.next_working_day(day).ok());
    row.set(Field::ContactFrom, or_unknown(from));
    row.set(Field::ContactDue, or_unknown(due));
    let [on, how_soon, working_days, attempts] = match contact {
        FirstContact::On(day) => {
            let working_days = from.and_then(|from| {
                let taken = ENGLAND.working_days_between(from, *day);
                taken.ok().map(|n| n.max(0))
            });
            [
                Value::Date(*day),
                from.zip(working_days)
                    .map_or(Value::UNKNOWN, |(from, taken)| {
                        band(from, *day, taken).value()
                    }),
                working_days.map_or(Value::UNKNOWN, Value::Number),
                count(tried_before(family, *day)),
            ]
        }
        // How long it takes cannot be told yet. Whether it is late depends on the day asked for:
        // the evaluation says so, which knows it.
        FirstContact::None => [
            TOO_EARLY,
            due.map_or(TOO_EARLY, |_| FirstContactBand::NotYet.value()),
            TOO_EARLY,
            TOO_EARLY,
        ],
        FirstContact::Unknown => [const { Value::UNKNOWN }; 4],
    };
    row.set(Field::FirstContactOn, on);
    row.set(Field::FirstContact, how_soon);
    row.set(Field::ContactDays, working_days);
    row.set(Field::AttemptsBefore, attempts);
}

/// The consultation from which the family was taken on. One before the referral was about whether to
/// refer; one after somebody was in touch or supported is about what else would help.
fn consulted(family: &Family, contact: &FirstContact) -> Option<Date> {
    let referred = family.referred()?;
    let until = match contact {
        FirstContact::On(day) => *day,
        FirstContact::None => Date::MAX,
        FirstContact::Unknown => supported_from(family)?,
    };
    let held = family.work.consultations.iter();
    held.map(|c| c.happened.sort_date())
        .filter(|day| (referred..=until).contains(day))
        .min()
}

/// The day on which the family was found to meet the threshold: time to first contact counts from
/// here if nobody talked the family over.
fn found_met(family: &Family) -> Option<Date> {
    let decisions = family.thresholds.iter();
    decisions
        .filter(|t| t.what.of == Subject::Family && t.what.outcome == Threshold::Met)
        .map(|t| t.happened.sort_date())
        .min()
}

/// How soon. A contact on a day that is not worked counts as one on the working day before: it is
/// within 2 working days if no more than 2 of them have passed.
fn band(from: Date, contact: Date, working_days: i32) -> FirstContactBand {
    match working_days {
        ..=1 => FirstContactBand::NextWorkingDay,
        2 => FirstContactBand::TwoWorkingDays,
        _ if monday(from) == monday(contact) => FirstContactBand::SameWeek,
        _ => FirstContactBand::Later,
    }
}

fn monday(day: Date) -> Date {
    let after = day.weekday().to_monday_zero_offset();
    calendar::day::plus_days(day, -i32::from(after))
}

/// Attempts by the day of first contact in which nobody was reached.
fn tried_before(family: &Family, contact: Date) -> usize {
    let reached = |result| {
        matches!(
            result,
            ContactResult::Spoke | ContactResult::NotNow | ContactResult::SaidNo
        )
    };
    let attempts = family.work.attempts.iter();
    attempts
        .filter(|a| a.happened.sort_date() <= contact && !reached(a.what.result))
        .count()
}
