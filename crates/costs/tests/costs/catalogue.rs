//! Reading, refusing, writing and naming a version of a catalogue.

use costs::{Catalogue, MissingCode};

use crate::amount;

const HEADINGS: &str = "code,description,agency,unit,value_gbp,price_year,source";

fn problems(text: &str) -> Vec<String> {
    let problems = Catalogue::from_csv(text).unwrap_err();
    problems.0.iter().map(ToString::to_string).collect()
}

#[test]
fn the_standard_rows() {
    let standard = Catalogue::standard();
    assert_eq!(standard.rows().len(), 16);
    let prison = standard.get("prison_week").unwrap();
    assert_eq!(prison.value, amount("629.1538"));
    assert_eq!(
        (prison.agency.as_str(), prison.price_year.as_str()),
        ("MoJ", "2020/21")
    );
    assert_eq!(
        standard.get("helicopter"),
        Err(MissingCode("helicopter".to_owned()))
    );
    assert_eq!(Catalogue::implied().rows().len(), 2);
}

#[test]
fn every_problem_is_named_by_row_and_column() {
    let text = format!(
        "{HEADINGS}\n\
         ae,A&E,NHS,incident,166.00,2019,Unit Cost Database\n\
         GP visit,GP,NHS,incident,\"1,032\",2019,Unit Cost Database\n\
         \n\
         ae,A&E again,,incident,-5,2019,=cmd()\n\
         police,Police,police,incident,0.1234567,2019,Unit Cost Database,extra\n"
    );
    assert_eq!(
        problems(&text),
        [
            "unit costs, row 3, column value_gbp: must be pounds in plain digits, for example \
             39141.00",
            "unit costs, row 3, column code: must be 1 to 60 lower-case letters, digits and \
             underscores, for example foster_care_year",
            "unit costs, row 5, column value_gbp: must be pounds in plain digits, for example \
             39141.00",
            "unit costs, row 5, column agency: must not be empty",
            "unit costs, row 5, column source: must not begin with =, +, - or @: a spreadsheet \
             would run it",
            "unit costs, row 5, column code: ae is already in row 2",
            "unit costs, row 6: there are more cells than headings",
            "unit costs, row 6, column value_gbp: must be from 0 to 100000000 with at most 6 \
             decimal places, and is 0.1234567",
        ]
    );
}

#[test]
fn rows_are_those_a_spreadsheet_shows_with_windows_line_ends_too() {
    let good = "ae,A&E,NHS,incident,166.00,2019,a source";
    let bad = "gp,GP,NHS,incident,free,2019,a source";
    for end in ["\n", "\r\n"] {
        let text = [HEADINGS, good, "", "", bad, ""].join(end);
        assert_eq!(
            problems(&text),
            [
                "unit costs, row 5, column value_gbp: must be pounds in plain digits, for example \
              39141.00"
            ]
        );
    }
}

#[test]
fn headings_are_exact() {
    assert_eq!(
        problems("code,description,agency,unit,price,price_year,code\n"),
        [
            "unit costs, column price: is not a heading here; allowed are code, description, \
             agency, unit, value_gbp, price_year, source and note",
            "unit costs, column code: is there twice",
            "unit costs, column value_gbp: is missing",
            "unit costs, column source: is missing",
        ]
    );
    assert_eq!(problems(""), ["unit costs: there is no row of headings"]);
}

#[test]
fn a_spreadsheet_s_csv_is_read() {
    let text = "\u{feff}Source,Note,Code,description,agency,unit,value_gbp,price_year\r\n\
         HMPPS,\"per week, average\",prison_week,Prison,MoJ,week, 629.1538 ,2020/21\r\n\
         ,,,,,,,\r\n";
    let catalogue = Catalogue::from_csv(text).unwrap();
    let row = catalogue.get("prison_week").unwrap();
    assert_eq!(row.value, amount("629.1538"));
    assert_eq!(row.note, "per week, average");
    assert_eq!(Catalogue::from_csv(&catalogue.to_csv()).unwrap(), catalogue);
}

#[test]
fn the_cells_of_a_sheet_are_read_by_the_same_rules() {
    let headings: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
    let row = |value: &str| -> Vec<String> {
        ["ae", "A&E", "NHS", "incident", value, "2019", "a source"]
            .map(str::to_owned)
            .into()
    };
    let good = row("166");
    let catalogue = Catalogue::from_cells(&headings, [(4, good.as_slice())]).unwrap();
    assert_eq!(catalogue.rows().len(), 1);
    let bad = row("about 166");
    let error = Catalogue::from_cells(&headings, [(4, bad.as_slice())]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("unit costs, row 4, column value_gbp:"),
        "{error}"
    );
}

#[test]
fn a_digest_changes_with_anything_that_matters() {
    let standard = Catalogue::standard();
    let changed = |change: &dyn Fn(&mut Vec<costs::UnitCost>)| {
        let mut rows = standard.rows().to_vec();
        change(&mut rows);
        Catalogue::new(rows).unwrap().digest()
    };
    assert_eq!(
        standard.digest(),
        "b6c3c4740ec06774b43b55edb744859be3e56e62594e8c773d449e452037740c"
    );
    assert_eq!(changed(&|rows| rows.reverse()), standard.digest());
    assert_eq!(
        changed(&|rows| rows[0].value = amount("39141")),
        standard.digest()
    );
    assert_ne!(
        changed(&|rows| rows[0].value = amount("39141.01")),
        standard.digest()
    );
    assert_ne!(
        changed(&|rows| rows[0].note = "seen".to_owned()),
        standard.digest()
    );
    // The same characters in other fields are another catalogue.
    let moved = changed(&|rows| {
        rows[0].agency = "local".to_owned();
        rows[0].unit = "authoritychild".to_owned();
    });
    let together = changed(&|rows| {
        rows[0].agency = "localauthority".to_owned();
        rows[0].unit = "child".to_owned();
    });
    assert_ne!(moved, together);
}

#[test]
fn rows_made_elsewhere_obey_the_same_rules() {
    let mut rows = Catalogue::standard().rows().to_vec();
    rows[3].value = amount("-1");
    rows[5].code = "ae".to_owned();
    let problems = Catalogue::new(rows).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "unit costs, row 5, column value_gbp: must be from 0 to 100000000 with at most 6 decimal \
         places, and is -1\n\
         unit costs, row 9, column code: ae is already in row 7"
    );
}
