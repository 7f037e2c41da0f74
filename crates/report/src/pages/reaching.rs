//! Reaching families: time to consultation, first contact and engagement; obstacles.

use maud::html;

use super::work::{ordered, page, spreads};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::parts::{Part, View, method_note, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(view, &["reaching"], &["reach.families"], content)
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let bands = pool.begin(&["reach.contact."]);
    let times = pool.begin(&[
        "reach.contact_days",
        "reach.consultation_days",
        "reach.engagement_days",
        "reach.attempts",
    ]);
    let obstacles = pool.begin(&["reach.obstacle."]);
    let families = pool.take(|figure| figure.id == "reach.families");
    vec![
        Part::Heading("From consultation to first contact".to_owned()),
        ordered(
            view,
            caption(
                "first-contact",
                "How soon somebody was in touch",
                "Families accepted, with the team’s work written down.",
            ),
            ("Time to first contact", "Families"),
            &bands,
        ),
        Part::Grid(grid(
            "",
            "Time to first contact: families, of those of whom it is known",
            &bands,
        )),
        Part::Prose(method_note(
            "How time to first contact is counted",
            html! {
                p.govuk-body {
                    "From the consultation after the referral and before anybody was in touch; if there was none, \
                     from the day on which the threshold was found to be met. The aim is close of play on the next working \
                     day. Working days are Mondays to Fridays without England’s bank holidays; a service’s own \
                     closed days count, so that services can be laid side by side."
                }
                p.govuk-body {
                    "A first contact is a conversation by whatever means, a call from the family, or a session to \
                     which somebody came. A message left is an attempt. Families still within the aim are too \
                     early to say. It is unknown where support had begun before anybody wrote down a contact, \
                     and where neither consultation nor decision is known. Families found below the threshold \
                     are not counted."
                }
            },
        )),
        Part::Heading("How long each step took".to_owned()),
        Part::Grid(spreads(
            "times",
            "Time in days, and attempts: families of whom it is known",
            &times,
        )),
        Part::Heading("What stood in the way".to_owned()),
        forest(
            view,
            caption(
                "obstacles",
                "Obstacles to first engagement",
                "Families whom somebody tried to reach. Several may stand in the way of one family, so they \
                 do not add up to 100%.",
            ),
            "Obstacle",
            &obstacles,
        ),
        Part::Folded(
            "Table of obstacles",
            grid(
                "obstacles",
                "Obstacles: families whom somebody tried to reach; several for one family",
                &obstacles,
            ),
        ),
        how_counted(),
        prose(
            "Nothing closes because of attempts that found nobody: they are told, not held against anyone.",
        ),
        Part::Folded(
            "How many families this page is about",
            grid("families", "Families", &families),
        ),
    ]
}
