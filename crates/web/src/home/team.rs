//! The manager's first page: what waits in the team, and what it carries against what it can.

use access::Viewer;
use calendar::Date;
use govuk::{Cell, Extras, Head, Table, Tile, tiles};
use maud::{Markup, html};
use record::WorkerId;
use record::lists::Discipline;
use store::{Board, DisciplineLoad, Practitioner, Tally, WaitingKind, WorkerLoad};

use super::choice::Choice;
use super::concerns;
use super::words::label;
use crate::app::App;
use crate::error::Problem;
use crate::families::words::counted;

pub(super) async fn content(app: &App, viewer: &Viewer) -> Result<(&'static str, Markup), Problem> {
    let today = app.today();
    let board = app.store().board(viewer, today).await?;
    let team = app.store().practitioners(viewer.service).await?;
    let all: u64 = board.waiting.iter().map(|tally| tally.all).sum();
    let waiting: Vec<&Tally> = board.waiting.iter().filter(|it| it.all > 0).collect();
    let concerns = concerns::content(app, viewer).await?;
    let content = html! {
        h1.govuk-heading-l { "Team" }
        (concerns)
        h2.govuk-heading-m { "What waits" }
        @if waiting.is_empty() {
            p.app-empty { "Nothing waits for the team." }
        } @else {
            p.govuk-body {
                a.govuk-link href="/today/waiting" { (counted(number(all), "thing waits", "things wait")) }
                " in the team."
            }
            (tiles(waiting.into_iter().map(tile)))
        }
        h2.govuk-heading-m { "Workers" }
        (workers(&board, &team, today))
        h2.govuk-heading-m { "Disciplines" }
        (disciplines(&board, &team, today))
    };
    Ok(("Team", content))
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
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

/// A worker of the team with what they carry.
struct Line<'a> {
    worker: WorkerId,
    known: Option<&'a Practitioner>,
    load: Option<&'a WorkerLoad>,
}

/// Everybody in post, and everybody who supports somebody: no support goes uncounted.
fn lines<'a>(board: &'a Board, team: &'a [Practitioner], today: Date) -> Vec<Line<'a>> {
    let load = |id: WorkerId| board.workers.iter().find(|it| it.worker == id);
    let known = team.iter().map(|it| Line {
        worker: it.worker.worker,
        known: Some(it),
        load: load(it.worker.worker),
    });
    let mut lines: Vec<Line> = known
        .filter(|line| line.load.is_some() || line.known.is_some_and(|it| it.is_in_post(today)))
        .collect();
    for load in &board.workers {
        if !lines.iter().any(|line| line.worker == load.worker) {
            lines.push(Line {
                worker: load.worker,
                known: None,
                load: Some(load),
            });
        }
    }
    lines
}

fn workers(board: &Board, team: &[Practitioner], today: Date) -> Markup {
    let lines = lines(board, team, today);
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
        .rows(lines.iter().map(|line| worker(line, today)))
        .row_headers()
        .compact()
        .class("app-table--stacks");
    html! { (table) }
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

fn words(name: &'static str, words: impl Into<govuk::Content>) -> Cell {
    Cell::new(words).attribute("data-name", name)
}

fn room(ceiling: Option<u64>, people: u64) -> [Cell; 2] {
    let Some(ceiling) = ceiling else {
        return [("Ceiling", "Not said"), ("Room", "")]
            .map(|(name, words)| Cell::numeric(words).attribute("data-name", name));
    };
    let room = match ceiling.checked_sub(people) {
        Some(room) => room.to_string(),
        None => format!("{} over", people - ceiling),
    };
    [
        figure("Ceiling", ceiling),
        Cell::numeric(room).attribute("data-name", "Room"),
    ]
}

fn worker(line: &Line, today: Date) -> Vec<Cell> {
    let name = line
        .known
        .map_or("Somebody no longer in the register", |it| &it.worker.name);
    let disciplines: Vec<&str> = line
        .known
        .map(|it| {
            it.post
                .disciplines
                .iter()
                .map(|each| each.label())
                .collect()
        })
        .unwrap_or_default();
    let (people, holding, paused) = line
        .load
        .map_or((0, 0, 0), |it| (it.people, it.holding, it.paused));
    let here = match line.known {
        Some(it) if it.is_available(today) => "Here",
        Some(it) if it.is_in_post(today) => "Away",
        _ => "Not in post",
    };
    let ceiling = line.known.and_then(|it| it.post.ceiling).map(u64::from);
    let href = Choice::of_worker(line.worker).address("/today/caseload");
    let mut cells = vec![
        Cell::new(name),
        words("Disciplines", disciplines.join("; ")),
        words("Today", here),
        leading("People", people, &href),
    ];
    cells.extend(room(ceiling, people));
    cells.extend([figure("Holding", holding), figure("Paused", paused)]);
    cells
}

fn disciplines(board: &Board, team: &[Practitioner], today: Date) -> Table {
    let heads = [
        Head::new("Discipline"),
        Head::numeric("Workers here today"),
        Head::numeric("People"),
        Head::numeric("Ceiling"),
        Head::numeric("Room"),
        Head::numeric("Holding"),
        Head::numeric("Asked for, not allocated"),
    ];
    Table::new()
        .hidden_caption("Capacity and demand of each discipline")
        .head(heads)
        .rows(
            board
                .disciplines
                .iter()
                .map(|load| discipline(load, team, today)),
        )
        .row_headers()
        .compact()
        .class("app-table--stacks")
}

fn discipline(load: &DisciplineLoad, team: &[Practitioner], today: Date) -> Vec<Cell> {
    let of = |it: &&Practitioner, discipline: Discipline| it.discipline() == Some(discipline);
    let workers: Vec<&Practitioner> = team
        .iter()
        .filter(|it| of(it, load.discipline) && it.is_in_post(today))
        .collect();
    let here = workers.iter().filter(|it| it.is_available(today)).count();
    let ceilings: Vec<u64> = workers
        .iter()
        .filter_map(|it| it.post.ceiling.map(u64::from))
        .collect();
    // What nobody has said is not taken for nothing.
    let ceiling =
        (!ceilings.is_empty() && ceilings.len() == workers.len()).then(|| ceilings.iter().sum());
    let people = Choice::default().with(load.discipline);
    let asked = Choice::of_kind(WaitingKind::AskedFor).with(load.discipline);
    let mut cells = vec![
        Cell::new(load.discipline.label()),
        Cell::numeric(here).attribute("data-name", "Here today"),
        leading("People", load.people, &people.address("/today/caseload")),
    ];
    cells.extend(room(ceiling, load.people));
    cells.extend([
        figure("Holding", load.holding),
        leading(
            "Asked for",
            load.asked_for,
            &asked.address("/today/waiting"),
        ),
    ]);
    cells
}
