//! Direct support: who got it, and who did not.

use charts::{Bar, Bars, Caption, Measure, Scale};
use maud::Render;

use crate::figures::{OF_KNOWN, caption, grid, how_counted};
use crate::numbers;
use crate::parts::{Part, View, prose};

/// The figures of this page, which stand among the statuses too.
const FIGURES: [&str; 6] = [
    "fam.engaged",
    "fam.status.no_direct_support",
    "ch.direct",
    "ch.status.no_direct_support",
    "ch.closed.direct",
    "ch.closed.notdirect",
];

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["status"]);
    let figures = pool.take(|figure| FIGURES.contains(&figure.id.as_str()));
    let closed: Vec<_> = figures
        .iter()
        .filter(|figure| figure.id.starts_with("ch."))
        .collect();
    let chart = Bars {
        caption: Caption {
            description: closed
                .iter()
                .map(|figure| format!("{}: {}", figure.title, figure.display))
                .collect::<Vec<_>>()
                .join("; "),
            ..caption(
                "support",
                "Children worked with directly, and not",
                "All children referred, and those whose case is closed. Many children are supported through their parents.",
            )
        },
        rows_name: "Children".to_owned(),
        value_name: "Children".to_owned(),
        scale: Scale::Count,
        bars: closed
            .iter()
            .filter(|_| !view.is_empty())
            .map(|figure| Bar {
                label: figure.title.clone(),
                value: Measure::new(figure.value().map_or(0.0, numbers::drawn), &figure.display),
                link: view.links.figure(&figure.id),
                ..Bar::default()
            })
            .collect(),
    };
    vec![
        Part::Chart(chart.render()),
        Part::Grid(grid(
            "",
            &format!("Direct support: families and children, {OF_KNOWN}"),
            &figures,
        )),
        how_counted(),
        prose(
            "Engaged: a parent received direct support, of the families that the service accepted. \
             Families, not appointments, are counted.",
        ),
    ]
}
