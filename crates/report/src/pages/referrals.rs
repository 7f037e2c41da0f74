//! Referrals and statuses: a partition that visibly adds up.

use maud::{Markup, html};
use record::lists::CaseStatus;

use crate::figures::value;
use crate::grid::{Cell, Column, Grid, Kind};
use crate::parts::{Part, View};

/// The statuses in the order of the way through the service.
const WAY: [CaseStatus; 5] = [
    CaseStatus::NotMetThreshold,
    CaseStatus::NoDirectSupport,
    CaseStatus::New,
    CaseStatus::Open,
    CaseStatus::Closed,
];

pub(super) fn parts(view: &View) -> Vec<Part> {
    let mut pool = view.pool(&["status"]);
    pool.begin(&["fam.status.", "ch.status.", "fam.total", "ch.total"]);
    let mut parts = vec![
        Part::Prose(html! {
            div.report-partition {
                (side(view, "Families", "fam"))
                (side(view, "Children", "ch"))
            }
        }),
        Part::Grid(statuses(view)),
    ];
    parts.extend(pool.rest(
        "other",
        "Accepted, engaged, re-referred and worked with directly: families and children, of those whose answer is known",
    ));
    parts
}

/// All of one kind, and the statuses that they fall into.
fn side(view: &View, title: &str, kind: &str) -> Markup {
    let total = format!("{kind}.total");
    html! {
        section.report-side aria-label=(title) {
            div.report-box.report-box--all {
                span.report-box__words { (title) " referred" }
                span.report-box__figure { (view.shown(&total)) }
            }
            ul.report-boxes {
                @for status in WAY {
                    li.report-box {
                        span.report-box__words { (status.label()) }
                        span.report-box__figure { (view.shown(&id(kind, status))) }
                    }
                }
            }
            p.report-sum { (sum(view, kind)) }
            @if let Some(accepted) = view.figure(&format!("{kind}.accepted")) {
                p.report-sum {
                    "Accepted, that is all but those that did not meet the threshold: "
                    (view.linked(&accepted.id, &accepted.display)) "."
                }
            }
        }
    }
}

fn id(kind: &str, status: CaseStatus) -> String {
    format!("{kind}.status.{}", status.code())
}

/// The addition, and whether it comes out.
fn sum(view: &View, kind: &str) -> String {
    let parts: Option<Vec<u64>> = WAY
        .iter()
        .map(|status| view.count(&id(kind, *status)))
        .collect();
    let (Some(parts), Some(total)) = (parts, view.count(&format!("{kind}.total"))) else {
        return String::new();
    };
    let sum: u64 = parts.iter().sum();
    let terms: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let terms = terms.join(" + ");
    match total.checked_sub(sum) {
        Some(0) => format!("{terms} = {total}: everyone has one status."),
        Some(without) => format!("{terms} = {sum}, and {without} without a status make {total}."),
        None => format!("{terms} = {sum}, which is more than {total}."),
    }
}

fn statuses(view: &View) -> Grid {
    let cell = |id: &str| view.figure(id).map_or_else(Cell::empty, value);
    let row = |status: CaseStatus| {
        vec![
            Cell::words(status.label()),
            cell(&id("fam", status)),
            cell(&id("ch", status)),
        ]
    };
    Grid {
        name: "",
        title: "Case statuses: all families and all children referred".to_owned(),
        columns: vec![
            Column::new("Status", Kind::Words),
            Column::new("Families", Kind::Number),
            Column::new("Children", Kind::Number),
        ],
        rows: WAY.into_iter().map(row).collect(),
        foot: vec![Cell::words("All"), cell("fam.total"), cell("ch.total")],
        ..Grid::default()
    }
}
