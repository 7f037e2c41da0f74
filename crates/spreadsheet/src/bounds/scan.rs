//! What the tags of one XML part would cost a parser: cells, shared texts, styles.

use crate::{Place, place::parse_row};

use super::{
    Inspection, Limits, Refused,
    tags::{Ending, Stop, Tags, attribute, local_name},
};

/// How deep elements may stand in each other: parsers keep a record of each that is open. Sheets need five,
/// drawings some dozens.
const DEEPEST: u32 = 500;

/// The scan of one XML part.
pub(super) struct PartScan<'a> {
    tags: Tags,
    sheet: SheetScan<'a>,
}

/// Follows the cells of a part as a parser would.
struct SheetScan<'a> {
    name: &'a str,
    limits: &'a Limits,
    /// Elements that are open.
    depth: u32,
    /// Inside the cells of a sheet; other parts use the same tag names for other things.
    in_cells: bool,
    /// Where the next cell is if it does not say.
    next: Place,
    /// The row that was last charged, and how many cells of it.
    charged: (u32, u32),
}

impl<'a> PartScan<'a> {
    pub(super) fn new(name: &'a str, limits: &'a Limits) -> Self {
        Self {
            tags: Tags::new(),
            sheet: SheetScan {
                name,
                limits,
                depth: 0,
                in_cells: false,
                next: Place { row: 1, column: 0 },
                charged: (0, 0),
            },
        }
    }

    pub(super) fn feed(&mut self, piece: &[u8], seen: &mut Inspection) -> Result<(), Refused> {
        let sheet = &mut self.sheet;
        let fed = self.tags.feed(piece, |tag| sheet.take(tag, seen));
        fed.map_err(|stop| match stop {
            Stop::Declaration => Refused::Declaration {
                part: sheet.name.to_owned(),
            },
            Stop::Damaged => sheet.damaged(),
            Stop::Refused(refused) => refused,
        })
    }

    pub(super) fn finish(self) -> Result<(), Refused> {
        if self.tags.is_between_tags() {
            Ok(())
        } else {
            Err(self.sheet.damaged())
        }
    }
}

impl SheetScan<'_> {
    fn damaged(&self) -> Refused {
        Refused::damaged(format!("{} is not readable XML", self.name))
    }

    fn take(&mut self, tag: &[u8], seen: &mut Inspection) -> Result<(), Refused> {
        let (name, ending) = local_name(tag);
        match ending {
            Ending::Opens if self.depth == DEEPEST => return Err(self.damaged()),
            Ending::Opens => self.depth += 1,
            Ending::Closes => self.depth = self.depth.saturating_sub(1),
            Ending::Both => {}
        }
        match (name, ending) {
            (b"sheetData", _) => self.in_cells = ending == Ending::Opens,
            (b"row", Ending::Closes) if self.in_cells => self.end_row(),
            (_, Ending::Closes) => {}
            (b"row", _) if self.in_cells => {
                if let Some(row) = attribute(tag, b"r") {
                    self.next.row = parse_row(row).ok_or_else(|| self.damaged())?;
                }
                if ending == Ending::Both {
                    self.end_row();
                }
            }
            (b"c", _) if self.in_cells => self.take_cell(tag, seen)?,
            // A shared formula says which cells share it.
            (b"f", _) if self.in_cells => self.check_area(tag)?,
            (b"dimension", _) => self.check_area(tag)?,
            (b"sst", _) => {
                let claimed = attribute(tag, b"uniqueCount").and_then(parse_count);
                self.count_texts(claimed.unwrap_or(0))?;
            }
            (b"si", _) => {
                seen.texts += 1;
                self.count_texts(seen.texts)?;
            }
            (b"calcPr", _) => {
                let asked = attribute(tag, b"fullCalcOnLoad");
                seen.calculated_on_opening |= matches!(asked, Some(b"1" | b"true"));
            }
            (
                b"font" | b"fill" | b"border" | b"xf" | b"numFmt" | b"dxf" | b"sheet"
                | b"definedName" | b"Relationship",
                _,
            ) => {
                seen.settings += 1;
                if seen.settings > self.limits.settings {
                    return Err(Refused::TooManySettings {
                        limit: self.limits.settings,
                    });
                }
                if name == b"Relationship" {
                    self.check_target(tag)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) {
        self.next = Place {
            row: self.next.row.saturating_add(1),
            column: 0,
        };
    }

    /// Charges a cell with all the places of its row up to it, since rows are kept whole from column A.
    fn take_cell(&mut self, tag: &[u8], seen: &mut Inspection) -> Result<(), Refused> {
        let place = match attribute(tag, b"r") {
            Some(reference) => Place::parse(reference).ok_or_else(|| self.damaged())?,
            None => self.next,
        };
        self.check_place(place)?;
        self.next.column = place.column + 1;
        let width = place.column + 1;
        if self.charged.0 == place.row {
            seen.cells += u64::from(width.saturating_sub(self.charged.1));
            self.charged.1 = width.max(self.charged.1);
        } else {
            seen.cells += u64::from(width);
            self.charged = (place.row, width);
        }
        if seen.cells > self.limits.cells {
            return Err(Refused::TooManyCells {
                limit: self.limits.cells,
            });
        }
        Ok(())
    }

    fn check_place(&self, place: Place) -> Result<(), Refused> {
        let Limits { rows, columns, .. } = *self.limits;
        if place.row > rows || place.column >= columns {
            return Err(Refused::TooFar {
                sheet: self.name.to_owned(),
                place,
                rows,
                columns,
            });
        }
        Ok(())
    }

    /// An area such as `A1:F20` must run downwards and to the right, within the limits.
    fn check_area(&self, tag: &[u8]) -> Result<(), Refused> {
        let Some(area) = attribute(tag, b"ref") else {
            return Ok(());
        };
        let corners = area
            .split(|byte| *byte == b':')
            .map(Place::parse)
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| self.damaged())?;
        let (first, last) = match corners[..] {
            [only] => (only, only),
            [first, last] => (first, last),
            _ => return Err(self.damaged()),
        };
        if first.row > last.row || first.column > last.column {
            return Err(self.damaged());
        }
        self.check_place(last)
    }

    fn count_texts(&self, count: u64) -> Result<(), Refused> {
        if count > self.limits.cells {
            return Err(Refused::TooManyCells {
                limit: self.limits.cells,
            });
        }
        Ok(())
    }

    /// A sheet must be stored where [`super::parts`] looks for XML, or it would be parsed unseen.
    fn check_target(&self, tag: &[u8]) -> Result<(), Refused> {
        let kind = attribute(tag, b"Type").unwrap_or_default();
        let target = attribute(tag, b"Target").unwrap_or_default();
        let is_parsed = kind.ends_with(b"/worksheet") || kind.ends_with(b"/officeDocument");
        if is_parsed && !target.to_ascii_lowercase().ends_with(b".xml") {
            return Err(self.damaged());
        }
        Ok(())
    }
}

/// A count of at most 19 digits; anything else is over every limit.
fn parse_count(digits: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok()?;
    Some(digits.trim().parse().unwrap_or(u64::MAX))
}
