//! The empty workbook can be filled in and is then read without questions.

use std::io::{Cursor, Read};

use record::Sheet;
use spreadsheet::{Cell, Limits, SheetRow, Visibility, Workbook, mapping, read_rows, template};

use crate::made;

fn read_template() -> Workbook {
    Workbook::from_bytes("template.xlsx", &template().unwrap(), &Limits::default()).unwrap()
}

#[test]
fn the_empty_workbook_has_no_rows_and_no_problems() {
    let workbook = read_template();
    let names: Vec<&str> = workbook.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(
        names,
        ["read me", "families", "children", "emergency_sessions"]
    );
    assert!(
        workbook
            .sheets
            .iter()
            .all(|s| s.visibility == Visibility::Visible)
    );
    assert!(!mapping::is_needed(&workbook));
    let rows = read_rows(&workbook, None).unwrap();
    assert_eq!((rows.families.len(), rows.notes.len()), (0, 0));
    assert_eq!(template().unwrap(), template().unwrap());
}

#[test]
fn a_workbook_that_was_filled_in_is_read() {
    let rows = made::clean_rows();
    let mut workbook = read_template();
    for sheet in Sheet::ALL {
        let to = workbook.sheets.iter_mut().find(|s| s.name == sheet.name());
        let to = &mut to.unwrap().rows;
        for (row, number) in made::rows_of(&rows, sheet).iter().zip(2..) {
            let texts = sheet.fields().iter().map(|f| row.get(*f).text(*f));
            let cells = texts.map(Cell::Text).collect();
            to.push(SheetRow { number, cells });
        }
    }
    assert_eq!(read_rows(&workbook, None).unwrap(), rows);
}

/// A part of the workbook as text.
fn part(name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(template().unwrap())).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn every_heading_has_its_note_and_every_closed_question_its_check() {
    for (sheet, number) in Sheet::ALL.into_iter().zip(1..) {
        let notes = part(&format!("xl/comments{number}.xml"));
        assert_eq!(notes.matches("<comment ").count(), sheet.fields().len());
        for field in sheet.fields() {
            let title = field.title().replace('&', "&amp;");
            assert!(notes.contains(&title), "{title}");
        }
        let xml = part(&format!("xl/worksheets/sheet{}.xml", number + 1));
        let free =
            |f: &&record::Field| matches!(f.kind(), record::Kind::Reference | record::Kind::Place);
        let checked = sheet.fields().len() - sheet.fields().iter().filter(free).count();
        assert_eq!(xml.matches("<dataValidation ").count(), checked);
    }
    let families = part("xl/worksheets/sheet2.xml");
    let checks = families.split_once("<dataValidations").unwrap().1;
    let shown: Vec<&str> = checks.split("<dataValidation ").skip(1).take(4).collect();
    insta::assert_snapshot!(shown.join("\n"));
    let notes = part("xl/comments1.xml");
    let first: Vec<&str> = notes.split("<t ").chain(notes.split("<t>")).collect();
    assert!(
        first
            .iter()
            .any(|text| text.contains("Due when the case is closed."))
    );
}
