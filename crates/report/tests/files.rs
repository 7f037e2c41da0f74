//! Workbook, CSV and JSON say what the pages say.
#![expect(clippy::unwrap_used, reason = "a failure is the test's failure")]

mod common;

use std::fmt::Write;

use spreadsheet::{Cell, Limits, Workbook};

fn workbook() -> Workbook {
    let bytes = report::xlsx(&common::pilot()).unwrap();
    Workbook::from_bytes("report.xlsx", &bytes, &Limits::default()).unwrap()
}

/// The cells of a sheet with their types.
fn cells(workbook: &Workbook, sheet: &str) -> String {
    let sheet = workbook.sheet(sheet).unwrap();
    let mut out = String::new();
    for row in &sheet.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let separator = if at == 0 { "" } else { " | " };
            let text = match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => format!("{text:?}"),
                Cell::Number(number) => number.to_string(),
                other => format!("{other:?}"),
            };
            write!(out, "{separator}{text}").unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_workbook_has_a_sheet_for_every_table_and_each_opens_with_its_title() {
    let evaluation = common::pilot();
    let workbook = workbook();
    let tables = report::tables(&evaluation);
    assert_eq!(
        workbook.sheets.len(),
        tables.len() + 1,
        "and one about them"
    );
    for (name, table) in &tables {
        let sheet = workbook
            .sheet(name)
            .unwrap_or_else(|| panic!("{name} is a sheet by its whole name"));
        assert!(sheet.rows.len() >= table.rows.len(), "{name}");
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{name}: {row:?}");
        }
    }
}

#[test]
fn cells_of_the_workbook() {
    let workbook = workbook();
    for sheet in [
        "referrals",
        "parents-risks",
        "parents-change",
        "parents-change-all-known",
        "safeguarding-matrix",
        "costs",
        "costs-modes",
        "checks",
    ] {
        insta::assert_snapshot!(format!("xlsx-{sheet}"), cells(&workbook, sheet));
    }
}

#[test]
fn csv_of_a_page_and_of_every_figure() {
    let evaluation = common::pilot();
    insta::assert_snapshot!(
        "csv-parents-change",
        report::csv(&evaluation, "parents-change").unwrap()
    );
    insta::assert_snapshot!("csv-figures", report::csv(&evaluation, "figures").unwrap());
    assert_eq!(report::csv(&evaluation, "no-such-table"), None);
    let all = report::csv_all(&evaluation);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    insta::assert_snapshot!("csv-names", names.join("\n"));
    let figures = all.iter().find(|(name, _)| name == "figures.csv").unwrap();
    assert_eq!(figures.1.lines().count(), evaluation.figures.len() + 1);
    let different: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "no two files of one name");
}

#[test]
fn every_page_has_a_file_under_its_own_name() {
    let evaluation = common::pilot();
    for page in report::PAGES {
        let csv = report::csv(&evaluation, page.slug);
        let csv = csv.unwrap_or_else(|| panic!("{} has a file", page.slug));
        assert!(csv.lines().count() > 1, "{}", page.slug);
    }
}

#[test]
fn everything_comes_out_the_same_twice() {
    let (one, other) = (common::pilot(), common::pilot());
    assert_eq!(report::json(&one), report::json(&other));
    assert_eq!(report::html(&one), report::html(&other));
    assert_eq!(report::xlsx(&one).unwrap(), report::xlsx(&other).unwrap());
    let json = report::json(&one);
    assert!(json.starts_with("{\n  \"schema\": \"alongside.evaluation/1\""));
    assert!(json.ends_with("}\n"));
}

#[test]
fn a_service_named_like_a_formula_or_markup_is_only_words() {
    let mut evaluation = common::pilot();
    evaluation.service = "=1+1 <b>\"x\"</style><script>".to_owned();
    let html = report::html(&evaluation);
    assert!(!html.contains("<script"));
    assert!(!html.contains("<b>"));
    assert_eq!(html.matches("</style>").count(), 1);
    let bytes = report::xlsx(&evaluation).unwrap();
    let workbook = Workbook::from_bytes("report.xlsx", &bytes, &Limits::default()).unwrap();
    assert!(cells(&workbook, "evaluation").contains("=1+1 <b>"));
}

#[test]
fn what_was_known_when_stands_at_the_head_of_the_workbook_and_beside_each_figure() {
    let evaluation = evaluation::Evaluation {
        known_on: Some(calendar::date(2022, 9, 5)),
        ..common::pilot()
    };
    let bytes = report::xlsx(&evaluation).unwrap();
    let workbook = Workbook::from_bytes("report.xlsx", &bytes, &Limits::default()).unwrap();
    assert!(cells(&workbook, "evaluation").contains("As was known on"));
    assert!(!cells(&self::workbook(), "evaluation").contains("As was known"));
    let csv = report::csv(&evaluation, "figures").unwrap();
    assert!(csv.lines().next().unwrap().contains("known_on"));
}
