//! Columns for ordered categories, such as months or ages.

use crate::drawing::{Anchor, Drawing, Text, Width, height_of};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::Paint;
use crate::parts::{FigurePlace, RowText, Rows, Sign, legend};
use crate::text::{self, LINE, Weight};
use crate::value::{Certainty, Measure, positive};

/// Columns side by side in a fixed order. Where they would not fit with their labels they
/// are laid on their side, so every label can be read on a telephone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    /// Names of the chart.
    pub caption: Caption,
    /// What the categories are, such as "Month"; heads the first column of the table.
    pub categories_name: String,
    /// The series, one or two; the first stands at the foot in teal, the second on it in
    /// outline.
    pub series: Vec<String>,
    /// The columns in order.
    pub columns: Vec<Column>,
}

/// One category.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its name, such as `13+`.
    pub label: String,
    /// The counts in the order of the series; those missing are taken as none.
    pub parts: Vec<Measure>,
    /// The figure at the top of the column.
    pub text: String,
    /// Whether this category is the unknown, drawn hatched.
    pub certainty: Certainty,
    /// Where the label leads.
    pub link: Option<String>,
}

render_as_figure!(Columns);

const HEIGHT: f64 = 200.0;
const WIDEST: f64 = 84.0;
const LYING: f64 = 16.0;

impl Columns {
    fn paint(index: usize, certainty: Certainty) -> Paint {
        match (certainty, index) {
            (Certainty::Unknown, _) => Paint::Unknown,
            (Certainty::Known, 0) => Paint::Strong,
            (Certainty::Known, _) => Paint::Outline,
        }
    }

    /// The parts of a column as (paint, from, to) in the values' own unit.
    fn stack(&self, column: &Column) -> Vec<(Paint, f64, f64)> {
        let mut from = 0.0;
        let place = |(index, measure): (usize, &Measure)| {
            let start = from;
            from += positive(measure.value);
            (Self::paint(index, column.certainty), start, from)
        };
        let parts = column.parts.iter().take(self.series.len()).enumerate();
        parts.map(place).collect()
    }

    fn most(&self) -> f64 {
        let top = |column| self.stack(column).last().map_or(0.0, |(_, _, to)| *to);
        self.columns.iter().map(top).fold(0.0, f64::max)
    }

    fn legend(&self, drawing: &mut Drawing) {
        if self.series.len() < 2 {
            return;
        }
        let entries: Vec<(Sign, String)> = self
            .series
            .iter()
            .enumerate()
            .map(|(i, name)| (Sign::Box(Self::paint(i, Certainty::Known)), name.clone()))
            .collect();
        legend(drawing, &entries);
    }

    fn slot(&self, width: Width) -> f64 {
        (width.units() / self.columns.len() as f64).min(WIDEST)
    }

    /// The labels under standing columns, or `None` when they would not fit. A long word
    /// may reach below a neighbour with a short label, and labels at the ends stay inside.
    fn feet(&self, width: Width) -> Option<Vec<Text>> {
        let slot = self.slot(width);
        let mut free = 0.0;
        let foot = |(index, column): (usize, &Column)| {
            if text::width(&column.text, Weight::Regular) > slot - 3.0 {
                return None;
            }
            let words = column.label.split_whitespace();
            let longest = words.map(|word| text::width(word, Weight::Regular));
            let room = longest.fold(slot - 3.0, f64::max);
            let lines = text::wrap(&column.label, room, Weight::Regular);
            let half = text::widest(&lines, Weight::Regular) / 2.0;
            let middle = (slot * (index as f64 + 0.5))
                .min(width.units() - half)
                .max(half);
            let clear = middle - half >= free && middle + half <= width.units();
            free = middle + half + 1.5;
            clear.then(|| Text::new(middle, 0.0, lines).anchor(Anchor::Middle))
        };
        self.columns.iter().enumerate().map(foot).collect()
    }

    fn standing(&self, width: Width, feet: Vec<Text>) -> Drawing {
        let mut drawing = Drawing::new(width);
        self.legend(&mut drawing);
        let slot = self.slot(width);
        let thickness = (slot * 0.72).min(52.0);
        let foot = drawing.height + LINE + 2.0 + HEIGHT;
        let most = self.most();
        let deepest = feet.iter().map(|text| text.lines.len()).max().unwrap_or(0);
        for (index, (column, mut label)) in self.columns.iter().zip(feet).enumerate() {
            let middle = slot * (index as f64 + 0.5);
            let mut top = foot;
            for (paint, from, to) in self.stack(column) {
                top = foot - share(to, most) * HEIGHT;
                let length = share(to - from, most) * HEIGHT;
                drawing.rect(middle - thickness / 2.0, top, thickness, length, paint);
            }
            drawing.text(Text::one(middle, top - LINE - 1.0, &column.text).anchor(Anchor::Middle));
            label.top = foot + 3.0;
            drawing.linked_text(label, column.link.clone());
        }
        let end = slot * self.columns.len() as f64;
        drawing.line((0.0, foot), (end, foot), Paint::Axis);
        drawing.height = foot + 5.0 + height_of(deepest);
        drawing
    }

    fn lying(&self, width: Width) -> Drawing {
        let texts: Vec<RowText> = self
            .columns
            .iter()
            .map(|column| RowText {
                label: column.label.clone(),
                link: column.link.clone(),
                right: vec![column.text.clone()],
                figure: FigurePlace::Follows,
                ..RowText::default()
            })
            .collect();
        let rows = Rows::new(width, &texts);
        let most = self.most();
        let mut drawing = Drawing::new(width);
        self.legend(&mut drawing);
        for (column, words) in self.columns.iter().zip(&texts) {
            let band = rows.place(&mut drawing, words, LYING);
            let mut end = rows.left;
            for (paint, from, to) in self.stack(column) {
                let left = rows.left + share(from, most) * rows.span();
                let length = share(to - from, most) * rows.span();
                drawing.rect(left, band.centre - LYING / 2.0, length, LYING, paint);
                end = left + length;
            }
            drawing.line((rows.left, band.top), (rows.left, band.bottom), Paint::Axis);
            rows.follow(&mut drawing, words, end, band.centre);
        }
        drawing
    }
}

fn share(value: f64, most: f64) -> f64 {
    if most > 0.0 { value / most } else { 0.0 }
}

impl Chart for Columns {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.columns.is_empty() || self.series.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        match self.feet(width) {
            Some(feet) => self.standing(width, feet),
            None => self.lying(width),
        }
    }

    fn table(&self) -> Table {
        let several = self.series.len() > 1;
        let mut head = vec![self.categories_name.clone()];
        head.extend(self.series.iter().cloned());
        head.extend(several.then(|| "Total".to_owned()));
        let rows = self.columns.iter().map(|column| {
            let parts = (0..self.series.len()).map(|i| {
                column
                    .parts
                    .get(i)
                    .map_or_else(String::new, |m| m.text.clone())
            });
            TableRow {
                head: column.label.clone(),
                link: column.link.clone(),
                cells: parts.chain(several.then(|| column.text.clone())).collect(),
            }
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}
