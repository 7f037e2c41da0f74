//! The manager's first page: what waits in the team, and what it carries against what it can.

use access::Viewer;
use calendar::Stamp;
use govuk::{Cell, Extras, Head, Table, Tile, tiles};
use maud::{Markup, html};
use store::{AskedWaiting, Tally, WaitingKind};

use super::choice::Choice;
use super::concerns;
use super::loads::{self, OfDiscipline, OfWorker};
use super::words::label;
use super::{holding, lists};
use crate::advice;
use crate::app::App;
use crate::error::Problem;
use crate::families::words::counted;

pub(super) async fn content(app: &App, viewer: &Viewer) -> Result<(&'static str, Markup), Problem> {
    let today = app.today();
    let board = app.store().board(viewer, today).await?;
    let team = app.store().practitioners(viewer.service).await?;
    let asked = app.store().asked_waiting(viewer).await?;
    let could = holding::could(app, viewer).await?.len();
    let all: u64 = board.waiting.iter().map(|tally| tally.all).sum();
    let waiting: Vec<&Tally> = board.waiting.iter().filter(|it| it.all > 0).collect();
    let concerns = concerns::content(app, viewer).await?;
    let content = html! {
        h1.govuk-heading-l { "Team" }
        (concerns)
        h2.govuk-heading-m { "What waits" }
        @if waiting.is_empty() && asked.count == 0 {
            p.app-empty { "Nothing waits for the team." }
        } @else {
            p.govuk-body {
                a.govuk-link href="/today/waiting" { (counted(number(all), "thing waits", "things wait")) }
                " in families."
            }
            (tiles(asked_for(&asked, app.now()).into_iter()
                .chain((could > 0).then(|| Tile::new(could, holding::TITLE, "/today/holding").note("there is room")))
                .chain(waiting.into_iter().map(tile))))
        }
        h2.govuk-heading-m { "Workers" }
        (workers(&loads::of_workers(&board, &team, today)))
        h2.govuk-heading-m { "Disciplines" }
        (disciplines(&loads::of_disciplines(&board, &team, today)))
    };
    Ok(("Team", content))
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// What was asked of the team and waits for a consultation, with the hours since the asking.
fn asked_for(asked: &AskedWaiting, now: Stamp) -> Option<Tile> {
    let since = asked.since?;
    let tile = Tile::new(
        number(asked.count),
        "Asked for a consultation",
        "/advice/asked",
    );
    Some(tile.note(format!("the longest for {}", advice::hours(since, now))))
}

fn tile(tally: &Tally) -> Tile {
    let href = Choice::of_kind(tally.kind).address("/today/waiting");
    let tile = Tile::new(number(tally.all), label(tally.kind), href);
    let late = (tally.late > 0).then(|| format!("{} late", tally.late));
    let today = (tally.today > 0).then(|| format!("{} due today", tally.today));
    let said: Vec<String> = late.into_iter().chain(today).collect();
    if said.is_empty() {
        return tile;
    }
    let tile = tile.note(said.join(", "));
    if tally.late > 0 { tile.waiting() } else { tile }
}

fn workers(lines: &[OfWorker]) -> Markup {
    if lines.is_empty() {
        return html! { p.app-empty { "No worker of the team is set up yet." } };
    }
    let heads = [
        Head::new("Worker"),
        Head::new("Disciplines"),
        Head::new("Today"),
        Head::numeric("People"),
        Head::numeric("Ceiling"),
        Head::numeric("Room"),
        Head::numeric("Holding"),
        Head::numeric("Paused"),
    ];
    let table = Table::new()
        .hidden_caption("Caseload of each worker")
        .head(heads)
        .rows(lines.iter().map(worker))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    let count = counted(lines.len(), "worker", "workers");
    html! {
        (lists::plain_head("/today/workers", &count))
        (table)
    }
}

fn figure(name: &'static str, count: u64) -> Cell {
    Cell::numeric(number(count)).attribute("data-name", name)
}

/// A figure that leads to its rows, if there are any.
fn leading(name: &'static str, count: u64, href: &str) -> Cell {
    if count == 0 {
        return figure(name, 0);
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

fn worker(line: &OfWorker) -> Vec<Cell> {
    let words = |name: &'static str, words: &str| Cell::new(words).attribute("data-name", name);
    let href = Choice::of_worker(line.worker).address("/today/caseload");
    let mut cells = vec![
        Cell::new(line.name.as_str()),
        words("Disciplines", &line.disciplines),
        words("Today", line.here),
        leading("People", line.people, &href),
    ];
    cells.extend(room(line.ceiling, line.people));
    cells.extend([
        figure("Holding", line.holding),
        figure("Paused", line.paused),
    ]);
    cells
}

fn disciplines(lines: &[OfDiscipline]) -> Markup {
    let heads = [
        Head::new("Discipline"),
        Head::numeric("Workers here today"),
        Head::numeric("People"),
        Head::numeric("Ceiling"),
        Head::numeric("Room"),
        Head::numeric("Holding"),
        Head::numeric("Asked for, not allocated"),
    ];
    let table = Table::new()
        .hidden_caption("Capacity and demand of each discipline")
        .head(heads)
        .rows(lines.iter().map(discipline))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    let count = counted(lines.len(), "discipline", "disciplines");
    html! {
        (lists::plain_head("/today/disciplines", &count))
        (table)
    }
}

fn discipline(line: &OfDiscipline) -> Vec<Cell> {
    let people = Choice::default().with(line.discipline);
    let asked = Choice::of_kind(WaitingKind::AskedFor).with(line.discipline);
    let mut cells = vec![
        Cell::new(line.discipline.label()),
        Cell::numeric(line.here).attribute("data-name", "Here today"),
        leading("People", line.people, &people.address("/today/caseload")),
    ];
    cells.extend(room(line.ceiling, line.people));
    cells.extend([
        figure("Holding", line.holding),
        leading(
            "Asked for",
            line.asked_for,
            &asked.address("/today/waiting"),
        ),
    ]);
    cells
}
