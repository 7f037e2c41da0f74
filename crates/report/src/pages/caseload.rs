//! Caseload over time, and what goes on now by discipline.

use charts::{Caption, Column as Bar, Columns, Measure};
use evaluation::MonthLoad;
use maud::Render;
use record::lists::Discipline;

use super::work::ordered;
use crate::figures::{caption, grid};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    let months = &view.evaluation.caseload;
    let mut pool = view.pool(&["caseload"]);
    let now = pool.begin(&["sup.now."]);
    let holding = pool.begin(&["hold.now"]);
    let mut parts = vec![
        families(months),
        Part::Folded("Table of months", by_month(months)),
        prose(
            "At the end of each month, and on the day itself in the last. A family is open from its referral to its \
             closure. Families without direct support, and those whose dates are not known, are left out.",
        ),
        Part::Heading("Support that goes on, by discipline".to_owned()),
    ];
    let all: Vec<_> = now.iter().chain(&holding).copied().collect();
    if now.iter().any(|f| f.value().is_some_and(|n| !n.is_zero())) {
        parts.push(ordered(
            view,
            caption(
                "now",
                "Allocations that go on",
                "A worker of a discipline supports a person, full or holding. One person may have several.",
            ),
            ("Discipline", "Allocations"),
            &now,
        ));
        parts.push(Part::Grid(grid("now", "Allocations that go on", &all)));
    } else {
        parts.push(super::work::nothing());
        parts.push(Part::Folded(
            "The figures, all of nothing",
            grid("now", "Allocations that go on", &all),
        ));
    }
    let given = pool.begin(&["ask.given."]);
    let waiting = pool.begin(&["ask.waiting."]);
    parts.push(Part::Heading("Support that is asked for".to_owned()));
    if given.iter().any(|f| f.share().is_some_and(|s| s.base > 0)) {
        parts.push(Part::Grid(grid(
            "asked",
            "What became of what was asked for: disciplines asked for people, of families accepted",
            &given,
        )));
        parts.push(Part::Grid(grid(
            "waiting",
            "Asked for, and nobody gives it yet",
            &waiting,
        )));
        parts.push(prose(
            "Asked for: the disciplines of the latest referral, with what consultations added and dropped. \
             Nobody waits without a way to see it: a full discipline gives holding support, and what is asked for \
             and not given stands on the team’s board.",
        ));
    } else {
        parts.push(super::work::nothing());
        let all: Vec<_> = given.iter().chain(&waiting).copied().collect();
        parts.push(Part::Folded(
            "The figures, all of nothing",
            grid("asked", "Asked for", &all),
        ));
    }
    parts.extend(pool.rest("other", "Also counted"));
    parts
}

/// "Mar 22".
fn short(load: &MonthLoad) -> String {
    let month: String = calendar::day::month_in_words(load.day.month())
        .chars()
        .take(3)
        .collect();
    format!("{month} {:02}", load.day.year() % 100)
}

fn families(months: &[MonthLoad]) -> Part {
    let said: Vec<String> = months
        .iter()
        .map(|load| format!("{}: {}", short(load), load.families))
        .collect();
    let chart = Columns {
        caption: Caption {
            description: format!("{}.", said.join("; ")),
            ..caption(
                "caseload",
                "Families whose case is open",
                "At the end of each month, and on the day itself in the last.",
            )
        },
        categories_name: "Month".to_owned(),
        series: vec!["Families".to_owned()],
        columns: months
            .iter()
            .map(|load| Bar {
                label: short(load),
                parts: vec![Measure::new(
                    load.families as f64,
                    load.families.to_string(),
                )],
                text: load.families.to_string(),
                ..Bar::default()
            })
            .collect(),
    };
    Part::Chart(chart.render())
}

fn by_month(months: &[MonthLoad]) -> Grid {
    let mut columns = vec![
        Column::new("Month", Kind::Words),
        Column::new("Families", Kind::Whole),
        Column::new("Allocations", Kind::Whole),
    ];
    columns.extend(
        Discipline::ALL
            .iter()
            .map(|discipline| Column::in_files(discipline.label(), Kind::Whole)),
    );
    let row = |load: &MonthLoad| {
        let mut cells = vec![
            Cell::words(short(load)),
            Cell::whole(load.families),
            Cell::whole(load.allocations.iter().sum()),
        ];
        cells.extend(load.allocations.map(Cell::whole));
        cells
    };
    Grid {
        name: "",
        title: "Caseload: families whose case is open, and allocations that go on".to_owned(),
        columns,
        rows: months.iter().map(row).collect(),
        ..Grid::default()
    }
}
