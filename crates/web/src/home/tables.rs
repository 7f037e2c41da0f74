//! What workers and disciplines carry, and what waits, as tables on a page.

use govuk::{Cell, Extras, Head, Table};
use maud::{Markup, html};
use store::{Tally, WaitingKind};

use super::choice::Choice;
use super::lists;
use super::loads::{self, OfDiscipline, OfWorker};
use super::on_day::OnDay;
use super::words::label;
use crate::families::words::counted;

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The count of a table of a day, and its files.
fn head(on: &OnDay, name: &str, count: &str) -> Markup {
    let file = |ending: &str| on.address(&format!("/today/{name}.{ending}"));
    lists::files(count, &file("csv"), &file("xlsx"))
}

pub(super) fn workers(lines: &[OfWorker], on: &OnDay) -> Markup {
    if lines.is_empty() {
        return html! { p.app-empty { "No worker of the team is set up yet." } };
    }
    let heads = [
        Head::new("Worker"),
        Head::new("Disciplines"),
        Head::new(on.title()),
        Head::numeric("People"),
        Head::numeric("Ceiling"),
        Head::numeric("Room"),
        Head::numeric("Holding"),
        Head::numeric("Paused"),
    ];
    let table = Table::new()
        .hidden_caption("Caseload of each worker")
        .head(heads)
        .rows(lines.iter().map(|line| worker(line, on)))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    let count = counted(lines.len(), "worker", "workers");
    html! {
        (head(on, "workers", &count))
        (table)
    }
}

fn figure(name: &'static str, count: u64) -> Cell {
    Cell::numeric(number(count)).attribute("data-name", name)
}

/// A figure that leads to its rows, if there are any. Only today's are listed one by one.
fn leading(name: &'static str, count: u64, on: &OnDay, href: &str) -> Cell {
    if count == 0 || on.past().is_some() {
        return figure(name, count);
    }
    Cell::numeric(html! { a.govuk-link href=(href) { (count) } }).attribute("data-name", name)
}

fn room(ceiling: Option<u64>, people: u64) -> [Cell; 2] {
    let said = ceiling.map_or_else(|| "Not said".to_owned(), |it| it.to_string());
    [
        Cell::numeric(said).attribute("data-name", "Ceiling"),
        Cell::numeric(loads::room(ceiling, people)).attribute("data-name", "Room"),
    ]
}

fn worker(line: &OfWorker, on: &OnDay) -> Vec<Cell> {
    let words = |name: &'static str, words: &str| Cell::new(words).attribute("data-name", name);
    let href = Choice::of_worker(line.worker).address("/today/caseload");
    let mut cells = vec![
        Cell::new(line.name.as_str()),
        words("Disciplines", &line.disciplines),
        words(on.title(), line.here),
        leading("People", line.people, on, &href),
    ];
    cells.extend(room(line.ceiling, line.people));
    cells.extend([
        figure("Holding", line.holding),
        figure("Paused", line.paused),
    ]);
    cells
}

pub(super) fn disciplines(lines: &[OfDiscipline], on: &OnDay) -> Markup {
    let heads = [
        Head::new("Discipline"),
        Head::numeric(on.here()),
        Head::numeric("People"),
        Head::numeric("Ceiling"),
        Head::numeric("Room"),
        Head::numeric("Holding"),
        Head::numeric("Asked for, not allocated"),
    ];
    let table = Table::new()
        .hidden_caption("Capacity and demand of each discipline")
        .head(heads)
        .rows(lines.iter().map(|line| discipline(line, on)))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    let count = counted(lines.len(), "discipline", "disciplines");
    html! {
        (head(on, "disciplines", &count))
        (table)
    }
}

fn discipline(line: &OfDiscipline, on: &OnDay) -> Vec<Cell> {
    let people = Choice::default().with(line.discipline);
    let asked = Choice::of_kind(WaitingKind::AskedFor).with(line.discipline);
    let mut cells = vec![
        Cell::new(line.discipline.label()),
        Cell::numeric(line.here).attribute("data-name", on.here()),
        leading(
            "People",
            line.people,
            on,
            &people.address("/today/caseload"),
        ),
    ];
    cells.extend(room(line.ceiling, line.people));
    cells.extend([
        figure("Holding", line.holding),
        leading(
            "Asked for",
            line.asked_for,
            on,
            &asked.address("/today/waiting"),
        ),
    ]);
    cells
}

/// What waited on a day, kind by kind.
pub(super) fn waiting(tallies: &[Tally], on: &OnDay) -> Markup {
    let tallies: Vec<&Tally> = tallies.iter().filter(|it| it.all > 0).collect();
    if tallies.is_empty() {
        return html! { p.app-empty { (on.nothing_waits()) } };
    }
    let [due, late] = on.due();
    let row = |tally: &&Tally| {
        let href = Choice::of_kind(tally.kind).address("/today/waiting");
        [
            Cell::new(label(tally.kind)),
            leading("How many", tally.all, on, &href),
            figure(due, tally.today),
            figure(late, tally.late),
        ]
    };
    let heads = [
        Head::new("What waits"),
        Head::numeric("How many"),
        Head::numeric(due),
        Head::numeric(late),
    ];
    let all: u64 = tallies.iter().map(|it| it.all).sum();
    let table = Table::new()
        .hidden_caption("What waits, by kind")
        .head(heads)
        .rows(tallies.iter().map(row))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    html! {
        (head(on, "demand", &counted(number(all), "thing", "things")))
        (table)
    }
}
