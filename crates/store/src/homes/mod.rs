//! What the first page of each role shows: who supports whom, and what waits for somebody. View
//! rows, written with the others.

mod board;
mod caseload;
mod kind;
mod past;
mod read;
mod waiting;

use std::collections::BTreeMap;

use calendar::{BankHolidays, Date};
use record::{Family, FamilyId, FamilyRows, ServiceId};

use crate::notices::{self, PUT_NOTICE};
use crate::sql::{Arg, Insert, args, statements};
use crate::transaction::Tx;
use crate::{Error, closed_days};

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
pub(crate) use past::STATEMENTS as PAST;
#[cfg(test)]
pub(crate) use read::STATEMENTS as READ;

statements! {
    FORGET_CASELOAD = "delete from caseload_view where service_id = $1 and family_id = $2";
    FORGET_WAITING = "delete from waiting_view where service_id = $1 and family_id = $2";
    FORGET_ALL_CASELOAD = "delete from caseload_view where service_id = $1";
    FORGET_ALL_WAITING = "delete from waiting_view where service_id = $1";
    FIRST_CONTACTS = "select distinct since, due from waiting_view \
        where service_id = $1 and kind = 'first_contact'";
    FIRST_CONTACT_DUE = "update waiting_view set due = $3 \
        where service_id = $1 and kind = 'first_contact' and since = $2";
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

    /// The same, due by the working days of its service.
    pub(crate) fn by(mut self, working: &BankHolidays) -> Self {
        self.waiting = self.waiting.into_iter().map(|it| it.by(working)).collect();
        self
    }
}

/// Writes the rows of families that have none, and what is owed to those whom a concern waits for.
pub(crate) async fn write(
    tx: &mut Tx,
    views: &[(ServiceId, FamilyId, &HomeRows)],
) -> Result<(), Error> {
    let mut caseload = Vec::new();
    let mut waiting = Vec::new();
    let mut working: BTreeMap<ServiceId, BankHolidays> = BTreeMap::new();
    for (service, family, rows) in views {
        let first = rows.waiting.iter();
        let mut first = first.filter(|it| it.kind == WaitingKind::FirstContact);
        if first.next().is_some() && !working.contains_key(service) {
            working.insert(*service, closed_days::working(tx, *service).await?);
        }
        let due = |it: &Waits| {
            working
                .get(service)
                .map_or(it.clone(), |days| it.clone().by(days))
        };
        let numbered = |nr: usize, cells: Vec<Arg>| {
            let mut all = args![service.0, family.0, nr as i64 + 1];
            all.extend(cells);
            all
        };
        let supported = rows.caseload.iter().enumerate();
        caseload.extend(supported.map(|(nr, it)| numbered(nr, it.cells())));
        let waits = rows.waiting.iter().enumerate();
        waiting.extend(waits.map(|(nr, it)| numbered(nr, due(it).cells())));
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

/// Makes first contact due anew on the days a service works now.
pub(crate) async fn due_anew(tx: &mut Tx, service: ServiceId) -> Result<(), Error> {
    let working = closed_days::working(tx, service).await?;
    for row in tx.rows(FIRST_CONTACTS, args![service.0]).await? {
        let since: Date = row.parsed(0, "what waits")?;
        let was: Date = row.parsed(1, "what waits")?;
        let due = record::contact_due(since, &working).unwrap_or(Date::MAX);
        if due != was {
            tx.run(FIRST_CONTACT_DUE, args![service.0, since, due])
                .await?;
        }
    }
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
