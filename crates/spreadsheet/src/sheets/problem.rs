//! What is wrong in a workbook, where, and what to do about it.

use std::fmt;

use calendar::day::DayError;

use crate::bounds::printable;
use crate::column_letters;

/// The most problems that are listed; beyond it they are counted.
pub(super) const MOST_LISTED: usize = 1_000;

/// Everything that is wrong in a workbook. Nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// The first 1,000, sheet by sheet from top to bottom.
    pub listed: Vec<Problem>,
    /// How many there are.
    pub total: usize,
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    /// One problem a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.listed.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        match self.total - self.listed.len() {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more problems"),
        }
    }
}

impl Problems {
    pub(super) fn push(&mut self, problem: Problem) {
        self.total += 1;
        if self.listed.len() < MOST_LISTED {
            self.listed.push(problem);
        }
    }

    /// The problems if there is one, or else `good`.
    pub(super) fn or<T>(self, good: T) -> Result<T, Self> {
        if self.total == 0 { Ok(good) } else { Err(self) }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The sheet's name in the workbook, or in the dictionary if the workbook has none.
    pub sheet: String,
    /// The row as a person sees it, if it is about one.
    pub row: Option<u32>,
    /// The column counted from 0, if it is about one.
    pub column: Option<u32>,
    /// The heading of the column.
    pub heading: Option<String>,
    /// What is wrong and what to do.
    pub kind: ProblemKind,
}

impl Problem {
    /// A problem of a whole sheet.
    pub(super) fn of_sheet(sheet: &str, kind: ProblemKind) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row: None,
            column: None,
            heading: None,
            kind,
        }
    }

    /// The letters over the column, such as N.
    pub fn letters(&self) -> Option<String> {
        self.column.map(column_letters)
    }
}

impl fmt::Display for Problem {
    /// On one line: "families, row 14, column N (alcohol_ref): …".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.sheet))?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(letters) = self.letters() {
            write!(f, ", column {letters}")?;
        }
        if let Some(heading) = &self.heading {
            write!(f, " ({})", printable(heading))?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// A text of the workbook as it may be shown: on one line and not too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    pub(super) fn new(text: &str) -> Self {
        Self(printable(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            f.write_str("a blank")
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}

/// What can be wrong, each with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The dictionary's sheet is not in the workbook.
    #[error(
        "there is no sheet of this name: add it, with its headings even if it has no rows, or say in a mapping file which sheet it is"
    )]
    NoSheet,
    /// The mapping names a sheet that is not in the workbook.
    #[error("the mapping file names this sheet, and the workbook has none of this name")]
    NoMappedSheet,
    /// The mapping does not say which sheet it is.
    #[error(
        "which sheet of the workbook this is is still to be answered in the mapping file: give its name as \"sheet\", or \"ignore\": true if there is none"
    )]
    SheetToBeAnswered,
    /// Two parts of the mapping name the same sheet.
    #[error("the mapping file gives this sheet twice, as {first} and as {second}")]
    SheetTwice {
        /// The dictionary's first sheet of the two.
        first: &'static str,
        /// The second.
        second: &'static str,
    },
    /// No row has headings of the dictionary.
    #[error(
        "no row has headings of the data dictionary, such as {example}: correct them, or use a mapping file"
    )]
    NoHeadings {
        /// A heading that is expected.
        example: &'static str,
    },
    /// The mapping's row of headings is empty.
    #[error("the mapping file says that the headings are in row {row}, and it is empty")]
    EmptyHeadingRow {
        /// The row.
        row: u32,
    },
    /// A column that every sheet of the kind needs is not there.
    #[error("there is no column {field} ({title}), which every row needs")]
    NoColumn {
        /// Its code.
        field: &'static str,
        /// Its title.
        title: &'static str,
    },
    /// A heading that is not of the dictionary, and no mapping is used.
    #[error(
        "this is not a heading of the data dictionary: correct it, or say in a mapping file which field it is or that it is to be ignored"
    )]
    UnknownHeading,
    /// A heading that the mapping does not have.
    #[error(
        "the mapping file does not have this heading: add it with its \"field\", or with \"ignore\": true"
    )]
    UnmappedHeading,
    /// A heading that the mapping leaves open.
    #[error(
        "this heading is still to be answered in the mapping file: give its \"field\", or \"ignore\": true"
    )]
    HeadingToBeAnswered,
    /// A heading of the mapping that the workbook does not have.
    #[error("the mapping file names this heading, and it is not among the headings in the row")]
    HeadingNotFound,
    /// Two columns have the same heading.
    #[error(
        "column {first} has the same heading: rename one, or tell them apart in a mapping file by \"column\""
    )]
    HeadingTwice {
        /// The letters of the first.
        first: String,
    },
    /// Two columns are the same field.
    #[error("column {first} is {field} already, and a field can be only one column")]
    FieldTwice {
        /// The letters of the first.
        first: String,
        /// The field's code.
        field: &'static str,
    },
    /// Dates that can only be month first, and the mapping does not say so.
    #[error(
        "whether dates such as 12/25/2021 have the day or the month first is still to be answered in the mapping file: set \"dates\" to \"day_first\" or \"month_first\""
    )]
    DatesToBeAnswered,
    /// An error value.
    #[error("the cell shows the error {}: mend its formula, or write the answer itself", .found.as_str())]
    ErrorValue {
        /// The error, such as #REF!.
        found: Shown,
    },
    /// A formula without a result.
    #[error(
        "the cell has a formula that was never calculated: open the file in your spreadsheet program and save it again, or write the answer itself"
    )]
    NotCalculated,
    /// A value that the field does not allow.
    #[error("{found} is not allowed here: {allowed}")]
    NotAllowed {
        /// What was found.
        found: Shown,
        /// What is allowed, in words.
        allowed: String,
    },
    /// Not a date.
    #[error("{why}")]
    NotADate {
        /// Why not, with what was found.
        why: DayError,
    },
    /// A value that the mapping leaves open.
    #[error("{found} is still to be answered in the mapping file: {allowed}")]
    ValueToBeAnswered {
        /// What was found.
        found: Shown,
        /// What is allowed, in words.
        allowed: String,
    },
    /// A row without a reference.
    #[error("the row has no reference: write {allowed}, or clear the whole row")]
    NoReference {
        /// What is allowed, in words.
        allowed: String,
    },
    /// A row with nothing but a reference.
    #[error("the row has {found} and nothing else: fill it in, or clear it if it is only a remark")]
    OnlyReference {
        /// What was found.
        found: Shown,
    },
    /// Two rows with the same reference.
    #[error("{found} is the reference of row {first_row} already: each row needs its own")]
    SameReference {
        /// The reference.
        found: Shown,
        /// The row that had it first.
        first_row: u32,
    },
    /// Only when importing: a child or session whose family is not there.
    #[error("{found} is not the reference of any family: add the family, or correct the reference")]
    NoFamily {
        /// The reference.
        found: Shown,
    },
    /// Only when importing: a session without its date.
    #[error("a session that is brought into the service needs its date, such as 2022-08-30")]
    NoDate,
}
