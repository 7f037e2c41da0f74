//! The whole output for the pilot, and the catalogue, as kept in the tree.

use crate::pilot::evaluation;

#[test]
fn the_pilots_evaluation() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&evaluation()).unwrap());
}

#[test]
fn the_pilots_checks() {
    let checks = evaluation().checks;
    insta::assert_snapshot!(serde_json::to_string_pretty(&checks).unwrap());
}

#[test]
fn the_catalogue_of_measures() {
    insta::assert_snapshot!(evaluation::measures_document());
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let bytes = || serde_json::to_vec(&evaluation()).unwrap();
    assert_eq!(bytes(), bytes());
}
