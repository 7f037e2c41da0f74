//! Figures in rows: the plain table of a page and the chart of its percentages.

use charts::{Bar, Bars, Caption, Forest, ForestRow, Interval, Measure, Scale};
use evaluation::{Evaluation, Figure, NonAnswers, Number, Share};
use maud::{Render, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use spreadsheet::OutCell;

use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View};

/// How most tables count.
pub(crate) const OF_KNOWN: &str = "of those whose answer is known";

/// The figures of a page that have not been placed on it yet. A page ends with what is left, so
/// no figure is ever dropped.
pub(crate) struct Pool<'a> {
    left: Vec<&'a Figure>,
}

impl<'a> Pool<'a> {
    pub(crate) fn new(evaluation: &'a Evaluation, tables: &[&str]) -> Self {
        let figures = evaluation.figures.iter();
        Self {
            left: figures
                .filter(|f| tables.contains(&f.table.as_str()))
                .collect(),
        }
    }

    /// Takes the figures that are wanted, in their order.
    pub(crate) fn take(&mut self, wanted: impl Fn(&Figure) -> bool) -> Vec<&'a Figure> {
        let (taken, left) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(|figure| wanted(figure));
        self.left = left;
        taken
    }

    /// Takes the figures whose ids begin so.
    pub(crate) fn begin(&mut self, with: &[&str]) -> Vec<&'a Figure> {
        self.take(|figure| with.iter().any(|start| figure.id.starts_with(start)))
    }

    /// A table of what is left, if anything is.
    pub(crate) fn rest(self, name: &'static str, title: &str) -> Option<Part> {
        (!self.left.is_empty()).then(|| Part::Grid(grid(name, title, &self.left)))
    }
}

/// A table of figures, each with its base, interval and no-answers.
pub(crate) fn grid(name: &'static str, title: &str, figures: &[&Figure]) -> Grid {
    let share = figures.iter().any(|figure| figure.share().is_some());
    let first = figures.first().map(|figure| figure.population.as_str());
    let first_table = figures.first().map(|figure| figure.table.as_str());
    let mixed = figures
        .iter()
        .any(|figure| Some(figure.population.as_str()) != first);
    let mut columns = vec![
        Column::new("Figure", Kind::Words),
        Column::in_files("Id", Kind::Words),
    ];
    // A population that all rows share is in the title.
    let who = if mixed { Column::new } else { Column::in_files };
    columns.push(if first_table == Some("costs") {
        // A cost has a formula where a count has a population.
        Column::new("Worked out as", Kind::Words)
    } else {
        who("Of whom", Kind::Words)
    });
    if share {
        columns.push(Column::new("n (N) %", Kind::Figure));
        columns.push(Column::new("95% interval", Kind::Range));
    } else {
        columns.push(Column::new("Number", Kind::Number));
    }
    columns.push(Column::new("No answer", Kind::NoAnswers));
    if share {
        columns.push(Column::new("Bounds", Kind::Range));
    }
    let row = |figure: &&Figure| {
        let mut cells = vec![
            Cell::words(&figure.title),
            Cell::words(&figure.id),
            Cell::words(&figure.population),
        ];
        if share {
            cells.push(printed(figure));
            cells.push(interval(figure));
        } else {
            cells.push(value(figure));
        }
        cells.push(no_answers(non_answers(figure)));
        if share {
            cells.push(bounds(figure));
        }
        cells
    };
    Grid {
        name,
        title: title.to_owned(),
        columns,
        rows: figures.iter().map(row).collect(),
        ..Grid::default()
    }
}

/// A figure as printed, with n, N, % and value for files.
pub(crate) fn printed(figure: &Figure) -> Cell {
    let values = match &figure.number {
        Number::Share(share) => vec![
            OutCell::Integer(share.n as i64),
            OutCell::Integer(share.base as i64),
            share.percent.map_or(OutCell::Empty, OutCell::Percent),
        ],
        Number::Value { value, base, .. } => vec![
            OutCell::Empty,
            base.map_or(OutCell::Empty, |base| OutCell::Integer(base as i64)),
            OutCell::Empty,
            value.map_or(OutCell::Empty, number),
        ],
        Number::Spread(spread) => vec![
            OutCell::Empty,
            OutCell::Integer(spread.base as i64),
            OutCell::Empty,
            spread.value.map_or(OutCell::Empty, OutCell::Decimal),
        ],
        Number::List { .. } => vec![
            OutCell::Empty,
            OutCell::Empty,
            OutCell::Empty,
            OutCell::text(&figure.display),
        ],
    };
    Cell::new(&figure.display, values).of_figure(&figure.id)
}

/// A figure that is one number.
pub(crate) fn value(figure: &Figure) -> Cell {
    let value = match &figure.number {
        Number::Value { value, .. } => value.map_or(OutCell::Empty, number),
        Number::Spread(spread) => spread.value.map_or(OutCell::Empty, OutCell::Decimal),
        _ => OutCell::text(&figure.display),
    };
    Cell::new(&figure.display, vec![value]).of_figure(&figure.id)
}

/// A whole number as such, any other with its decimals.
pub(crate) fn number(value: Decimal) -> OutCell {
    match value.to_i64() {
        Some(whole) if value.fract().is_zero() => OutCell::Integer(whole),
        _ => OutCell::Decimal(numbers::drawn(value)),
    }
}

pub(crate) fn interval(figure: &Figure) -> Cell {
    figure
        .share()
        .and_then(|share| Some(range(share.ci95?, share.base)))
        .unwrap_or_default()
}

fn range(ends: [f64; 2], base: u64) -> Cell {
    Cell::new(
        numbers::interval(ends, base),
        ends.map(OutCell::Percent).to_vec(),
    )
}

fn bounds(figure: &Figure) -> Cell {
    let Some(share) = figure.share() else {
        return Cell::empty();
    };
    match share.bounds {
        Some(ends) if NonAnswers::from(share.none).could_be() > 0 => range(ends, share.base),
        _ => Cell::empty(),
    }
}

/// How many gave no answer.
pub(crate) fn non_answers(figure: &Figure) -> NonAnswers {
    match &figure.number {
        Number::Share(share) => share.none.into(),
        Number::Value { none, .. } => *none,
        Number::Spread(spread) => spread.none,
        Number::List { .. } => NonAnswers::default(),
    }
}

/// No-answers in words, and as four numbers for files.
pub(crate) fn no_answers(none: NonAnswers) -> Cell {
    let counts = [
        none.unknown,
        none.missing,
        none.too_early,
        none.not_applicable,
    ];
    let words = none.in_words();
    // Lines break between the kinds, not within one.
    let kinds: Vec<String> = words
        .split(", ")
        .map(|kind| kind.replace(' ', "\u{a0}"))
        .collect();
    Cell::new(
        kinds.join(", "),
        counts.map(|n| OutCell::Integer(n as i64)).to_vec(),
    )
}

/// Shares as dots with their intervals, the largest first.
pub(crate) fn forest(view: &View, caption: Caption, rows_name: &str, figures: &[&Figure]) -> Part {
    let mut shares: Vec<(&Figure, &Share)> = figures
        .iter()
        .filter_map(|figure| Some((*figure, figure.share()?)))
        .collect();
    shares.sort_by(|(_, a), (_, b)| {
        b.percent
            .unwrap_or(-1.0)
            .total_cmp(&a.percent.unwrap_or(-1.0))
    });
    let rows: Vec<ForestRow> = shares
        .iter()
        .map(|(figure, share)| ForestRow {
            label: figure.title.clone(),
            value: share
                .percent
                .map(|percent| Measure::new(percent / 100.0, numbers::share(share))),
            interval: share.ci95.map(|[low, high]| {
                let text = numbers::interval([low, high], share.base);
                Interval::new(low / 100.0, high / 100.0, text)
            }),
            unknown: not_known(share),
            link: view.links.figure(&figure.id),
        })
        .collect();
    let said: Vec<String> = shares
        .iter()
        .map(|(figure, share)| format!("{}: {}", figure.title, numbers::share(share)))
        .collect();
    let chart = Forest {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption
        },
        rows_name: rows_name.to_owned(),
        value_name: "n of N (%)".to_owned(),
        rows: if view.is_empty() { Vec::new() } else { rows },
    };
    Part::Chart(chart.render())
}

/// The part of everybody that is not known, hatched in charts: just how far apart the percentages
/// are if all of them were no, and if all were yes.
fn not_known(share: &Share) -> Option<Measure> {
    let not_known = NonAnswers::from(share.none).could_be();
    let [low, high] = share.bounds?;
    (not_known > 0).then(|| {
        let part = (high - low) / 100.0;
        Measure::new(part, format!("{not_known} not known"))
    })
}

/// Counts as bars, the largest first.
pub(crate) fn bars(
    view: &View,
    caption: Caption,
    (rows_name, value_name): (&str, &str),
    figures: &[&Figure],
) -> Part {
    let mut counts: Vec<(&Figure, Decimal)> = figures
        .iter()
        .filter_map(|figure| Some((*figure, figure.value()?)))
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let said: Vec<String> = counts
        .iter()
        .map(|(figure, _)| format!("{}: {}", figure.title, figure.display))
        .collect();
    let chart = Bars {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption
        },
        rows_name: rows_name.to_owned(),
        value_name: value_name.to_owned(),
        scale: Scale::Count,
        bars: counts
            .iter()
            .map(|(figure, count)| Bar {
                label: figure.title.clone(),
                value: Measure::new(numbers::drawn(*count), &figure.display),
                link: view.links.figure(&figure.id),
                ..Bar::default()
            })
            .collect(),
    };
    Part::Chart(chart.render())
}

/// The id, title and subtitle of a chart; its description follows from its figures.
pub(crate) fn caption(id: &str, title: impl Into<String>, subtitle: impl Into<String>) -> Caption {
    Caption {
        id: format!("chart-{id}"),
        title: title.into(),
        subtitle: subtitle.into(),
        description: String::new(),
    }
}

/// How percentages and intervals are made, below the tables that have them.
pub(crate) fn how_counted() -> Part {
    Part::Prose(html! {
        p.report-note {
            "n (N) %: n of the N whose answer is known. Unknown, missing, too early and not applicable \
             are left out of N and shown apart. The interval is Wilson’s, at 95%. Bounds: the percentage if \
             all who gave no answer were no, and if all were yes."
        }
    })
}
