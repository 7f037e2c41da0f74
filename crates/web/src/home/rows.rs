//! Caseloads and what waits as tables on a page.

use access::{Act, Viewer};
use calendar::{Date, day};
use govuk::{Cell, Colour, Extras, Head, Table, Tag};
use maud::{Markup, html};
use record::FamilyId;
use record::lists::{AllocationKind, ConsentState, YesNo};
use store::{InCaseload, Supported, Waiting};

use super::words;
use crate::families::words::time;

/// Whether a table says whose each row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workers {
    Named,
    Oneself,
}

fn cell(name: &'static str, words: &str) -> Cell {
    match words {
        "" => Cell::new(html! { span.app-not-provided { "None" } }),
        words => Cell::new(words),
    }
    .attribute("data-name", name)
}

fn family_link(family: FamilyId, reference: &str) -> Markup {
    let reference = match reference {
        "" => "No reference yet",
        reference => reference,
    };
    html! { a.govuk-link href={ "/families/" (family) } { (reference) } }
}

fn person(name: Option<&str>, reference: &str) -> Markup {
    html! {
        div {
            @match (name, reference) {
                (Some(name), reference) => { (name) span.app-list-names { (reference) } }
                (None, "") => "A person no longer in the household",
                (None, reference) => (reference),
            }
        }
    }
}

/// A day that is to come, or nothing.
pub(super) fn to_come(when: Option<Date>, today: Date) -> Option<Date> {
    when.filter(|day| *day >= today)
}

/// The next appointment in words; nothing if it is past.
pub(super) fn appointment(support: &Supported, today: Date) -> String {
    let Some((on, at)) = support.appointment else {
        return String::new();
    };
    if to_come(Some(on), today).is_none() {
        return String::new();
    }
    let on = day::in_short(on);
    at.map_or_else(|| on.clone(), |at| format!("{on}, {}", time(at)))
}

/// What is particular to a support.
pub(super) fn marks(support: &Supported) -> Vec<(&'static str, Colour)> {
    let mut marks = Vec::new();
    if support.kind == AllocationKind::Holding {
        marks.push(("Holding support", Colour::Yellow));
    }
    if support.paused.is_some() {
        marks.push(("Paused", Colour::Grey));
    }
    if support.key_worker == YesNo::Yes {
        marks.push(("Key worker", Colour::Green));
    }
    match support.consent {
        Some(ConsentState::Given) => {}
        Some(ConsentState::NotYet) | None => marks.push(("Consent not yet", Colour::Orange)),
        Some(ConsentState::Declined) => marks.push(("Consent declined", Colour::Orange)),
        Some(ConsentState::Withdrawn) => marks.push(("Consent withdrawn", Colour::Orange)),
    }
    marks
}

/// People and who supports them.
pub(super) fn caseload(
    viewer: &Viewer,
    rows: &[InCaseload],
    workers: Workers,
    today: Date,
) -> Table {
    let records = viewer.may(Act::RecordWork);
    let mut heads = vec!["Person", "Family"];
    if workers == Workers::Named {
        heads.push("Worker");
    }
    heads.extend([
        "Discipline",
        "Stage",
        "Next appointment",
        "Last contact",
        "Next gentle try",
    ]);
    if records {
        heads.push("Record");
    }
    let row = |row: &InCaseload| {
        let it = &row.support;
        let mut cells = vec![
            Cell::new(person(it.person_name.as_deref(), &it.person_reference)),
            Cell::new(family_link(row.family, &row.family_reference))
                .attribute("data-name", "Family"),
        ];
        if workers == Workers::Named {
            cells.push(cell("Worker", worker_name(row.worker_name.as_deref())));
        }
        let touched = it.last_touch.map(day::in_short).unwrap_or_default();
        cells.extend([
            Cell::new(html! {
                // One block, so that it flows beside its heading on a phone.
                div {
                    (it.discipline.label())
                    @for (words, colour) in marks(it) { " " (Tag::new(words).colour(colour).class("app-tag--wraps")) }
                }
            })
            .attribute("data-name", "Discipline"),
            cell("Stage", it.stage.label()),
            cell("Appointment", &appointment(it, today)),
            cell("Last contact", &touched).class("app-nowrap"),
            match it.next_try {
                None => cell("Next try", ""),
                next => {
                    Cell::new(words::due(next, today)).attribute("data-name", "Next try")
                }
            },
        ]);
        if records {
            cells.push(
                Cell::new(html! {
                    a.govuk-link href={ "/families/" (row.family) "/record/session" } {
                        "Record a session"
                        span.govuk-visually-hidden { " with family " (row.family_reference) }
                    }
                })
                .attribute("data-name", "Record"),
            );
        }
        cells
    };
    Table::new()
        .hidden_caption("People supported")
        .head(heads.into_iter().map(Head::new))
        .rows(rows.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

/// What waits.
pub(super) fn waiting(viewer: &Viewer, rows: &[Waiting], workers: Workers, today: Date) -> Table {
    let mut heads = vec!["What waits", "Family", "About"];
    if workers == Workers::Named {
        heads.push("For");
    }
    heads.extend(["Since", "Due"]);
    let row = |row: &Waiting| {
        let it = &row.waits;
        let form = words::form(it.kind).filter(|(_, leave)| viewer.may(*leave));
        let mut cells = vec![
            Cell::new(html! {
                @match form {
                    Some((form, _)) => a.govuk-link href={ "/families/" (row.family) "/record/" (form) } {
                        (words::what(it))
                        span.govuk-visually-hidden { ", family " (row.family_reference) }
                    },
                    None => (words::what(it)),
                }
            }),
            family(row),
            about(row),
        ];
        if workers == Workers::Named {
            cells.push(cell("For", whom(row)));
        }
        cells.extend([
            cell("Since", &day::in_short(it.since)).class("app-nowrap"),
            Cell::new(words::due(it.due, today)).attribute("data-name", "Due"),
        ]);
        cells
    };
    Table::new()
        .hidden_caption("What waits")
        .head(heads.into_iter().map(Head::new))
        .rows(rows.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

/// The family in which something waits.
pub(super) fn family(row: &Waiting) -> Cell {
    Cell::new(family_link(row.family, &row.family_reference)).attribute("data-name", "Family")
}

/// Whom something that waits is about.
pub(super) fn about(row: &Waiting) -> Cell {
    let it = &row.waits;
    let cell = match it.person {
        None => Cell::new("The family"),
        Some(_) => Cell::new(person(it.person_name.as_deref(), &it.person_reference)),
    };
    cell.attribute("data-name", "About")
}

/// Whom something waits for.
pub(super) fn whom(row: &Waiting) -> &str {
    match row.waits.worker {
        None => "The team",
        Some(_) => worker_name(row.worker_name.as_deref()),
    }
}

/// The name of a worker who may have left the register.
pub(super) fn worker_name(name: Option<&str>) -> &str {
    name.unwrap_or("Somebody no longer in the register")
}
