//! Afterwards: how cases closed, follow-up, predictions, feedback.

use super::work::{ordered, page};
use crate::figures::{Pool, caption, grid, how_counted};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(
        view,
        &["afterwards"],
        &["fup.done", "clo.signposted", "fb.parent", "fb.child"],
        content,
    )
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let grounds = pool.begin(&["clo."]);
    let more = ["fup.lost", "fup.calls", "fup.advice"];
    let calls = pool.take(|figure| more.contains(&figure.id.as_str()));
    let states = pool.begin(&["fup."]);
    let predictions = pool.begin(&["pred."]);
    let feedback = pool.begin(&["fb."]);
    vec![
        Part::Heading("How cases closed".to_owned()),
        Part::Grid(grid(
            "",
            "How cases closed: closures decided here, or followed by a call",
            &grounds,
        )),
        prose(
            "A case closes when support in the community has taken hold, when the family says no in its own words, \
             or for another reason that is written down. Closures that came with a workbook name no reason and \
             are unknown here.",
        ),
        Part::Heading("Six months on".to_owned()),
        ordered(
            view,
            caption(
                "follow-up",
                "The call six months after closing",
                "Closures after which a call was planned. Calls not due yet are too early.",
            ),
            ("Call", "Closures"),
            &states,
        ),
        Part::Folded(
            "Table of calls",
            grid(
                "calls",
                "Follow-up calls: closures after which a call was planned",
                &states,
            ),
        ),
        Part::Grid(grid(
            "reached",
            "Not reached, calls made, and advice: closures after which a call was planned",
            &calls,
        )),
        prose(
            "Families that could not be reached may differ from those who were. What is known afterwards is known \
             of those who were reached.",
        ),
        how_counted(),
        Part::Heading("What had been hoped for".to_owned()),
        Part::Grid(grid(
            "predictions",
            "Predictions made at closure, in the family’s own words: what became of them",
            &predictions,
        )),
        Part::Heading("What parents and children say".to_owned()),
        Part::Grid(grid(
            "feedback",
            "Feedback, and whether it may be quoted",
            &feedback,
        )),
        prose(
            "Only the number of answers is counted here. Their words stand in the family’s chronology, and are \
             quoted without a name where consent to quote is given.",
        ),
    ]
}
