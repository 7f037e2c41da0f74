//! Writing tables, and reading them back.

use std::io::{Cursor, Read};

use calendar::date;
use proptest::prelude::*;
use spreadsheet::{
    Cell, ColumnHead, ColumnKind, Limits, OutCell, Table, Visibility, Workbook, WriteError,
    write::{to_xlsx, without_formula},
};

fn table() -> Table {
    Table {
        title: "Step-down: all [2022/23] families of the service".to_owned(),
        note: "Base: 34 closed families.".to_owned(),
        columns: vec![
            ColumnHead::new("Measure", ColumnKind::Text),
            ColumnHead::new("Families", ColumnKind::Integer),
            ColumnHead::new("Percent", ColumnKind::Percent { places: 1 }),
            ColumnHead::new("Rate", ColumnKind::Decimal { places: 2 }),
            ColumnHead::new("Saved", ColumnKind::Money),
            ColumnHead::new("As at", ColumnKind::Date),
        ],
        rows: vec![
            vec![
                OutCell::text("=1+1"),
                OutCell::Integer(-6),
                OutCell::Percent(17.647),
                OutCell::Decimal(-0.001),
                OutCell::Money(-1250),
                OutCell::Date(date(2022, 8, 30)),
            ],
            vec![
                OutCell::text("Renée, \"quoted\"\nsecond line"),
                OutCell::text("fewer than 5"),
                OutCell::Empty,
                OutCell::Decimal(f64::NAN),
                OutCell::Money(121_337_105),
                OutCell::Date(date(1899, 12, 31)),
            ],
        ],
    }
}

fn read(bytes: &[u8]) -> Workbook {
    Workbook::from_bytes("table.xlsx", bytes, &Limits::default()).expect("made by us")
}

fn written(tables: &[Table]) -> Vec<u8> {
    to_xlsx(tables, date(2022, 8, 30)).expect("made by us")
}

/// The text of every part of a workbook, each after its name.
fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("made by us");
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("made by us");
        all.push_str(&part.name().expect("made by us"));
        all.push('\n');
        part.read_to_string(&mut all).expect("made by us");
        all.push('\n');
    }
    all
}

#[test]
fn csv_is_plain_numbers_and_safe_text() {
    let bytes = table().to_csv();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace('\r', "␍"));
}

#[test]
fn a_workbook_keeps_its_types() {
    let workbook = read(&written(&[table()]));
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.name, "Step-down all 2022 23 families");
    assert_eq!(sheet.visibility, Visibility::Visible);
    let rows: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| (row.number, &row.cells))
        .collect();
    insta::assert_debug_snapshot!(rows);
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(written(&[table()]), written(&[table()]));
}

#[test]
fn nothing_is_written_that_cannot_be_seen() {
    let parts = parts(&written(&[table(), table()]));
    for hidden in [
        "hidden",
        "definedName",
        "pivot",
        "externalLink",
        "vbaProject",
        "comments",
        "<f>",
    ] {
        assert!(!parts.contains(hidden), "{hidden}");
    }
    let (_, core) = parts.split_once("\ndocProps/core.xml\n").unwrap();
    let core = core.lines().take(2).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(core);
}

#[test]
fn sheets_have_names_that_are_allowed_and_differ() {
    let titles = [
        "History",
        "",
        "a/b",
        "A b",
        "'x'",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "Table",
    ];
    let tables: Vec<Table> = titles
        .iter()
        .map(|title| Table {
            title: (*title).to_owned(),
            ..Table::default()
        })
        .collect();
    let workbook = read(&written(&tables));
    let names: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "History table",
            "Table",
            "a b",
            "A b (2)",
            "x",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
            "Table (2)"
        ]
    );
}

#[test]
fn what_a_workbook_cannot_hold_is_refused_with_its_place() {
    let mut long = table();
    long.rows[1][0] = OutCell::text("é".repeat(32_768));
    let error = to_xlsx(&[long], date(2022, 8, 30)).unwrap_err();
    insta::assert_snapshot!(error, @"Step-down all 2022 23 families, cell A5: the text has 32768 characters, and a cell of a workbook holds at most 32,767. Write it as CSV instead.");
    let wide = Table {
        columns: vec![ColumnHead::new("x", ColumnKind::Text); 16_385],
        ..Table::default()
    };
    let error = to_xlsx(&[wide], date(2022, 8, 30)).unwrap_err();
    assert!(matches!(error, WriteError::TooLarge { .. }));
}

fn one_cell(text: &str) -> Table {
    Table {
        title: "T".to_owned(),
        columns: vec![ColumnHead::new(text, ColumnKind::Text)],
        rows: vec![vec![OutCell::text(text), OutCell::text("end")]],
        ..Table::default()
    }
}

/// Texts with a fair share of the characters that matter.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{1,12}",
        proptest::collection::vec(
            prop_oneof![
                Just('='),
                Just('+'),
                Just('-'),
                Just('@'),
                Just('\t'),
                Just('\r'),
                Just('\n'),
                Just('%'),
                Just('|'),
                Just(' '),
                Just('\u{FEFF}'),
                Just('"'),
                Just(','),
                Just('\''),
                Just('a'),
            ],
            1..8
        )
        .prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn no_text_starts_a_formula_in_csv(text in any_text()) {
        prop_assume!(!text.contains('\0'));
        let bytes = one_cell(&text).to_csv();
        let read = Workbook::from_bytes("t.csv", &bytes, &Limits::default()).unwrap();
        for row in &read.sheets[0].rows {
            let shown = row.cells[0].shown();
            let first = shown.trim_start().trim_start_matches('\u{FEFF}').chars().next();
            prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '%' | '|')), "{shown:?}");
            prop_assert!(!shown.starts_with(['\t', '\r', '\n', '\0']), "{shown:?}");
            // Apart from the apostrophe nothing is changed.
            let safe = without_formula(&text);
            prop_assert_eq!(shown.as_ref(), safe.as_ref());
        }
    }

    #[test]
    fn texts_come_back_from_a_workbook_as_they_were(text in "[^\\p{Cc}\\p{Cn}\\p{Co}]{1,12}") {
        let workbook = read(&written(&[one_cell(&text)]));
        let rows = &workbook.sheets[0].rows;
        prop_assert_eq!(&rows[1].cells[0], &Cell::Text(text.clone()));
        prop_assert_eq!(&rows[2].cells[0], &Cell::Text(text));
    }
}
