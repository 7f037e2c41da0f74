//! Engagement: who took up support, stages that add up, stepping back and coming back, consent.

use maud::html;

use super::work::{ordered, page};
use crate::figures::{Pool, caption, grid, how_counted};
use crate::parts::{Part, View, method_note};

pub(super) fn parts(view: &View) -> Vec<Part> {
    page(
        view,
        &["engagement"],
        &["eng.families", "eng.people"],
        content,
    )
}

fn content(view: &View, pool: &mut Pool) -> Vec<Part> {
    let rates = pool.take(|figure| {
        ["eng.engaged", "eng.stepped_back", "eng.came_back"].contains(&figure.id.as_str())
    });
    let families = pool.begin(&["eng.stage."]);
    let all_families = pool.take(|figure| figure.id == "eng.families");
    let people = pool.begin(&["eng.person."]);
    let all_people = pool.take(|figure| figure.id == "eng.people");
    let consent = pool.begin(&["eng.consent."]);
    vec![
        Part::Grid(grid(
            "",
            "Engaged, stepped back, back again: families, of those of whom it is known",
            &rates,
        )),
        how_counted(),
        Part::Prose(method_note(
            "How engagement is counted",
            html! {
                p.govuk-body {
                    "Engaged: somebody of the family was said to be engaged, or support to them is under way, of \
                     all families that were offered support. Families are counted, not referrals and not \
                     sessions. A family that steps back has still engaged. Families still within the aim for \
                     first contact are too early to say."
                }
                p.govuk-body {
                    "A family has come as far as whoever of it has come furthest. Somebody who was in touch, and of \
                     whom nobody said more, is exploring. When a case closes, support has ended for everybody."
                }
            },
        )),
        Part::Heading("How far families have come".to_owned()),
        ordered(
            view,
            caption(
                "stages",
                "Stages of families",
                "Families accepted, with the team’s work written down. Each has one stage.",
            ),
            ("Stage", "Families"),
            &families,
        ),
        Part::Folded("Table of families’ stages", {
            let all: Vec<_> = families.iter().chain(&all_families).copied().collect();
            let mut table = grid("families", "Stages of families: those accepted", &all);
            table.foot = table.rows.pop().unwrap_or_default();
            table
        }),
        Part::Prose(
            html! { p.report-note { (super::work::sum(view, &families, "eng.families", "family")) } },
        ),
        Part::Heading("How far people have come".to_owned()),
        ordered(
            view,
            caption(
                "people",
                "Stages of people",
                "Everybody with whom the team works or worked, each once.",
            ),
            ("Stage", "People"),
            &people,
        ),
        Part::Folded("Table of people’s stages", {
            let all: Vec<_> = people.iter().chain(&all_people).copied().collect();
            let mut table = grid(
                "people",
                "Stages of people: all with whom the team works or worked",
                &all,
            );
            table.foot = table.rows.pop().unwrap_or_default();
            table
        }),
        Part::Prose(
            html! { p.report-note { (super::work::sum(view, &people, "eng.people", "person")) } },
        ),
        Part::Heading("Consent".to_owned()),
        Part::Grid(grid(
            "consent",
            "Consent as it stands: people with whom the team works or worked",
            &consent,
        )),
    ]
}
