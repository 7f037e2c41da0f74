//! Every kind of problem, in the words a person reads.

use proptest::prelude::*;
use record::{Field as F, Sheet};
use spreadsheet::mapping::{ColumnMapping, FieldMapping, Meaning, SheetMapping, SheetPlace};
use spreadsheet::{Cell, Limits, Mapping, SheetRow, Visibility, Workbook, propose, read_rows};

/// A sheet from rows of cells parted by commas. `#REF!` is an error value, `=` a formula without a result,
/// `#5` a number, and an empty row is not there.
fn sheet(name: &str, text: &str) -> spreadsheet::Sheet {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        "=" => Cell::NotCalculated,
        "#REF!" => Cell::Error("#REF!".to_owned()),
        "TRUE" => Cell::Bool(true),
        "day" => Cell::Date(calendar::date(2022, 8, 30)),
        text => match text.strip_prefix('#') {
            Some(number) => Cell::Number(number.parse().unwrap()),
            None => Cell::Text(text.to_owned()),
        },
    };
    let rows = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    spreadsheet::Sheet {
        name: name.to_owned(),
        visibility: Visibility::Visible,
        rows: rows
            .map(|(line, number)| SheetRow {
                number,
                cells: line.split(',').map(cell).collect(),
            })
            .collect(),
    }
}

const CHILDREN: &str = "child_id,family_id,case_status";
const SESSIONS: &str = "session_id,family_id,date";

fn book(families: &str, children: &str, sessions: &str) -> Workbook {
    Workbook {
        sheets: vec![
            sheet("families", families),
            sheet("children", children),
            sheet("emergency_sessions", sessions),
        ],
        digest: String::new(),
    }
}

/// The problems of a workbook, one a line.
fn problems(workbook: &Workbook, mapping: Option<&Mapping>) -> String {
    read_rows(workbook, mapping).unwrap_err().to_string()
}

fn notes(workbook: &Workbook, mapping: Option<&Mapping>) -> String {
    read_rows(workbook, mapping)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .notes
        .join("\n")
}

#[test]
fn every_wrong_value_is_named_with_what_is_allowed() {
    let families = "\
family_id,case_status,referral_date,closure_date,intervention_months,home_town,alcohol_ref,sc_generations
F1,closed,#2022,30/02/2022,#1001,NK,maybe,#1
F2,Closed,12/25/2021,30/8/22,#-1,-,TRUE,#3
F3,open,soon,2022-08-30T09:30,#1.5,#12,,3+
F4,open,#44803,44803,twelve,Harwich,#REF!,=
F5,open,1899-12-31,day,day,day,day,
unknown,open,day,,,,,
day,open,day,,,,,
#1.5,open,day,,,,,
F6,open,2101-01-01,,,unknown,unknown,unknown
";
    insta::assert_snapshot!(problems(&book(families, CHILDREN, SESSIONS), None));
}

#[test]
fn rows_that_cannot_be_told_apart_or_have_no_place_are_named() {
    let families = "\
family_id,case_status,referral_date
F1,open,day
F2,open,day
F1,open,day
,open,day
Checked by the manager

#12,open,day
12,open,day
";
    let children = "\
child_id,family_id,case_status
C1,F1,open
C1,F1,open
C2,,open
C3,F9,open
";
    let sessions = "session_id,family_id,date\nE1,F9,\nE2,F1,unknown";
    insta::assert_snapshot!(problems(&book(families, children, sessions), None));
}

#[test]
fn what_an_import_needs_besides_is_named_only_then() {
    let families = "family_id,case_status,referral_date\nF1,open,day";
    let children = "child_id,family_id,case_status\nC1,F9,open\nC2,F1,open";
    let sessions = "session_id,family_id,date\nE1,F8,day\nE2,F1,";
    let rows = read_rows(&book(families, children, sessions), None).unwrap();
    assert_eq!((rows.lone_children.len(), rows.lone_sessions.len()), (1, 1));
    let cohort = rows.cohort();
    assert_eq!(cohort.orphans(Sheet::Children).count(), 1);
    assert_eq!(cohort.orphans(Sheet::EmergencySessions).count(), 1);
    insta::assert_snapshot!(rows.for_import().unwrap_err());
}

#[test]
fn wrong_headings_and_sheets_are_named() {
    let families = "family_id,case_status,alcohol_ref,alcohol_ref,Worker";
    let mut book = book(families, "name,age\nx,5", "");
    insta::assert_snapshot!(problems(&book, None));
    book.sheets.truncate(1);
    book.sheets[0].name = "Our families".to_owned();
    insta::assert_snapshot!(problems(&book, None));
}

#[test]
fn what_a_mapping_leaves_open_or_gets_wrong_is_named() {
    let families = "\
Early help

Family ID,Status,Ref date,Alcohol ref,Alcohol ref,Notes,Drugs ref,Drugs clo,New
F1,open,04/30/2021,Y,,,,-,
F2,on hold,04/05/2021,,,,,,
F3,open,30/04/2021,,,,,,
";
    let mut workbook = book(families, CHILDREN, SESSIONS);
    let mapping = Mapping::parse(
        r#"{"schema":"alongside.mapping/1","families":{"sheet":"families","heading_row":3,"columns":[
        {"heading":"Family ID","field":"family_id"},
        {"heading":"Status","field":"case_status","values":{"on hold":null}},
        {"heading":"Ref date","field":"referral_date","dates":"month_first"},
        {"heading":"Alcohol ref","field":"alcohol_ref"},
        {"heading":"Notes","field":null},
        {"heading":"Drugs ref","field":"drugs_ref","values":{"":null}},
        {"heading":"Drugs clo","field":"drugs_clo","values":{"-":null},"dates":"to_be_answered"},
        {"heading":"Town","field":"home_town"},
        {"heading":"Gone","ignore":true}]},
        "children":{"sheet":"Kids","heading_row":1},"emergency_sessions":{"sheet":null}}"#,
    )
    .unwrap();
    insta::assert_snapshot!(problems(&workbook, Some(&mapping)));

    let mut elsewhere = mapping.clone();
    if let SheetMapping::At(place) = &mut elsewhere.families {
        place.heading_row = 2;
    }
    elsewhere.children = elsewhere.families.clone();
    elsewhere.emergency_sessions = SheetMapping::Absent;
    insta::assert_snapshot!(problems(&workbook, Some(&elsewhere)));

    // The same sheet twice, and one field in two columns: only a program can make such a mapping.
    let column = |heading: &str, field| ColumnMapping {
        heading: heading.to_owned(),
        at: None,
        meaning: Meaning::Field(FieldMapping::new(field)),
    };
    workbook.sheets[0] = sheet("families", "A,B,C,D\nF1,open,day,day");
    let place = |columns| {
        SheetMapping::At(SheetPlace {
            name: "families".to_owned(),
            heading_row: 1,
            columns,
        })
    };
    let twice = Mapping {
        families: place(vec![
            column("A", F::FamilyReference),
            column("B", F::FamilyStatus),
            column("C", F::ReferralDate),
            column("D", F::ReferralDate),
        ]),
        children: place(vec![
            column("A", F::ChildReference),
            column("B", F::ChildStatus),
            column("C", F::ReferralDate),
            column("D", F::ChildFamily),
        ]),
        emergency_sessions: SheetMapping::Absent,
    };
    insta::assert_snapshot!(problems(&workbook, Some(&twice)));
}

/// Mapped words may stand for anything the field allows, also a blank where an answer is due.
#[test]
fn a_mapping_decides_what_words_mean() {
    let families = "\
Ref,Status,Referred,Alcohol ref,Drugs clo,Months,Town
F1,CLOSED,04/05/2021,x,x,ten or more,Clacton on Sea
F2,open,05/30/2021,,,,
F3,closed,2021-04-05,,,,
";
    let mapping = Mapping::parse(
        r#"{"schema":"alongside.mapping/1","families":{"sheet":"FAMILIES","heading_row":1,"columns":[
        {"heading":"Ref","field":"family_id"},
        {"heading":"Status","field":"case_status","values":{"Closed":"closed"}},
        {"heading":"Referred","field":"referral_date","dates":"month_first"},
        {"heading":"Alcohol ref","field":"alcohol_ref","values":{"x":"yes","":"no"}},
        {"heading":"Drugs clo","field":"drugs_clo","values":{"X":"yes","":"no"}},
        {"heading":"Months","field":"intervention_months","values":{"ten or more":"10"}},
        {"heading":"Town","field":"home_town","values":{"Clacton on Sea":"Clacton"}}]},
        "children":{"ignore":true},"emergency_sessions":{"ignore":true}}"#,
    )
    .unwrap();
    let rows = read_rows(&book(families, "", ""), Some(&mapping)).unwrap();
    let shown = rows.families.iter().map(|rows| {
        let fields = [
            F::FamilyReference,
            F::FamilyStatus,
            F::ReferralDate,
            F::ParentAlcoholRef,
            F::ParentDrugsClo,
            F::InterventionMonths,
            F::HomeTown,
        ];
        let texts = fields.map(|field| rows.family.get(field).text(field));
        texts.join(" ")
    });
    insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"
    F1 closed 2021-04-05 yes yes 10 Clacton
    F2 open 2021-05-30 no not_applicable not_applicable missing
    F3 closed 2021-04-05 no no missing missing
    ");
}

#[test]
fn what_was_passed_over_is_noted() {
    let families = "\
family_id,case_status,referral_date,intervention_months,
F1,closed,day,#3,a remark
F2,closed,day,#4,
  ,,,,
,,,,seen by AB
,,,#7,
Totals,2,,7,
";
    let mut workbook = book(families, CHILDREN, SESSIONS);
    workbook.sheets[0].visibility = Visibility::Hidden;
    workbook.sheets.push(sheet("Old data", "1,2"));
    workbook.sheets.push(sheet("unit_costs", "1,2"));
    insta::assert_snapshot!(notes(&workbook, None));
}

/// A row of figures without a reference is passed over only if it is a row of sums.
#[test]
fn a_row_without_a_reference_that_is_not_sums_is_a_problem() {
    let families =
        "family_id,case_status,referral_date,intervention_months\nF1,closed,day,#3\n,,,#4";
    insta::assert_snapshot!(
        problems(&book(families, CHILDREN, SESSIONS), None),
        @"families, row 3, column A (family_id): the row has no reference: write a reference such as F001, of at most 200 letters, or clear the whole row"
    );
}

#[test]
fn a_thousand_problems_are_listed_and_the_rest_counted() {
    let rows: Vec<String> = (0..1_500).map(|n| format!("F{n},odd,day")).collect();
    let families = format!("family_id,case_status,referral_date\n{}", rows.join("\n"));
    let problems = read_rows(&book(&families, CHILDREN, SESSIONS), None).unwrap_err();
    assert_eq!((problems.listed.len(), problems.total), (1_000, 1_500));
    let text = problems.to_string();
    assert_eq!(text.lines().count(), 1_001);
    assert_eq!(text.lines().last(), Some("… and 500 more problems"));
}

/// Nothing of a cell can break the line of a problem or fill a page.
#[test]
fn what_was_found_is_shown_on_one_line() {
    let wrong = format!("a\u{7}b{}", "c".repeat(500));
    let families = format!("family_id,case_status,referral_date\nF1,{wrong},{wrong}");
    let text = problems(&book(&families, CHILDREN, SESSIONS), None);
    assert!(text.lines().all(|line| line.len() < 400), "{text}");
    assert!(!text.contains('\u{7}'));
}

#[test]
fn a_csv_file_in_a_folder_is_a_sheet_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "Families.csv",
        "family_id,case_status,referral_date\n\nF1,maybe,2022-08-30\n",
    );
    write("children.csv", CHILDREN);
    write("emergency_sessions.csv", SESSIONS);
    let workbook = Workbook::open(folder.path(), &Limits::default()).unwrap();
    insta::assert_snapshot!(
        problems(&workbook, None),
        @r#"Families, row 3, column B (case_status): "maybe" is not allowed here: closed, open, new, not_met_threshold, no_direct_support, unknown, missing, too_early or not_applicable"#
    );
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        Just(Cell::NotCalculated),
        any::<bool>().prop_map(Cell::Bool),
        any::<f64>().prop_map(Cell::Number),
        (0_i32..80_000).prop_map(|n| Cell::Number(f64::from(n))),
        (-9999_i16..=9999, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| Cell::Date(calendar::date(year, month, day))),
        "\\PC{0,6}".prop_map(Cell::Text),
        "[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{1,4}".prop_map(Cell::Text),
        "#[A-Z]{3}!".prop_map(Cell::Error),
        prop_oneof![
            Just("F1"),
            Just("Total"),
            Just("yes"),
            Just("closed"),
            Just("unknown"),
            Just("-")
        ]
        .prop_map(|text| Cell::Text(text.to_owned())),
    ]
}

fn any_sheet(of: Sheet) -> impl Strategy<Value = spreadsheet::Sheet> {
    let heads = of.fields().iter().map(|f| Cell::Text(f.code().to_owned()));
    let heads: Vec<Cell> = heads.collect();
    let row = proptest::collection::vec(any_cell(), 0..50);
    (any::<bool>(), proptest::collection::vec(row, 0..6)).prop_map(move |(own, rows)| {
        let heads = own.then(|| heads.clone());
        spreadsheet::Sheet {
            name: of.name().to_owned(),
            visibility: Visibility::Visible,
            rows: heads
                .into_iter()
                .chain(rows)
                .zip(1..)
                .map(|(cells, number)| SheetRow { number, cells })
                .collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_cells_bring_the_reader_down(
        families in any_sheet(Sheet::Families),
        children in any_sheet(Sheet::Children),
        sessions in any_sheet(Sheet::EmergencySessions),
    ) {
        let workbook = Workbook { sheets: vec![families, children, sessions], digest: String::new() };
        let _ = read_rows(&workbook, None).map(|rows| rows.cohort());
        let mapping = propose(&workbook).mapping();
        if let Ok(rows) = read_rows(&workbook, Some(&mapping)) {
            // Whatever is read fits its field, and so can be stored and written again.
            for rows in &rows.families {
                for field in Sheet::Families.fields() {
                    prop_assert!(rows.family.get(*field).fits(*field));
                }
            }
        }
    }
}
