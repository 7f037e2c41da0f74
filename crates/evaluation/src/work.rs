//! What of the team's work depends on the day asked for, and is not in its rows: whether something
//! that was not done yet is late, or too early to tell.

use calendar::Date;
use record::lists::{Engaged, FirstContactBand, FollowUpReached};
use record::{Field, NonAnswer, Sheet};

use crate::cohort::{Block, Cohort, Column, day_number, no_code, non_answer};

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

/// The rows whose day is known and fits.
fn within(block: &Block, field: Field, fits: impl Fn(i32) -> bool) -> Vec<bool> {
    let days = block.numbers(field).iter();
    days.map(|day| non_answer(*day).is_none() && fits(*day))
        .collect()
}

/// Makes these answers of these rows "too early"; gives the rows it was done to.
fn too_early(block: &mut Block, field: Field, answers: &[u8], rows: &[bool]) -> Vec<bool> {
    let Column::Codes(codes) = &mut block.columns[field.column()] else {
        unreachable!("{field:?} has a list of answers");
    };
    let early = no_code(NonAnswer::TooEarly);
    let change = |(code, row): (&mut u8, &bool)| {
        let changes = *row && answers.contains(code);
        if changes {
            *code = early;
        }
        changes
    };
    codes.iter_mut().zip(rows).map(change).collect()
}
