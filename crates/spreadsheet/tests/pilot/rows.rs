//! The pilot's data gives the same rows however it is kept.

use crate::made;
use record::{Field, NonAnswer, Sheet, Value};
use spreadsheet::mapping::{self, Meaning, SheetMapping};
use spreadsheet::{Mapping, propose, read_rows};

#[test]
fn the_folder_is_read_without_a_mapping() {
    let workbook = made::clean_folder();
    assert!(!mapping::is_needed(&workbook));
    let rows = read_rows(&workbook, None).unwrap();
    assert_eq!(rows.families.len(), 90);
    assert_eq!(made::rows_of(&rows, Sheet::Children).len(), 201);
    assert_eq!(made::rows_of(&rows, Sheet::EmergencySessions).len(), 168);
    assert!(rows.lone_children.is_empty() && rows.lone_sessions.is_empty());
    assert_eq!(rows.notes, Vec::<String>::new());
    let family = &rows.families[1];
    assert_eq!(family.family.reference(), "F002");
    assert_eq!(
        family.family.get(Field::ParentAlcoholClo),
        &Value::Not(NonAnswer::NotApplicable)
    );
    let cohort = rows.cohort();
    assert_eq!(
        (
            cohort.families.len(),
            cohort.children.len(),
            cohort.sessions.len()
        ),
        (90, 201, 168)
    );
    assert_eq!(rows.clone().for_import().unwrap(), rows.families);
}

#[test]
fn a_clean_workbook_gives_the_same_rows() {
    let rows = made::clean_rows();
    let workbook = made::clean_workbook(&rows);
    assert!(!mapping::is_needed(&workbook));
    assert_eq!(read_rows(&workbook, None).unwrap(), rows);
}

#[test]
fn a_teams_own_workbook_gives_the_same_rows_once_its_questions_are_answered() {
    let rows = made::clean_rows();
    let workbook = made::messy_workbook(&rows);
    assert!(mapping::is_needed(&workbook));
    let proposal = propose(&workbook);
    assert_eq!(proposal.other_sheets, ["Guidance"]);
    let mut mapping = proposal.mapping();
    assert!(read_rows(&workbook, Some(&mapping)).is_err());

    // A person answers what is left: two columns of the team's own, and what a dash means.
    let mut left = Vec::new();
    for sheet in Sheet::ALL {
        let SheetMapping::At(place) = mapping.sheet_mut(sheet) else {
            panic!("{sheet:?} was not found");
        };
        for column in &mut place.columns {
            match &mut column.meaning {
                Meaning::ToBeAnswered => {
                    left.push(format!("{} {}", sheet.name(), column.heading));
                    column.meaning = Meaning::Ignored;
                }
                Meaning::Field(is) => {
                    for (text, value) in is.values.iter_mut().filter(|(_, v)| v.is_none()) {
                        assert_eq!(text, "-", "{}", is.field.code());
                        *value = Some(Value::Not(NonAnswer::NotApplicable));
                    }
                }
                Meaning::Ignored => panic!("nothing is ignored unasked"),
            }
        }
    }
    insta::assert_snapshot!(left.join("\n"));
    assert_eq!(mapping.to_be_answered(), 0);

    let saved = mapping.to_json();
    assert_eq!(Mapping::parse(&saved).unwrap(), mapping);
    let read = read_rows(&workbook, Some(&mapping)).unwrap_or_else(|p| panic!("{p}"));
    for (messy, clean) in read.families.iter().zip(&rows.families) {
        assert_eq!(messy, clean);
    }
    assert_eq!(read.families, rows.families);
    insta::assert_snapshot!(read.notes.join("\n"));
    // A review with the answers in hand has nothing left to ask.
    assert_eq!(mapping::review(&workbook, &mapping).mapping(), mapping);
}
