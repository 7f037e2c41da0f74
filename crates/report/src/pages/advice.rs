//! The book of advice: consultations, advice and coaching about no recorded family.

use super::work::{ordered, page, spreads};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    if view.figure("book.all").is_none() {
        return vec![
            Part::Grid(not_recorded()),
            prose(
                "Nothing stands in the book of advice by this day, or what is evaluated is a file, \
             which has no book.",
            ),
        ];
    }
    page(view, &["advising"], &["book.all"], content)
}

/// Said, and not zero: nobody has counted.
fn not_recorded() -> Grid {
    Grid {
        title: "Help given to professionals".to_owned(),
        columns: vec![
            Column::new("Figure", Kind::Words),
            Column::new("How many", Kind::Words),
        ],
        rows: vec![vec![Cell::words("In all"), Cell::words("Not recorded")]],
        ..Grid::default()
    }
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let by = pool.begin(&["book.by."]);
    let modes = pool.begin(&["book.mode."]);
    let came = pool.begin(&["book.came."]);
    let teams = pool.begin(&["book.team."]);
    let each = pool.begin(&["book.each"]);
    let kinds = pool.begin(&["book.kind.", "book.signposted"]);
    let sums = pool.begin(&["book."]);
    vec![
        Part::Grid(grid("", "Help given to professionals", &sums)),
        Part::Grid(grid(
            "kinds",
            "What they came for, and other services named",
            &kinds,
        )),
        Part::Grid(spreads("minutes", "How long it took", &each)),
        ordered(
            view,
            caption(
                "teams",
                "To whom it was given",
                "Consultations, advice and coaching about no recorded family.",
            ),
            ("Team or agency", "Times"),
            &teams,
        ),
        Part::Folded(
            "Table of teams and agencies",
            grid("teams", "By team or agency", &teams),
        ),
        prose(
            "Teams and agencies stand here as whoever gave the help wrote them down: the same one spelt in two ways \
             is two.",
        ),
        forest(
            view,
            caption(
                "disciplines",
                "By whom it was given",
                "Consultations, advice and coaching about no recorded family, by discipline; several may take part.",
            ),
            "Discipline",
            &by,
        ),
        Part::Folded(
            "Table of disciplines",
            grid("disciplines", "By discipline; several may take part", &by),
        ),
        how_counted(),
        Part::Grid(grid("modes", "How it was given", &modes)),
        Part::Grid(grid("came", "What came of it", &came)),
        prose(
            "Help about a family that is recorded here stands in its own chronology and is counted under \
             consultation and threshold. It counts by the day on which it was given.",
        ),
    ]
}
