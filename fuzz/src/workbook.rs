//! A workbook as somebody sends it: opened, its headings and answers placed, its rows told as families.

use calendar::date;
use casework::{BringIn, entries_of};
use evaluation::{Cohort, packed};
use record::{FamilyRows, PersonId};
use spreadsheet::{Limits, Workbook, propose, read_rows, template};
use uuid::Uuid;

use crate::tree;

/// Small enough that what is slow is found as slow.
pub(crate) const LIMITS: Limits = Limits {
    file_bytes: 1_000_000,
    parts: 200,
    unzipped_bytes: 4_000_000,
    rows: 5_000,
    columns: 200,
    cells: 50_000,
    text_bytes: 2_000_000,
    settings: 5_000,
};

/// Reads the bytes as a file of each kind.
pub fn look(data: &[u8]) {
    for name in ["sent.xlsx", "families.csv"] {
        if let Ok(workbook) = Workbook::from_bytes(name, data, &LIMITS) {
            read(&workbook);
        }
    }
}

/// Reads what was opened, as the pages and the command line do.
pub(crate) fn read(workbook: &Workbook) {
    let proposal = propose(workbook);
    let mapping = proposal.mapping();
    // What is written down of a mapping is read as the same mapping.
    let again = spreadsheet::Mapping::parse(&mapping.to_json());
    assert_eq!(again.as_ref(), Ok(&mapping));
    for mapping in [None, Some(&mapping)] {
        let Ok(rows) = read_rows(workbook, mapping) else {
            continue;
        };
        let _ = rows.cohort();
        let Ok(families) = rows.for_import() else {
            continue;
        };
        for rows in families.into_iter().take(50) {
            bring(rows);
        }
    }
}

fn bring(rows: FamilyRows) {
    let person = |at: usize| PersonId(Uuid::from_u128(1 + at as u128));
    let act = BringIn {
        parent: person(0),
        children: (1..=rows.children.len()).map(person).collect(),
        rows,
        told_on: date(2022, 8, 30),
    };
    // What is told gives the rows again, or it is refused; so their packed form is read again.
    if entries_of(&act).is_ok() {
        let packed = packed::pack(&act.rows);
        let mut cohort = Cohort::default();
        assert_eq!(packed::unpack(&mut cohort, packed.as_bytes()), Ok(()));
        assert_eq!(cohort.by_family().next(), Some(act.rows));
    }
}

/// The template, and the pilot's tables as files.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = vec![template().expect("the template is written")];
    for name in ["families", "children", "emergency_sessions"] {
        let file = tree("crates/evaluation/tests/data").join(format!("{name}.csv"));
        seeds.push(std::fs::read(file).expect("the pilot's tables are in the tree"));
    }
    seeds
}
