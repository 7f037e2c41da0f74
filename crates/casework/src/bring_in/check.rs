//! What rows must be before they can be told as a chronology.

use std::collections::BTreeSet;

use calendar::{Date, day};
use record::{Field, Row};

use super::BringIn;

/// What stands in the way of telling these rows as a chronology, in words; nothing if nothing does.
pub(super) fn problems(act: &BringIn) -> Vec<String> {
    let mut found = Vec::new();
    let rows = &act.rows;
    if rows.children.len() != act.children.len() {
        found.push(format!(
            "there are {} children and ids for {}",
            rows.children.len(),
            act.children.len()
        ));
    }
    for row in all(act) {
        for field in row.sheet().fields() {
            let value = row.get(*field);
            if !value.fits(*field) {
                found.push(format!(
                    "{}: {:?} is not {}",
                    place(row, *field),
                    value.label(*field),
                    field.allowed()
                ));
            }
        }
    }
    let family = rows.family.get(Field::FamilyReference);
    for (members, of) in [
        (&rows.children, Field::ChildFamily),
        (&rows.sessions, Field::SessionFamily),
    ] {
        let mut seen = BTreeSet::new();
        for row in members {
            if family.fits(Field::FamilyReference) && row.get(of) != family {
                found.push(format!("{} is of another family", place(row, of)));
            }
            if !row.reference().is_empty() && !seen.insert(row.reference()) {
                found.push(format!("{} is there twice", row.reference()));
            }
        }
    }
    for row in &rows.sessions {
        if row.get(Field::SessionDate).date().is_none() {
            found.push(format!("{} has no date", place(row, Field::SessionDate)));
        }
    }
    found
}

/// The dates after `today`, in words. A chronology tells of what has happened.
pub(super) fn still_to_come(act: &BringIn, today: Date) -> Vec<String> {
    let dates = all(act).flat_map(|row| {
        let fields = row.sheet().fields().iter();
        fields.filter_map(|field| Some((place(row, *field), row.get(*field).date()?)))
    });
    dates
        .chain([("the day of the workbook".to_owned(), act.told_on)])
        .filter(|(_, date)| *date > today)
        .map(|(place, date)| format!("{place}: {} is still to come", day::in_words(date)))
        .collect()
}

fn all(act: &BringIn) -> impl Iterator<Item = &Row> {
    std::iter::once(&act.rows.family)
        .chain(&act.rows.children)
        .chain(&act.rows.sessions)
}

/// Where a value stands, in words.
fn place(row: &Row, field: Field) -> String {
    match row.reference() {
        "" => format!("a row of {}, {}", row.sheet().title(), field.title()),
        reference => format!("{reference}, {}", field.title()),
    }
}
