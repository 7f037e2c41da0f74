//! The row of headings of a sheet.

use record::Sheet;

use crate::read::{self, SheetRow, Workbook};

/// How far down a heading row is looked for: banners, keys and dates of printing stand above it.
const DEEPEST: usize = 30;

/// A heading and its column, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) at: u32,
    pub(crate) text: String,
}

/// The headings of a row, from left to right, each on one line; cells without words are passed over.
pub(crate) fn headings(row: &SheetRow) -> Vec<Heading> {
    let words = row.cells.iter().zip(0..).map(|(cell, at)| Heading {
        at,
        text: one_line(&cell.shown()),
    });
    words.filter(|heading| !heading.text.is_empty()).collect()
}

/// A text with single spaces and no line ends.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row, among those where headings can be, that scores highest; the upper of two that score the same.
pub(crate) fn best_row(
    sheet: &read::Sheet,
    score: impl Fn(&[Heading]) -> usize,
) -> Option<(&SheetRow, usize)> {
    let mut best: Option<(&SheetRow, usize)> = None;
    for row in sheet.rows.iter().take(DEEPEST) {
        let found = score(&headings(row));
        if found > best.map_or(0, |(_, most)| most) {
            best = Some((row, found));
        }
    }
    best
}

/// The row of a sheet with the dictionary's own codes as headings.
pub(crate) fn by_codes(sheet: &read::Sheet, of: Sheet) -> Option<&SheetRow> {
    let codes = |headings: &[Heading]| {
        let own = headings.iter().filter(|h| of.field(&h.text).is_some());
        own.count()
    };
    best_row(sheet, codes).map(|(row, _)| row)
}

/// Whether a mapping is needed: false only for a workbook whose three sheets have the dictionary's own names
/// and no headings but its own.
pub fn is_needed(workbook: &Workbook) -> bool {
    !Sheet::ALL.into_iter().all(|of| {
        let row = workbook
            .sheet(of.name())
            .and_then(|sheet| by_codes(sheet, of));
        row.is_some_and(|row| headings(row).iter().all(|h| of.field(&h.text).is_some()))
    })
}
