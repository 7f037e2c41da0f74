//! Ranked horizontal bars.

use crate::drawing::{Drawing, Width};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::{Paint, WHITE};
use crate::parts::{FigurePlace, RowText, Rows, Sign, interval_text, legend};
use crate::value::{Interval, Measure, Scale, finite, positive};

/// Horizontal bars in the order given; the caller ranks them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// Names of the chart.
    pub caption: Caption,
    /// What the rows are, such as "Reason"; heads the first column of the table.
    pub rows_name: String,
    /// What the bars measure, such as "Families"; heads the second.
    pub value_name: String,
    /// Whether values are proportions or counts.
    pub scale: Scale,
    /// The bars, top first.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length and figure.
    pub value: Measure,
    /// The part not known, drawn hatched after the bar.
    pub unknown: Option<Measure>,
    /// The interval around the value, drawn as a whisker.
    pub interval: Option<Interval>,
    /// Where the label leads, usually to the rows behind the figure.
    pub link: Option<String>,
}

render_as_figure!(Bars);

const THICKNESS: f64 = 20.0;

impl Bars {
    fn full(&self) -> f64 {
        match self.scale {
            Scale::Proportion => 1.0,
            Scale::Count => self
                .bars
                .iter()
                .map(|bar| {
                    let unknown = bar.unknown.as_ref().map_or(0.0, |u| positive(u.value));
                    let high = bar.interval.as_ref().map_or(0.0, |i| i.ends().1);
                    (positive(bar.value.value) + unknown).max(high)
                })
                .fold(0.0, f64::max),
        }
    }
}

impl Chart for Bars {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        let texts: Vec<RowText> = self
            .bars
            .iter()
            .map(|bar| {
                let unknown = bar.unknown.iter().map(|u| u.text.clone());
                RowText {
                    label: bar.label.clone(),
                    link: bar.link.clone(),
                    right: std::iter::once(bar.value.text.clone())
                        .chain(unknown)
                        .collect(),
                    figure: FigurePlace::Follows,
                    ..RowText::default()
                }
            })
            .collect();
        let rows = Rows::new(width, &texts);
        let full = self.full();
        let length = |value: f64| {
            if full > 0.0 {
                (finite(value) / full).clamp(0.0, 1.0) * rows.span()
            } else {
                0.0
            }
        };
        let mut drawing = Drawing::new(width);
        if self.bars.iter().any(|bar| bar.unknown.is_some()) {
            legend(
                &mut drawing,
                &[
                    (Sign::Box(Paint::Strong), self.value_name.clone()),
                    (Sign::Box(Paint::Unknown), "Not known".to_owned()),
                ],
            );
        }
        for (bar, text) in self.bars.iter().zip(&texts) {
            let band = rows.place(&mut drawing, text, THICKNESS);
            let top = band.centre - THICKNESS / 2.0;
            let known = length(bar.value.value);
            let mut end = known;
            drawing.rect(rows.left, top, known, THICKNESS, Paint::Strong);
            if let Some(unknown) = &bar.unknown {
                end = length(positive(bar.value.value) + positive(unknown.value));
                drawing.rect(
                    rows.left + known,
                    top,
                    end - known,
                    THICKNESS,
                    Paint::Unknown,
                );
            }
            drawing.line((rows.left, band.top), (rows.left, band.bottom), Paint::Axis);
            if let Some(interval) = &bar.interval {
                let (low, high) = interval.ends();
                let (low, high) = (rows.left + length(low), rows.left + length(high));
                drawing.rect(low, band.centre - 2.5, high - low, 5.0, Paint::Plate(WHITE));
                drawing.whisker(low, high, band.centre, Paint::Whisker);
                end = end.max(high - rows.left);
            }
            rows.follow(&mut drawing, text, rows.left + end, band.centre);
        }
        drawing
    }

    fn table(&self) -> Table {
        let unknown = self.bars.iter().any(|bar| bar.unknown.is_some());
        let interval = self.bars.iter().any(|bar| bar.interval.is_some());
        let mut head = vec![self.rows_name.clone(), self.value_name.clone()];
        head.extend(interval.then(|| "Interval".to_owned()));
        head.extend(unknown.then(|| "Not known".to_owned()));
        let rows = self.bars.iter().map(|bar| {
            let mut cells = vec![bar.value.text.clone()];
            if interval {
                cells.push(interval_text(bar.interval.as_ref()));
            }
            if unknown {
                cells.push(
                    bar.unknown
                        .as_ref()
                        .map_or_else(String::new, |u| u.text.clone()),
                );
            }
            TableRow {
                head: bar.label.clone(),
                link: bar.link.clone(),
                cells,
            }
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}
