//! Bad input of every kind: named in words, with status 2, nothing printed, nothing made and nothing brought in.

use std::fmt::Write as _;

use rust_xlsxwriter::{Formula, Workbook};

use crate::data;
use crate::program::Folder;

/// The reference of the first family's session.
const SESSION: &str = "E011";
const NEW: &str = "--database sqlite:new.db --key-file new.key";

/// What `evaluate` says of an input, which `import` says as well.
fn refused(folder: &Folder, input: &str) -> String {
    let said = folder
        .run_in_little_memory(&format!("evaluate {input} --as-at 2022-08-30"))
        .failed(2);
    assert_eq!(only_import_refuses(folder, input), said, "{input}");
    said
}

/// What `import` says of an input.
fn only_import_refuses(folder: &Folder, input: &str) -> String {
    let before = folder.names();
    let said = folder
        .run_in_little_memory(&format!("import {input} {NEW}"))
        .failed(2);
    assert_eq!(folder.names(), before, "{input}");
    said
}

/// A workbook with the headings of the dictionary and a family, for `more` to change.
fn workbook(more: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheets = [
        ("families", ["family_id", "case_status", "referral_date"]),
        ("children", ["child_id", "family_id", "case_status"]),
        ("emergency_sessions", ["session_id", "family_id", "date"]),
    ];
    for (name, headings) in sheets {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, headings).unwrap();
    }
    let families = workbook.worksheet_from_name("families").unwrap();
    families
        .write_row(1, 0, ["F001", "open", "2021-03-10"])
        .unwrap();
    more(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn files_that_are_no_workbook_or_too_much_of_one() {
    let folder = Folder::new();
    let pilot = data::workbook();
    let packed = data::half_a_gigabyte_packed();
    let files = [
        ("empty.xlsx", Vec::new()),
        ("large.xlsx", data::zip_with(&packed, 500_000_000)),
        ("understated.xlsx", data::zip_with(&packed, 1_000)),
        (
            "far.xlsx",
            workbook(|book| {
                let families = book.worksheet_from_name("families").unwrap();
                families.write(1_048_575, 16_383, "x").unwrap();
            }),
        ),
        ("renamed.xlsx", b"MZ\x90\x00\x03\x00\x00\x00".repeat(64)),
        (
            "password.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(64),
        ),
        ("half.xlsx", pilot[..pilot.len() / 2].to_vec()),
    ];
    let mut said = String::new();
    for (name, bytes) in &files {
        folder.write(name, bytes);
        said.push_str(&refused(&folder, name));
    }
    std::fs::create_dir(folder.path("nothing")).unwrap();
    for name in ["nothing", "not-there.xlsx"] {
        said.push_str(&refused(&folder, name));
    }
    assert_eq!(said.lines().count(), files.len() + 2, "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn rows_that_are_wrong() {
    let folder = Folder::new();
    let changes = [
        ("an unknown value", "families", ",rented,", ",a flat,"),
        ("a bad date", "families", "2022-07-11", "30/02/2022"),
        ("a missing column", "families", "case_status", "status"),
        ("no reference", "emergency_sessions", SESSION, ""),
    ];
    let mut said = String::new();
    for (what, sheet, from, to) in changes {
        data::put_changed(&folder, "rows", sheet, from, to);
        write!(said, "{what}:\n{}\n", refused(&folder, "rows")).unwrap();
    }
    data::put_small(&folder, "rows", |_, text| {
        let row = text.lines().last().unwrap();
        format!("{text}{row}\n")
    });
    write!(said, "every row twice:\n{}\n", refused(&folder, "rows")).unwrap();
    data::put_small(&folder, "rows", |_, text| text);
    folder.write(
        "rows/children.csv",
        b"child_id,family_id,case_status\nC\xe9,F001,open\n",
    );
    write!(said, "not UTF-8:\n{}\n", refused(&folder, "rows")).unwrap();
    folder.write(
        "formula.xlsx",
        workbook(|book| {
            let families = book.worksheet_from_name("families").unwrap();
            families.write(1, 1, Formula::new("=Z9")).unwrap();
        }),
    );
    write!(said, "a formula:\n{}\n", refused(&folder, "formula.xlsx")).unwrap();
    insta::assert_snapshot!(said);
}

/// A figure can be told without the family of a child; a chronology cannot.
#[test]
fn a_child_of_no_family_is_a_check_of_the_evaluation_and_refused_by_the_import() {
    let folder = Folder::new();
    data::put_changed(&folder, "rows", "children", "C001,F001", "C001,F999");
    let said = only_import_refuses(&folder, "rows");
    let evaluation = folder.run("evaluate rows --as-at 2022-08-30").done();
    let evaluation: serde_json::Value = serde_json::from_str(&evaluation).unwrap();
    let checks = evaluation["checks"].as_array().unwrap();
    let check = checks
        .iter()
        .find(|check| check["id"] == "children.no_family")
        .unwrap();
    assert_eq!(check["rows"], serde_json::json!(["C001"]));
    insta::assert_snapshot!(
        said,
        @r#"children, row 2, column B (family_id): "F999" is not the reference of any family: add the family, or correct the reference"#
    );
}

#[test]
fn mapping_and_unit_cost_files_that_are_not_such() {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    data::put_pilot(&folder);
    folder.write("text.json", "Families are in the first sheet");
    folder.write("other.json", r#"{"schema":"alongside.mapping/1","families":{"sheet":"Cases","heading_row":1},"children":{"ignore":true},"emergency_sessions":{"ignore":true}}"#);
    folder.write("bytes.json", b"\xff\xfe\x00");
    let mut said = String::new();
    for mapping in ["text.json", "other.json", "bytes.json", "gone.json", "rows"] {
        let input = format!("rows --mapping {mapping}");
        write!(said, "{mapping}:\n{}\n", refused(&folder, &input)).unwrap();
    }
    folder.write("short.csv", "code,description\na,b\n");
    folder.write(
        "words.csv",
        "code,description,agency,unit,value_gbp,price_year,source\n\
         care_proceedings_used,Proceedings,local authority,child,a lot,2018/19,a book\n",
    );
    folder.write(
        "lacking.csv",
        "code,description,agency,unit,value_gbp,price_year,source\n\
         care_proceedings_used,Proceedings,local authority,child,39141,2018/19,a book\n",
    );
    for costs in [
        "short.csv",
        "words.csv",
        "lacking.csv",
        "data.xlsx",
        "gone.csv",
    ] {
        let words = format!("evaluate rows --as-at 2022-08-30 --costs {costs}");
        let answer = folder.run(&words).failed(2);
        write!(said, "{costs}:\n{answer}\n").unwrap();
    }
    insta::assert_snapshot!(said);
}
