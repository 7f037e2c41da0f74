//! What the manager's first page counts: each count is that of a list.

use access::{Act, Reach, Viewer};
use calendar::Date;
use record::WorkerId;
use record::lists::Discipline;

use super::kind::WaitingKind;
use crate::restricted::kept_from;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    TALLIES = concat!("select kind, count(*), count(*) filter (where due = $2), \
        count(*) filter (where due < $2) from waiting_view where service_id = $1 \
        and family_id not in ", kept_from!("$3"), " group by kind");
    BY_WORKER = concat!("select worker_id, count(*), count(distinct person_id), \
        count(*) filter (where kind = 'holding'), \
        count(*) filter (where paused is not null) \
        from caseload_view where service_id = $1 and family_id not in ", kept_from!("$2"),
        " group by worker_id order by worker_id");
    BY_DISCIPLINE = concat!("select discipline, count(*), count(distinct person_id), \
        count(*) filter (where kind = 'holding') \
        from caseload_view where service_id = $1 and family_id not in ", kept_from!("$2"),
        " group by discipline");
    ASKED_BY_DISCIPLINE = concat!("select discipline, count(*) from waiting_view \
        where service_id = $1 and kind = 'asked_for' and family_id not in ", kept_from!("$2"),
        " group by discipline");
}

const WHAT: &str = "what waits";

/// How many things of one kind wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// What waits.
    pub kind: WaitingKind,
    /// All of them.
    pub all: u64,
    /// Those due today.
    pub today: u64,
    /// Those due before today.
    pub late: u64,
}

/// What one worker carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLoad {
    /// Who.
    pub worker: WorkerId,
    /// Rows of their caseload.
    pub rows: u64,
    /// People they support.
    pub people: u64,
    /// How many of the rows are holding support.
    pub holding: u64,
    /// How many of the rows are paused.
    pub paused: u64,
}

/// What one discipline carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisciplineLoad {
    /// Which.
    pub discipline: Discipline,
    /// Rows of its caseload.
    pub rows: u64,
    /// People it supports.
    pub people: u64,
    /// How many of the rows are holding support.
    pub holding: u64,
    /// How often it is asked for and not allocated.
    pub asked_for: u64,
}

/// The team at one sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Every kind, also those of which nothing waits.
    pub waiting: Vec<Tally>,
    /// The workers who support somebody.
    pub workers: Vec<WorkerLoad>,
    /// Every discipline.
    pub disciplines: Vec<DisciplineLoad>,
}

impl Board {
    /// A team of which nothing is known yet.
    pub(super) fn empty() -> Self {
        let tally = |kind| Tally {
            kind,
            all: 0,
            today: 0,
            late: 0,
        };
        let load = |discipline: &Discipline| DisciplineLoad {
            discipline: *discipline,
            rows: 0,
            people: 0,
            holding: 0,
            asked_for: 0,
        };
        Self {
            waiting: WaitingKind::ALL.into_iter().map(tally).collect(),
            workers: Vec::new(),
            disciplines: Discipline::ALL.iter().map(load).collect(),
        }
    }
}

impl Store {
    /// What each worker who supports somebody carries.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer does not record the team's work.
    pub async fn worker_loads(&self, viewer: &Viewer) -> Result<Vec<WorkerLoad>, Error> {
        if viewer.reach(Act::RecordWork) != Reach::Service {
            return Err(Error::NotFound);
        }
        loads(&mut self.engine().read().await?, viewer).await
    }

    /// The team at one sight, as it stands on a day.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer does not record the team's work.
    pub async fn board(&self, viewer: &Viewer, today: Date) -> Result<Board, Error> {
        if viewer.reach(Act::RecordWork) != Reach::Service {
            return Err(Error::NotFound);
        }
        let (service, worker) = (viewer.service.0, viewer.worker.0);
        let mut tx = self.engine().read().await?;
        let Board {
            mut waiting,
            mut disciplines,
            ..
        } = Board::empty();
        for row in tx.rows(TALLIES, args![service, today, worker]).await? {
            let kind = row.coded(0, WaitingKind::from_code, WHAT)?;
            if let Some(tally) = waiting.iter_mut().find(|it| it.kind == kind) {
                tally.all = row.int(1)?.unsigned_abs();
                tally.today = row.int(2)?.unsigned_abs();
                tally.late = row.int(3)?.unsigned_abs();
            }
        }
        let workers = loads(&mut tx, viewer).await?;
        for row in tx.rows(BY_DISCIPLINE, args![service, worker]).await? {
            let discipline = row.coded(0, Discipline::from_code, WHAT)?;
            if let Some(load) = disciplines
                .iter_mut()
                .find(|it| it.discipline == discipline)
            {
                load.rows = row.int(1)?.unsigned_abs();
                load.people = row.int(2)?.unsigned_abs();
                load.holding = row.int(3)?.unsigned_abs();
            }
        }
        for row in tx.rows(ASKED_BY_DISCIPLINE, args![service, worker]).await? {
            let discipline = row.coded(0, Discipline::from_code, WHAT)?;
            if let Some(load) = disciplines
                .iter_mut()
                .find(|it| it.discipline == discipline)
            {
                load.asked_for = row.int(1)?.unsigned_abs();
            }
        }
        Ok(Board {
            waiting,
            workers,
            disciplines,
        })
    }
}

async fn loads(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<WorkerLoad>, Error> {
    let asked = args![viewer.service.0, viewer.worker.0];
    let rows = tx.rows(BY_WORKER, asked).await?;
    let load = |row: &Row| {
        Ok(WorkerLoad {
            worker: WorkerId(row.id(0)?),
            rows: row.int(1)?.unsigned_abs(),
            people: row.int(2)?.unsigned_abs(),
            holding: row.int(3)?.unsigned_abs(),
            paused: row.int(4)?.unsigned_abs(),
        })
    };
    rows.iter().map(load).collect()
}
