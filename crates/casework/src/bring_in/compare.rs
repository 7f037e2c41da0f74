//! Where two tellings of a family differ, in words.

use record::{FamilyRows, Row};

/// Each row that is only on one side and each value that differs. The order of rows is no
/// difference.
pub(super) fn differences(here: &FamilyRows, workbook: &FamilyRows) -> Vec<String> {
    let mut found = Vec::new();
    different(&here.family, &workbook.family, &mut found);
    for (mine, theirs, what) in [
        (&here.children, &workbook.children, "children"),
        (&here.sessions, &workbook.sessions, "emergency sessions"),
    ] {
        if mine.len() != theirs.len() {
            let (mine, theirs) = (mine.len(), theirs.len());
            found.push(format!("{what}: {mine} here, {theirs} in the workbook"));
        }
        for row in mine {
            match alike(row, theirs) {
                Some(other) => different(row, other, &mut found),
                None => found.push(format!("{} is not in the workbook", row.reference())),
            }
        }
        for row in theirs.iter().filter(|row| alike(row, mine).is_none()) {
            found.push(format!("{} is only in the workbook", row.reference()));
        }
    }
    found
}

/// The row of the same reference.
fn alike<'a>(row: &Row, others: &'a [Row]) -> Option<&'a Row> {
    others.iter().find(|o| o.reference() == row.reference())
}

fn different(here: &Row, workbook: &Row, found: &mut Vec<String>) {
    for field in here.sheet().fields() {
        let (mine, theirs) = (here.get(*field), workbook.get(*field));
        if mine != theirs {
            found.push(format!(
                "{}, {}: {} here, {} in the workbook",
                workbook.reference(),
                field.title(),
                mine.label(*field),
                theirs.label(*field)
            ));
        }
    }
}
