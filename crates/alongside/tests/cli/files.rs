//! Files a person asks for: the evaluation in its forms, a mapping, the template.

use calendar::Date;
use rust_xlsxwriter::Workbook;
use serde_json::{Value as Json, json};

use crate::data;
use crate::program::Folder;

const AS_AT: &str = "--as-at 2022-08-30";

#[test]
fn an_evaluation_is_written_in_every_form() {
    let folder = Folder::new();
    data::put_pilot(&folder);
    let evaluate = |words: &str| folder.run(&format!("evaluate csv {AS_AT} {words}")).done();

    let whole = evaluate("");
    assert_eq!(evaluate("--out whole.json"), "");
    assert_eq!(folder.read("whole.json"), whole);

    let page = evaluate("--format html");
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(page.contains("data-figure=\"t5.alcohol.clo\""));

    assert_eq!(evaluate("--format xlsx --out whole.xlsx"), "");
    assert!(
        std::fs::read(folder.path("whole.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );

    let figures = evaluate("--format csv");
    let ids = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("\"t5.alcohol.clo\","))
            .count()
    };
    assert_eq!(ids(&figures), 1, "{figures}");
    assert_eq!(evaluate("--format csv --out tables"), "");
    assert_eq!(folder.read("tables/figures.csv"), figures);
    assert!(std::fs::read_dir(folder.path("tables")).unwrap().count() > 1);
}

#[test]
fn the_empty_workbook_reads_back_without_a_problem() {
    let folder = Folder::new();
    folder.run("template --out empty.xlsx").done();
    let evaluation = folder.run(&format!("evaluate empty.xlsx {AS_AT}")).done();
    let evaluation: Json = serde_json::from_str(&evaluation).unwrap();
    let figures = evaluation["figures"].as_array().unwrap();
    let families = figures.iter().find(|figure| figure["id"] == "fam.total");
    assert_eq!(families.unwrap()["value"], 0);
    assert_eq!(
        folder
            .run("import empty.xlsx --database sqlite:store.db --key-file store.key")
            .done(),
        "0 families added, 0 here already; 0 children and 0 emergency sessions in the workbook\n"
    );
}

/// As a team keeps it: a banner, headings in words, its own words for answers and a column of its own.
fn own_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let names = ["Families 20-22", "Young people", "ES log"];
    for (sheet, name) in data::SHEETS.iter().zip(names) {
        let to = workbook.add_worksheet().set_name(name).unwrap();
        to.write(0, 0, "Team data return 2020-22").unwrap();
        let text = data::csv(sheet);
        for (row, line) in (2..).zip(text.lines()) {
            let is_heading = row == 2;
            to.write(row, 0, if is_heading { "Worker" } else { "AB" })
                .unwrap();
            for (column, cell) in (1..).zip(line.split(',')) {
                let cell = if is_heading {
                    heading(cell)
                } else {
                    answer(cell)
                };
                to.write(row, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn heading(code: &str) -> String {
    let words = match (code.strip_suffix("_ref"), code.strip_suffix("_clo")) {
        (Some(words), _) => format!("{words} (Referral)"),
        (_, Some(words)) => format!("{words} (Closure)"),
        _ => code.to_owned(),
    };
    words.replace('_', " ")
}

fn answer(text: &str) -> String {
    if let Ok(day) = text.parse::<Date>() {
        return calendar::day::in_words(day);
    }
    match text {
        "yes" => "Y",
        "no" => "N",
        "unknown" => "NK",
        "CPP" => "CP",
        "" => "-",
        _ => text,
    }
    .to_owned()
}

#[test]
fn a_teams_own_workbook_gives_the_same_figures_once_its_questions_are_answered() {
    let folder = Folder::new();
    data::put_pilot(&folder);
    folder.write("own.xlsx", own_workbook());
    folder.run(&format!("evaluate own.xlsx {AS_AT}")).failed(2);
    assert_eq!(folder.run("mapping own.xlsx --out mapping.json").done(), "");
    let proposed = folder.read("mapping.json");
    assert_eq!(folder.run("mapping own.xlsx").done(), proposed);

    let with_mapping = format!("evaluate own.xlsx {AS_AT} --mapping mapping.json");
    let open = folder.run(&with_mapping).failed(2);
    assert!(
        open.contains(r#""-" is still to be answered in the mapping file"#),
        "{open}"
    );

    let mut mapping: Json = serde_json::from_str(&proposed).unwrap();
    let mut own_columns = 0;
    for sheet in data::SHEETS {
        for column in mapping[sheet]["columns"].as_array_mut().unwrap() {
            let column = column.as_object_mut().unwrap();
            if column.get("field") == Some(&Json::Null) {
                column.remove("field");
                column.insert("ignore".to_owned(), json!(true));
                own_columns += 1;
            }
            let values = column.get_mut("values").and_then(Json::as_object_mut);
            for value in values.into_iter().flat_map(|values| values.values_mut()) {
                if value.is_null() {
                    *value = json!("not_applicable");
                }
            }
        }
    }
    assert_eq!(own_columns, 3, "the column Worker of each sheet");
    folder.write("mapping.json", mapping.to_string());
    let own = folder.run(&with_mapping).done();
    let clean = folder.run(&format!("evaluate csv {AS_AT}")).done();
    for (own, clean) in own.lines().zip(clean.lines()) {
        assert!(
            own == clean || own.contains("data_sha256"),
            "{own}\n{clean}"
        );
    }
    assert_eq!(own.len(), clean.len());
}
