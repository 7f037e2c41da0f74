//! Signed steps to a total, as floating bars one below the other.

use crate::drawing::{Drawing, Width};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::{Paint, WHITE};
use crate::parts::{Emphasis, RowText, Rows, Sign, interval_text, legend};
use crate::value::{Interval, Measure, finite};

/// Steps that add up, such as costs avoided by agency less the cost of the service.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Waterfall {
    /// Names of the chart.
    pub caption: Caption,
    /// What the steps are; heads the first column of the table.
    pub rows_name: String,
    /// What is added up, such as "Amount"; heads the second.
    pub value_name: String,
    /// Legend of steps up, such as "Cost avoided". An empty name leaves the entry out.
    pub gain_name: String,
    /// Legend of steps down, such as "Cost of the service".
    pub loss_name: String,
    /// The steps, top first.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Whether it adds to the sum or states it.
    pub kind: StepKind,
    /// The signed amount and its figure.
    pub value: Measure,
    /// The low and high estimate of this amount.
    pub range: Option<Interval>,
    /// Where the label leads.
    pub link: Option<String>,
}

/// The two kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepKind {
    /// Adds its amount, which may be negative.
    #[default]
    Change,
    /// Stands on zero and states the sum so far.
    Total,
}

render_as_figure!(Waterfall);

const THICKNESS: f64 = 22.0;

/// Where a step's bar begins and ends, in the values' own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reach {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

impl Waterfall {
    fn reaches(&self) -> Vec<Reach> {
        let mut sum = 0.0;
        let reach = |step: &Step| {
            let from = match step.kind {
                StepKind::Change => sum,
                StepKind::Total => 0.0,
            };
            let to = finite(from + finite(step.value.value));
            let (low, high) = step.range.as_ref().map_or((to, to), |r| {
                (finite(from + r.ends().0), finite(from + r.ends().1))
            });
            sum = to;
            Reach {
                from,
                to,
                low,
                high,
            }
        };
        self.steps.iter().map(reach).collect()
    }
}

impl Chart for Waterfall {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    fn draw(&self, width: Width) -> Drawing {
        let texts: Vec<RowText> = self
            .steps
            .iter()
            .map(|step| RowText {
                label: step.label.clone(),
                link: step.link.clone(),
                right: std::iter::once(step.value.text.clone())
                    .chain(step.range.iter().map(|r| r.text.clone()))
                    .collect(),
                emphasis: match step.kind {
                    StepKind::Change => Emphasis::Plain,
                    StepKind::Total => Emphasis::Total,
                },
                ..RowText::default()
            })
            .collect();
        let rows = Rows::new(width, &texts);
        let reaches = self.reaches();
        let ends = || reaches.iter().flat_map(|r| [r.from, r.to, r.low, r.high]);
        let least = ends().fold(0.0, f64::min);
        let most = ends().fold(0.0, f64::max);
        let at = |value: f64| {
            let share = if most > least {
                (value - least) / (most - least)
            } else {
                0.0
            };
            rows.left + share * rows.span()
        };
        let mut drawing = Drawing::new(width);
        legend(
            &mut drawing,
            &[
                (Sign::Box(Paint::Strong), self.gain_name.clone()),
                (Sign::Box(Paint::Outline), self.loss_name.clone()),
            ],
        );
        let mut previous: Option<(f64, f64)> = None;
        for ((step, text), reach) in self.steps.iter().zip(&texts).zip(&reaches) {
            let band = rows.place(&mut drawing, text, THICKNESS);
            let top = band.centre - THICKNESS / 2.0;
            drawing.line((at(0.0), band.top), (at(0.0), band.bottom), Paint::Axis);
            if let Some((x, y)) = previous.filter(|_| rows.continuous()) {
                drawing.line((x, y), (x, top), Paint::Axis);
            }
            let paint = match step.kind {
                StepKind::Total => Paint::Total,
                StepKind::Change if reach.to < reach.from => Paint::Outline,
                StepKind::Change => Paint::Strong,
            };
            let (left, right) = (at(reach.from.min(reach.to)), at(reach.from.max(reach.to)));
            // A small step among large ones is still a visible sliver.
            let length = if finite(step.value.value).abs() > 0.0 {
                (right - left).max(2.0)
            } else {
                0.0
            };
            let left = left.min(rows.right - length);
            drawing.rect(left, top, length, THICKNESS, paint);
            if step.range.is_some() {
                let (low, high) = (at(reach.low), at(reach.high));
                drawing.rect(low, band.centre - 2.5, high - low, 5.0, Paint::Plate(WHITE));
                drawing.whisker(low, high, band.centre, Paint::Whisker);
            }
            previous = Some((at(reach.to), top + THICKNESS));
        }
        drawing
    }

    fn table(&self) -> Table {
        let ranges = self.steps.iter().any(|step| step.range.is_some());
        let mut head = vec![self.rows_name.clone(), self.value_name.clone()];
        head.extend(ranges.then(|| "Low to high".to_owned()));
        let rows = self.steps.iter().map(|step| TableRow {
            head: step.label.clone(),
            link: step.link.clone(),
            cells: std::iter::once(step.value.text.clone())
                .chain(ranges.then(|| interval_text(step.range.as_ref())))
                .collect(),
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_where_the_last_ended() {
        let step = |value, kind| Step {
            value: Measure::new(value, ""),
            kind,
            ..Step::default()
        };
        let chart = Waterfall {
            steps: vec![
                step(30.0, StepKind::Change),
                step(-50.0, StepKind::Change),
                step(-20.0, StepKind::Total),
            ],
            ..Waterfall::default()
        };
        let ends: Vec<_> = chart.reaches().iter().map(|r| (r.from, r.to)).collect();
        assert_eq!(ends, [(0.0, 30.0), (30.0, -20.0), (0.0, -20.0)]);
    }
}
