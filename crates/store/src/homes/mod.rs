//! What the first page of each role shows: who supports whom, and what waits for somebody. View
//! rows, written with the others.

mod board;
mod caseload;
mod contact;
mod kind;
mod read;
mod waiting;

use record::{Family, FamilyId, FamilyRows, ServiceId};

use crate::Error;
use crate::notices::{self, PUT_NOTICE};
use crate::sql::{Arg, Insert, args, statements};
use crate::transaction::Tx;

pub use board::{Board, DisciplineLoad, Tally, WorkerLoad};
pub use caseload::Supported;
pub use kind::WaitingKind;
pub use read::{
    CaseloadFilter, CaseloadPage, HOME_PAGE, InCaseload, Place, Waiting, WaitingFilter, WaitingPage,
};
pub use waiting::Waits;

#[cfg(test)]
pub(crate) use board::STATEMENTS as BOARD;
#[cfg(test)]
pub(crate) use read::STATEMENTS as READ;

statements! {
    FORGET_CASELOAD = "delete from caseload_view where service_id = $1 and family_id = $2";
    FORGET_WAITING = "delete from waiting_view where service_id = $1 and family_id = $2";
    FORGET_ALL_CASELOAD = "delete from caseload_view where service_id = $1";
    FORGET_ALL_WAITING = "delete from waiting_view where service_id = $1";
    CASELOAD_OF = "select person_id, person_reference, person_name, worker_id, discipline, kind, \
        key_worker, stage, consent, paused, since, last_touch, appointment_day, \
        appointment_time, next_try, nr from caseload_view \
        where service_id = $1 and family_id = $2 order by nr";
    WAITING_OF = "select kind, worker_id, person_id, person_reference, person_name, discipline, \
        since, due, missing, raised_at, urgency, nr from waiting_view \
        where service_id = $1 and family_id = $2 order by nr";
}

static PUT_CASELOAD: Insert = Insert::new(
    "homes::PUT_CASELOAD",
    "caseload_view",
    "service_id, family_id, nr, person_id, person_reference, person_name, worker_id, discipline, \
     kind, key_worker, stage, consent, paused, since, last_touch, appointment_day, \
     appointment_time, next_try",
    "",
);
static PUT_WAITING: Insert = Insert::new(
    "homes::PUT_WAITING",
    "waiting_view",
    "service_id, family_id, nr, kind, worker_id, person_id, person_reference, person_name, \
     discipline, since, due, missing, raised_at, urgency",
    "",
);
#[cfg(test)]
pub(crate) static INSERTS: [&Insert; 2] = [&PUT_CASELOAD, &PUT_WAITING];

/// The rows of one family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HomeRows {
    caseload: Vec<Supported>,
    waiting: Vec<Waits>,
}

impl HomeRows {
    /// The rows of a family as it is shared, with its rows in the evaluation.
    pub(crate) fn of(family: &Family, rows: &FamilyRows) -> Self {
        Self {
            caseload: caseload::of(family),
            waiting: waiting::of(family, rows),
        }
    }
}

/// Writes the rows of families that have none, and what is owed to those whom a concern waits for.
pub(crate) async fn write(
    tx: &mut Tx,
    views: &[(ServiceId, FamilyId, &HomeRows)],
) -> Result<(), Error> {
    let mut caseload = Vec::new();
    let mut waiting = Vec::new();
    for (service, family, rows) in views {
        let numbered = |nr: usize, cells: Vec<Arg>| {
            let mut all = args![service.0, family.0, nr as i64 + 1];
            all.extend(cells);
            all
        };
        let supported = rows.caseload.iter().enumerate();
        caseload.extend(supported.map(|(nr, it)| numbered(nr, it.cells())));
        let waits = rows.waiting.iter().enumerate();
        waiting.extend(waits.map(|(nr, it)| numbered(nr, it.cells())));
    }
    tx.insert(&PUT_CASELOAD, caseload).await?;
    tx.insert(&PUT_WAITING, waiting).await?;
    let owed = views.iter().flat_map(|(service, family, rows)| {
        let waits = rows.waiting.iter();
        waits.filter_map(|it| notices::owed_at_once(*service, *family, it))
    });
    tx.insert(&PUT_NOTICE, owed.collect()).await?;
    Ok(())
}

/// Removes the rows of a family.
pub(crate) async fn forget(tx: &mut Tx, service: ServiceId, family: FamilyId) -> Result<(), Error> {
    for forget in [FORGET_CASELOAD, FORGET_WAITING] {
        tx.run(forget, args![service.0, family.0]).await?;
    }
    Ok(())
}

/// Removes every row of a service.
pub(crate) async fn forget_all(tx: &mut Tx, service: ServiceId) -> Result<(), Error> {
    for forget in [FORGET_ALL_CASELOAD, FORGET_ALL_WAITING] {
        tx.run(forget, args![service.0]).await?;
    }
    Ok(())
}

/// The rows of a family as they are stored; nothing if they are not numbered from 1.
pub(crate) async fn stored(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
) -> Result<Option<HomeRows>, Error> {
    let mut rows = HomeRows {
        caseload: Vec::new(),
        waiting: Vec::new(),
    };
    for row in tx.rows(CASELOAD_OF, args![service.0, family.0]).await? {
        rows.caseload.push(Supported::read(&row, 0)?);
        if row.int(15)? != rows.caseload.len() as i64 {
            return Ok(None);
        }
    }
    for row in tx.rows(WAITING_OF, args![service.0, family.0]).await? {
        rows.waiting.push(Waits::read(&row, 0)?);
        if row.int(11)? != rows.waiting.len() as i64 {
            return Ok(None);
        }
    }
    Ok(Some(rows))
}
