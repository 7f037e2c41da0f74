//! Sessions: held and missed, before and after engaging; where, how, of what kind, how long.

use super::work::{ordered, page, spreads};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(view, &["sessions", "attendance"], &["ses.total"], content)
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let rates =
        pool.take(|figure| figure.id.starts_with("att.missed.") || figure.id == "att.rebooked");
    let counts = pool.take(|figure| {
        ["ses.total", "ses.held", "att.total", "ses.minutes.total"].contains(&figure.id.as_str())
    });
    let attendance = pool.begin(&["att."]);
    let minutes = pool.take(|figure| figure.id == "ses.minutes");
    let places = pool.begin(&["ses.place."]);
    let modes = pool.begin(&["ses.mode."]);
    let kinds = pool.begin(&["ses.kind."]);
    let children = pool.begin(&["ses.children.", "ses.protection"]);
    vec![
        Part::Grid(grid("", "Sessions, emergency sessions apart", &counts)),
        Part::Grid(spreads(
            "minutes",
            "Minutes of a session: sessions held",
            &minutes,
        )),
        Part::Heading("Who came".to_owned()),
        ordered(
            view,
            caption(
                "attendance",
                "Attendance",
                "People expected at sessions, each counted once a session.",
            ),
            ("Attendance", "People"),
            &attendance,
        ),
        Part::Folded(
            "Table of attendance",
            grid(
                "attendance",
                "Attendance: people expected at sessions",
                &attendance,
            ),
        ),
        Part::Grid(grid(
            "missed",
            "Missed before and after engaging, and another day booked: people expected at sessions",
            &rates,
        )),
        prose(
            "Missed: was not there, or was not brought. Cancelling is not missing. Missed appointments are to be \
             expected at first. Before: up to and with the day on which the person was first said to be engaged.",
        ),
        how_counted(),
        Part::Heading("Where, how and of what kind".to_owned()),
        ordered(
            view,
            caption(
                "places",
                "Where sessions were held",
                "Sessions held, emergency sessions apart.",
            ),
            ("Where", "Sessions"),
            &places,
        ),
        ordered(
            view,
            caption(
                "kinds",
                "Kinds of session",
                "Sessions held, emergency sessions apart.",
            ),
            ("Kind", "Sessions"),
            &kinds,
        ),
        Part::Folded(
            "Table of places",
            grid("places", "Where: sessions held", &places),
        ),
        Part::Folded(
            "Table of kinds",
            grid("kinds", "Kinds: sessions held", &kinds),
        ),
        Part::Grid(grid(
            "modes",
            "In person, by phone, online: sessions held",
            &modes,
        )),
        Part::Heading("Children in what was said".to_owned()),
        forest(
            view,
            caption(
                "children",
                "Children spoken of",
                "Sessions held, emergency sessions apart.",
            ),
            "In the session",
            &children,
        ),
        Part::Folded(
            "Table of children spoken of",
            grid("children", "Children spoken of: sessions held", &children),
        ),
    ]
}
