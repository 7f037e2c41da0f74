//! What does not agree.

use evaluation::Check;

use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    let checks = &view.evaluation.checks;
    if checks.is_empty() && !view.is_empty() {
        return vec![prose(
            "Every check holds: nothing was found that does not agree.",
        )];
    }
    let row = |check: &Check| {
        let named = check.rows.join(", ");
        let more = check.count > check.rows.len() as u64 && !named.is_empty();
        let named = if more { format!("{named} …") } else { named };
        vec![
            Cell::words(check.text),
            Cell::words(check.id),
            Cell::words(check.sheet.replace('_', " ")),
            Cell::whole(check.count),
            Cell::words(named),
        ]
    };
    vec![Part::Grid(Grid {
        name: "",
        title: "What does not agree: all rows, with the first of those concerned".to_owned(),
        columns: vec![
            Column::new("What does not agree", Kind::Words),
            Column::in_files("Check", Kind::Words),
            Column::new("Sheet", Kind::Words),
            Column::new("Number", Kind::Whole),
            Column::new("Where", Kind::Words),
        ],
        rows: checks.iter().map(row).collect(),
        ..Grid::default()
    })]
}
