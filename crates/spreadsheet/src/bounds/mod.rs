//! Looking at the bytes of a file before any parser sees them.
//!
//! A workbook is a zip file of XML parts, and either layer can be made to cost far more to open than its
//! size suggests, or to upset a parser. Everything is therefore streamed through once, in small pieces and
//! under [`Limits`], and refused with a plain reason ([`Refused`]) at the first thing that is out of bounds.
//! Peak memory is a few hundred kilobytes beyond the file itself, whatever the file says about itself.

mod kind;
mod parts;
mod refused;
mod scan;
mod tags;

pub(crate) use kind::must_be_text;
pub use refused::Refused;
pub(crate) use refused::printable;

/// How much is read. The defaults are far above what a team's workbook needs (20,000 rows of 50 columns are
/// one million cells) and far below what would trouble a small server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file, or of all the CSV files of a folder together. Default 50 MB.
    pub file_bytes: u64,
    /// Parts in the zip container of a workbook, and files in a folder. Default 2,000.
    pub parts: usize,
    /// Bytes of all parts when unzipped, both as declared and as found. Default 200 MB.
    pub unzipped_bytes: u64,
    /// Rows of one sheet. Default 1,100,000, just over what Excel itself allows.
    pub rows: u32,
    /// Columns of one sheet. Default 500.
    pub columns: u32,
    /// Cells of all sheets, each row counted from column A to its last cell. Default 5 million.
    pub cells: u64,
    /// Bytes of text in all cells, counting repeated text each time. Default 200 MB.
    pub text_bytes: u64,
    /// Fonts, fills, cell styles, defined names and the like in a workbook. Default 250,000.
    pub settings: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50_000_000,
            parts: 2_000,
            unzipped_bytes: 200_000_000,
            rows: 1_100_000,
            columns: 500,
            cells: 5_000_000,
            text_bytes: 200_000_000,
            settings: 250_000,
        }
    }
}

impl Limits {
    /// Refuses a file that is empty or too large, from its length alone.
    pub(crate) fn check_length(&self, length: u64) -> Result<(), Refused> {
        match length {
            0 => Err(Refused::Empty),
            actual if actual > self.file_bytes => Err(Refused::TooLarge {
                actual,
                limit: self.file_bytes,
            }),
            _ => Ok(()),
        }
    }
}

/// What was seen on the way through a workbook that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inspection {
    /// Bytes that were unzipped to look at every part.
    pub unzipped_bytes: u64,
    /// Cells of all sheets, each row counted from column A to its last cell.
    pub cells: u64,
    /// The workbook asks to be calculated when it is opened: the values stored beside its formulas are
    /// placeholders, which programs that write workbooks leave there, and must not be taken as results.
    pub calculated_on_opening: bool,
    /// Shared texts.
    pub(crate) texts: u64,
    /// Fonts, fills, styles, names.
    pub(crate) settings: u64,
}

/// Looks through the bytes of a workbook, and refuses those that are not one or are out of bounds.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspection, Refused> {
    let mut seen = Inspection::default();
    inspect_into(bytes, limits, &mut seen)?;
    Ok(seen)
}

/// As [`inspect`], but what was seen before a refusal can be asked as well.
pub(crate) fn inspect_into(
    bytes: &[u8],
    limits: &Limits,
    seen: &mut Inspection,
) -> Result<(), Refused> {
    limits.check_length(bytes.len() as u64)?;
    kind::must_be_zip(bytes)?;
    parts::inspect(bytes, limits, seen)
}

#[cfg(test)]
mod tests;
