//! Missing episodes: the same children at both points, since two means over different children
//! say little.

use charts::{Bar, Bars, Caption, Measure, Scale};
use maud::Render;

use crate::figures::{caption, value};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::numbers;
use crate::parts::{Part, View, prose};
use crate::words;

const ROWS: [(&str, &str); 6] = [
    ("n", "Children who went missing"),
    ("episodes", "Episodes in all"),
    (
        "mean_all",
        "Mean episodes over all closed children whose number is known",
    ),
    ("mean", "Mean episodes among those who went missing"),
    ("min", "Fewest episodes among them"),
    ("max", "Most episodes among them"),
];

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["missing"]);
    let used = |id: &str| {
        ROWS.iter()
            .any(|(what, _)| id == format!("miss.ref.{what}") || id == format!("miss.clo.{what}"))
    };
    pool.take(|figure| used(&figure.id));
    let mut parts = vec![
        drawn(view, "n", "Children who went missing", "Children"),
        drawn(view, "episodes", "Missing episodes in all", "Episodes"),
        Part::Grid(before_and_after(view)),
    ];
    parts.extend(pool.rest(
        "changes",
        "Who stopped and who started: children whose case is closed, of those whose number is known at both points",
    ));
    parts.push(prose(
        "The means among those who went missing are of different children at the two points, and a \
         few children can make up most of the episodes. The mean over all closed children, and who \
         stopped and who started, say more about change. There is no comparison group.",
    ));
    parts
}

/// One kind of count at both points.
fn drawn(view: &View, what: &str, title: &str, value_name: &str) -> Part {
    let bar = |(point, label): (&str, &str)| {
        let figure = view.figure(&format!("miss.{point}.{what}"))?;
        Some(Bar {
            label: label.to_owned(),
            value: Measure::new(figure.value().map_or(0.0, numbers::drawn), &figure.display),
            link: view.links.figure(&figure.id),
            ..Bar::default()
        })
    };
    let points = [("ref", "Before referral"), ("clo", "Before closure")];
    let bars: Vec<Bar> = points.into_iter().filter_map(bar).collect();
    let said: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {}", words::small(&bar.label), bar.value.text))
        .collect();
    let chart = Bars {
        caption: Caption {
            description: format!("{title}, {}.", said.join("; ")),
            ..caption(
                &format!("missing-{what}"),
                title,
                "Children whose case is closed, of those whose number is known at the point.",
            )
        },
        rows_name: "Point".to_owned(),
        value_name: value_name.to_owned(),
        scale: Scale::Count,
        bars: if view.is_empty() { Vec::new() } else { bars },
    };
    Part::Chart(chart.render())
}

fn before_and_after(view: &View) -> Grid {
    let cell = |id: String| view.figure(&id).map_or_else(Cell::empty, value);
    Grid {
        name: "",
        title: "Missing episodes: children whose case is closed, of those whose number is known at the point"
            .to_owned(),
        columns: vec![
            Column::new("Figure", Kind::Words),
            Column::new("Before referral", Kind::Number),
            Column::new("Before closure", Kind::Number),
        ],
        rows: ROWS
            .iter()
            .map(|(what, title)| {
                vec![
                    Cell::words(*title),
                    cell(format!("miss.ref.{what}")),
                    cell(format!("miss.clo.{what}")),
                ]
            })
            .collect(),
        ..Grid::default()
    }
}
