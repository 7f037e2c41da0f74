//! How long cases were open: closed cases in months, and all cases with those still open.

use charts::{Caption, Measure, StepLine, StepPoint, Steps};
use evaluation::{StillOpen, Times};
use maud::Render;
use spreadsheet::OutCell;

use super::families::columns;
use crate::figures::{caption, grid};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View, prose};
use crate::words;

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["months"]);
    let months = pool.begin(&["months."]);
    let times = &view.evaluation.times;
    let mut parts = vec![
        Part::Heading("Closed cases".to_owned()),
        columns(
            view,
            caption(
                "months",
                "Months of intervention",
                "Families whose case is closed, whose months are known.",
            ),
            "Months",
            &months,
            |id| id.trim_start_matches("months.").replace("plus", "+"),
        ),
        Part::Folded(
            "Table of months",
            grid(
                "",
                "Months of intervention: families whose case is closed",
                &months,
            ),
        ),
        Part::Heading("Time to closure, with cases still open".to_owned()),
        steps(times),
        Part::Folded("Table of the line", still_open(times)),
        prose(
            "Closed cases alone make the time look short, since long cases are still open. The line \
             counts a case that is still open for as long as it has been (Kaplan and Meier). A family that \
             came again counts with its latest episode: the time between was no support.",
        ),
    ];
    parts.extend(pool.rest("other", "Also counted"));
    parts
}

fn percent_open(step: &StillOpen) -> String {
    format!("{}%", (step.percent_open + 0.5).floor())
}

fn steps(times: &Times) -> Part {
    let last = times.steps.last().map_or(0, |step| step.months);
    let apart = (last / 6).max(1);
    let title = match times.median_months {
        Some(months) => format!("Half had closed by month {months}"),
        None => "Fewer than half had closed".to_owned(),
    };
    let chart = Steps {
        caption: Caption {
            description: title.clone(),
            ..caption(
                "open",
                if times.families == 0 {
                    "Time to closure".to_owned()
                } else {
                    title
                },
                format!(
                    "{}, whose dates are known: {}, of whom {} still open.",
                    times.population,
                    numbers::counted(times.families, "family", "families"),
                    times.still_open
                ),
            )
        },
        time_name: "Completed months since the case was opened".to_owned(),
        ticks: (0..=last)
            .step_by(apart as usize)
            .map(|month| Measure::new(f64::from(month), month.to_string()))
            .collect(),
        lines: if times.steps.is_empty() {
            Vec::new()
        } else {
            vec![StepLine {
                name: "Still open".to_owned(),
                points: times
                    .steps
                    .iter()
                    .map(|step| StepPoint {
                        time: Measure::new(f64::from(step.months), step.months.to_string()),
                        share: Measure::new(step.percent_open / 100.0, percent_open(step)),
                    })
                    .collect(),
                censored: Vec::new(),
            }]
        },
    };
    Part::Chart(chart.render())
}

fn still_open(times: &Times) -> Grid {
    let row = |step: &StillOpen| {
        vec![
            Cell::whole(u64::from(step.months)),
            Cell::whole(step.at_risk),
            Cell::whole(step.closed),
            Cell::new(
                percent_open(step),
                vec![OutCell::Percent(step.percent_open)],
            ),
        ]
    };
    Grid {
        name: "still-open",
        title: format!(
            "Still open after so many months: {}",
            words::small(times.population)
        ),
        columns: vec![
            Column::new("Months", Kind::Whole),
            Column::new("Open just before", Kind::Whole),
            Column::new("Closed", Kind::Whole),
            Column::new("Still open", Kind::Percent),
        ],
        rows: times.steps.iter().map(row).collect(),
        ..Grid::default()
    }
}
