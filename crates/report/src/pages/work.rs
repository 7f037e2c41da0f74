//! What the pages of the team's own work share.

use charts::{Bar, Bars, Caption, Measure, Scale};
use evaluation::{Figure, NonAnswers, Number, plain_range};
use maud::{Render, html};
use spreadsheet::OutCell;

use crate::figures::{Pool, grid, no_answers, non_answers, printed};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View};

/// A page of which there is something to show if the figure `total` is not zero. Otherwise a
/// sentence says why not, and the figures fold away under it.
pub(super) fn page(
    view: &View,
    tables: &[&str],
    total: &[&str],
    content: impl FnOnce(&View, &mut Pool) -> Vec<Part>,
) -> Vec<Part> {
    let mut pool = view.pool(tables);
    let any = total.iter().any(|id| is_counted(view, id));
    let mut parts = if any {
        content(view, &mut pool)
    } else {
        let all = pool.take(|_| true);
        vec![
            nothing(),
            Part::Folded(
                "The figures, all of nothing",
                grid("", "Nothing written down", &all),
            ),
        ]
    };
    parts.extend(pool.rest("other", "Also counted"));
    parts
}

fn is_counted(view: &View, id: &str) -> bool {
    let Some(figure) = view.figure(id) else {
        return false;
    };
    match &figure.number {
        Number::Share(share) => share.base > 0 || NonAnswers::from(share.none).in_words() != "",
        Number::Value { value, .. } => value.is_some_and(|value| !value.is_zero()),
        Number::Spread(spread) => spread.base > 0,
        Number::List { value } => !value.is_empty(),
    }
}

pub(super) fn nothing() -> Part {
    Part::Prose(html! {
        p.app-empty {
            "Nothing of this is known yet. It is counted from what the team writes down in Alongside from \
             day to day, and a workbook does not hold it."
        }
    })
}

/// Figures in their own order, as bars: shares of a whole or counts. Whoever gave no answer stands
/// at the end, hatched.
pub(super) fn ordered(
    view: &View,
    caption: Caption,
    (rows_name, value_name): (&str, &str),
    figures: &[&Figure],
) -> Part {
    let bar = |figure: &&Figure| Bar {
        label: figure.title.clone(),
        value: drawn(figure),
        link: view.links.figure(&figure.id),
        ..Bar::default()
    };
    let mut bars: Vec<Bar> = figures.iter().map(bar).collect();
    let none = figures.first().map(|figure| non_answers(figure));
    bars.extend(none.into_iter().flat_map(unanswered));
    let said: Vec<String> = bars
        .iter()
        .map(|bar| match &bar.unknown {
            Some(unknown) => format!("{}: {}", bar.label, unknown.text),
            None => format!("{}: {}", bar.label, bar.value.text),
        })
        .collect();
    let chart = Bars {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption
        },
        rows_name: rows_name.to_owned(),
        value_name: value_name.to_owned(),
        scale: Scale::Count,
        bars,
    };
    Part::Chart(chart.render())
}

/// How many, with the share where there is one.
fn drawn(figure: &Figure) -> Measure {
    match &figure.number {
        Number::Share(share) => Measure::new(share.n as f64, numbers::share(share)),
        _ => Measure::new(figure.value().map_or(0.0, numbers::drawn), &figure.display),
    }
}

/// A hatched bar for each kind of no-answer that somebody gave.
fn unanswered(none: NonAnswers) -> impl Iterator<Item = Bar> {
    let kinds = [
        ("Not known", none.unknown),
        ("Not written down", none.missing),
        ("Too early to say", none.too_early),
    ];
    let given = kinds.into_iter().filter(|(_, number)| *number > 0);
    given.map(|(label, number)| Bar {
        label: label.to_owned(),
        unknown: Some(Measure::new(number as f64, number.to_string())),
        ..Bar::default()
    })
}

/// The addition of a partition, and whether it comes out.
pub(super) fn sum(view: &View, parts: &[&Figure], total: &str, one: &str) -> String {
    let counts: Vec<u64> = parts
        .iter()
        .filter_map(|figure| view.count(&figure.id))
        .collect();
    let terms: Vec<String> = counts.iter().map(ToString::to_string).collect();
    let (sum, terms) = (counts.iter().sum::<u64>(), terms.join(" + "));
    match view.count(total) {
        Some(all) if all == sum => format!("{terms} = {all}: every {one} has one stage."),
        Some(all) => format!("{terms} = {sum}, of {all}."),
        None => String::new(),
    }
}

/// A table of medians, each with its number, quartiles and range.
pub(super) fn spreads(name: &'static str, title: &str, figures: &[&Figure]) -> Grid {
    let row = |figure: &&Figure| {
        let mut cells = vec![
            Cell::words(&figure.title),
            Cell::words(&figure.id),
            Cell::words(&figure.population),
        ];
        cells.extend(spread(figure));
        cells.push(no_answers(non_answers(figure)));
        cells
    };
    Grid {
        name,
        title: title.to_owned(),
        columns: vec![
            Column::new("Figure", Kind::Words),
            Column::in_files("Id", Kind::Words),
            Column::in_files("Of whom", Kind::Words),
            Column::new("Median (N)", Kind::Median),
            Column::new("Middle half", Kind::Between),
            Column::new("All", Kind::Between),
            Column::new("No answer", Kind::NoAnswers),
        ],
        rows: figures.iter().map(row).collect(),
        note: "The median is the middle one: half are no larger. The middle half lies between the quartiles."
            .to_owned(),
        ..Grid::default()
    }
}

fn spread(figure: &Figure) -> [Cell; 3] {
    let Number::Spread(spread) = &figure.number else {
        return [printed(figure), Cell::empty(), Cell::empty()];
    };
    let decimal = |number: Option<f64>| number.map_or(OutCell::Empty, OutCell::Decimal);
    let between = |ends: Option<[f64; 2]>| {
        ends.map_or_else(Cell::empty, |ends| {
            Cell::new(plain_range(ends), ends.map(OutCell::Decimal).to_vec())
        })
    };
    let values = vec![OutCell::Integer(spread.base as i64), decimal(spread.value)];
    [
        Cell::new(&figure.display, values).of_figure(&figure.id),
        between(spread.quartiles),
        between(spread.range),
    ]
}
