//! The direct path gives the cohort of the careful one, or none.

use std::path::Path;

use evaluation::Cohort;
use record::{FamilyRows, Field, Row, Sheet};
use spreadsheet::fast::{self, FastLimits, NotPlain};
use spreadsheet::{Limits, Workbook, read_rows};

use crate::made;

/// Every row of a cohort, families with their own, in an order that does not depend on how it was read.
fn all_rows(cohort: &Cohort) -> (Vec<FamilyRows>, Vec<Row>) {
    let mut families: Vec<FamilyRows> = cohort.by_family().collect();
    for rows in &mut families {
        rows.children
            .sort_by(|a, b| a.reference().cmp(b.reference()));
        rows.sessions
            .sort_by(|a, b| a.reference().cmp(b.reference()));
    }
    let orphans = [Sheet::Children, Sheet::EmergencySessions]
        .into_iter()
        .flat_map(|sheet| cohort.orphans(sheet).map(|(block, row)| block.row(row)));
    (families, orphans.collect())
}

fn careful(folder: &Path) -> Option<(Cohort, String)> {
    let workbook = Workbook::open(folder, &Limits::default()).unwrap();
    let rows = read_rows(&workbook, None).ok()?;
    Some((rows.cohort(), workbook.digest))
}

fn fast(folder: &Path) -> Result<fast::FastRead, NotPlain> {
    fast::cohort(folder, &FastLimits::default())
}

/// Both paths must give the same.
fn assert_same(folder: &Path) {
    let read = fast(folder).unwrap();
    let (cohort, digest) = careful(folder).unwrap();
    assert_eq!(all_rows(&read.cohort), all_rows(&cohort));
    assert_eq!(read.digest, digest);
}

/// A folder with the three files; each is given as its rows without headings.
fn folder(rows: [&str; 3]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (sheet, rows) in Sheet::ALL.into_iter().zip(rows) {
        let codes: Vec<&str> = sheet.fields().iter().map(|f| f.code()).collect();
        let text = format!("{}\n{rows}", codes.join(","));
        let name = format!("{}.csv", sheet.name());
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A row with these cells and the others blank.
fn row(sheet: Sheet, cells: &[(Field, &str)]) -> String {
    let text = |field: &Field| {
        let given = cells.iter().find(|(f, _)| f == field);
        given.map_or("", |(_, text)| *text)
    };
    let texts: Vec<&str> = sheet.fields().iter().map(text).collect();
    texts.join(",")
}

fn family(reference: &str, more: &[(Field, &str)]) -> String {
    let mut cells = more.to_vec();
    cells.extend([
        (Field::FamilyReference, reference),
        (Field::FamilyStatus, "closed"),
        (Field::ReferralDate, "2021-05-14"),
    ]);
    row(Sheet::Families, &cells)
}

#[test]
fn the_pilots_data_is_the_same_by_both_paths() {
    assert_same(&made::folder());
}

/// The pilot many times over, with references of their own: many pieces of a file.
#[test]
fn many_pieces_are_the_same_by_both_paths() {
    let rows = made::clean_rows();
    let texts = Sheet::ALL.map(|sheet| {
        let mut lines = Vec::new();
        for copy in 0..70 {
            for row in made::rows_of(&rows, sheet) {
                let cells = sheet.fields().iter().map(|f| {
                    let text = row.get(*f).text(*f);
                    match f.point() {
                        record::Point::Identity => format!("{text}.{copy}"),
                        _ => text,
                    }
                });
                lines.push(cells.collect::<Vec<_>>().join(","));
            }
        }
        lines.join("\r\n")
    });
    let folder = folder([&texts[0], &texts[1], &texts[2]]);
    let children = std::fs::metadata(folder.path().join("children.csv")).unwrap();
    assert!(children.len() > 3 << 20, "{}", children.len());
    assert_same(folder.path());
}

#[test]
fn what_is_spelt_otherwise_but_allowed_is_the_same_by_both_paths() {
    let town = |text| (Field::HomeTown, text);
    let date = |text| (Field::ReferralDate, text);
    let families = [
        family("F1", &[date("30/08/2021"), town("Kirby é")]),
        String::new(),
        family(" f2", &[date("30 August 2021"), town(" Kirby é ")]),
        family("\"F,3\"", &[date("44438"), town("\"Frinton, Kirby\"")]),
        family(
            "12",
            &[
                (Field::InterventionMonths, "007"),
                (Field::ParentAlcoholRef, " yes"),
            ],
        ),
        family(
            "été",
            &[
                (Field::FamilyStatus, "unknown"),
                date("unknown"),
                town("unknown"),
            ],
        ),
        family(
            "a rather long reference of more than eight bytes",
            &[date("")],
        ),
    ];
    let child = |reference, of, more: &[(Field, &str)]| {
        let mut cells = more.to_vec();
        cells.extend([(Field::ChildReference, reference), (Field::ChildFamily, of)]);
        row(Sheet::Children, &cells)
    };
    let sex = |text| (Field::ChildSex, text);
    let status = |text| (Field::ChildStatus, text);
    let children = [
        child("C9", "12", &[sex("unborn"), status("closed")]),
        child("C1", "F1", &[sex("female"), status("open")]),
        child("C2", "\"F,3\"", &[sex("unknown"), status("")]),
        child(
            "C3",
            "nobody",
            &[status("closed"), (Field::MissingRef, "1000")],
        ),
        child("C4", "12", &[sex(""), status("not_met_threshold")]),
    ];
    let hours = |text| (Field::SwHours, text);
    let session = |reference, of, more: &[(Field, &str)]| {
        let mut cells = more.to_vec();
        cells.extend([
            (Field::SessionReference, reference),
            (Field::SessionFamily, of),
        ]);
        row(Sheet::EmergencySessions, &cells)
    };
    let sessions = [
        session("E1", "f2", &[hours("1.50")]),
        session("E2", "F1", &[hours("24"), (Field::AeAvoided, "3")]),
        session("E3", "gone", &[hours("0.25")]),
        session("E4", "été", &[hours("")]),
    ];
    let folder = folder([
        &families.join("\n"),
        &children.join("\n"),
        &sessions.join("\r\n"),
    ]);
    assert_same(folder.path());
    let read = fast(folder.path()).unwrap().cohort;
    assert_eq!(read.orphans(Sheet::Children).count(), 1);
}

/// Whatever the careful path would refuse, note or pass over is left to it.
#[test]
fn what_is_not_plain_is_left_to_the_careful_path() {
    let good = || family("F1", &[]);
    let with = |field, text| family("F2", &[(field, text)]);
    let bad = [
        with(Field::ParentAlcoholRef, "maybe"),
        with(Field::ParentAlcoholRef, "Yes"),
        with(Field::HousingTenure, "a houseboat"),
        with(Field::InterventionMonths, "1001"),
        with(Field::InterventionMonths, "1.5"),
        with(Field::ReferralDate, "30/8/21"),
        with(Field::ReferralDate, "2021-02-30"),
        with(Field::HomeTown, "NK"),
        with(Field::HomeTown, "a\u{7}b"),
        family("unknown", &[]),
        family("", &[]),
        family("F1", &[]),
        "Total,90".to_owned() + &",".repeat(23),
        "Grand total".to_owned() + &",".repeat(24),
        "A remark".to_owned() + &",".repeat(24),
        good().replace("F1", "F2") + ",more",
        "F2,closed,2021-05-14".to_owned(),
        family("\"F2", &[]),
        family("\"F\n2\"", &[]),
        family(&"F".repeat(201), &[]),
        "x".repeat(2 << 20),
    ];
    for bad in bad {
        let bad = format!("{}\n{bad}\n", good());
        let folder = folder([&bad, "", ""]);
        let found = fast(folder.path());
        let at = found.expect_err(&bad[..bad.len().min(300)]);
        assert!(
            matches!(
                at,
                NotPlain::Row {
                    file: "families.csv",
                    row: 2 | 3
                } | NotPlain::SameReference { .. }
            ),
            "{at}"
        );
    }
    let bytes = format!("{}\n{}", good(), family("F\u{FF}2", &[]));
    let folder = folder([&bytes, "", ""]);
    let path = folder.path().join("families.csv");
    let latin: Vec<u8> = std::fs::read_to_string(&path)
        .unwrap()
        .chars()
        .map(|c| c as u8)
        .collect();
    std::fs::write(&path, latin).unwrap();
    assert_eq!(
        fast(folder.path()).unwrap_err().to_string(),
        "families.csv, row 3: something here is not in the data dictionary's plain spelling"
    );
}

#[test]
fn folders_with_other_headings_or_files_are_left_to_the_careful_path() {
    let plain = || folder([&family("F1", &[]), "", ""]);
    assert_same(plain().path());
    let with = |name: &str, text: &str| {
        let folder = plain();
        std::fs::write(folder.path().join(name), text).unwrap();
        folder
    };
    assert_same(with("unit_costs.csv", "code,value\nx,1").path());
    assert_same(with("notes.txt", "anything").path());
    for (name, text) in [
        ("children.csv", "child_id,family_id,case_status\n"),
        ("old.csv", "a,b\n"),
        ("unit_costs.csv", "a\0b"),
    ] {
        assert_eq!(
            fast(with(name, text).path()),
            Err(NotPlain::Folder),
            "{name}"
        );
    }
    let folder = plain();
    std::fs::remove_file(folder.path().join("emergency_sessions.csv")).unwrap();
    assert_eq!(fast(folder.path()), Err(NotPlain::Folder));
    assert_eq!(
        fast::cohort(plain().path(), &FastLimits { rows: 0 }),
        Err(NotPlain::TooManyRows {
            file: "families.csv",
            limit: 0
        })
    );
}

/// Where the careful path sees two rows, the direct one must not see one.
#[test]
fn a_carriage_return_within_a_row_is_for_the_careful_path() {
    let families = family("F0\r1", &[]);
    let folder = folder([&families, "", ""]);
    assert!(fast(folder.path()).is_err());
}
