//! The book of advice: consultations, advice and coaching about no recorded family.

use super::work::{ordered, page, spreads};
use crate::figures::{Pool, caption, forest, grid, how_counted};
use crate::parts::{Part, View, prose};

pub(super) fn parts(view: &View) -> Vec<Part> {
    if view.figure("adv.all").is_none() {
        return vec![prose(
            "Not recorded: nothing stands in the book of advice by this day, or what is evaluated is a file, \
             which has no book.",
        )];
    }
    page(view, &["advising"], &["adv.all"], content)
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let by = pool.begin(&["adv.by."]);
    let modes = pool.begin(&["adv.mode."]);
    let came = pool.begin(&["adv.came."]);
    let teams = pool.begin(&["adv.team."]);
    let each = pool.begin(&["adv.each"]);
    let kinds = pool.begin(&["adv.kind.", "adv.signposted"]);
    let sums = pool.begin(&["adv."]);
    const ALL: &str = "Consultations, advice and coaching about no recorded family.";
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
            caption("teams", "To whom it was given", ALL),
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
