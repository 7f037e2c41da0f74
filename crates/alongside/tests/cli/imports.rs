//! Bringing a workbook into a service: once, again, and changed.

use serde_json::Value as Json;

use crate::data;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";

#[test]
fn a_workbook_brought_in_again_adds_nothing() {
    let folder = Folder::new();
    data::put_pilot(&folder);
    folder.run(&format!("import data.xlsx {STORE}")).done();
    let written = folder.run(&format!("verify {STORE}")).done();
    // The same rows in other files are the same families.
    for input in ["data.xlsx", "csv"] {
        assert_eq!(
            folder.run(&format!("import {input} {STORE}")).done(),
            "0 families added, 90 here already; 201 children and 168 emergency sessions in the workbook\n"
        );
        assert_eq!(folder.run(&format!("verify {STORE}")).done(), written);
    }
}

#[test]
fn a_changed_workbook_is_refused_with_what_differs_and_nothing_changes() {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    folder.run(&format!("import rows {STORE}")).done();
    let written = folder.run(&format!("verify {STORE}")).done();
    // One family differs and one is new: neither is taken.
    data::put_small(&folder, "changed", |sheet, text| {
        if sheet != "families" {
            return text;
        }
        let row = text.lines().last().unwrap();
        let new = row.replace("F001", "F002");
        format!("{}{new}\n", text.replace(",Clacton/Holland,", ",Harwich,"))
    });
    let said = folder.run(&format!("import changed {STORE}")).failed(2);
    insta::assert_snapshot!(said);
    assert_eq!(folder.run(&format!("verify {STORE}")).done(), written);
}

/// The evaluation of a service has its own name and, unless it is told otherwise, its own prices.
#[test]
fn a_service_has_the_name_it_was_begun_with() {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    for name in ["Seaside", "Hillside"] {
        let words = format!("import rows {STORE} --service {name}");
        folder.run(&words).done();
    }
    let evaluation = folder.run(&format!("evaluate {STORE} --as-at 2022-08-30"));
    let evaluation: Json = serde_json::from_str(&evaluation.done()).unwrap();
    assert_eq!(evaluation["service"], "Seaside");
    assert_eq!(evaluation["as_at"], "2022-08-30");
}
