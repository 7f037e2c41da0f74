#![doc = include_str!("../README.md")]

pub mod csv;
pub mod entry;
pub mod form;
pub mod workbook;

use std::path::PathBuf;

/// Something that reads what strangers send: it is given bytes, and panics if they find a mistake.
pub type Look = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Look); 4] = [
    ("workbook", workbook::look),
    ("csv", csv::look),
    ("entry", entry::look),
    ("form", form::look),
];

/// What a target begins with.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "workbook" => workbook::seeds(),
        "csv" => csv::seeds(),
        "entry" => entry::seeds(),
        "form" => form::seeds(),
        _ => Vec::new(),
    }
}

/// A place in the tree.
pub(crate) fn tree(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}
