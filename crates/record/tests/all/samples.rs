//! Stored samples: what was once written must be readable for ever.

use std::collections::BTreeSet;
use std::path::PathBuf;

use record::{AllocationStep, Fact};
use serde_json::Value as Json;

/// Each stored sample as kind, version and body; files are called `KIND.vVERSION.json`.
fn samples() -> Vec<(String, i32, Vec<u8>)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples"));
    let files = std::fs::read_dir(folder).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let (kind, rest) = name.split_once(".v").unwrap();
            let version = rest.strip_suffix(".json").unwrap().parse().unwrap();
            (kind.to_owned(), version, std::fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn every_kind_has_a_sample_of_each_version_up_to_the_present() {
    let stored: BTreeSet<(String, i32)> = samples().into_iter().map(|(k, v, _)| (k, v)).collect();
    let wanted: BTreeSet<(String, i32)> = Fact::KINDS
        .iter()
        .flat_map(|(kind, now)| (1..=*now).map(|version| ((*kind).to_owned(), version)))
        .collect();
    assert_eq!(stored, wanted);
}

#[test]
fn every_sample_is_read_and_the_present_version_written_as_it_was() {
    for (kind, version, body) in samples() {
        let fact = Fact::decode(&kind, version, &body).unwrap();
        assert_eq!(fact.kind(), kind);
        let again = Fact::decode(fact.kind(), fact.version(), &fact.encode()).unwrap();
        assert_eq!(again, fact, "{kind}");
        if fact.version() == version {
            let before: Json = serde_json::from_slice(&body).unwrap();
            let after: Json = serde_json::from_slice(&fact.encode()).unwrap();
            assert_eq!(after, before, "{kind}");
        }
    }
}

/// One sample shows one step; these are the others.
#[test]
fn the_steps_of_an_allocation_are_read_as_they_were_written() {
    let worker = "01890a5d-ac96-774b-bcce-b302099a9001";
    for step in [
        serde_json::json!({"paused": {}}),
        serde_json::json!({"paused": {"look_again": "2021-08-02"}}),
        serde_json::json!("resumed"),
        serde_json::json!({"handed_over": {"to": worker}}),
        serde_json::json!({"converted": {"worker": worker}}),
        serde_json::json!("ended"),
    ] {
        let read: AllocationStep = serde_json::from_value(step.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), step);
    }
}

#[test]
fn what_cannot_be_read_is_said_in_words() {
    let unknown = Fact::decode("seance", 1, b"{}").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "this version of the program does not know entries of kind \"seance\", version 1"
    );
    assert!(Fact::decode("note", 99, b"{}").is_err());
    let body = Fact::decode("note", 1, b"{}").unwrap_err();
    assert_eq!(body.to_string(), "an entry of kind \"note\" cannot be read");
}
