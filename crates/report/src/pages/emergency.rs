//! Emergency sessions: what they avoided, counted and priced.

use crate::figures::{bars, caption, grid, value};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["app2"]);
    let quantities = pool.take(|figure| quantity(&figure.id).is_some());
    let hours = |id: &str| id == "app2.sw.qty";
    let events: Vec<_> = quantities
        .iter()
        .copied()
        .filter(|figure| !hours(&figure.id))
        .collect();
    let any = events
        .iter()
        .any(|f| f.value().is_some_and(|v| !v.is_zero()));
    let mut parts = vec![
        bars(
            view,
            caption(
                "avoided",
                "What emergency sessions were judged to have avoided",
                "All emergency sessions, events as judged by the worker at the time.",
            ),
            ("What was avoided", "Number"),
            if any { &events } else { &[] },
        ),
        prose(
            "What would otherwise have been called on is the judgement of the worker who was there. An \
             event may be counted once under each organisation that would have been called.",
        ),
        Part::Grid(priced(view, &quantities)),
    ];
    let mut costs = view.pool(&["costs"]);
    let sums = costs
        .take(|figure| figure.id.starts_with("app2.") && figure.id.strip_suffix(".gbp").is_none());
    parts.push(Part::Grid(grid(
        "sums",
        "Sums by kind of organisation",
        &sums,
    )));
    parts.extend(pool.rest("sessions", "Sessions: all emergency sessions"));
    parts
}

/// What a quantity is of: `app2.ae` of `app2.ae.qty`.
fn quantity(id: &str) -> Option<&str> {
    id.strip_suffix(".qty")
}

fn priced(view: &View, quantities: &[&evaluation::Figure]) -> Grid {
    let row = |quantity: &&evaluation::Figure| {
        let amount = self::quantity(&quantity.id).map(|of| format!("{of}.gbp"));
        let amount = amount.and_then(|id| view.figure(&id));
        vec![
            Cell::words(&quantity.title),
            value(quantity),
            amount.map_or_else(Cell::empty, |a| Cell::words(&a.population)),
            amount.map_or_else(Cell::empty, |a| {
                Cell::money(a.value().unwrap_or_default()).of_figure(&a.id)
            }),
        ]
    };
    Grid {
        name: "",
        title: "Avoided by emergency sessions: all sessions, from the records of each".to_owned(),
        columns: vec![
            Column::new("What was avoided", Kind::Words),
            Column::new("Number", Kind::Number),
            Column::new("Worked out as", Kind::Words),
            Column::new("Amount", Kind::Money),
        ],
        rows: quantities.iter().map(row).collect(),
        ..Grid::default()
    }
}
