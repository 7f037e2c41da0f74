//! Sessions, and who came to them. Emergency sessions have a sheet of their own.

use calendar::Date;

use super::journey::is_engaged;
use super::{NOT_APPLICABLE, count, part, row_of, yes_no};
use crate::dictionary::{Field, Sheet};
use crate::family::Family;
use crate::ids::PersonId;
use crate::lists::{Attended, Engagedness};
use crate::rows::Row;
use crate::value::{NonAnswer, Value};

pub(super) fn meetings(family: &Family, rows: &mut Vec<Row>) {
    for session in &family.work.sessions {
        let it = &session.what;
        let held = it.people.iter().any(|p| p.came == Attended::Came);
        let mut row = row_of(family, Sheet::Meetings);
        row.set(Field::MeetingHeld, yes_no(held));
        row.set(Field::MeetingPlace, it.place.value());
        row.set(Field::MeetingMode, it.mode.value());
        row.set(Field::MeetingKind, it.kind.value());
        row.set(
            Field::MeetingMinutes,
            match it.minutes {
                Some(minutes) => Value::Number(i32::from(minutes)),
                None if held => Value::Not(NonAnswer::Missing),
                None => NOT_APPLICABLE,
            },
        );
        row.set(Field::MeetingWorkers, count(it.workers.len()));
        row.set(Field::MeetingChildren, it.children.value());
        row.set(Field::MeetingProtection, it.protection.value());
        rows.push(row);
    }
}

pub(super) fn attendances(family: &Family, rows: &mut Vec<Row>) {
    for session in &family.work.sessions {
        let day = session.happened.sort_date();
        for who in &session.what.people {
            let mut row = row_of(family, Sheet::Attendances);
            row.set(Field::AttendancePart, part(family, who.person));
            row.set(Field::AttendanceCame, who.came.value());
            let when = if engaged_before(family, who.person, day) {
                Engagedness::After
            } else {
                Engagedness::Before
            };
            row.set(Field::AttendanceWhen, when.value());
            row.set(
                Field::AttendanceRebooked,
                if who.came == Attended::Came {
                    NOT_APPLICABLE
                } else {
                    yes_no(who.rebooked.is_some())
                },
            );
            rows.push(row);
        }
    }
}

/// Whether a person had been said to be engaged before a day: the session in which they first
/// engage is one before it.
fn engaged_before(family: &Family, person: PersonId, day: Date) -> bool {
    let said = family.work.engagement.iter();
    said.filter(|e| e.what.person == person && e.happened.sort_date() < day)
        .any(|e| is_engaged(e.what.stage))
}
