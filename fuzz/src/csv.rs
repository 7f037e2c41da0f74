//! A folder of CSV files: what the quick way reads of it, the careful way must read too.

use std::cell::RefCell;

use evaluation::Cohort;
use record::{FamilyRows, Row, Sheet};
use spreadsheet::fast::{self, FastLimits};
use spreadsheet::{Workbook, read_rows};
use tempfile::TempDir;

use crate::tree;
use crate::workbook::{self, LIMITS};

/// Between the files: no text has it.
const NEXT: u8 = 0xFF;

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(tempfile::tempdir().expect("a folder is made"));
}

/// Reads the bytes as the three files, one after the other. They begin after the headings, unless the first byte
/// says that they have their own.
pub fn look(data: &[u8]) {
    let (headings, data) = match data.split_first() {
        Some((b'h', rest)) => (false, rest),
        _ => (true, data),
    };
    let mut parts = data.split(|byte| *byte == NEXT);
    let files: Vec<(String, Vec<u8>)> = Sheet::ALL
        .into_iter()
        .map(|sheet| {
            let mut file = Vec::new();
            if headings {
                let codes: Vec<&str> = sheet.fields().iter().map(|it| it.code()).collect();
                file.extend_from_slice(codes.join(",").as_bytes());
                file.push(b'\n');
            }
            file.extend_from_slice(parts.next().unwrap_or_default());
            (format!("{}.csv", sheet.name()), file)
        })
        .collect();
    let named: Vec<(&str, &[u8])> = files.iter().map(|(n, f)| (&n[..], &f[..])).collect();
    let careful = Workbook::from_files(&named, &LIMITS);
    if let Ok(careful) = &careful {
        workbook::read(careful);
    }
    let quick = FOLDER.with_borrow(|folder| {
        for (name, file) in &named {
            std::fs::write(folder.path().join(name), file).expect("a file is written");
        }
        fast::cohort(folder.path(), &FastLimits { rows: 5_000 })
    });
    let Ok(quick) = quick else { return };
    // The limits of the careful way are its own.
    let Ok(careful) = careful else { return };
    let rows = read_rows(&careful, None).expect("what is read quickly is read with care");
    assert_eq!(quick.digest, careful.digest);
    assert_eq!(all(&quick.cohort), all(&rows.cohort()));
}

/// Every row, in an order that does not depend on how it was read.
fn all(cohort: &Cohort) -> (Vec<FamilyRows>, Vec<Row>) {
    let mut families: Vec<FamilyRows> = cohort.by_family().collect();
    for rows in &mut families {
        rows.children
            .sort_by(|a, b| a.reference().cmp(b.reference()));
        rows.sessions
            .sort_by(|a, b| a.reference().cmp(b.reference()));
    }
    let alone = [Sheet::Children, Sheet::EmergencySessions]
        .into_iter()
        .flat_map(|sheet| cohort.orphans(sheet).map(|(block, row)| block.row(row)));
    (families, alone.collect())
}

/// A few of the pilot's families.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let files = Sheet::ALL.map(|sheet| {
        let file = tree("crates/evaluation/tests/data").join(format!("{}.csv", sheet.name()));
        std::fs::read_to_string(file).expect("the pilot's tables are in the tree")
    });
    [0, 10, 40]
        .into_iter()
        .map(|from| {
            let some = files.each_ref().map(|file| {
                let rows = file.lines().skip(1 + from).take(4);
                rows.collect::<Vec<_>>().join("\n").into_bytes()
            });
            some.join(&NEXT)
        })
        .collect()
}
