//! A step line: the share still without an event as time goes on (Kaplan–Meier).

use crate::drawing::{Anchor, Drawing, Shape, Text, Width, height_of};
use crate::figure::{Caption, Chart, Table, TableRow, render_as_figure};
use crate::paint::Paint;
use crate::parts::{Sign, legend};
use crate::text::{self, LINE, Weight};
use crate::value::{Measure, positive, proportion};

/// One or two step lines from 100% down.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Steps {
    /// Names of the chart.
    pub caption: Caption,
    /// What time is counted in, such as "Months since referral"; heads the table's first
    /// column and stands under the axis.
    pub time_name: String,
    /// The marks of the time axis, in order.
    pub ticks: Vec<Measure>,
    /// The lines, one or two; the first is solid teal, the second dashed grey.
    pub lines: Vec<StepLine>,
}

/// One step line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StepLine {
    /// Its name.
    pub name: String,
    /// Where it steps, in order of time. The line begins at 100% at time 0.
    pub points: Vec<StepPoint>,
    /// Times at which someone was last seen without the event, drawn as short ticks.
    pub censored: Vec<f64>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StepPoint {
    /// When, and how it is written in the table.
    pub time: Measure,
    /// The share (0 to 1) from then on, and how it is written.
    pub share: Measure,
}

render_as_figure!(Steps);

const HEIGHT: f64 = 220.0;

impl Steps {
    fn last_time(&self) -> f64 {
        let ticks = self.ticks.iter().map(|tick| tick.value);
        let points = self
            .lines
            .iter()
            .flat_map(|line| line.points.iter().map(|point| point.time.value));
        let censored = self
            .lines
            .iter()
            .flat_map(|line| line.censored.iter().copied());
        ticks
            .chain(points)
            .chain(censored)
            .map(positive)
            .fold(0.0, f64::max)
    }
}

impl StepLine {
    /// The corners of the line as (time, share), from (0, 1) to the end of the axis.
    fn corners(&self, last_time: f64) -> Vec<(f64, f64)> {
        let mut corners = vec![(0.0, 1.0)];
        let (mut time, mut share) = (0.0_f64, 1.0);
        for point in &self.points {
            // Time does not run backwards, whatever order the points come in.
            time = time.max(positive(point.time.value));
            corners.push((time, share));
            share = proportion(point.share.value);
            corners.push((time, share));
        }
        let end = self
            .censored
            .iter()
            .copied()
            .map(positive)
            .fold(time, f64::max);
        corners.push((end.min(last_time), share));
        corners
    }

    fn share_at(&self, time: f64) -> f64 {
        self.points
            .iter()
            .filter(|point| positive(point.time.value) <= time)
            .map(|point| proportion(point.share.value))
            .next_back()
            .unwrap_or(1.0)
    }
}

impl Chart for Steps {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn is_empty(&self) -> bool {
        self.lines
            .iter()
            .all(|line| line.points.is_empty() && line.censored.is_empty())
    }

    fn draw(&self, width: Width) -> Drawing {
        let paints = [Paint::StrongLine, Paint::OutlineLine];
        let mut drawing = Drawing::new(width);
        let entries: Vec<(Sign, String)> = self
            .lines
            .iter()
            .zip(paints.iter().cycle())
            .map(|(line, paint)| (Sign::Line(*paint), line.name.clone()))
            .collect();
        legend(&mut drawing, &entries);
        let left = text::width("100%", Weight::Regular) + 8.0;
        let right = drawing.width - 14.0;
        let top = drawing.height + LINE / 2.0;
        let foot = top + HEIGHT;
        let last = self.last_time();
        let x = |time: f64| {
            let share = if last > 0.0 {
                positive(time) / last
            } else {
                0.0
            };
            left + share.min(1.0) * (right - left)
        };
        let y = |share: f64| foot - proportion(share) * HEIGHT;
        for (share, name) in [
            (0.0, "0%"),
            (0.25, ""),
            (0.5, "50%"),
            (0.75, ""),
            (1.0, "100%"),
        ] {
            let paint = if share == 0.0 {
                Paint::Axis
            } else {
                Paint::Grid
            };
            drawing.line((left, y(share)), (right, y(share)), paint);
            if !name.is_empty() {
                let text = Text::centred(left - 8.0, y(share), name);
                drawing.text(text.anchor(Anchor::End).muted());
            }
        }
        // Marks that would run into the one before are left unwritten.
        let mut free = 0.0;
        for tick in &self.ticks {
            let half = text::width(&tick.text, Weight::Regular) / 2.0;
            let middle = x(tick.value).min(drawing.width - half);
            if middle - half < free {
                continue;
            }
            free = middle + half + 6.0;
            drawing.line(
                (x(tick.value), foot),
                (x(tick.value), foot + 5.0),
                Paint::Axis,
            );
            drawing.text(
                Text::one(middle, foot + 7.0, &tick.text)
                    .anchor(Anchor::Middle)
                    .muted(),
            );
        }
        drawing.height = foot + 7.0 + LINE + 4.0;
        let name = text::wrap(&self.time_name, right - left, Weight::Regular);
        let below = drawing.height;
        drawing.height += height_of(name.len());
        drawing.text(
            Text::new(f64::midpoint(left, right), below, name)
                .anchor(Anchor::Middle)
                .muted(),
        );
        for (line, paint) in self.lines.iter().zip(paints.iter().cycle()) {
            let corners = line.corners(last);
            let points = corners.iter().map(|(t, s)| (x(*t), y(*s))).collect();
            drawing.shape(Shape::Polyline(points), *paint);
            for time in &line.censored {
                let (x, y) = (x(*time), y(line.share_at(positive(*time))));
                drawing.line((x, y - 5.0), (x, y + 5.0), Paint::Whisker);
            }
        }
        drawing
    }

    fn table(&self) -> Table {
        let several = self.lines.len() > 1;
        let mut head = vec![self.time_name.clone()];
        head.extend(several.then(|| "Line".to_owned()));
        head.push("Share".to_owned());
        let rows = self.lines.iter().flat_map(|line| {
            line.points.iter().map(move |point| TableRow {
                head: point.time.text.clone(),
                link: None,
                cells: several
                    .then(|| line.name.clone())
                    .into_iter()
                    .chain(std::iter::once(point.share.text.clone()))
                    .collect(),
            })
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}
