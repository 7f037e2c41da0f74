//! Mapping files, and what is proposed for headings and values in words.

use proptest::prelude::*;
use record::{Field, Sheet};
use spreadsheet::mapping::{Dates, Meaning, SheetMapping, review};
use spreadsheet::{Cell, Mapping, Proposal, SheetRow, Visibility, Workbook, propose};

/// A workbook of one sheet whose rows are these words.
fn workbook(name: &str, rows: &[&[&str]]) -> Workbook {
    let cell = |text: &&str| match *text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let rows = rows.iter().zip(1..).map(|(cells, number)| SheetRow {
        number,
        cells: cells.iter().map(cell).collect(),
    });
    Workbook {
        sheets: vec![spreadsheet::Sheet {
            name: name.to_owned(),
            visibility: Visibility::Visible,
            rows: rows.collect(),
        }],
        digest: String::new(),
    }
}

/// What the headings of a sheet are proposed as.
fn fields(sheet: Sheet, headings: &[&str]) -> String {
    let proposal = propose(&workbook(sheet.name(), &[headings]));
    let columns = &proposal.sheets[sheet as usize].columns;
    let lines = columns.iter().map(|column| match &column.mapping.meaning {
        Meaning::Field(is) => format!("{} → {}", column.heading, is.field.code()),
        _ => format!("{} → ?", column.heading),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn headings_in_words_are_placed_only_where_they_mean_one_thing() {
    insta::assert_snapshot!(fields(
        Sheet::Families,
        &[
            "Family ID",
            "Case status",
            "Ref date",
            "Date of Closure",
            "Months of intervention",
            "Re-referred?",
            "Town",
            "Housing",
            "Generations with Social Care involvement",
            "Alcohol",
            "Alcohol (Referral)",
            "Alcohol at closure",
            "Drug misuse (closure)",
            "Mental health - ref",
            "DA (referral)",
            "DA (closure)",
            "DV in last 12 months – referral",
            "PND",
            "DOB",
            "PLO",
            "Status at closure",
            "Notes",
            "Postcode",
            "Closed",
            "Date",
            "Family wellbeing improved",
        ]
    ));
    insta::assert_snapshot!(fields(
        Sheet::Children,
        &[
            "Child ref",
            "Family ID",
            "Status",
            "Gender",
            "Age",
            "Ethnicity",
            "LGBTQ+",
            "Lives with",
            "No. of referrals to social care",
            "Safeguarding (Referral)",
            "Safeguarding (closure)",
            "CSE (ref)",
            "CSE closure",
            "Missing episodes ref",
            "Missing episodes at closure",
            "Self-harm",
            "NEET",
            "Name",
            "DOB",
            "School",
            "Known to the police at referral",
            "ASB reduced",
        ]
    ));
    insta::assert_snapshot!(fields(
        Sheet::EmergencySessions,
        &[
            "Session ID",
            "Family ref",
            "Date",
            "Hours saved",
            "A&E",
            "GP visits",
            "Ambulance call-outs",
            "Police callouts",
            "DA police call outs",
            "CAMHS",
            "Weeks in prison",
            "What happened",
        ]
    ));
}

/// Every field's own title is understood where the sheet has no other field of the same name.
#[test]
fn the_dictionarys_titles_and_codes_are_understood() {
    for sheet in Sheet::ALL {
        let codes: Vec<&str> = sheet.fields().iter().map(|f| f.code()).collect();
        let titles: Vec<&str> = sheet.fields().iter().map(|f| f.title()).collect();
        for headings in [codes, titles] {
            let proposal = propose(&workbook("sheet", &[&headings]));
            let proposed = &proposal.sheets[sheet as usize];
            let found: Vec<Field> = proposed
                .columns
                .iter()
                .filter_map(|column| match &column.mapping.meaning {
                    Meaning::Field(is) => Some(is.field),
                    _ => None,
                })
                .collect();
            assert_eq!(found, sheet.fields());
        }
    }
}

fn values(proposal: &Proposal, heading: &str) -> String {
    let mut columns = proposal.sheets.iter().flat_map(|s| &s.columns);
    let column = columns
        .find(|c| c.heading == heading)
        .expect("the heading is there");
    let Meaning::Field(is) = &column.mapping.meaning else {
        panic!("{heading} is to be answered");
    };
    let lines = column.values.iter().map(|found| {
        let value = found.value.as_ref().map(|v| v.text(is.field));
        format!(
            "{} {:?} → {}",
            found.count,
            found.text,
            value.as_deref().unwrap_or("?")
        )
    });
    let mut lines: Vec<String> = lines.collect();
    if column.not_listed > 0 {
        lines.push(format!("{} not listed", column.not_listed));
    }
    lines.join("\n")
}

#[test]
fn usual_words_are_placed_and_counted_and_the_rest_is_asked() {
    let long = "rang mum, who said that things were much better since the move";
    let workbook = workbook(
        "Families",
        &[
            &["Our families 2021"],
            &[],
            &[
                "Family ID",
                "Case status",
                "Ref date",
                "Alcohol ref",
                "Months open",
                "Town",
                "Sex",
            ],
            &["F1", "Closed", "30/08/2022", "Y", "3", "Clacton", "F"],
            &["F2", "closed", "2022-08-30", "N", "NK", "Clacton", ""],
            &["F3", "Active", "30 Aug 2022", " y", "nil", "NK", ""],
            &["F4", "on hold", "NK", "NK", "-", "-", ""],
            &["F5", "NMT", "tbc", "?", "12", "TBC", ""],
            &["F6", "closed", "44803", "n/a", "a few", "Harwich", ""],
            &["F7", "closed", "", "-", "", "", ""],
            &["F8", "closed", "", "TBC", "", "", ""],
            &["F9", "closed", "", "maybe", "", "", ""],
            &["F10", "closed", "", long, "", "", ""],
            &["Total", "10", "", "3", "15", "", ""],
        ],
    );
    let proposal = propose(&workbook);
    let SheetMapping::At(place) = &proposal.sheets[0].place else {
        panic!("not found");
    };
    assert_eq!((place.heading_row, proposal.sheets[0].rows), (3, 10));
    let shown: Vec<String> = [
        "Case status",
        "Ref date",
        "Alcohol ref",
        "Months open",
        "Town",
    ]
    .iter()
    .map(|heading| format!("{heading}\n{}", values(&proposal, heading)))
    .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
    // A column that is not known may be free text: nothing of it is shown.
    assert!(proposal.sheets[0].columns[6].values.is_empty());
    insta::assert_snapshot!(proposal.mapping().to_json());
}

#[test]
fn two_columns_that_would_be_one_field_are_both_asked() {
    insta::assert_snapshot!(
        fields(Sheet::Families, &["Family ID", "Family ref", "Case status", "Status", "Town", "home_town"]),
        @r"
    Family ID → ?
    Family ref → ?
    Case status → ?
    Status → ?
    Town → ?
    home_town → home_town
    "
    );
}

#[test]
fn two_sheets_that_look_the_same_are_asked() {
    let mut workbook = workbook(
        "Families 2021",
        &[&["family_id", "case_status", "referral_date"]],
    );
    let mut other = workbook.sheets[0].clone();
    other.name = "Families 2022".to_owned();
    workbook.sheets.push(other);
    let proposal = propose(&workbook);
    assert_eq!(proposal.sheets[0].place, SheetMapping::ToBeAnswered);
    assert_eq!(proposal.other_sheets, ["Families 2021", "Families 2022"]);
    workbook.sheets[0].visibility = Visibility::Hidden;
    assert!(matches!(
        &propose(&workbook).sheets[0].place,
        SheetMapping::At(place) if place.name == "Families 2022"
    ));
}

#[test]
fn dates_with_the_month_first_are_asked() {
    let dates = |dates: &[&'static str]| {
        let heads: &[&str] = &["family_id", "case_status", "referral_date"];
        let rows = dates.iter().map(|date| vec!["F1", "open", *date]);
        let rows: Vec<Vec<&str>> = std::iter::once(heads.to_vec()).chain(rows).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let proposal = propose(&workbook("families", &rows));
        match &proposal.sheets[0].columns[2].mapping.meaning {
            Meaning::Field(is) => is.dates,
            _ => panic!("not placed"),
        }
    };
    assert_eq!(dates(&["05/04/2021", "30/04/2021"]), Dates::DayFirst);
    assert_eq!(dates(&["05/04/2021", "04/30/2021"]), Dates::ToBeAnswered);
    // Both orders in one column: some are slips, and each is named when the rows are read.
    assert_eq!(dates(&["30/04/2021", "04/30/2021"]), Dates::DayFirst);
}

#[test]
fn a_review_keeps_what_was_said() {
    let workbook = workbook(
        "Families",
        &[
            &[
                "Family ID",
                "Case status",
                "Ref date",
                "Drink",
                "Alcohol ref",
            ],
            &["F1", "closed", "2022-08-30", "-", "Y"],
            &["F2", "closed", "2022-08-30", "Y", "N"],
        ],
    );
    let mut mapping = propose(&workbook).mapping();
    let SheetMapping::At(place) = &mut mapping.families else {
        panic!("not found");
    };
    let drink = r#"{"schema":"alongside.mapping/1","families":{"sheet":"Families","heading_row":1,"columns":[
        {"heading":"Drink","field":"alcohol_ref","values":{"-":"no","sometimes":"yes"}}]},
        "children":{"ignore":true},"emergency_sessions":{"sheet":null}}"#;
    let SheetMapping::At(said) = Mapping::parse(drink).unwrap().families else {
        panic!("not read");
    };
    place.columns[3] = said.columns[0].clone();
    place.columns[4].meaning = Meaning::ToBeAnswered;
    let reviewed = review(&workbook, &mapping);
    let columns = &reviewed.sheets[0].columns;
    assert_eq!(columns[4].mapping.meaning, Meaning::ToBeAnswered);
    insta::assert_snapshot!(values(&reviewed, "Drink"), @r#"
    1 "-" → no
    1 "Y" → yes
    0 "sometimes" → yes
    "#);
}

#[test]
fn what_is_wrong_with_a_mapping_file_is_said() {
    let file = |families: &str| {
        format!(
            r#"{{"schema":"alongside.mapping/1","families":{families},"children":{{"sheet":null}},"emergency_sessions":{{"ignore":true}}}}"#
        )
    };
    let columns = |columns: &str| {
        file(&format!(
            r#"{{"sheet":"A","heading_row":1,"columns":[{columns}]}}"#
        ))
    };
    let wrong = [
        "nonsense".to_owned(),
        r#"{"schema":"alongside.mapping/1","families":{"sheet":null}}"#.to_owned(),
        file("{}")
            .replace("mapping/1", "mapping/2")
            .replace("{}", r#"{"sheet":null}"#),
        file("{}"),
        file(r#"{"sheet":"A","ignore":true}"#),
        file(r#"{"sheet":"A"}"#),
        file(r#"{"sheet":"A","heading_row":0}"#),
        file(r#"{"sheet":"A","heading_row":1,"rows":5}"#),
        columns(r#"{"heading":"X"}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref","ignore":true}"#),
        columns(r#"{"heading":"X","ignore":true,"values":{"Y":"yes"}}"#),
        columns(r#"{"heading":"X","field":"alcohol"}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref","values":{"Y":"Yes"}}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref","values":{"Y":"yes","y ":"no"}}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref","dates":"year_first"}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref","column":"N5"}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref"},{"heading":"Y","field":"alcohol_ref"}"#),
        columns(r#"{"heading":"X","field":"alcohol_ref"},{"heading":"x","ignore":true}"#),
    ];
    let said: Vec<String> = wrong
        .iter()
        .map(|text| Mapping::parse(text).unwrap_err().to_string())
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_proposal_is_a_mapping_file(
        headings in proptest::collection::vec("[a-zA-Z_& ()?-]{0,12}|alcohol_ref|Town|Family ID|Status", 0..8),
        cells in proptest::collection::vec("\\PC{0,8}|Y|NK|-", 0..24),
    ) {
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let width = headings.len().max(1);
        let mut rows: Vec<&[&str]> = vec![&headings];
        rows.extend(cells.chunks(width));
        let mapping = propose(&workbook("Families", &rows)).mapping();
        prop_assert_eq!(Mapping::parse(&mapping.to_json()), Ok(mapping));
    }
}
