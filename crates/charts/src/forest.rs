//! Rows of a proportion, each a dot with its interval.

use crate::drawing::{Drawing, Width};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::Paint;
use crate::parts::{PercentAxis, RowText, Rows, interval_text};
use crate::value::{Interval, Measure};

/// Proportions with their intervals on one 0 to 100% scale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    /// Names of the chart.
    pub caption: Caption,
    /// What the rows are; heads the first column of the table.
    pub rows_name: String,
    /// What is measured; heads the second.
    pub value_name: String,
    /// The rows, top first.
    pub rows: Vec<ForestRow>,
}

/// One proportion.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ForestRow {
    /// Its name.
    pub label: String,
    /// The proportion (0 to 1) and its figure, such as `21 of 41 (51%)`. `None` when there
    /// is no base to divide by.
    pub value: Option<Measure>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// The share not known (0 to 1), drawn as a hatched strip under the dot.
    pub unknown: Option<Measure>,
    /// Where the label leads.
    pub link: Option<String>,
}

render_as_figure!(Forest);

impl Chart for Forest {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        let texts: Vec<RowText> = self
            .rows
            .iter()
            .map(|row| RowText {
                label: row.label.clone(),
                link: row.link.clone(),
                right: vec![
                    row.value
                        .as_ref()
                        .map_or_else(|| "no base".to_owned(), |v| v.text.clone()),
                    row.unknown
                        .as_ref()
                        .map_or_else(String::new, |u| u.text.clone()),
                ],
                ..RowText::default()
            })
            .collect();
        let rows = Rows::new(width, &texts);
        // Room for half a dot at either end.
        let axis = PercentAxis {
            left: rows.left + 7.0,
            right: rows.right - 7.0,
        };
        let mut drawing = Drawing::new(width);
        axis.head(&mut drawing);
        for (row, text) in self.rows.iter().zip(&texts) {
            let band = rows.place(&mut drawing, text, 30.0);
            axis.guides(&mut drawing, band);
            if let Some(unknown) = &row.unknown {
                let from = axis.at(0.0);
                let length = axis.at(unknown.value) - from;
                drawing.rect(from, band.centre + 9.0, length, 6.0, Paint::Unknown);
            }
            if let Some(interval) = &row.interval {
                let (low, high) = interval.ends();
                drawing.whisker(axis.at(low), axis.at(high), band.centre, Paint::Whisker);
            }
            if let Some(value) = &row.value {
                drawing.dot(axis.at(value.value), band.centre, 6.0, Paint::Strong);
            }
        }
        drawing
    }

    fn table(&self) -> Table {
        let unknown = self.rows.iter().any(|row| row.unknown.is_some());
        let mut head = vec![
            self.rows_name.clone(),
            self.value_name.clone(),
            "Interval".to_owned(),
        ];
        head.extend(unknown.then(|| "Not known".to_owned()));
        let text = |m: Option<&Measure>| m.map_or_else(String::new, |m| m.text.clone());
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![
                text(row.value.as_ref()),
                interval_text(row.interval.as_ref()),
            ];
            if unknown {
                cells.push(text(row.unknown.as_ref()));
            }
            TableRow {
                head: row.label.clone(),
                link: row.link.clone(),
                cells,
            }
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}
