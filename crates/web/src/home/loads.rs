//! What workers and disciplines carry against what they can: the rows of the team's tables and of
//! their files.

use access::Viewer;
use axum::extract::State;
use axum::response::Response;
use calendar::{Date, day};
use record::WorkerId;
use record::lists::Discipline;
use spreadsheet::{ColumnHead, ColumnKind, OutCell, Table};
use store::{Board, DisciplineLoad, Practitioner, WorkerLoad};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::families::export::{csv_file, xlsx_file};
use crate::families::words::counted;
use crate::session::SignedIn;

/// A worker of the team with what they carry.
pub(super) struct OfWorker {
    pub(super) worker: WorkerId,
    pub(super) name: String,
    pub(super) disciplines: String,
    /// Whether they are here today, in words.
    pub(super) here: &'static str,
    pub(super) people: u64,
    pub(super) ceiling: Option<u64>,
    pub(super) holding: u64,
    pub(super) paused: u64,
}

/// A discipline with what it carries.
pub(super) struct OfDiscipline {
    pub(super) discipline: Discipline,
    /// Workers of it who are here today.
    pub(super) here: usize,
    pub(super) people: u64,
    pub(super) ceiling: Option<u64>,
    pub(super) holding: u64,
    pub(super) asked_for: u64,
}

/// How much room there is under a ceiling, in words; nothing where nobody has said one.
pub(super) fn room(ceiling: Option<u64>, people: u64) -> String {
    ceiling.map_or_else(String::new, |ceiling| match ceiling.checked_sub(people) {
        Some(room) => room.to_string(),
        None => format!("{} over", people - ceiling),
    })
}

/// Everybody in post, and everybody who supports somebody: no support goes uncounted.
pub(super) fn of_workers(board: &Board, team: &[Practitioner], today: Date) -> Vec<OfWorker> {
    let load = |id: WorkerId| board.workers.iter().find(|it| it.worker == id);
    let known = team.iter().map(|it| (it, load(it.worker.worker)));
    let known = known.filter(|(it, load)| load.is_some() || it.is_in_post(today));
    let mut lines: Vec<OfWorker> = known
        .map(|(it, load)| {
            let disciplines: Vec<&str> = it.post.disciplines.iter().map(|it| it.label()).collect();
            let here = match it {
                it if it.is_available(today) => "Here",
                it if it.is_in_post(today) => "Away",
                _ => "Not in post",
            };
            OfWorker {
                worker: it.worker.worker,
                name: it.worker.name.clone(),
                disciplines: disciplines.join("; "),
                here,
                people: load.map_or(0, |it| it.people),
                ceiling: it.post.ceiling.map(u64::from),
                holding: load.map_or(0, |it| it.holding),
                paused: load.map_or(0, |it| it.paused),
            }
        })
        .collect();
    let unknown = |load: &&WorkerLoad| !team.iter().any(|it| it.worker.worker == load.worker);
    lines.extend(board.workers.iter().filter(unknown).map(|load| OfWorker {
        worker: load.worker,
        name: "Somebody no longer in the register".to_owned(),
        disciplines: String::new(),
        here: "Not in post",
        people: load.people,
        ceiling: None,
        holding: load.holding,
        paused: load.paused,
    }));
    lines
}

/// Every discipline.
pub(super) fn of_disciplines(
    board: &Board,
    team: &[Practitioner],
    today: Date,
) -> Vec<OfDiscipline> {
    let of = |load: &DisciplineLoad| {
        let workers: Vec<&Practitioner> = team
            .iter()
            .filter(|it| it.discipline() == Some(load.discipline) && it.is_in_post(today))
            .collect();
        let ceilings: Vec<u64> = workers
            .iter()
            .filter_map(|it| it.post.ceiling.map(u64::from))
            .collect();
        // What nobody has said is not taken for nothing.
        let said = !ceilings.is_empty() && ceilings.len() == workers.len();
        OfDiscipline {
            discipline: load.discipline,
            here: workers.iter().filter(|it| it.is_available(today)).count(),
            people: load.people,
            ceiling: said.then(|| ceilings.iter().sum()),
            holding: load.holding,
            asked_for: load.asked_for,
        }
    };
    board.disciplines.iter().map(of).collect()
}

async fn loaded(app: &App, viewer: &Viewer) -> Result<(Board, Vec<Practitioner>), Problem> {
    let board = app.store().board(viewer, app.today()).await?;
    let team = app.store().practitioners(viewer.service).await?;
    Ok((board, team))
}

fn count(count: u64) -> OutCell {
    OutCell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn ceiling(ceiling: Option<u64>) -> OutCell {
    ceiling.map_or_else(|| OutCell::text("Not said"), count)
}

fn text(title: &str) -> ColumnHead {
    ColumnHead::new(title, ColumnKind::Text)
}

fn number(title: &str) -> ColumnHead {
    ColumnHead::new(title, ColumnKind::Integer)
}

fn note(rows: usize, one: &str, more: &str, today: Date) -> String {
    let today = day::in_words(today);
    format!("{}, as listed on {today}", counted(rows, one, more))
}

async fn workers(app: &App, viewer: &Viewer) -> Result<Table, Problem> {
    let (board, team) = loaded(app, viewer).await?;
    let rows: Vec<Vec<OutCell>> = of_workers(&board, &team, app.today())
        .into_iter()
        .map(|it| {
            vec![
                OutCell::text(it.name),
                OutCell::text(it.disciplines),
                OutCell::text(it.here),
                count(it.people),
                ceiling(it.ceiling),
                OutCell::text(room(it.ceiling, it.people)),
                count(it.holding),
                count(it.paused),
            ]
        })
        .collect();
    Ok(Table {
        title: "Workers".to_owned(),
        note: note(rows.len(), "worker", "workers", app.today()),
        columns: vec![
            text("Worker"),
            text("Disciplines"),
            text("Today"),
            number("People"),
            number("Ceiling"),
            text("Room"),
            number("Holding"),
            number("Paused"),
        ],
        rows,
    })
}

async fn disciplines(app: &App, viewer: &Viewer) -> Result<Table, Problem> {
    let (board, team) = loaded(app, viewer).await?;
    let rows: Vec<Vec<OutCell>> = of_disciplines(&board, &team, app.today())
        .into_iter()
        .map(|it| {
            vec![
                OutCell::text(it.discipline.label()),
                count(it.here as u64),
                count(it.people),
                ceiling(it.ceiling),
                OutCell::text(room(it.ceiling, it.people)),
                count(it.holding),
                count(it.asked_for),
            ]
        })
        .collect();
    Ok(Table {
        title: "Disciplines".to_owned(),
        note: note(rows.len(), "discipline", "disciplines", app.today()),
        columns: vec![
            text("Discipline"),
            number("Workers here today"),
            number("People"),
            number("Ceiling"),
            text("Room"),
            number("Holding"),
            number("Asked for, not allocated"),
        ],
        rows,
    })
}

pub(super) async fn workers_csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    Ok(csv_file(&app, "workers", &workers(&app, &viewer).await?))
}

pub(super) async fn workers_xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    xlsx_file(&app, "workers", workers(&app, &viewer).await?)
}

pub(super) async fn disciplines_csv(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    let table = disciplines(&app, &viewer).await?;
    Ok(csv_file(&app, "disciplines", &table))
}

pub(super) async fn disciplines_xlsx(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Response, Problem> {
    xlsx_file(&app, "disciplines", disciplines(&app, &viewer).await?)
}
