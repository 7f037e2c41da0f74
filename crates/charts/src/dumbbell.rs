//! Before and after on one line: an open dot, a line, a full dot.

use crate::drawing::{Anchor, Drawing, Text, Width};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::Paint;
use crate::parts::{Band, PercentAxis, RowText, Rows, Sign, interval_text, legend};
use crate::text::{self, Weight};
use crate::value::{Interval, proportion};

/// Paired proportions on one 0 to 100% scale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dumbbell {
    /// Names of the chart.
    pub caption: Caption,
    /// What the rows are; heads the first column of the table.
    pub rows_name: String,
    /// Name of the open dot, such as "At referral".
    pub before_name: String,
    /// Name of the full dot, such as "At closure".
    pub after_name: String,
    /// What the difference is, such as "Change (95% interval)".
    pub difference_name: String,
    /// The rows, top first.
    pub rows: Vec<DumbbellRow>,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DumbbellRow {
    /// Its name.
    pub label: String,
    /// The earlier end.
    pub before: Option<End>,
    /// The later end.
    pub after: Option<End>,
    /// The difference in words, such as `−32 pp (−50 to −14)`.
    pub difference: Option<String>,
    /// Quiet lines below the label, such as `12 stopped, 1 started, 7 not known`.
    pub notes: Vec<String>,
    /// Where the label leads.
    pub link: Option<String>,
}

/// One end of a pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct End {
    /// The proportion, 0 to 1.
    pub value: f64,
    /// Printed beside the dot; short, such as `51%`.
    pub short: String,
    /// Printed below the label and in the table, such as `21 of 41 (51%)`.
    pub text: String,
    /// The interval around this end.
    pub interval: Option<Interval>,
}

render_as_figure!(Dumbbell);

const RADIUS: f64 = 6.0;
/// From the middle of a dot to the figure beside it.
const CLEAR: f64 = RADIUS + 5.0;
const MISSING: &str = "not known";

impl DumbbellRow {
    fn ends(&self) -> impl Iterator<Item = &End> {
        self.before.iter().chain(&self.after)
    }

    fn words(&self) -> RowText {
        let text = |end: Option<&End>| end.map_or(MISSING, |e| e.text.as_str()).to_owned();
        let pair = format!(
            "{} → {}",
            text(self.before.as_ref()),
            text(self.after.as_ref())
        );
        RowText {
            label: self.label.clone(),
            link: self.link.clone(),
            notes: std::iter::once(pair).chain(self.notes.clone()).collect(),
            right: self.difference.iter().cloned().collect(),
            ..RowText::default()
        }
    }

    fn draw(&self, drawing: &mut Drawing, axis: &PercentAxis, band: Band, room: f64) {
        let y = band.centre;
        let whiskers = [
            (self.before.as_ref(), y - 11.0, Paint::BeforeInterval),
            (self.after.as_ref(), y + 11.0, Paint::AfterInterval),
        ];
        for (end, y, paint) in whiskers {
            if let Some(interval) = end.and_then(|e| e.interval.as_ref()) {
                let (low, high) = interval.ends();
                drawing.whisker(axis.at(low), axis.at(high), y, paint);
            }
        }
        if let (Some(before), Some(after)) = (&self.before, &self.after) {
            drawing.line(
                (axis.at(before.value), y),
                (axis.at(after.value), y),
                Paint::Link,
            );
        }
        for (end, paint) in [(&self.before, Paint::Outline), (&self.after, Paint::Strong)] {
            if let Some(end) = end {
                drawing.dot(axis.at(end.value), y, RADIUS, paint);
            }
        }
        self.write_ends(drawing, axis, y, room);
    }

    /// The lowest and highest proportion this row reaches, intervals included.
    fn reach(&self) -> (f64, f64) {
        let values = self.ends().flat_map(|end| {
            let (low, high) = end
                .interval
                .as_ref()
                .map_or((end.value, end.value), Interval::ends);
            [end.value, low, high].map(proportion)
        });
        values.fold((1.0, 0.0), |(low, high), v| (low.min(v), high.max(v)))
    }

    /// Which end is written left and which right of the marks: the smaller on the left.
    fn sides(&self) -> (Option<&End>, Option<&End>) {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) if before.value < after.value => {
                (Some(before), Some(after))
            }
            (Some(before), Some(after)) => (Some(after), Some(before)),
            (only, None) | (None, only) => (None, only.as_ref()),
        }
    }

    /// Writes each figure on the outer side of its dot, beyond all intervals, so that the
    /// two never meet. A figure too long for the margin stays in the line below the label.
    fn write_ends(&self, drawing: &mut Drawing, axis: &PercentAxis, y: f64, room: f64) {
        let (low, high) = self.reach();
        let (left, right) = self.sides();
        let places = [
            (left, axis.at(low) - CLEAR, Anchor::End),
            (right, axis.at(high) + CLEAR, Anchor::Start),
        ];
        for (end, x, side) in places {
            if let Some(end) = end.filter(|end| figure_width(end) <= room) {
                drawing.text(Text::centred(x, y, &end.short).anchor(side).bold());
            }
        }
    }
}

fn figure_width(end: &End) -> f64 {
    text::width(&end.short, Weight::Bold)
}

impl Dumbbell {
    /// The 0 to 100% stretch inside a plot, with margins no wider than the figures beside
    /// the outermost dots need.
    fn axis(&self, left: f64, right: f64, room: f64) -> PercentAxis {
        let widest = CLEAR + room;
        let shortest = (right - left - 2.0 * widest).max(0.0);
        let (mut before, mut after) = (CLEAR, CLEAR);
        for row in &self.rows {
            let (low, high) = row.reach();
            let (at_left, at_right) = row.sides();
            let need = |end: Option<&End>| end.map_or(0.0, |e| CLEAR + figure_width(e).min(room));
            before = before.max(need(at_left) - low * shortest);
            after = after.max(need(at_right) - (1.0 - high) * shortest);
        }
        PercentAxis {
            left: left + before.min(widest),
            right: right - after.min(widest),
        }
    }
}

impl Chart for Dumbbell {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        let texts: Vec<RowText> = self.rows.iter().map(DumbbellRow::words).collect();
        let rows = Rows::new(width, &texts);
        let widest = self
            .rows
            .iter()
            .flat_map(DumbbellRow::ends)
            .map(figure_width)
            .fold(0.0, f64::max);
        let room = widest.min(rows.span() * 0.28);
        let axis = self.axis(rows.left, rows.right, room);
        let mut drawing = Drawing::new(width);
        legend(
            &mut drawing,
            &[
                (Sign::Dot(Paint::Outline), self.before_name.clone()),
                (Sign::Dot(Paint::Strong), self.after_name.clone()),
            ],
        );
        axis.head(&mut drawing);
        for (row, words) in self.rows.iter().zip(&texts) {
            let band = rows.place(&mut drawing, words, 28.0);
            axis.guides(&mut drawing, band);
            row.draw(&mut drawing, &axis, band, room);
        }
        drawing
    }

    fn table(&self) -> Table {
        let intervals = self.rows.iter().flat_map(DumbbellRow::ends);
        let intervals = intervals.into_iter().any(|end| end.interval.is_some());
        let differences = self.rows.iter().any(|row| row.difference.is_some());
        let notes = self.rows.iter().any(|row| !row.notes.is_empty());
        let mut head = vec![self.rows_name.clone()];
        for name in [&self.before_name, &self.after_name] {
            head.push(name.clone());
            head.extend(intervals.then(|| format!("{name}, interval")));
        }
        head.extend(differences.then(|| self.difference_name.clone()));
        head.extend(notes.then(|| "Notes".to_owned()));
        let rows = self.rows.iter().map(|row| {
            let mut cells = Vec::new();
            for end in [row.before.as_ref(), row.after.as_ref()] {
                cells.push(end.map_or(MISSING, |e| e.text.as_str()).to_owned());
                if intervals {
                    cells.push(interval_text(end.and_then(|e| e.interval.as_ref())));
                }
            }
            cells.extend(differences.then(|| row.difference.clone().unwrap_or_default()));
            cells.extend(notes.then(|| row.notes.join("; ")));
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
