//! What of the team's work depends on the day asked for, and is not in its rows: whether something
//! that was not done yet is late, or too early to tell.

use calendar::{BankHolidays, Date};
use record::lists::{Engaged, FirstContactBand, FollowUpReached};
use record::{Field, NonAnswer, Sheet, contact_due, contact_taken};

use crate::cohort::{Block, Cohort, Column, day, day_number, no_code, no_number, non_answer};

/// Settles it as at the day: what is still within its time is too early to tell.
pub(crate) fn settle(cohort: &mut Cohort, as_at: Date) {
    let today = day_number(as_at);
    for block in &mut cohort.table_mut(Sheet::Journeys).blocks {
        // The day itself is in time until its close of play.
        let waits = within(block, Field::ContactDue, |due| due >= today);
        let late = [FirstContactBand::NotYet.position()];
        let waiting = too_early(block, Field::FirstContact, &late, &waits);
        too_early(block, Field::TookUp, &[Engaged::No.position()], &waiting);
    }
    for block in &mut cohort.table_mut(Sheet::Closures).blocks {
        let waits = within(block, Field::FollowUpDue, |due| due > today);
        let late = [FollowUpReached::NotCalled.position()];
        too_early(block, Field::FollowUpState, &late, &waits);
    }
}

/// Tells first contact anew by the working days of a service. Rows are told by England's, from the
/// chronology alone; where the service is closed on other days, its target falls on another.
pub(crate) fn by_working_days(cohort: &mut Cohort, working: &BankHolidays) {
    for block in &mut cohort.table_mut(Sheet::Journeys).blocks {
        for row in 0..block.len {
            let date = |field| day(block.numbers(field)[row]).filter(|_| known(block, field, row));
            let Some(from) = date(Field::ContactFrom) else {
                continue;
            };
            let on = date(Field::FirstContactOn);
            let due = contact_due(from, working);
            put_number(block, Field::ContactDue, row, due.map(day_number));
            if let Some((taken, band)) = on.and_then(|on| contact_taken(from, on, working)) {
                put_number(block, Field::ContactDays, row, Some(taken));
                codes(block, Field::FirstContact)[row] = band.position();
            }
        }
    }
}

fn known(block: &Block, field: Field, row: usize) -> bool {
    non_answer(block.numbers(field)[row]).is_none()
}

fn put_number(block: &mut Block, field: Field, row: usize, number: Option<i32>) {
    let Column::Numbers(numbers) = &mut block.columns[field.column()] else {
        unreachable!("{field:?} is a number or a date");
    };
    numbers[row] = number.unwrap_or(no_number(NonAnswer::Unknown));
}

fn codes(block: &mut Block, field: Field) -> &mut Vec<u8> {
    let Column::Codes(codes) = &mut block.columns[field.column()] else {
        unreachable!("{field:?} has a list of answers");
    };
    codes
}

/// The rows whose day is known and fits.
fn within(block: &Block, field: Field, fits: impl Fn(i32) -> bool) -> Vec<bool> {
    let days = block.numbers(field).iter();
    days.map(|day| non_answer(*day).is_none() && fits(*day))
        .collect()
}

/// Makes these answers of these rows "too early"; gives the rows it was done to.
fn too_early(block: &mut Block, field: Field, answers: &[u8], rows: &[bool]) -> Vec<bool> {
    let early = no_code(NonAnswer::TooEarly);
    let change = |(code, row): (&mut u8, &bool)| {
        let changes = *row && answers.contains(code);
        if changes {
            *code = early;
        }
        changes
    };
    let codes = codes(block, field).iter_mut();
    codes.zip(rows).map(change).collect()
}
