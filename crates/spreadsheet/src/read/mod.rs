//! Reading a workbook, a CSV file or a folder of CSV files into the same plain sheets of cells.
//!
//! Nothing is interpreted here beyond what the file itself says: which texts are headings, answers or
//! mistakes is for the layer that knows the data dictionary. What the file says badly (a formula that was
//! never calculated, an error value) stays visible as a kind of cell of its own.

mod csv;
mod files;
mod xlsx;

use std::{borrow::Cow, path::Path};

use calendar::Date;

use crate::{
    Place,
    bounds::{Limits, Refused},
};

/// A file that was read: its sheets, and the digest by which a report can name the very data it used.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The sheets in the order of the workbook, or of file names in a folder.
    pub sheets: Vec<Sheet>,
    /// SHA-256 of the input in lower-case hexadecimal. Of a workbook or a CSV file: of its bytes. Of a folder:
    /// of each CSV file's name and content in the order of names, each preceded by its length in bytes as
    /// eight bytes, least significant first.
    pub digest: String,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name on its tab; for a CSV file, the file name without `.csv`.
    pub name: String,
    /// Whether a person sees it when they open the workbook.
    pub visibility: Visibility,
    /// The rows that have any cell, downwards. Rows without cells are not here: see [`SheetRow::number`].
    pub rows: Vec<SheetRow>,
}

/// Whether a person sees a sheet when they open the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Shown as a tab.
    Visible,
    /// Hidden: people forget that it is there, so whoever imports it is to be told.
    Hidden,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// The number at the left of the row, from 1, as a person sees it.
    pub number: u32,
    /// The cells from column A to the last that is not empty. Rows of a sheet differ in length.
    pub cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, as typed: spaces are not trimmed. Every cell of a CSV file that is not empty is text.
    Text(String),
    /// A number: XLSX keeps every number as a 64-bit float.
    Number(f64),
    /// A day. A time of day kept with it is dropped; times without a day are [`Cell::Number`].
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#REF!`: always a problem.
    Error(String),
    /// A formula that was never calculated, so that nobody knows its value: always a problem.
    NotCalculated,
}

impl Workbook {
    /// Reads the workbook (`.xlsx`), CSV file or folder of CSV files at `path`.
    ///
    /// What the file is, is judged by its content, not its name. Of a folder, the files whose names end in
    /// `.csv` are read, each as one sheet; folders within it are not entered.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, Refused> {
        files::open(path, limits)
    }

    /// Reads a workbook or CSV file that was sent as bytes; `name` is the file name it came with.
    pub fn from_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Refused> {
        files::from_bytes(name, bytes, limits)
    }

    /// Reads CSV files that were sent together, each with its file name, as a folder of them is read.
    pub fn from_files(files: &[(&str, &[u8])], limits: &Limits) -> Result<Self, Refused> {
        files::from_files(files, limits)
    }

    /// The first sheet of that name, whatever the case of its letters and spaces around it.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        let wanted = name.trim().to_lowercase();
        self.sheets
            .iter()
            .find(|sheet| sheet.name.trim().to_lowercase() == wanted)
    }
}

impl SheetRow {
    /// The cell in a column counted from 0; cells beyond the end of the row are empty.
    pub fn cell(&self, column: u32) -> &Cell {
        self.cells.get(column as usize).unwrap_or(&Cell::Empty)
    }

    /// The place of this row's cell in a column counted from 0, such as "C12".
    pub fn place(&self, column: u32) -> Place {
        Place {
            row: self.number,
            column,
        }
    }
}

impl Cell {
    /// The cell as a person would read it: numbers in their shortest form, dates as `2022-08-30`.
    ///
    /// Empty text for an empty cell and for a formula that was not calculated.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::NotCalculated => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Whether the cell is empty, or has only spaces.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// What is still allowed while sheets are built, across all of them.
///
/// The bounds were checked on the bytes; this second count is of what is really kept.
struct Budget<'a> {
    limits: &'a Limits,
    cells: u64,
    text_bytes: u64,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            cells: 0,
            text_bytes: 0,
        }
    }

    /// Asks whether a cell at `place` of `sheet` may be kept.
    fn place(&self, sheet: &str, place: Place) -> Result<(), Refused> {
        let Limits { rows, columns, .. } = *self.limits;
        if place.row > rows || place.column >= columns {
            return Err(Refused::TooFar {
                sheet: sheet.to_owned(),
                place,
                rows,
                columns,
            });
        }
        Ok(())
    }

    fn take_cells(&mut self, count: u64) -> Result<(), Refused> {
        self.cells += count;
        if self.cells > self.limits.cells {
            return Err(Refused::TooManyCells {
                limit: self.limits.cells,
            });
        }
        Ok(())
    }

    fn take_text(&mut self, length: usize) -> Result<(), Refused> {
        self.text_bytes += length as u64;
        if self.text_bytes > self.limits.text_bytes {
            return Err(Refused::TooMuchText {
                limit: self.limits.text_bytes,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
