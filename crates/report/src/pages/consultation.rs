//! Consultation and threshold.

use super::work::{ordered, page};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(
        view,
        &["consulting"],
        &[
            "con.consultations",
            "con.advice",
            "con.coaching",
            "thr.family.met",
            "thr.person.met",
        ],
        content,
    )
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let decided = pool.begin(&["thr.family.", "thr.person."]);
    let not_met = pool.begin(&["thr.not_met."]);
    let present = pool.begin(&["con.present."]);
    let modes = pool.begin(&["con.mode."]);
    let shares = pool.take(|figure| figure.share().is_some());
    let counts = pool.begin(&["con."]);
    vec![
        Part::Grid(grid(
            "",
            "Consultations, advice and coaching about a family",
            &counts,
        )),
        ordered(
            view,
            caption(
                "modes",
                "How consultations were held",
                "Consultations about a family.",
            ),
            ("How", "Consultations"),
            &modes,
        ),
        Part::Folded(
            "Table of modes",
            grid("modes", "How: consultations about a family", &modes),
        ),
        forest(
            view,
            caption(
                "present",
                "Who was there",
                "Consultations about a family, by discipline; several may be there.",
            ),
            "Discipline",
            &present,
        ),
        Part::Folded(
            "Table of who was there",
            grid(
                "present",
                "Who was there: consultations about a family",
                &present,
            ),
        ),
        Part::Grid(grid(
            "advised",
            "Advice and other services: consultations about a family",
            &shares,
        )),
        how_counted(),
        Part::Heading("Threshold".to_owned()),
        Part::Grid(grid(
            "threshold",
            "Decisions on the threshold that name criteria or grounds",
            &decided,
        )),
        Part::Grid(grid(
            "not-met",
            "What went with a decision that the threshold is not met",
            &not_met,
        )),
        prose(
            "A full team is no reason for a decision: it leads to holding support. Decisions that came with a \
             workbook name neither criteria nor grounds and are not counted here; the page of statuses has them.",
        ),
    ]
}
