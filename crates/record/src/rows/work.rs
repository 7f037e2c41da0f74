//! The rows of the team's own work. A family in whose chronology nothing of the kind stands has
//! none: what a workbook brings in is not counted as work that nobody did.

use calendar::Date;

use super::Row;
use crate::dictionary::{Field, Sheet};
use crate::family::Family;
use crate::ids::PersonId;
use crate::lists::{Discipline, Part};
use crate::value::{NonAnswer, Value};
use crate::{Relation, Work};

mod after;
mod consulting;
mod contact;
mod journey;
mod meeting;
mod supporting;

/// The rows of a family's work, sheet by sheet.
pub(super) fn rows(family: &Family) -> Vec<Row> {
    let mut rows = Vec::new();
    if is_begun(&family.work) {
        rows.push(journey::row(family));
    }
    supporting::people(family, &mut rows);
    consulting::consultations(family, &mut rows);
    consulting::decisions(family, &mut rows);
    supporting::allocations(family, &mut rows);
    supporting::asked_for(family, &mut rows);
    meeting::meetings(family, &mut rows);
    meeting::attendances(family, &mut rows);
    after::advocacies(family, &mut rows);
    after::community(family, &mut rows);
    after::closures(family, &mut rows);
    after::predictions(family, &mut rows);
    after::feedback(family, &mut rows);
    rows
}

/// Whether the team wrote down anything on the way from consultation to support.
fn is_begun(work: &Work) -> bool {
    !(work.consultations.is_empty()
        && work.allocations.is_empty()
        && work.consents.is_empty()
        && work.attempts.is_empty()
        && work.engagement.is_empty()
        && work.asked_to_start.is_empty()
        && work.calls.is_empty()
        && work.sessions.is_empty())
}

/// A row of the family, with its reference written.
fn row_of(family: &Family, sheet: Sheet) -> Row {
    let mut row = Row::new(sheet);
    row.set(sheet.family(), Value::Text(family.reference.clone()));
    row
}

fn yes_no(yes: bool) -> Value {
    super::yes_no(yes)
}

const NOT_APPLICABLE: Value = Value::Not(NonAnswer::NotApplicable);
const TOO_EARLY: Value = Value::Not(NonAnswer::TooEarly);

/// A count as a value; one beyond any plausible is not known.
fn count(number: usize) -> Value {
    i32::try_from(number)
        .ok()
        .filter(|n| *n <= 1_000)
        .map_or(Value::UNKNOWN, Value::Number)
}

/// The days from one day to a later one; none are negative.
fn days(from: Date, to: Date) -> Value {
    Value::Number(calendar::day::days_between(from, to).clamp(0, 100_000))
}

/// A person's part in the family; somebody who is of no household is another adult.
fn part(family: &Family, person: PersonId) -> Value {
    match family.person(person).map(|p| p.relation) {
        Some(Relation::Parent) => Part::Parent,
        Some(Relation::Child) => Part::Child,
        Some(Relation::OtherAdult) | None => Part::OtherAdult,
    }
    .value()
}

/// Writes yes or no for each discipline into the fields of six.
fn by_discipline(row: &mut Row, fields: [Field; 6], has: impl Fn(Discipline) -> bool) {
    for (field, discipline) in fields.into_iter().zip(Discipline::ALL) {
        row.set(field, yes_no(has(*discipline)));
    }
}

/// Writes the same no-answer into several fields.
fn none_of(row: &mut Row, fields: &[Field], non: NonAnswer) {
    for field in fields {
        row.set(*field, Value::Not(non));
    }
}

/// Whether words say anything.
fn said(words: &str) -> bool {
    !words.trim().is_empty()
}

/// Yes if any of these words say anything.
fn any_said<'a>(words: impl IntoIterator<Item = &'a String>) -> bool {
    words.into_iter().any(|words| said(words))
}

/// There is a field for each discipline in every sheet that tells them apart.
const _: () = assert!(Discipline::ALL.len() == 6);
