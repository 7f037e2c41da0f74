//! Missing episodes: the same children at both points, since two means over different children
//! say little.

use crate::figures::value;
use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View, prose};

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
    let mut parts = vec![Part::Grid(before_and_after(view))];
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
