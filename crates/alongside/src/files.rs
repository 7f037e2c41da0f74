//! Files a person gives or asks for: workbooks, mappings, the template.

use std::fmt::Display;
use std::path::Path;

use anyhow::Context;
use spreadsheet::{Limits, Refused, Workbook, mapping};

use crate::cli::{Mapping, Template};
use crate::outcome::{self, Problems};

/// Bytes of the longest mapping file that is read: far more than any workbook's headings and words come to.
const LONGEST_MAPPING: u64 = 10_000_000;

/// Opens a workbook, with a plain reason if it cannot be.
pub(crate) fn open(path: &Path) -> anyhow::Result<Workbook> {
    Workbook::open(path, &Limits::default()).map_err(|refused| match refused {
        // These name the file themselves.
        Refused::Unreadable { .. } | Refused::NoCsv { .. } => Problems::one(refused),
        _ => Problems::one(format!("{}: {refused}", path.display())),
    })
}

/// Reads a mapping file.
pub(crate) fn read_mapping(path: &Path) -> anyhow::Result<mapping::Mapping> {
    let unreadable =
        |why: &dyn Display| Problems::one(format!("{} cannot be read: {why}", path.display()));
    let length = std::fs::metadata(path)
        .map_err(|error| unreadable(&error))?
        .len();
    if length > LONGEST_MAPPING {
        return Err(unreadable(&"it is too long to be a mapping file"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    mapping::Mapping::parse(&text)
        .map_err(|error| Problems::one(format!("{}: {error}", path.display())))
}

pub(crate) fn mapping(asked: &Mapping) -> anyhow::Result<()> {
    let workbook = open(&asked.workbook)?;
    let proposal = mapping::propose(&workbook);
    write(
        asked.out.as_deref(),
        proposal.mapping().to_json().as_bytes(),
    )
}

pub(crate) fn template(asked: &Template) -> anyhow::Result<()> {
    let bytes = spreadsheet::template()?;
    write(Some(&asked.out), &bytes)
}

/// Writes to a file, or to standard output if there is none.
pub(crate) fn write(out: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match out {
        Some(path) => std::fs::write(path, bytes)
            .with_context(|| format!("{} could not be written", path.display())),
        None => outcome::print(bytes),
    }
}

/// The rows of a workbook, or every problem in it.
pub(crate) fn rows(
    workbook: &Workbook,
    mapping: Option<&mapping::Mapping>,
) -> anyhow::Result<spreadsheet::Rows> {
    let rows = spreadsheet::read_rows(workbook, mapping).map_err(Problems::one)?;
    for note in &rows.notes {
        outcome::say(&format!("note: {note}"));
    }
    Ok(rows)
}
