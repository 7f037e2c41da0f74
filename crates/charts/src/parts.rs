//! Parts that several kinds share: the legend, rows with a label and a figure beside or
//! above their plot, and the 0 to 100% axis.

use crate::drawing::{Anchor, Drawing, Text, Width, height_of};
use crate::paint::Paint;
use crate::text::{self, LINE, Weight};
use crate::value::proportion;

/// The little sign before a legend entry.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sign {
    Box(Paint),
    Dot(Paint),
    Line(Paint),
}

const SIGN: f64 = 16.0;
const SIGN_GAP: f64 = 7.0;
const ENTRY_GAP: f64 = 22.0;

/// Sets the legend out from the top of the drawing, in as many lines as it needs.
pub(crate) fn legend(drawing: &mut Drawing, entries: &[(Sign, String)]) {
    let (mut x, mut y, mut tallest) = (0.0, drawing.height, 0.0_f64);
    for (sign, name) in entries.iter().filter(|(_, name)| !name.is_empty()) {
        let indent = SIGN + SIGN_GAP;
        let lines = text::wrap(name, drawing.width - indent - 2.0, Weight::Regular);
        let width = indent + text::widest(&lines, Weight::Regular);
        if x > 0.0 && x + width > drawing.width {
            x = 0.0;
            y += tallest + 4.0;
            tallest = 0.0;
        }
        let middle = y + LINE / 2.0;
        match *sign {
            Sign::Box(paint) => drawing.rect(x + 1.0, middle - 6.0, SIGN - 2.0, 12.0, paint),
            Sign::Dot(paint) => drawing.dot(x + SIGN / 2.0, middle, 6.0, paint),
            Sign::Line(paint) => drawing.line((x, middle), (x + SIGN, middle), paint),
        }
        tallest = tallest.max(height_of(lines.len()));
        drawing.text(Text::new(x + indent, y, lines));
        x += width + ENTRY_GAP;
    }
    if tallest > 0.0 {
        drawing.height = y + tallest + 12.0;
    }
}

/// The words of one row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowText {
    /// What the row is about.
    pub(crate) label: String,
    pub(crate) link: Option<String>,
    /// Quieter lines below the label.
    pub(crate) notes: Vec<String>,
    /// The figure; lines after the first are quieter.
    pub(crate) right: Vec<String>,
    pub(crate) figure: FigurePlace,
    pub(crate) emphasis: Emphasis,
}

/// Where the figure of a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum FigurePlace {
    /// In a column at the right edge.
    #[default]
    Flush,
    /// Right after the mark, where label and plot are side by side; see `Rows::follow`.
    Follows,
}

/// Whether a row is one among others or their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Emphasis {
    #[default]
    Plain,
    Total,
}

/// Where the plots of all rows are.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    arrangement: Arrangement,
    width: f64,
    label_width: f64,
    right_width: f64,
    /// Left end of the plot.
    pub(crate) left: f64,
    /// Right end of the plot.
    pub(crate) right: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// Label, plot and figure side by side.
    Beside,
    /// Label and figure on a line of their own, the plot below at full width.
    Above,
}

/// Where the plot of one row is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Band {
    /// Where guide lines begin.
    pub(crate) top: f64,
    /// The middle of the plot.
    pub(crate) centre: f64,
    /// Where guide lines end.
    pub(crate) bottom: f64,
}

const GUTTER: f64 = 14.0;

impl Rows {
    /// Decides the arrangement from what the rows have to say.
    pub(crate) fn new(width: Width, rows: &[RowText]) -> Self {
        let total = width.units();
        let label = rows.iter().map(|r| text::width(&r.label, Weight::Bold));
        let label = label.fold(0.0, f64::max);
        let notes = rows.iter().flat_map(|r| &r.notes);
        let notes = notes
            .map(|n| text::width(n, Weight::Regular))
            .fold(0.0, f64::max);
        let right = rows.iter().flat_map(|r| &r.right);
        let right = right
            .map(|t| text::width(t, Weight::Bold))
            .fold(0.0, f64::max);
        let gutter_right = if right > 0.0 { GUTTER } else { 1.0 };
        let beside = width == Width::Wide
            || (label.max(notes) <= total * 0.3
                && label.max(notes) + right + 2.0 * GUTTER <= total * 0.55);
        if beside {
            let label_width = label.max(notes).min(total * 0.36).ceil();
            let right_width = right.min(total * 0.26).ceil();
            Self {
                arrangement: Arrangement::Beside,
                width: total,
                label_width,
                right_width,
                left: label_width + GUTTER,
                right: total - right_width - gutter_right,
            }
        } else {
            let right_width = right.min(total * 0.48).ceil();
            Self {
                arrangement: Arrangement::Above,
                width: total,
                label_width: total - right_width - GUTTER,
                right_width,
                left: 1.0,
                right: total - 1.0,
            }
        }
    }

    /// Whether lines may run from row to row without crossing words.
    pub(crate) fn continuous(&self) -> bool {
        self.arrangement == Arrangement::Beside
    }

    /// Width of the plot.
    pub(crate) fn span(&self) -> f64 {
        self.right - self.left
    }

    /// Sets one row below what is already drawn and says where its plot goes.
    pub(crate) fn place(&self, drawing: &mut Drawing, row: &RowText, plot_height: f64) -> Band {
        if self.arrangement == Arrangement::Beside {
            // Guide lines reach a little above the first row.
            drawing.height = drawing.height.max(5.0);
        }
        let top = drawing.height;
        let label = text::wrap(&row.label, self.label_width, Weight::Bold);
        let notes_width = match self.arrangement {
            Arrangement::Beside => self.label_width,
            Arrangement::Above => self.width,
        };
        let notes: Vec<String> = row
            .notes
            .iter()
            .flat_map(|note| text::wrap(note, notes_width, Weight::Regular))
            .collect();
        let mut right = Vec::new();
        for (index, line) in row.right.iter().enumerate() {
            for piece in text::wrap(line, self.right_width, Weight::Bold) {
                right.push((index == 0, piece));
            }
        }
        let label_height = height_of(label.len());
        let notes_height = height_of(notes.len());
        let right_height = height_of(right.len());
        match self.arrangement {
            Arrangement::Beside => {
                let height = (label_height + notes_height)
                    .max(right_height)
                    .max(plot_height);
                let centre = top + height / 2.0;
                let left_top = centre - f64::midpoint(label_height, notes_height);
                Self::write_label(drawing, row, label, left_top);
                drawing.text(Text::new(0.0, left_top + label_height, notes).muted());
                if row.figure == FigurePlace::Flush {
                    self.write_right(drawing, row, &right, centre - right_height / 2.0);
                }
                drawing.height = top + height + 10.0;
                Band {
                    top: top - 5.0,
                    centre,
                    bottom: top + height + 5.0,
                }
            }
            Arrangement::Above => {
                let head = label_height.max(right_height);
                Self::write_label(drawing, row, label, top);
                self.write_right(drawing, row, &right, top);
                drawing.text(Text::new(0.0, top + head, notes).muted());
                let plot_top = top + head + notes_height + 3.0;
                drawing.height = plot_top + plot_height + 16.0;
                Band {
                    top: plot_top,
                    centre: plot_top + plot_height / 2.0,
                    bottom: plot_top + plot_height,
                }
            }
        }
    }

    /// Writes the figure of a row that asked for it right after `x`, where the mark ends.
    /// The right column is kept free, so it fits after the longest mark.
    pub(crate) fn follow(&self, drawing: &mut Drawing, row: &RowText, x: f64, centre: f64) {
        if self.arrangement == Arrangement::Above {
            return;
        }
        let wrap = |text: &String| text::wrap(text, self.right_width, Weight::Bold);
        let first: Vec<String> = row.right.iter().take(1).flat_map(wrap).collect();
        let rest: Vec<String> = row.right.iter().skip(1).flat_map(wrap).collect();
        let top = centre - height_of(first.len() + rest.len()) / 2.0;
        let below = top + height_of(first.len());
        drawing.text(Text::new(x + 8.0, top, first));
        drawing.text(Text::new(x + 8.0, below, rest).muted());
    }

    fn write_label(drawing: &mut Drawing, row: &RowText, lines: Vec<String>, top: f64) {
        let text = Text::new(0.0, top, lines);
        let text = match row.emphasis {
            Emphasis::Plain => text,
            Emphasis::Total => text.bold(),
        };
        drawing.linked_text(text, row.link.clone());
    }

    fn write_right(
        &self,
        drawing: &mut Drawing,
        row: &RowText,
        lines: &[(bool, String)],
        top: f64,
    ) {
        for (first, group) in [(true, 0), (false, 1)] {
            let chosen: Vec<String> = lines
                .iter()
                .filter(|(is_first, _)| *is_first == first)
                .map(|(_, line)| line.clone())
                .collect();
            let before = lines.iter().filter(|(is_first, _)| *is_first).count() * group;
            let text = Text::new(self.width, top + height_of(before), chosen).anchor(Anchor::End);
            drawing.text(match (first, row.emphasis) {
                (true, Emphasis::Total) => text.bold(),
                (true, Emphasis::Plain) => text,
                (false, _) => text.muted(),
            });
        }
    }
}

/// A stretch of the drawing that stands for 0 to 100%.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PercentAxis {
    pub(crate) left: f64,
    pub(crate) right: f64,
}

impl PercentAxis {
    /// Where a proportion lies.
    pub(crate) fn at(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * proportion(value)
    }

    /// Prints 0%, 50% and 100% and moves on below them. On a very short axis 50% is left
    /// out; its guide line stays.
    pub(crate) fn head(&self, drawing: &mut Drawing) {
        let half = |name| text::width(name, Weight::Regular) / 2.0;
        let room = (self.right - self.left) / 2.0;
        for (value, name) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
            let needed = half("50%") + 2.0 * half("100%");
            if name == "50%" && room < needed {
                continue;
            }
            // The outer ticks stay inside the drawing.
            let x = self.at(value).clamp(half(name), drawing.width - half(name));
            let text = Text::one(x, drawing.height, name);
            drawing.text(text.anchor(Anchor::Middle).muted());
        }
        drawing.height += LINE + 6.0;
    }

    /// Guide lines behind one row; the last and first are a little stronger.
    pub(crate) fn guides(&self, drawing: &mut Drawing, band: Band) {
        for value in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let x = self.at(value);
            let paint = if value == 0.0 {
                Paint::Axis
            } else {
                Paint::Grid
            };
            drawing.line((x, band.top), (x, band.bottom), paint);
        }
    }
}

/// The interval text of a table cell.
pub(crate) fn interval_text(interval: Option<&crate::Interval>) -> String {
    interval.map(|i| i.text.clone()).unwrap_or_default()
}
