//! Reading CSV files, folders and workbooks from the disk and from uploads.

use std::fs;

use calendar::date;
use proptest::prelude::*;
use spreadsheet::{
    Cell, ColumnHead, ColumnKind, Limits, OutCell, Refused, Sheet, Table, Workbook, write::to_xlsx,
};

fn csv(text: &[u8]) -> Result<Workbook, Refused> {
    Workbook::from_bytes("families.csv", text, &Limits::default())
}

fn only_sheet(text: &[u8]) -> Sheet {
    csv(text).expect("a good file").sheets.remove(0)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn rows_are_numbered_as_a_person_sees_them() {
    let sheet = only_sheet(
        b"\xef\xbb\xbfid,note\r\n\r\n,,\r\nF1,\"two\nlines, \"\"said\"\"\"\r\nF2\n\rF3,,x,",
    );
    assert_eq!(sheet.name, "families");
    let rows: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| (row.number, row.cells.clone()))
        .collect();
    assert_eq!(
        rows,
        [
            (1, vec![text("id"), text("note")]),
            (4, vec![text("F1"), text("two\nlines, \"said\"")]),
            (5, vec![text("F2")]),
            (7, vec![text("F3"), Cell::Empty, text("x")]),
        ]
    );
    assert_eq!(sheet.rows[3].place(2).to_string(), "C7");
    assert_eq!(sheet.rows[2].cell(9), &Cell::Empty);
}

#[test]
fn csv_files_that_would_be_read_wrongly_are_refused() {
    let refused: Vec<String> = [
        &b""[..],
        b"id,name\nF1,Ren\xe9e\n",
        b"id,name\nF1,\"never closed\nF2,x\n",
        b"id;name\nF1;x\n",
        b"id\tname\n",
        b"MZ\x90,\0",
        b"\xff\xfei\0d\0,\0",
        b"<html><table>",
    ]
    .into_iter()
    .map(|bytes| csv(bytes).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn csv_files_are_bounded_too() {
    let limits = Limits {
        columns: 3,
        rows: 2,
        cells: 4,
        text_bytes: 10,
        ..Limits::default()
    };
    let refused: Vec<String> = ["a,b,c,d", "a\nb\nc", "a,b,c\nd,e", "a,12345678901"]
        .into_iter()
        .map(|text| {
            Workbook::from_bytes("x.csv", text.as_bytes(), &limits)
                .unwrap_err()
                .to_string()
        })
        .collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn a_folder_is_a_workbook_of_its_csv_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let none = Workbook::open(path, &Limits::default()).unwrap_err();
    assert!(matches!(none, Refused::NoCsv { .. }));

    fs::write(path.join("families.csv"), "id\nF1\n").unwrap();
    fs::write(path.join("children.CSV"), "id\nC1\n").unwrap();
    fs::write(path.join("expected.json"), "{}").unwrap();
    let read = Workbook::open(path, &Limits::default()).unwrap();
    let names: Vec<_> = read.sheets.iter().map(|sheet| &sheet.name).collect();
    assert_eq!(names, ["children", "families"]);
    assert!(read.sheet(" Families ").is_some());

    // Other files do not change the digest; names and contents do, and cannot stand in for each other.
    fs::write(path.join("notes.txt"), "x").unwrap();
    let again = Workbook::open(path, &Limits::default()).unwrap();
    assert_eq!(again.digest, read.digest);
    fs::rename(path.join("families.csv"), path.join("familie.csv")).unwrap();
    let renamed = Workbook::open(path, &Limits::default()).unwrap();
    assert_ne!(renamed.digest, read.digest);
}

#[test]
fn a_folder_is_bounded_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.csv", "b.csv"] {
        fs::write(folder.path().join(name), "id\n12345\n").unwrap();
    }
    let limits = Limits {
        file_bytes: 15,
        ..Limits::default()
    };
    let refused = Workbook::open(folder.path(), &limits).unwrap_err();
    insta::assert_snapshot!(refused, @"The file is 16 bytes, and the limit is 15 bytes. Remove pictures and sheets that are not needed, or split it.");
    let one_file = Limits {
        parts: 1,
        ..Limits::default()
    };
    let refused = Workbook::open(folder.path(), &one_file).unwrap_err();
    assert_eq!(refused, Refused::TooManyParts { limit: 1 });
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let refused =
        Workbook::open(&folder.path().join("absent.xlsx"), &Limits::default()).unwrap_err();
    assert!(
        matches!(refused, Refused::Unreadable { ref name, .. } if name.ends_with("absent.xlsx"))
    );
}

#[test]
fn a_file_is_judged_by_its_content_not_its_name() {
    let table = Table {
        title: "Families".to_owned(),
        columns: vec![ColumnHead::new("id", ColumnKind::Text)],
        rows: vec![vec![OutCell::text("F1")]],
        ..Table::default()
    };
    let bytes = to_xlsx(&[table], date(2022, 8, 30)).unwrap();
    let read = Workbook::from_bytes("families.csv", &bytes, &Limits::default()).unwrap();
    assert_eq!(read.sheets[0].rows[2].cells, [text("F1")]);
    // The digest of the bytes "abc" is the example of FIPS 180-4.
    assert_eq!(
        csv(b"abc").unwrap().digest,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

proptest! {
    #[test]
    fn arbitrary_csv_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = csv(&bytes);
    }

    /// Cells survive being quoted, whatever they hold.
    #[test]
    fn quoted_cells_come_back(cells in proptest::collection::vec("[^\\x00]{1,8}", 2..5)) {
        let line: Vec<String> = cells
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        let sheet = only_sheet(line.join(",").as_bytes());
        let read: Vec<Cell> = cells.iter().map(|cell| text(cell)).collect();
        prop_assert_eq!(&sheet.rows[0].cells, &read);
    }
}
