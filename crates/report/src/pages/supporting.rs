//! Who supports whom: disciplines, several workers, changes, holding support.

use super::work::{page, spreads};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(
        view,
        &["supporting"],
        &["sup.families", "sup.people"],
        content,
    )
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let families = pool.begin(&["sup.families."]);
    let people = pool.begin(&["sup.people."]);
    let days = pool.take(|figure| figure.id == "hold.days");
    let holding = pool.begin(&["hold."]);
    let shares = pool.take(|figure| figure.share().is_some());
    let counts = pool.begin(&["sup."]);
    vec![
        forest(
            view,
            caption(
                "disciplines",
                "Families by discipline",
                "Families with an allocation. Several disciplines may support one family, so they do not add up \
                 to 100%.",
            ),
            "Discipline",
            &families,
        ),
        Part::Grid(grid(
            "",
            "Families by discipline: families with an allocation",
            &families,
        )),
        Part::Grid(grid(
            "people",
            "People by discipline: people with an allocation",
            &people,
        )),
        how_counted(),
        Part::Heading("Several workers, and the same worker".to_owned()),
        Part::Grid(grid(
            "together",
            "Several at once, joint sessions, the same key worker",
            &shares,
        )),
        Part::Grid(grid(
            "changes",
            "Counts: families and people with an allocation",
            &counts,
        )),
        prose(
            "Another worker or discipline joins, takes over or ends within one piece of support; no new referral \
             is asked for.",
        ),
        Part::Heading("Holding support".to_owned()),
        Part::Grid(grid(
            "holding",
            "Holding support while a discipline is full: allocations that began so",
            &holding,
        )),
        Part::Grid(spreads(
            "holding-days",
            "How long holding support lasted: allocations whose holding support is over",
            &days,
        )),
    ]
}
