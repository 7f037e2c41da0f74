//! The team at one sight on a past day: the same rows, of each family as it was on the day.

use std::collections::BTreeSet;

use access::{Act, Reach, Viewer};
use calendar::{AsAt, Date};
use record::lists::AllocationKind;
use record::{Entry, FamilyId, PersonId, Sight, WorkerId, fold, rows};

use super::board::{Board, DisciplineLoad, WorkerLoad};
use super::caseload::Supported;
use super::kind::WaitingKind;
use super::waiting::Waits;
use super::{HomeRows, caseload, waiting};
use crate::cohort::each_later;
use crate::restricted::{Kept, kept_from};
use crate::sql::{args, statements};
use crate::{Error, Store};

statements! {
    // Families of which nothing happened later are as they were.
    CASELOAD_SINCE = concat!("select w.person_id, w.person_reference, w.person_name, w.worker_id, \
        w.discipline, w.kind, w.key_worker, w.stage, w.consent, w.paused, w.since, w.last_touch, \
        w.appointment_day, w.appointment_time, w.next_try \
        from caseload_view w join cohort_view c \
        on c.service_id = w.service_id and c.family_id = w.family_id \
        where w.service_id = $1 and c.latest_on <= $2 and w.family_id not in ", kept_from!("$3"));
    WAITING_SINCE = concat!("select w.kind, w.worker_id, w.person_id, w.person_reference, w.person_name, \
        w.discipline, w.since, w.due, w.missing, w.raised_at, w.urgency from waiting_view w join cohort_view c \
        on c.service_id = w.service_id and c.family_id = w.family_id \
        where w.service_id = $1 and c.latest_on <= $2 and w.family_id not in ", kept_from!("$3"));
}

impl Store {
    /// The team at one sight as it was on a day, by what is known of that day now.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer does not record the team's work.
    pub async fn board_as_at(&self, viewer: &Viewer, day: Date) -> Result<Board, Error> {
        if viewer.reach(Act::RecordWork) != Reach::Service {
            return Err(Error::NotFound);
        }
        let service = viewer.service;
        let working = self.bank_holidays(service).await?;
        let mut tx = self.engine().read().await?;
        let mut all = HomeRows {
            caseload: Vec::new(),
            waiting: Vec::new(),
        };
        let kept = Kept::from(&mut tx, service, viewer.worker).await?;
        let asked = || args![service.0, day, viewer.worker.0];
        for row in tx.rows(CASELOAD_SINCE, asked()).await? {
            all.caseload.push(Supported::read(&row, 0)?);
        }
        for row in tx.rows(WAITING_SINCE, asked()).await? {
            all.waiting.push(Waits::read(&row, 0)?);
        }
        each_later(
            &mut tx,
            self.keys(),
            service,
            Some(day),
            |family, entries| {
                if kept.has(family) {
                    return;
                }
                let rows = as_at(family, entries, day);
                let rows = rows.by(&working);
                all.caseload.extend(rows.caseload);
                all.waiting.extend(rows.waiting);
            },
        )
        .await?;
        Ok(all.board(day))
    }
}

/// The rows of a family as they were on a day, of what is shared as in its view rows.
fn as_at(family: FamilyId, entries: &[Entry], day: Date) -> HomeRows {
    let shared: Vec<Entry> = entries
        .iter()
        .filter(|entry| Sight::Shared.sees(&entry.visibility))
        .cloned()
        .collect();
    let family = fold(family, &shared, AsAt::day(day));
    HomeRows {
        caseload: caseload::of(&family),
        waiting: waiting::of(&family, &rows(&family)),
    }
}

impl HomeRows {
    fn board(self, day: Date) -> Board {
        let mut board = Board::empty();
        for waits in self.waiting {
            let mut tallies = board.waiting.iter_mut();
            if let Some(tally) = tallies.find(|it| it.kind == waits.kind) {
                tally.all += 1;
                tally.today += u64::from(waits.due == Some(day));
                tally.late += u64::from(waits.due.is_some_and(|due| due < day));
            }
            let asked_for = waits.kind == WaitingKind::AskedFor;
            let mut loads = board.disciplines.iter_mut();
            let load = loads.find(|it| asked_for && Some(it.discipline) == waits.discipline);
            if let Some(load) = load {
                load.asked_for += 1;
            }
        }
        let workers: BTreeSet<WorkerId> = self.caseload.iter().map(|it| it.worker).collect();
        board.workers = workers
            .into_iter()
            .map(|worker| {
                let of = Carried::of(self.caseload.iter().filter(|it| it.worker == worker));
                WorkerLoad {
                    worker,
                    rows: of.rows,
                    people: of.people.len() as u64,
                    holding: of.holding,
                    paused: of.paused,
                }
            })
            .collect();
        for load in &mut board.disciplines {
            let own = |it: &&Supported| it.discipline == load.discipline;
            let of = Carried::of(self.caseload.iter().filter(own));
            *load = DisciplineLoad {
                rows: of.rows,
                people: of.people.len() as u64,
                holding: of.holding,
                ..*load
            };
        }
        board
    }
}

/// What some rows of a caseload come to.
#[derive(Default)]
struct Carried {
    rows: u64,
    people: BTreeSet<PersonId>,
    holding: u64,
    paused: u64,
}

impl Carried {
    fn of<'a>(rows: impl Iterator<Item = &'a Supported>) -> Self {
        let mut of = Self::default();
        for row in rows {
            of.rows += 1;
            of.people.insert(row.person);
            of.holding += u64::from(row.kind == AllocationKind::Holding);
            of.paused += u64::from(row.paused.is_some());
        }
        of
    }
}
