//! Trauma and abuse, parents' and children's risks at referral, and outcomes at closure: shares in
//! rows, each with its interval.

use evaluation::Figure;

use crate::figures::{OF_KNOWN, caption, forest, grid, how_counted};
use crate::parts::{Part, View, prose};
use crate::words;

pub(super) fn trauma(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["trauma"]);
    let shares = pool.take(|figure| figure.share().is_some());
    let abuse = pool.begin(&["da."]);
    let mut parts = shares_of(
        view,
        "trauma",
        "Trauma and abuse known at referral",
        "All children or families referred",
        &shares,
    );
    parts.push(Part::Grid(grid(
        "abuse",
        "When domestic abuse happened: all families referred, both answers known",
        &abuse,
    )));
    parts.extend(pool.rest(
        "other",
        "Of the children who experienced sexual exploitation",
    ));
    parts
}

pub(super) fn parents(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["t3"]);
    let shares = pool.take(|figure| figure.share().is_some());
    let mut parts = shares_of(
        view,
        "parents",
        "Parents’ risks at referral",
        "All families referred",
        &shares,
    );
    parts.extend(pool.rest("other", "Also counted: all families referred"));
    parts
}

pub(super) fn children(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["t4"]);
    let shares = pool.take(|figure| figure.share().is_some());
    let missing = pool.begin(&["n4.missing"]);
    let mut parts = shares_of(
        view,
        "children",
        "Children’s risks at referral",
        "All children referred",
        &shares,
    );
    parts.push(Part::Grid(grid(
        "missing",
        "Missing episodes before referral: all children referred, of those who had gone missing",
        &missing,
    )));
    parts.extend(pool.rest("other", "What was known besides: all children referred"));
    parts
}

pub(super) fn outcomes(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["outcomes"]);
    let shares = pool.take(|figure| figure.share().is_some());
    let mut parts = shares_of(
        view,
        "outcomes",
        "What workers judged to have improved",
        "Closed children or families",
        &shares,
    );
    parts.extend(pool.rest("other", "Also counted"));
    parts.push(prose(
        "These are workers’ own judgements at closure, of cases they worked on. There is no \
         comparison group, and cases where the question did not apply or was not answered are left out.",
    ));
    parts
}

fn shares_of(view: &View, id: &str, title: &str, who: &str, shares: &[&Figure]) -> Vec<Part> {
    vec![
        forest(
            view,
            caption(
                id,
                title,
                format!(
                    "{who}, {OF_KNOWN}. The line is the 95% interval; the hatched strip is the part not known."
                ),
            ),
            "What was known",
            shares,
        ),
        Part::Grid(grid(
            "",
            &format!("{title}: {}, {OF_KNOWN}", words::small(who)),
            shares,
        )),
        how_counted(),
    ]
}
