//! Advocacy, legal support, and services in the community.

use super::work::{ordered, page, spreads};
use crate::figures::{Pool, caption, grid, how_counted};
use crate::parts::{Part, View};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(view, &["advocacy"], &["adv.total", "com.total"], content)
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let with = pool.begin(&["adv.with."]);
    let hours = pool.begin(&["adv.school."]);
    let outcomes = pool.begin(&["adv.outcome."]);
    let advocacy = pool.begin(&["adv."]);
    let steps = pool.begin(&["com.step."]);
    let community = pool.begin(&["com."]);
    let mut parts = vec![Part::Heading("Speaking up for people".to_owned())];
    if view.count("adv.total").is_some_and(|n| n > 0) {
        parts.push(ordered(
            view,
            caption("with", "With whom", "Times somebody was spoken up for."),
            ("With whom", "Times"),
            &with,
        ));
    }
    parts.extend([
        Part::Folded(
            "Table of advocacy by kind",
            grid("with", "With whom: times somebody was spoken up for", &with),
        ),
        Part::Grid(grid("", "Advocacy and legal support", &advocacy)),
        Part::Grid(grid(
            "outcomes",
            "What came of it is written down: times somebody was spoken up for, by whom they were heard",
            &outcomes,
        )),
        Part::Grid(spreads(
            "school",
            "Hours a week at school before and after: advocacy with a school that names them",
            &hours,
        )),
        Part::Heading("Services in the community".to_owned()),
    ]);
    if view.count("com.total").is_some_and(|n| n > 0) {
        parts.push(ordered(
            view,
            caption(
                "steps",
                "How far referrals have come",
                "Referrals to services in the community, each with the step it has reached.",
            ),
            ("Step", "Referrals"),
            &steps,
        ));
    }
    parts.extend([
        Part::Folded(
            "Table of steps",
            grid(
                "steps",
                "Steps: referrals to services in the community",
                &steps,
            ),
        ),
        Part::Grid(grid(
            "community",
            "Referrals, company on the way, and engaging at closure",
            &community,
        )),
        how_counted(),
    ]);
    parts
}
