//! Bars split into ordered levels, from one side or around a middle.

use crate::drawing::{Anchor, Drawing, Text, Width};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::{Paint, WHITE};
use crate::parts::{RowText, Rows, Sign, legend};
use crate::text::{self, Weight};
use crate::value::{Measure, positive};

/// Bars of equal length whose parts are ordered levels, with the unknown hatched at the end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stacked {
    /// Names of the chart.
    pub caption: Caption,
    /// What the rows are; heads the first column of the table.
    pub rows_name: String,
    /// Names of the levels in their order; the first is drawn first and darkest.
    pub levels: Vec<String>,
    /// Where the bars stand.
    pub balance: Balance,
    /// The bars, top first.
    pub rows: Vec<StackedRow>,
}

/// Where stacked bars stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Balance {
    /// All begin at the left.
    #[default]
    Left,
    /// The first `against` levels lie left of a middle line and the last `towards` right of
    /// it; levels between are split across it. For answers from one pole to the other.
    Middle {
        /// Levels left of the middle, drawn in the second colour.
        against: usize,
        /// Levels right of the middle.
        towards: usize,
    },
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StackedRow {
    /// Its name; may be empty for a single bar.
    pub label: String,
    /// Counts in the order of the levels; those missing are taken as none.
    pub parts: Vec<Measure>,
    /// The count not known, drawn hatched.
    pub unknown: Option<Measure>,
    /// What stands at the end of the row, such as `n = 57`.
    pub total: String,
    /// Where the label leads.
    pub link: Option<String>,
}

render_as_figure!(Stacked);

const THICKNESS: f64 = 30.0;
const UNKNOWN_GAP: f64 = 6.0;

/// One part of a bar, placed.
#[derive(Debug, Clone)]
struct Piece<'a> {
    /// The level's index, or `None` for the unknown.
    level: Option<usize>,
    measure: &'a Measure,
    from: f64,
    to: f64,
}

impl Stacked {
    fn paint(&self, level: Option<usize>) -> Paint {
        let count = self.levels.len();
        match (level, self.balance) {
            (None, _) => Paint::Unknown,
            (Some(index), Balance::Left) => Paint::Level { index, count },
            (Some(index), Balance::Middle { against, .. }) if index < against => Paint::Against {
                index,
                count: against + 1,
            },
            (Some(index), Balance::Middle { against, towards }) => {
                if index + towards >= count {
                    Paint::Level {
                        index: count - 1 - index,
                        count: towards + 1,
                    }
                } else {
                    debug_assert!(index >= against);
                    Paint::Same
                }
            }
        }
    }

    /// The parts of one row in shares of its whole, beginning at 0.
    fn pieces<'a>(&self, row: &'a StackedRow) -> Vec<Piece<'a>> {
        let known = row.parts.iter().take(self.levels.len()).enumerate();
        let all = known
            .map(|(level, measure)| (Some(level), measure))
            .chain(row.unknown.iter().map(|measure| (None, measure)));
        let all: Vec<_> = all.filter(|(_, m)| positive(m.value) > 0.0).collect();
        let whole: f64 = all.iter().map(|(_, m)| positive(m.value)).sum();
        let mut from = 0.0;
        let place = |(level, measure): (Option<usize>, &'a Measure)| {
            let start = from;
            from += positive(measure.value) / whole;
            Piece {
                level,
                measure,
                from: start,
                to: from,
            }
        };
        all.into_iter().map(place).collect()
    }

    /// How much of a row lies left of the middle line, as a share of its whole.
    fn before_middle(&self, pieces: &[Piece]) -> f64 {
        let Balance::Middle { against, towards } = self.balance else {
            return 0.0;
        };
        let count = self.levels.len();
        pieces
            .iter()
            .filter_map(|piece| piece.level.map(|level| (level, piece.to - piece.from)))
            .map(|(level, share)| match level {
                _ if level < against => share,
                _ if level + towards >= count => 0.0,
                _ => share / 2.0,
            })
            .sum()
    }

    fn name(&self, level: Option<usize>) -> &str {
        level
            .and_then(|index| self.levels.get(index))
            .map_or("Not known", String::as_str)
    }

    /// Levels with their colour; for a single bar with their figure too.
    fn legend(&self, drawing: &mut Drawing) {
        let only = match self.rows.as_slice() {
            [row] => Some(row),
            _ => None,
        };
        let with_figure = |name: &str, measure: Option<&Measure>| match measure {
            Some(measure) => format!("{name}: {}", measure.text),
            None => name.to_owned(),
        };
        let mut entries: Vec<(Sign, String)> = self
            .levels
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let measure = only.and_then(|row| row.parts.get(index));
                (
                    Sign::Box(self.paint(Some(index))),
                    with_figure(name, measure),
                )
            })
            .collect();
        if self.rows.iter().any(|row| row.unknown.is_some()) {
            let measure = only.and_then(|row| row.unknown.as_ref());
            entries.push((Sign::Box(Paint::Unknown), with_figure("Not known", measure)));
        }
        legend(drawing, &entries);
    }
}

impl Chart for Stacked {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.levels.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        let plain = |row: &StackedRow, notes| RowText {
            label: row.label.clone(),
            link: row.link.clone(),
            right: vec![row.total.clone()],
            notes,
            ..RowText::default()
        };
        let measured: Vec<RowText> = self.rows.iter().map(|r| plain(r, Vec::new())).collect();
        let rows = Rows::new(width, &measured);
        let pieces: Vec<Vec<Piece>> = self.rows.iter().map(|row| self.pieces(row)).collect();
        let left_shares: Vec<f64> = pieces.iter().map(|p| self.before_middle(p)).collect();
        let left_most = left_shares.iter().copied().fold(0.0, f64::max);
        // Around a middle the rows are shifted, so the whole of a row is shortened to fit.
        let reach = pieces
            .iter()
            .zip(&left_shares)
            .filter_map(|(p, left)| p.last().map(|last| last.to - left))
            .fold(0.0, f64::max)
            + left_most;
        let whole = (rows.span() - UNKNOWN_GAP) / reach.max(1.0);
        let single = self.rows.len() == 1;
        let mut drawing = Drawing::new(width);
        self.legend(&mut drawing);
        for ((row, pieces), left_share) in self.rows.iter().zip(&pieces).zip(&left_shares) {
            // On hatching a figure needs a plate, and the plate hatching around it.
            let fits = |piece: &Piece| {
                let margin = if piece.level.is_none() { 16.0 } else { 4.0 };
                text::width(&piece.measure.text, Weight::Regular) + margin
                    <= (piece.to - piece.from) * whole
            };
            let untold: Vec<String> = pieces
                .iter()
                .filter(|piece| !single && !fits(piece))
                .map(|piece| format!("{} {}", self.name(piece.level), piece.measure.text))
                .collect();
            let notes = if untold.is_empty() {
                Vec::new()
            } else {
                vec![untold.join("; ")]
            };
            let band = rows.place(&mut drawing, &plain(row, notes), THICKNESS + 8.0);
            let top = band.centre - THICKNESS / 2.0;
            let start = rows.left + (left_most - left_share) * whole;
            // The middle line lies behind the bar and shows between the rows.
            if self.balance != Balance::Left {
                let x = rows.left + left_most * whole;
                drawing.line((x, band.top), (x, band.bottom), Paint::Whisker);
            }
            for piece in pieces {
                let gap = if piece.level.is_none() && piece.from > 0.0 {
                    UNKNOWN_GAP
                } else {
                    0.0
                };
                let paint = self.paint(piece.level);
                let (x, length) = (
                    start + piece.from * whole + gap,
                    (piece.to - piece.from) * whole,
                );
                drawing.rect(x, top, length, THICKNESS, paint);
                if fits(piece) {
                    let middle = x + length / 2.0;
                    let words = text::width(&piece.measure.text, Weight::Regular) + 6.0;
                    if paint == Paint::Unknown {
                        drawing.rect(
                            middle - words / 2.0,
                            band.centre - 10.0,
                            words,
                            20.0,
                            Paint::Plate(WHITE),
                        );
                    }
                    drawing.text(
                        Text::centred(middle, band.centre, &piece.measure.text)
                            .anchor(Anchor::Middle)
                            .colour(paint.text()),
                    );
                }
            }
        }
        drawing
    }

    fn table(&self) -> Table {
        let unknown = self.rows.iter().any(|row| row.unknown.is_some());
        let totals = self.rows.iter().any(|row| !row.total.is_empty());
        let mut head = vec![self.rows_name.clone()];
        head.extend(self.levels.iter().cloned());
        head.extend(unknown.then(|| "Not known".to_owned()));
        head.extend(totals.then(|| "Total".to_owned()));
        let rows = self.rows.iter().map(|row| {
            let text = |m: Option<&Measure>| m.map_or_else(String::new, |m| m.text.clone());
            let parts = (0..self.levels.len()).map(|index| text(row.parts.get(index)));
            TableRow {
                head: row.label.clone(),
                link: row.link.clone(),
                cells: parts
                    .chain(unknown.then(|| text(row.unknown.as_ref())))
                    .chain(totals.then(|| row.total.clone()))
                    .collect(),
            }
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}
