//! Concerns that nobody has acknowledged, before all else on the pages of those who see to them.

use std::cmp::Reverse;

use access::{Act, Viewer};
use calendar::Stamp;
use govuk::{Cell, Colour, Extras, Head, Table, Tag};
use maud::{Markup, html};
use record::lists::Urgency;
use store::{Waiting, WaitingKind};

use super::choice::Choice;
use super::rows;
use crate::app::App;
use crate::error::Problem;
use crate::families::concerns::{Watch, name};
use crate::families::words::counted;

/// A concern with what it is measured by.
struct Line<'a> {
    row: &'a Waiting,
    raised: Stamp,
    urgency: Urgency,
}

/// The concerns that wait in the families a viewer sees to; nothing if there are none.
pub(super) async fn content(app: &App, viewer: &Viewer) -> Result<Markup, Problem> {
    let choice = Choice::of_kind(WaitingKind::Concern);
    let page = app.store().waiting(viewer, &choice.waiting(), None).await?;
    if page.rows.is_empty() {
        return Ok(Markup::default());
    }
    let watch = Watch::load(app, viewer).await?;
    let mut lines: Vec<Line> = page
        .rows
        .iter()
        .filter_map(|row| {
            let (raised, urgency) = row.waits.raised?;
            Some(Line {
                row,
                raised,
                urgency,
            })
        })
        .collect();
    lines.sort_by_key(|line| {
        let reached = watch.reached(line.raised, line.urgency);
        (Reverse(reached), line.urgency, line.raised)
    });
    let count = usize::try_from(page.total).unwrap_or(usize::MAX);
    let heads = [
        "Concern",
        "Family",
        "About",
        "Waits for",
        "Raised",
        "Waiting",
    ];
    let table = Table::new()
        .hidden_caption("Concerns to acknowledge")
        .head(heads.map(Head::new))
        .rows(lines.iter().map(|line| cells(viewer, &watch, line)))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    Ok(html! {
        section.app-concerns aria-labelledby="concerns" {
            h2.govuk-heading-m id="concerns" { "Concerns to acknowledge" }
            p.govuk-body {
                a.govuk-link href=(choice.address("/today/waiting")) { (counted(count, "concern waits", "concerns wait")) }
                " for the social worker who holds the case."
            }
            (table)
        }
    })
}

fn cells(viewer: &Viewer, watch: &Watch, line: &Line) -> [Cell; 6] {
    let row = line.row;
    let family = row.family;
    // Whoever cannot acknowledge it reads it.
    let href = if viewer.may(Act::AcknowledgeConcern) {
        format!("/families/{family}/record/acknowledge")
    } else {
        format!("/families/{family}/safety")
    };
    let called = name(line.urgency);
    [
        Cell::new(html! {
            a.govuk-link href=(href) {
                (called) span.govuk-visually-hidden { ", family " (row.family_reference) }
            }
            @if line.urgency == Urgency::Immediate { " " (Tag::new("Immediate").colour(Colour::Red)) }
        }),
        rows::family(row),
        rows::about(row),
        Cell::new(rows::whom(row)).attribute("data-name", "Waits for"),
        Cell::new(line.raised.in_words()).attribute("data-name", "Raised"),
        Cell::new(html! { (watch.tag(line.raised, line.urgency)) })
            .attribute("data-name", "Waiting"),
    ]
}
