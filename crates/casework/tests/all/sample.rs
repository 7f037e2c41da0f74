//! Seven synthetic families, of every status: what their rows are told as.

use std::fmt::Write;

use calendar::{Date, date};
use casework::entries_of;
use record::lists::CaseStatus;
use record::{Fact, FamilyRows, Field, NonAnswer, Row, Sheet, Value};

use crate::recorded::{act, family, sorted};

pub(crate) const CUT_OFF: Date = date(2022, 8, 30);

/// The family of the sample with this reference.
pub(crate) fn rows_of(reference: &str) -> FamilyRows {
    let of = |sheet, text, key: Field| {
        let mut rows = read(sheet, text);
        rows.retain(|row| row.get(key).text(key) == reference);
        rows
    };
    let families = include_str!("../data/families.csv");
    let children = include_str!("../data/children.csv");
    let sessions = include_str!("../data/emergency_sessions.csv");
    FamilyRows {
        family: of(Sheet::Families, families, Field::FamilyReference).remove(0),
        children: of(Sheet::Children, children, Field::ChildFamily),
        sessions: of(Sheet::EmergencySessions, sessions, Field::SessionFamily),
        work: Vec::new(),
    }
}

/// The rows of a sheet without quotation marks.
fn read(sheet: Sheet, text: &str) -> Vec<Row> {
    let mut lines = text.lines();
    let headings: Vec<&str> = lines.next().unwrap().split(',').collect();
    let fields: Vec<&str> = sheet.fields().iter().map(|f| f.code()).collect();
    assert_eq!(headings, fields);
    let row = |line: &str| {
        let mut row = Row::new(sheet);
        let cells: Vec<&str> = line.split(',').collect();
        let cells = sheet.fields().iter().zip(cells);
        let (blank, written): (Vec<_>, Vec<_>) = cells.partition(|(_, cell)| cell.is_empty());
        for (field, cell) in written {
            row.set(*field, Value::parse(*field, cell).unwrap());
        }
        for (field, _) in blank {
            row.set(*field, row.blank(*field));
        }
        row
    };
    lines.map(row).collect()
}

const ALL: [&str; 7] = ["F006", "F007", "F009", "F015", "F032", "F037", "F039"];

#[test]
fn each_family_comes_out_as_it_went_in_and_needs_no_word_of_the_workbook() {
    for reference in ALL {
        let rows = rows_of(reference);
        let entries = entries_of(&act(rows.clone(), CUT_OFF)).unwrap();
        let recorded = |fact: &Fact| matches!(fact, Fact::AsRecorded(_));
        assert!(!entries.iter().any(|e| recorded(&e.fact)), "{reference}");
        assert_eq!(
            sorted(record::rows(&family(&entries, CUT_OFF))),
            rows,
            "{reference}"
        );
    }
}

#[test]
fn the_chronologies_of_a_closed_family_and_one_that_has_just_started() {
    let mut text = String::new();
    for reference in ["F015", "F032"] {
        for entry in entries_of(&act(rows_of(reference), CUT_OFF)).unwrap() {
            let body = String::from_utf8(entry.fact.encode()).unwrap();
            writeln!(text, "{} {}: {body}", entry.happened, entry.fact.title()).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn before_it_closed_a_family_was_open() {
    let rows = rows_of("F015");
    let [referred, closed] =
        [Field::ReferralDate, Field::ClosureDate].map(|f| rows.family.get(f).date().unwrap());
    let entries = entries_of(&act(rows, CUT_OFF)).unwrap();
    let before = family(&entries, closed.yesterday().unwrap());
    let then = record::rows(&before);
    assert_eq!(then.family.status(), Some(CaseStatus::Open));
    for field in [
        Field::ClosureDate,
        Field::InterventionMonths,
        Field::DomesticAbuseClo,
    ] {
        let blank = Value::Not(NonAnswer::NotApplicable);
        assert_eq!(*then.family.get(field), blank, "{field:?}");
    }
    assert!(
        family(&entries, referred.yesterday().unwrap())
            .chronology
            .is_empty()
    );
}

#[test]
fn the_workbooks_word_on_how_a_case_stood_is_of_the_day_it_closed() {
    let mut rows = rows_of("F015");
    let closed = rows.family.get(Field::ClosureDate).date().unwrap();
    // It contradicts itself: the months are not those between its dates, and one child stayed open.
    rows.family.set(Field::InterventionMonths, Value::Number(3));
    rows.family.set(Field::FamilyReReferred, Value::UNKNOWN);
    rows.children[0].set(Field::ChildStatus, CaseStatus::Open.value());
    let entries = entries_of(&act(rows.clone(), CUT_OFF)).unwrap();
    let before = record::rows(&family(&entries, closed.yesterday().unwrap()));
    let blank = Value::Not(NonAnswer::NotApplicable);
    assert_eq!(*before.family.get(Field::InterventionMonths), blank);
    assert_eq!(*before.family.get(Field::FamilyReReferred), Value::UNKNOWN);
    assert_eq!(
        sorted(record::rows(&family(&entries, closed))),
        sorted(rows)
    );
}
