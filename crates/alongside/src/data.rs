//! The data a command is given: a workbook, or a folder of CSV files.

use std::path::Path;

use evaluation::Cohort;
use spreadsheet::fast::{self, FastLimits, FastRead};
use spreadsheet::{Limits, Refused, Rows, Workbook};

use crate::files;
use crate::outcome::Problems;

/// What was read, in one of two ways that mean the same.
pub(crate) enum Data {
    /// A folder in the dictionary's own words, coded straight into columns.
    Plain(Box<FastRead>),
    /// Anything else, row by row.
    Careful(Rows, Workbook),
}

impl Data {
    /// The digest of the file or folder.
    pub(crate) fn digest(&self) -> &str {
        match self {
            Self::Plain(read) => &read.digest,
            Self::Careful(_, workbook) => &workbook.digest,
        }
    }

    /// What is counted.
    pub(crate) fn into_cohort(self) -> Cohort {
        match self {
            Self::Plain(read) => read.cohort,
            Self::Careful(rows, _) => rows.cohort(),
        }
    }
}

/// Reads the data at `path`. What a folder has that is not plain is told by the careful path, which
/// names every problem; only of a folder too large for it is no more than the first place known.
pub(crate) fn read(path: &Path, mapping: Option<&Path>) -> anyhow::Result<Data> {
    if mapping.is_none() && path.is_dir() {
        match fast::cohort(path, &FastLimits::default()) {
            Ok(read) => return Ok(Data::Plain(Box::new(read))),
            Err(not_plain) => {
                let refused = Workbook::open(path, &Limits::default()).err();
                if let Some(Refused::TooLarge { .. } | Refused::TooFar { .. }) = refused {
                    return Err(Problems::one(format!("{}: {not_plain}", path.display())));
                }
            }
        }
    }
    let workbook = files::open(path)?;
    let mapping = mapping.map(files::read_mapping).transpose()?;
    let rows = files::rows(&workbook, mapping.as_ref())?;
    Ok(Data::Careful(rows, workbook))
}
