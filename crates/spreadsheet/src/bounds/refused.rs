//! Why a file was not read, and what to do about it.

use std::io;

use crate::Place;

/// A file that was not read. Each message says what is wrong and what to do, to the person who has the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The operating system would not give us the file.
    #[error("{name} could not be read ({kind}). Check that it exists and that you may open it.")]
    Unreadable {
        /// The file or folder.
        name: String,
        /// What the operating system said.
        kind: io::ErrorKind,
    },
    /// The file has no bytes.
    #[error(
        "The file is empty (0 bytes). It may not have finished copying: copy or export it again."
    )]
    Empty,
    /// The file, or the files of a folder together, are over [`super::Limits::file_bytes`].
    #[error(
        "The file is {}, and the limit is {}. Remove pictures and sheets that are not needed, or split it.",
        megabytes(*.actual),
        megabytes(*.limit)
    )]
    TooLarge {
        /// Bytes in the file.
        actual: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The first bytes are those of something else.
    #[error(
        "This is not a spreadsheet but {found}. In your spreadsheet program, save it as an Excel workbook (.xlsx) or as CSV UTF-8."
    )]
    NotAWorkbook {
        /// What it looks like, with its article.
        found: &'static str,
    },
    /// An OLE compound file: either the old `.xls` or an encrypted workbook.
    #[error(
        "The workbook is protected by a password, or is in the old .xls format. Save it as an Excel workbook (.xlsx) without a password."
    )]
    ProtectedOrOld,
    /// The zip container or a part of it cannot be read.
    #[error(
        "The workbook is damaged ({what}). Open it in your spreadsheet program and save it again as .xlsx; if it does not open there, ask for a new copy."
    )]
    Damaged {
        /// What could not be read.
        what: String,
    },
    /// More parts in the container than [`super::Limits::parts`].
    #[error(
        "The workbook has more than {} parts inside it, which no ordinary workbook has. Copy the sheets into a new workbook and save that.", grouped(*.limit as u64)
    )]
    TooManyParts {
        /// Parts allowed.
        limit: usize,
    },
    /// Unzips to more than [`super::Limits::unzipped_bytes`].
    #[error("The workbook unpacks to more than {}, which is more than can safely be read. Copy only the rows that are needed into a new workbook and save that.", megabytes(*.limit))]
    UnpacksTooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// A part is itself a zip file.
    #[error(
        "The workbook holds another zipped file ({part}), such as an embedded document. Remove embedded files and save it again."
    )]
    Nested {
        /// The part.
        part: String,
    },
    /// A part has a name that leads outside the workbook, or is a link.
    #[error(
        "The workbook has a part with a name that leads outside it ({part}). It was not made by a spreadsheet program: ask where it came from before opening it."
    )]
    StrangePath {
        /// The part.
        part: String,
    },
    /// A part declares a document type or entities.
    #[error(
        "The workbook declares a document type or entities (in {part}), which spreadsheet programs never do. Ask where it came from before opening it."
    )]
    Declaration {
        /// The part.
        part: String,
    },
    /// A cell, or the used area, lies beyond [`super::Limits::rows`] or [`super::Limits::columns`].
    #[error(
        "There is a cell at {place} (in {sheet}), beyond the {} rows and {} columns that can be read. Delete the unused rows and columns after the table and save it again.", grouped((*.rows).into()), grouped((*.columns).into())
    )]
    TooFar {
        /// The part or file.
        sheet: String,
        /// The cell.
        place: Place,
        /// Rows allowed.
        rows: u32,
        /// Columns allowed.
        columns: u32,
    },
    /// More cells than [`super::Limits::cells`].
    #[error(
        "The sheets have more than {} cells between them. Delete sheets and columns that are not needed, or split the file.", grouped(*.limit)
    )]
    TooManyCells {
        /// Cells allowed.
        limit: u64,
    },
    /// More text in the cells than [`super::Limits::text_bytes`].
    #[error("The cells hold more than {} of text. Delete columns that are not needed, or split the file.", megabytes(*.limit))]
    TooMuchText {
        /// Bytes allowed.
        limit: u64,
    },
    /// More fonts, styles and names than [`super::Limits::settings`].
    #[error(
        "The workbook has more than {} styles, fonts and names. Copy the values into a new workbook and save that.", grouped(*.limit)
    )]
    TooManySettings {
        /// Settings allowed.
        limit: u64,
    },
    /// A CSV file with text that is not UTF-8.
    #[error(
        "{sheet}, cell {place}: the text is not UTF-8, so letters such as é or £ would be read wrongly. Save it as \"CSV UTF-8 (comma delimited)\"."
    )]
    NotUtf8 {
        /// The sheet.
        sheet: String,
        /// The first such cell.
        place: Place,
    },
    /// A CSV file in which a quotation mark is never closed.
    #[error(
        "{sheet}, cell {place}: a quotation mark opens here and is never closed. Close it, or save the file again from a spreadsheet program."
    )]
    OpenQuote {
        /// The sheet.
        sheet: String,
        /// Where it opens.
        place: Place,
    },
    /// A CSV file whose cells are not parted by commas.
    #[error(
        "{sheet}: the cells are parted by {found}, not commas. Save it as \"CSV UTF-8 (comma delimited)\"."
    )]
    NotCommas {
        /// The sheet.
        sheet: String,
        /// "semicolons" or "tabs".
        found: &'static str,
    },
    /// A folder without CSV files.
    #[error(
        "There is no CSV file in the folder {name}. Give a workbook (.xlsx), a CSV file or a folder of CSV files."
    )]
    NoCsv {
        /// The folder.
        name: String,
    },
}

impl Refused {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn unreadable(path: &std::path::Path, error: &io::Error) -> Self {
        Self::Unreadable {
            name: path.display().to_string(),
            kind: error.kind(),
        }
    }
}

/// Bytes in the unit people know, rounded up so that a file over the limit never reads as equal to it.
fn megabytes(bytes: u64) -> String {
    const MEGABYTE: u64 = 1_000_000;
    if bytes < MEGABYTE {
        format!("{} bytes", grouped(bytes))
    } else {
        let tenths = bytes.div_ceil(MEGABYTE / 10);
        match tenths % 10 {
            0 => format!("{} MB", tenths / 10),
            tenth => format!("{}.{tenth} MB", tenths / 10),
        }
    }
}

/// A count with commas, as people write it: 1,100,000.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A name from inside a file, made safe to print: no control characters, not too long.
pub(crate) fn printable(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = name
        .chars()
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .take(LONGEST)
        .collect();
    if name.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}
