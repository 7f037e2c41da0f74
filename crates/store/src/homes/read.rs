//! Reading who supports whom and what waits, page by page.

use access::{Act, Reach, Viewer};
use record::lists::Discipline;
use record::{FamilyId, WorkerId};
use uuid::Uuid;

use super::caseload::Supported;
use super::kind::WaitingKind;
use super::waiting::Waits;
use crate::restricted::kept_from;
use crate::sql::{Arg, Row, Sql, args, statements};
use crate::{Error, Store, looks};

/// A page and the count of all pages, from the same rows.
macro_rules! page {
    (waiting, $from:expr, $after:literal) => {
        concat!(
            "select w.kind, w.worker_id, w.person_id, w.person_reference, w.person_name, \
             w.discipline, w.since, w.due, w.missing, w.raised_at, w.urgency, w.nr, w.family_id, v.reference, n.name ",
            $from,
            " and (w.due, w.since, w.family_id, w.nr) > ",
            $after,
            " order by w.due, w.since, w.family_id, w.nr limit 51"
        )
    };
    (caseload, $from:expr, $after:literal) => {
        concat!(
            "select w.person_id, w.person_reference, w.person_name, w.worker_id, w.discipline, \
             w.kind, w.key_worker, w.stage, w.consent, w.paused, w.since, w.last_touch, \
             w.appointment_day, w.appointment_time, w.next_try, w.nr, w.family_id, v.reference, \
             n.name ",
            $from,
            " and (w.person_reference, w.family_id, w.nr) > ",
            $after,
            " order by w.person_reference, w.family_id, w.nr limit 51"
        )
    };
}

/// The rows, with what is named of each, but for families that are kept from the viewer.
macro_rules! from {
    ($rows:expr, $named:expr, $viewer:literal, $where:expr) => {
        concat!(
            "from ",
            $rows,
            $named,
            " where w.service_id = $1 and w.family_id not in ",
            kept_from!($viewer),
            " ",
            $where
        )
    };
}
/// The family and the worker of each row, for showing it. Every row has its family, so that counting
/// need not ask for it.
macro_rules! named {
    () => {
        " join family_view v on v.service_id = w.service_id and v.family_id = w.family_id \
         left join worker n on n.service_id = w.service_id and n.worker_id = w.worker_id"
    };
}

macro_rules! of_kind {
    ($named:expr) => {
        from!(
            "waiting_view w",
            $named,
            "$4",
            "and w.kind = $2 and ($3 = '' or w.discipline = $3)"
        )
    };
}
macro_rules! of_any_kind {
    ($named:expr) => {
        from!(
            "waiting_view w",
            $named,
            "$4",
            "and ($2 = '' or w.kind = $2) and ($3 = '' or w.discipline = $3)"
        )
    };
}
// What waits for a worker, and for the team in the families they work with.
macro_rules! of_worker {
    ($named:expr) => {
        from!(
            "(select * from waiting_view where service_id = $1 and worker_id = $4 \
             union all select t.* from (select distinct family_id from family_worker \
             where service_id = $1 and worker_id = $4) f join waiting_view t \
             on t.service_id = $1 and t.family_id = f.family_id and t.worker_id is null) w",
            $named,
            "$5",
            "and ($2 = '' or w.kind = $2) and ($3 = '' or w.discipline = $3)"
        )
    };
}
// Told to begin at the families held: those are few, and what waits may be much.
macro_rules! held_by {
    ($named:expr) => {
        from!(
            "family_view h cross join waiting_view w",
            $named,
            "$4",
            "and ($2 = '' or w.kind = $2) and ($3 = '' or w.discipline = $3) \
             and h.service_id = $1 and h.case_holder = $4 and w.family_id = h.family_id"
        )
    };
}
macro_rules! caseload_of_all {
    ($named:expr) => {
        from!(
            "caseload_view w",
            $named,
            "$3",
            "and ($2 = '' or w.discipline = $2)"
        )
    };
}
macro_rules! caseload_of_worker {
    ($named:expr) => {
        from!(
            "caseload_view w",
            $named,
            "$4",
            "and ($2 = '' or w.discipline = $2) and w.worker_id = $3"
        )
    };
}
macro_rules! caseload_held_by {
    ($named:expr) => {
        from!(
            "family_view h cross join caseload_view w",
            $named,
            "$3",
            "and ($2 = '' or w.discipline = $2) and h.service_id = $1 \
             and h.case_holder = $3 and w.family_id = h.family_id"
        )
    };
}

statements! {
    KIND_PAGE = page!(waiting, of_kind!(named!()), "($5, $6, $7, $8)");
    KIND_COUNT = concat!("select count(*) ", of_kind!(""));
    ALL_PAGE = page!(waiting, of_any_kind!(named!()), "($5, $6, $7, $8)");
    ALL_COUNT = concat!("select count(*) ", of_any_kind!(""));
    WORKER_PAGE = page!(waiting, of_worker!(named!()), "($6, $7, $8, $9)");
    WORKER_COUNT = concat!("select count(*) ", of_worker!(""));
    HELD_PAGE = page!(waiting, held_by!(named!()), "($5, $6, $7, $8)");
    HELD_COUNT = concat!("select count(*) ", held_by!(""));
    WAITING_PLACE = concat!("select due, since from waiting_view \
        where service_id = $1 and family_id = $2 and nr = $3 and family_id not in ",
        kept_from!("$4", "and r.family_id = $2"));
    CASELOAD_PAGE = page!(caseload, caseload_of_all!(named!()), "($4, $5, $6)");
    CASELOAD_COUNT = concat!("select count(*), count(distinct w.person_id) ", caseload_of_all!(""));
    CASELOAD_WORKER_PAGE = page!(caseload, caseload_of_worker!(named!()), "($5, $6, $7)");
    CASELOAD_WORKER_COUNT =
        concat!("select count(*), count(distinct w.person_id) ", caseload_of_worker!(""));
    CASELOAD_HELD_PAGE = page!(caseload, caseload_held_by!(named!()), "($4, $5, $6)");
    CASELOAD_HELD_COUNT =
        concat!("select count(*), count(distinct w.person_id) ", caseload_held_by!(""));
    CASELOAD_PLACE = concat!("select person_reference from caseload_view \
        where service_id = $1 and family_id = $2 and nr = $3 and family_id not in ",
        kept_from!("$4", "and r.family_id = $2"));
    RECENT = "select count(*) from entry where service_id = $1 and family_id = $2 \
        and visibility = 'shared' and happened_on >= $3 and happened_on <= $4";
}

/// Rows on a page.
pub const HOME_PAGE: usize = 50;

/// Where a page ends and the next begins. It names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The family of the last row.
    pub family: FamilyId,
    /// Which of its rows.
    pub nr: i64,
}

/// Which waiting things to list. The empty filter lists all that the viewer may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WaitingFilter {
    /// Only of this kind.
    pub kind: Option<WaitingKind>,
    /// Only about this discipline.
    pub discipline: Option<Discipline>,
    /// Only for this worker, or for the team in the families they work with.
    pub worker: Option<WorkerId>,
}

/// Something that waits, in its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The family.
    pub family: FamilyId,
    /// Its reference; empty if it has none yet.
    pub family_reference: String,
    /// The name of the worker it waits for, if it waits for one that the service knows.
    pub worker_name: Option<String>,
    /// What waits.
    pub waits: Waits,
}

/// A page of what waits: what is due first comes first, what has no day last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPage {
    /// Up to [`HOME_PAGE`] rows.
    pub rows: Vec<Waiting>,
    /// How many there are on all pages.
    pub total: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
}

/// Whose support to list. The empty filter lists all that the viewer may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseloadFilter {
    /// Only of this worker. A social worker sees every worker of their families.
    pub worker: Option<WorkerId>,
    /// Only of this discipline.
    pub discipline: Option<Discipline>,
}

/// Support to a person, in their family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCaseload {
    /// The family.
    pub family: FamilyId,
    /// Its reference; empty if it has none yet.
    pub family_reference: String,
    /// The name of the worker, if the service knows them.
    pub worker_name: Option<String>,
    /// Who supports whom with what.
    pub support: Supported,
}

/// A page of a caseload, by the reference of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadPage {
    /// Up to [`HOME_PAGE`] rows.
    pub rows: Vec<InCaseload>,
    /// How many there are on all pages.
    pub total: u64,
    /// How many people they are: one may be supported twice.
    pub people: u64,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
}

impl Store {
    /// Who is supported, after `after` or from the first. Social workers see the families whose
    /// case they hold.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer may list no families, or `after` is there no more.
    pub async fn caseload(
        &self,
        viewer: &Viewer,
        filter: &CaseloadFilter,
        after: Option<Place>,
    ) -> Result<CaseloadPage, Error> {
        let discipline = filter.discipline.map_or("", Discipline::code);
        let mut asked = args![viewer.service.0, discipline];
        let (page, count): (Sql, Sql) = match (viewer.reach(Act::ListFamilies), filter.worker) {
            (Reach::Nothing, _) => return Err(Error::NotFound),
            (Reach::OwnFamilies, _) => (CASELOAD_HELD_PAGE, CASELOAD_HELD_COUNT),
            (Reach::Service, Some(worker)) => {
                asked.push(worker.0.into());
                (CASELOAD_WORKER_PAGE, CASELOAD_WORKER_COUNT)
            }
            (Reach::Service, None) => (CASELOAD_PAGE, CASELOAD_COUNT),
        };
        asked.push(viewer.worker.0.into());
        let mut tx = self.engine().read().await?;
        let counted = tx.only(count, asked.clone()).await?;
        asked.extend(match after {
            None => args!["", Uuid::nil(), 0_i64],
            Some(Place { family, nr }) => {
                let place = args![viewer.service.0, family.0, nr, viewer.worker.0];
                let place = tx.row(CASELOAD_PLACE, place).await?;
                args![place.ok_or(Error::NotFound)?.text(0)?, family.0, nr]
            }
        });
        let found = tx.rows(page, asked).await?;
        let rows = found.iter().take(HOME_PAGE).map(in_caseload);
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        looks::asked(filter, false);
        looks::shows(rows.iter().map(|it| it.family));
        Ok(CaseloadPage {
            next: next(&found, 15)?,
            rows,
            total: counted.int(0)?.unsigned_abs(),
            people: counted.int(1)?.unsigned_abs(),
        })
    }

    /// What waits, after `after` or from the first. Social workers see the families whose case
    /// they hold.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer may list no families, or `after` is there no more.
    pub async fn waiting(
        &self,
        viewer: &Viewer,
        filter: &WaitingFilter,
        after: Option<Place>,
    ) -> Result<WaitingPage, Error> {
        let mut asked: Vec<Arg> = args![
            viewer.service.0,
            filter.kind.map_or("", WaitingKind::code),
            filter.discipline.map_or("", Discipline::code),
        ];
        let reach = viewer.reach(Act::ListFamilies);
        let (page, count): (Sql, Sql) = match (reach, filter.worker, filter.kind) {
            (Reach::Nothing, ..) => return Err(Error::NotFound),
            (Reach::OwnFamilies, ..) => (HELD_PAGE, HELD_COUNT),
            (Reach::Service, Some(worker), _) => {
                asked.push(worker.0.into());
                (WORKER_PAGE, WORKER_COUNT)
            }
            (Reach::Service, None, Some(_)) => (KIND_PAGE, KIND_COUNT),
            (Reach::Service, None, None) => (ALL_PAGE, ALL_COUNT),
        };
        asked.push(viewer.worker.0.into());
        let mut tx = self.engine().read().await?;
        let total = tx.only(count, asked.clone()).await?.int(0)?;
        asked.extend(match after {
            None => args!["", "", Uuid::nil(), 0_i64],
            Some(Place { family, nr }) => {
                let place = args![viewer.service.0, family.0, nr, viewer.worker.0];
                let place = tx.row(WAITING_PLACE, place).await?;
                let place = place.ok_or(Error::NotFound)?;
                args![place.text(0)?, place.text(1)?, family.0, nr]
            }
        });
        let found = tx.rows(page, asked).await?;
        let rows = found.iter().take(HOME_PAGE);
        let rows = rows.map(waiting);
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        looks::asked(filter, false);
        looks::shows(rows.iter().map(|it| it.family));
        Ok(WaitingPage {
            next: next(&found, 11)?,
            rows,
            total: total.unsigned_abs(),
        })
    }

    /// How many shared entries tell of these days in a family that may be read.
    pub async fn shared_entries(
        &self,
        family: &access::Authorised<FamilyId, access::Read>,
        from: calendar::Date,
        until: calendar::Date,
    ) -> Result<u64, Error> {
        let mut tx = self.engine().look().await?;
        let asked = args![family.service().0, family.id().0, from, until];
        Ok(tx.only(RECENT, asked).await?.int(0)?.unsigned_abs())
    }
}

/// Where the next page begins; `nr` is the column of the number, and the family's follows it.
fn next(found: &[Row], nr: usize) -> Result<Option<Place>, Error> {
    if found.len() <= HOME_PAGE {
        return Ok(None);
    }
    let last = &found[HOME_PAGE - 1];
    Ok(Some(Place {
        family: FamilyId(last.id(nr + 1)?),
        nr: last.int(nr)?,
    }))
}

fn in_caseload(row: &Row) -> Result<InCaseload, Error> {
    Ok(InCaseload {
        support: Supported::read(row, 0)?,
        family: FamilyId(row.id(16)?),
        family_reference: row.text(17)?,
        worker_name: row.maybe_text(18)?,
    })
}

fn waiting(row: &Row) -> Result<Waiting, Error> {
    Ok(Waiting {
        waits: Waits::read(row, 0)?,
        family: FamilyId(row.id(12)?),
        family_reference: row.text(13)?,
        worker_name: row.maybe_text(14)?,
    })
}
