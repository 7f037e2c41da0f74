//! Writing tables as CSV and as workbooks.
//!
//! Both are opened by people in a spreadsheet program, so text from cases must never run there as a
//! formula, and nothing may be in the file that cannot be seen in it: no hidden sheets, no names of people
//! or programs in its properties.

mod csv;
mod safe;
mod xlsx;

use calendar::Date;

pub use safe::without_formula;
pub use xlsx::to_xlsx;

use crate::Place;

/// A table to be written: one CSV file, or one sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What the table shows. In a workbook it stands above the table and names the sheet, shortened if it
    /// must be; a CSV file has no place for it.
    pub title: String,
    /// What a reader must know, such as the base or what was withheld; empty if nothing. Not in CSV.
    pub note: String,
    /// The columns from left to right.
    pub columns: Vec<ColumnHead>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<OutCell>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnHead {
    /// The heading.
    pub title: String,
    /// How its numbers are shown.
    pub kind: ColumnKind,
}

impl ColumnHead {
    /// A heading over cells of that kind.
    pub fn new(title: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            title: title.into(),
            kind,
        }
    }
}

/// What a column is for. A cell of another kind may stand in it, such as "fewer than 5" among numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with that many decimal places.
    Decimal {
        /// Digits after the point.
        places: u8,
    },
    /// Percentages with that many decimal places.
    Percent {
        /// Digits after the point.
        places: u8,
    },
    /// Pounds and pence.
    Money,
    /// Days.
    Date,
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum OutCell {
    /// Nothing.
    Empty,
    /// Words, which are never taken for a formula or a number.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number; one that is not finite is left empty.
    Decimal(f64),
    /// A percentage: 18.2 is 18.2%. In CSV it is the bare number 18.2; one that is not finite is left empty.
    Percent(f64),
    /// An amount in pence.
    Money(i64),
    /// A day.
    Date(Date),
}

impl OutCell {
    /// Words in a cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A text is longer than a cell of a workbook can hold.
    #[error(
        "{sheet}, cell {place}: the text has {length} characters, and a cell of a workbook holds at most 32,767. Write it as CSV instead."
    )]
    TextTooLong {
        /// The sheet.
        sheet: String,
        /// The cell.
        place: Place,
        /// Characters in it.
        length: usize,
    },
    /// More rows or columns than a sheet of a workbook can hold.
    #[error(
        "{sheet}: a sheet of a workbook holds at most 1,048,576 rows and 16,384 columns. Write it as CSV instead."
    )]
    TooLarge {
        /// The sheet.
        sheet: String,
    },
    /// The workbook could not be put together.
    #[error("The workbook could not be written: {0}")]
    Failed(#[from] rust_xlsxwriter::XlsxError),
}
