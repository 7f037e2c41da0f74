//! A CSV file as a sheet.
//!
//! Read by hand rather than with the `csv` crate, because that skips blank lines without saying so: the row
//! named in a problem must be the row that a person sees when they open the file.

use memchr::{memchr, memchr3};

use super::{Budget, Cell, Sheet, SheetRow, Visibility};
use crate::{
    Place,
    bounds::{Refused, must_be_text},
};

/// Reads commas, double quotes (doubled inside quotes), and lines ended by LF, CRLF or CR, as RFC 4180 has
/// it. A byte order mark is passed over. Rows may differ in length.
pub(super) fn read(name: String, bytes: &[u8], budget: &mut Budget<'_>) -> Result<Sheet, Refused> {
    must_be_text(bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    must_have_commas(&name, bytes)?;
    let mut reader = Reader { rest: bytes };
    let mut rows = Vec::new();
    let mut number = 1;
    while !reader.rest.is_empty() {
        let mut cells = Vec::new();
        let mut width = 0;
        loop {
            let place = Place {
                row: number,
                column: width,
            };
            budget.place(&name, place)?;
            let (bytes, ending) = reader.cell().ok_or_else(|| Refused::OpenQuote {
                sheet: name.clone(),
                place,
            })?;
            budget.take_text(bytes.len())?;
            let text = String::from_utf8(bytes).map_err(|_| Refused::NotUtf8 {
                sheet: name.clone(),
                place,
            })?;
            cells.push(if text.is_empty() {
                Cell::Empty
            } else {
                Cell::Text(text)
            });
            width += 1;
            if ending == Ending::Row {
                break;
            }
        }
        let kept = cells.iter().rposition(|cell| *cell != Cell::Empty);
        cells.truncate(kept.map_or(0, |last| last + 1));
        budget.take_cells(cells.len() as u64)?;
        if !cells.is_empty() {
            rows.push(SheetRow { number, cells });
        }
        number += 1;
    }
    Ok(Sheet {
        name,
        visibility: Visibility::Visible,
        rows,
    })
}

/// A file parted by semicolons or tabs would be read as one wide column; better to say so.
fn must_have_commas(name: &str, bytes: &[u8]) -> Result<(), Refused> {
    if memchr(b',', bytes).is_some() {
        return Ok(());
    }
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    let found = if memchr(b'\t', first_line).is_some() {
        "tabs"
    } else if memchr(b';', first_line).is_some() {
        "semicolons"
    } else {
        return Ok(());
    };
    Err(Refused::NotCommas {
        sheet: name.to_owned(),
        found,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Cell,
    Row,
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    /// The next cell and what ended it, or `None` if it opens a quote that is never closed.
    fn cell(&mut self) -> Option<(Vec<u8>, Ending)> {
        let mut text = Vec::new();
        if let Some(quoted) = self.rest.strip_prefix(b"\"") {
            self.rest = quoted;
            self.quoted(&mut text)?;
        }
        // After a closing quote nothing but the end of the cell should follow; what does is kept.
        let end = memchr3(b',', b'\n', b'\r', self.rest).unwrap_or(self.rest.len());
        text.extend_from_slice(&self.rest[..end]);
        let (ending, skip) = match self.rest[end..] {
            [b',', ..] => (Ending::Cell, 1),
            [b'\r', b'\n', ..] => (Ending::Row, 2),
            [] => (Ending::Row, 0),
            _ => (Ending::Row, 1),
        };
        self.rest = &self.rest[end + skip..];
        Some((text, ending))
    }

    /// Reads up to and past the closing quote.
    fn quoted(&mut self, text: &mut Vec<u8>) -> Option<()> {
        loop {
            let quote = memchr(b'"', self.rest)?;
            text.extend_from_slice(&self.rest[..quote]);
            self.rest = &self.rest[quote + 1..];
            match self.rest.strip_prefix(b"\"") {
                Some(rest) => {
                    text.push(b'"');
                    self.rest = rest;
                }
                None => return Some(()),
            }
        }
    }
}
