//! Before and after: the same people at both points as the headline, and all known at each point
//! apart from it. The two are never mixed.

use charts::{Dumbbell, DumbbellRow, End};
use evaluation::{Change, Figure, percent_display};
use maud::{Render, html};
use spreadsheet::OutCell;

use crate::figures::{caption, interval, no_answers, non_answers, printed};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View, method_note, prose};
use crate::words;

/// Who changed, in the words of a page.
pub(crate) struct Who {
    /// `t5` or `t6`.
    pub(crate) table: &'static str,
    /// "families", "children".
    pub(crate) many: &'static str,
    /// What the rows are, such as "Parents’ risk".
    pub(crate) rows_name: &'static str,
}

/// Everything about one table of changes.
pub(crate) fn parts(view: &View, who: &Who) -> Vec<Part> {
    let changes: Vec<&Change> = view
        .evaluation
        .changes
        .iter()
        .filter(|change| change.table == who.table)
        .collect();
    let mut parts = vec![
        Part::Heading(format!("The same {} at both points", who.many)),
        dumbbell(view, who, &changes),
        Part::Grid(paired(who, &changes)),
        method(who, &changes),
        Part::Heading("All known at each point".to_owned()),
        prose(&format!(
            "The view of the published tables. Its two columns do not count the same {}: an answer \
             that is known at referral may not be known at closure. Differences between them are \
             therefore not changes.",
            who.many
        )),
        Part::Grid(all_known(view, who, &changes)),
    ];
    let used = |figure: &Figure| {
        let mut ids = changes.iter().map(|change| change.id.as_str());
        ids.any(|id| {
            figure.id.strip_prefix(id) == Some(".ref") || figure.id.strip_prefix(id) == Some(".clo")
        })
    };
    let mut pool = view.pool(&[who.table]);
    pool.take(used);
    parts.extend(pool.rest("other", "Other figures of this table"));
    parts
}

fn dumbbell(view: &View, who: &Who, changes: &[&Change]) -> Part {
    let said: Vec<String> = changes
        .iter()
        .filter_map(|change| {
            let difference = numbers::difference(change)?;
            Some(format!("{}: {difference}", change.title))
        })
        .collect();
    let chart = Dumbbell {
        caption: charts::Caption {
            description: format!("{}.", said.join("; ")),
            ..caption(
                who.table,
                format!("{} at referral and at closure", who.rows_name),
                format!(
                    "Closed {} whose answer is known at both points. {}.",
                    who.many,
                    words::capital(evaluation::DESIGN)
                ),
            )
        },
        rows_name: who.rows_name.to_owned(),
        before_name: "At referral".to_owned(),
        after_name: "At closure".to_owned(),
        difference_name: "Change (95% interval)".to_owned(),
        rows: if changes.iter().all(|change| change.pairs == 0) {
            Vec::new()
        } else {
            changes.iter().map(|change| row(view, change)).collect()
        },
    };
    Part::Chart(chart.render())
}

fn row(view: &View, change: &Change) -> DumbbellRow {
    let end = |n: u64| {
        (change.pairs > 0).then(|| End {
            value: numbers::proportion(n, change.pairs),
            short: percent_display(n, change.pairs),
            text: numbers::of(n, change.pairs),
            interval: None,
        })
    };
    DumbbellRow {
        label: change.title.clone(),
        before: end(change.both + change.stopped),
        after: end(change.both + change.started),
        difference: numbers::difference(change),
        notes: vec![format!(
            "{} stopped, {} started. {}",
            change.stopped,
            change.started,
            change.verdict()
        )],
        link: view.links.figure(&change.id),
    }
}

fn paired(who: &Who, changes: &[&Change]) -> Grid {
    let columns = vec![
        Column::new(who.rows_name, Kind::Words),
        Column::in_files("Id", Kind::Words),
        Column::new("Pairs", Kind::Whole),
        Column::new("Yes at both", Kind::Whole),
        Column::new("Stopped", Kind::Whole),
        Column::new("Started", Kind::Whole),
        Column::new("No at both", Kind::Whole),
        Column::new("Change in points", Kind::Points),
        Column::new("95% interval", Kind::PointsRange),
        Column::new("By families", Kind::PointsRange),
        Column::new("Mid-p", Kind::Probability),
        Column::in_files("Exact p", Kind::Probability),
        Column::new("Holm p", Kind::Probability),
        Column::in_files("What the test says", Kind::Words),
        Column::new("Bounds", Kind::PointsRange),
    ];
    let row = |change: &&Change| {
        let range = |ends: Option<[f64; 2]>| {
            ends.map_or_else(Cell::empty, |ends| {
                Cell::new(
                    numbers::points_interval(ends, change.pairs),
                    ends.map(OutCell::Decimal).to_vec(),
                )
            })
        };
        let p = |p: Option<f64>| {
            p.map_or_else(Cell::empty, |p| {
                Cell::new(numbers::probability(p), vec![OutCell::Decimal(p)])
            })
        };
        let difference = change.difference.map_or_else(
            || Cell::words("no pairs"),
            |d| Cell::new(numbers::points(d, change.pairs), vec![OutCell::Decimal(d)]),
        );
        vec![
            Cell::words(&change.title).under(change.verdict()),
            Cell::words(&change.id),
            Cell::whole(change.pairs),
            Cell::whole(change.both),
            Cell::whole(change.stopped),
            Cell::whole(change.started),
            Cell::whole(change.neither),
            difference.of_figure(&change.id),
            range(change.ci95),
            range(change.ci95_families),
            p(change.p_mid),
            p(change.p_exact),
            p(change.p_holm),
            Cell::words(change.verdict()),
            range(change.bounds.filter(|[least, most]| least < most)),
        ]
    };
    Grid {
        name: "",
        title: format!(
            "Changes: closed {}, of those whose answer is known at both points",
            who.many
        ),
        columns,
        rows: changes.iter().map(row).collect(),
        ..Grid::default()
    }
}

fn method(who: &Who, changes: &[&Change]) -> Part {
    Part::Prose(html! {
        (method_note("How changes are counted, and their limits", html! {
            p { "Design: " (evaluation::DESIGN) ". What would have happened without the service is not \
                 known, so no change here is shown to be its effect." }
            p { "Change: per cent at closure less per cent at referral, in percentage points, of the \
                 same " (who.many) ". “Stopped” is yes at referral and no at closure; “started” the \
                 reverse." }
            p { "The first interval is Tango’s score interval. The one by families resamples whole families \
                 (4,000 times, with a fixed seed), because answers of brothers and sisters go together." }
            p { "The test is McNemar’s, mid-p; the exact one is in the files. Holm’s method allows for \
                 the " (changes.len()) " rows of this table being tested together, and the words \
                 below each name follow from its p at 0.05." }
            p { "Bounds count every closed case: the change if all answers that are not known \
                 fell so as to make it least, and greatest." }
        }))
    })
}

fn all_known(view: &View, who: &Who, changes: &[&Change]) -> Grid {
    let mut columns = vec![
        Column::new(who.rows_name, Kind::Words),
        Column::in_files("Id", Kind::Words),
    ];
    for point in ["At referral", "At closure"] {
        columns.push(Column::new(format!("{point}, n (N) %"), Kind::Share));
        columns.push(Column::new(format!("{point}, 95% interval"), Kind::Range));
        columns.push(Column::new(format!("{point}, no answer"), Kind::NoAnswers));
    }
    let row = |change: &&Change| {
        let mut cells = vec![Cell::words(&change.title), Cell::words(&change.id)];
        for point in ["ref", "clo"] {
            match view.figure(&format!("{}.{point}", change.id)) {
                Some(figure) => cells.extend([
                    printed(figure),
                    interval(figure),
                    no_answers(non_answers(figure)),
                ]),
                None => cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]),
            }
        }
        cells
    };
    Grid {
        name: "all-known",
        title: format!(
            "Closed {}, of those whose answer is known at the point",
            who.many
        ),
        columns,
        rows: changes.iter().map(row).collect(),
        ..Grid::default()
    }
}
