//! What a workbook says badly stays visible; what a parser cannot read is refused, not a crash.

use calendar::date;
use proptest::prelude::*;

use super::{Cell, Visibility, Workbook};
use crate::{
    bounds::{Limits, Refused},
    made::{workbook, workbook_set},
};

fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    Workbook::from_bytes("families.xlsx", bytes, &Limits::default())
}

/// The cells of the first row.
fn first_row(bytes: &[u8]) -> Vec<Cell> {
    read(bytes).expect("a good workbook").sheets[0].rows[0]
        .cells
        .clone()
}

#[test]
fn every_kind_of_cell_is_read_as_what_it_is() {
    let rows = r#"<row r="3">
        <c r="A3" t="inlineStr"><is><t>F001 &amp; co</t></is></c>
        <c r="B3"><v>0.1</v></c>
        <c r="C3" s="1"><v>44803.75</v></c>
        <c r="D3" t="b"><v>1</v></c>
        <c r="E3" t="e"><v>#REF!</v></c>
        <c r="G3" s="2"><v>1.5</v></c>
        <c r="H3" s="1"><v>0.25</v></c>
        <c r="I3" t="d"><v>2022-08-30T00:00:00</v></c>
        <c r="J3" t="str"><f>""</f><v></v></c>
        <c r="K3"><f>1+1</f><v>2</v></c>
        <c r="L3"><f>1+1</f></c>
        <c r="M3"><f t="shared" si="0"/></c>
        <c r="Z3"/>
    </row>"#;
    let workbook = read(&workbook(rows, &[])).unwrap();
    let row = &workbook.sheets[0].rows[0];
    assert_eq!(row.number, 3);
    assert_eq!(
        row.cells,
        [
            Cell::Text("F001 & co".to_owned()),
            Cell::Number(0.1),
            Cell::Date(date(2022, 8, 30)),
            Cell::Bool(true),
            Cell::Error("#REF!".to_owned()),
            Cell::Empty,
            Cell::Number(1.5),
            Cell::Number(0.25),
            Cell::Date(date(2022, 8, 30)),
            Cell::Empty,
            Cell::Number(2.0),
            Cell::NotCalculated,
            Cell::NotCalculated,
        ]
    );
    let shown: Vec<_> = row.cells.iter().map(Cell::shown).collect();
    assert_eq!(
        shown.join("|"),
        "F001 & co|0.1|2022-08-30|TRUE|#REF!||1.5|0.25|2022-08-30||2||"
    );
}

/// Programs that write formulas without calculating them store 0, and ask for the sum on opening.
#[test]
fn placeholders_of_formulas_are_not_results() {
    let rows = "<row><c><f>SUM(B1:B9)</f><v>0</v></c><c><v>7</v></c></row>";
    let set = r#"<sheets><sheet name="a" r:id="rId1"/></sheets><calcPr fullCalcOnLoad="1"/>"#;
    assert_eq!(
        first_row(&workbook_set(set, rows, &[])),
        [Cell::NotCalculated, Cell::Number(7.0)]
    );
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let rows = r#"<row><c s="1"><v>43341</v></c></row>"#;
    let set = r#"<workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets>"#;
    assert_eq!(
        first_row(&workbook_set(set, rows, &[])),
        [Cell::Date(date(2022, 8, 30))]
    );
}

#[test]
fn hidden_sheets_are_read_and_flagged() {
    for state in ["hidden", "veryHidden"] {
        let set = format!(r#"<sheets><sheet name="a" state="{state}" r:id="rId1"/></sheets>"#);
        let workbook = read(&workbook_set(&set, "<row><c><v>1</v></c></row>", &[])).unwrap();
        assert_eq!(workbook.sheets[0].visibility, Visibility::Hidden);
    }
}

#[test]
fn rows_and_cells_out_of_order_come_back_in_order() {
    let rows = r#"<row r="9"><c r="B9"><v>2</v></c><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>"#;
    let workbook = read(&workbook(rows, &[])).unwrap();
    let numbers: Vec<_> = workbook.sheets[0]
        .rows
        .iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(numbers, [2, 9]);
    assert_eq!(
        workbook.sheets[0].rows[1].cells,
        [Cell::Number(1.0), Cell::Number(2.0)]
    );
}

/// A text that is stored once and shown in every cell takes room for every cell.
#[test]
fn a_shared_text_is_counted_wherever_it_stands() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1_000));
    let rows = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100));
    let bytes = workbook(&rows, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(first_row(&bytes).len(), 100);
    let limits = Limits {
        text_bytes: 50_000,
        ..Limits::default()
    };
    let refused = Workbook::from_bytes("a.xlsx", &bytes, &limits).unwrap_err();
    insta::assert_snapshot!(refused, @"The cells hold more than 50,000 bytes of text. Delete columns that are not needed, or split the file.");
}

#[test]
fn a_workbook_that_cannot_be_parsed_is_damaged() {
    for rows in [
        r#"<row><c t="s"><v>5</v></c></row>"#,
        r#"<row><c t="weird"><v>5</v></c></row>"#,
        "<row><c><v>5</v>",
    ] {
        let refused = read(&workbook(rows, &[])).unwrap_err();
        assert!(
            matches!(refused, Refused::Damaged { .. }),
            "{rows}: {refused}"
        );
    }
    let no_sheets = workbook_set(r#"<sheets><sheet name="a" r:id="rId9"/></sheets>"#, "", &[]);
    insta::assert_snapshot!(read(&no_sheets).unwrap_err(), @"The workbook is damaged (the workbook cannot be read: Relationship not found). Open it in your spreadsheet program and save it again as .xlsx; if it does not open there, ask for a new copy.");
}

/// Pieces of which sheets are made, right and wrong.
fn any_markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<row>"),
        Just("</row>"),
        Just("<row r='7'>"),
        Just("<row r='99999999999'/>"),
        Just("<c>"),
        Just("</c>"),
        Just("<c r='B2' t='s'>"),
        Just("<c r='C'>"),
        Just("<c r='9' s='1'>"),
        Just("<c t='e'>"),
        Just("<v>"),
        Just("</v>"),
        Just("1e999"),
        Just("-5"),
        Just("<f t='shared' si='9999999999' ref='A1:B2'>"),
        Just("<f t='shared' ref='B2:A1'>"),
        Just("</f>"),
        Just("<is>"),
        Just("<t>"),
        Just("</is>"),
        Just("&#0;"),
        Just("&amp"),
        Just("é"),
        Just("<!--"),
        Just("-->"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("'"),
        Just("<"),
        Just("</sheetData>"),
        Just("<sheetData>"),
        Just("<dimension ref='A1:B2'/>"),
        Just("<?x"),
        Just("?>"),
    ];
    proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_markup_brings_the_parser_down(rows in any_markup(), strings in any_markup(), set in any_markup()) {
        let strings = format!("<sst>{strings}</sst>");
        let parts = [("xl/sharedStrings.xml", strings.as_bytes())];
        let _ = read(&workbook(&rows, &parts));
        let _ = read(&workbook_set(&set, &rows, &[]));
    }
}
