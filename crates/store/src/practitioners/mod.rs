//! The register of the team's workers: their posts, disciplines, capacity and absences.

mod hours;
mod post;

use access::{Authorised, SetCapacity};
use calendar::Stamp;
use record::lists::{Discipline, Employment, YesNo};
use record::{ServiceId, WorkerId};
use uuid::Uuid;

use crate::registers::log;
use crate::sql::{Insert, Row, args, statements};
use crate::transaction::Tx;
use crate::workers::worker;
use crate::{Error, Store};

pub use hours::{HoursError, WeeklyHours};
pub use post::{Absence, Post, Practitioner};

statements! {
    PRACTITIONERS = "select w.worker_id, w.name, w.role, w.team_id, w.until_day, \
        p.home_agency, p.employment, p.from_day, p.until_day, p.weekly_minutes, p.ceiling, \
        p.social_work_qualified from worker w left join practitioner p \
        on p.service_id = w.service_id and p.worker_id = w.worker_id \
        where w.service_id = $1 and w.role in ('practitioner', 'manager') \
        order by w.name, w.worker_id";
    DISCIPLINES_OF = "select worker_id, discipline from practitioner_discipline \
        where service_id = $1 order by worker_id, place";
    ABSENCES = "select worker_id, absence_id, from_day, until_day, reason from absence \
        where service_id = $1 order by from_day, absence_id";
    PUT_POST = "insert into practitioner (service_id, worker_id, home_agency, employment, \
        from_day, until_day, weekly_minutes, ceiling, social_work_qualified) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (service_id, worker_id) \
        do update set home_agency = excluded.home_agency, employment = excluded.employment, \
        from_day = excluded.from_day, until_day = excluded.until_day, \
        weekly_minutes = excluded.weekly_minutes, ceiling = excluded.ceiling, \
        social_work_qualified = excluded.social_work_qualified";
    FORGET_DISCIPLINES_OF = "delete from practitioner_discipline \
        where service_id = $1 and worker_id = $2";
    PUT_ABSENCE = "insert into absence (service_id, absence_id, worker_id, from_day, until_day, \
        reason) values ($1, $2, $3, $4, $5, $6) on conflict (service_id, absence_id) \
        do update set from_day = excluded.from_day, until_day = excluded.until_day, \
        reason = excluded.reason where absence.worker_id = excluded.worker_id";
    FORGET_ABSENCE = "delete from absence \
        where service_id = $1 and worker_id = $2 and absence_id = $3";
}

pub(crate) static INSERT_DISCIPLINE_OF: Insert = Insert::new(
    "practitioners::INSERT_DISCIPLINE_OF",
    "practitioner_discipline",
    "service_id, worker_id, place, discipline",
    "",
);

impl Store {
    /// Adds or changes the post of a worker.
    pub async fn put_post(
        &self,
        leave: &Authorised<ServiceId, SetCapacity>,
        worker: WorkerId,
        post: Post,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let post = post.clone();
            Box::pin(async move {
                log(tx, id, "practitioner", worker.to_string(), &post, at, by).await?;
                let cells = args![
                    id.0,
                    worker.0,
                    post.home_agency.as_str(),
                    post.employment.map(|is| is.code().to_owned()),
                    post.from,
                    post.until,
                    post.hours.map(|hours| i64::from(hours.minutes())),
                    post.ceiling.map(i64::from),
                    post.social_work_qualified.map(|is| is.code().to_owned()),
                ];
                tx.run(PUT_POST, cells).await?;
                tx.run(FORGET_DISCIPLINES_OF, args![id.0, worker.0]).await?;
                let cells = (1..)
                    .zip(&post.disciplines)
                    .map(|(place, discipline)| args![id.0, worker.0, place, discipline.code()])
                    .collect();
                tx.insert(&INSERT_DISCIPLINE_OF, cells).await.map(drop)
            })
        })
        .await
    }

    /// Adds or changes an absence of a worker.
    pub async fn put_absence(
        &self,
        leave: &Authorised<ServiceId, SetCapacity>,
        worker: WorkerId,
        absence: Absence,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let absence = absence.clone();
            Box::pin(async move {
                let cells = args![
                    id.0,
                    absence.absence,
                    worker.0,
                    absence.from,
                    absence.until,
                    absence.reason.as_str(),
                ];
                if tx.run(PUT_ABSENCE, cells).await? == 0 {
                    return Err(Error::NotFound);
                }
                log(tx, id, "absence", worker.to_string(), &absence, at, by).await
            })
        })
        .await
    }

    /// Takes an absence out: it was entered by mistake. The log keeps it.
    pub async fn forget_absence(
        &self,
        leave: &Authorised<ServiceId, SetCapacity>,
        worker: WorkerId,
        absence: Uuid,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            Box::pin(async move {
                let gone = tx
                    .run(FORGET_ABSENCE, args![id.0, worker.0, absence])
                    .await?;
                if gone == 0 {
                    return Ok(());
                }
                let says = serde_json::json!({ "absence": absence, "taken_out": true });
                log(tx, id, "absence", worker.to_string(), &says, at, by).await
            })
        })
        .await
    }

    /// The practitioners and managers of a service, by name, each with their post and absences.
    /// Those of whom nothing is said yet and those who have left are among them.
    pub async fn practitioners(&self, service: ServiceId) -> Result<Vec<Practitioner>, Error> {
        let read = async |tx: &mut Tx| read_all(tx, service).await;
        self.kept
            .practitioners
            .of(self.engine(), service, read)
            .await
    }

    /// One of the [`Store::practitioners`].
    pub async fn practitioner(
        &self,
        service: ServiceId,
        worker: WorkerId,
    ) -> Result<Option<Practitioner>, Error> {
        // A team has tens of workers: one way to read them is worth more than a shorter read.
        let mut all = self.practitioners(service).await?.into_iter();
        Ok(all.find(|who| who.worker.worker == worker))
    }
}

async fn read_all(tx: &mut Tx, service: ServiceId) -> Result<Vec<Practitioner>, Error> {
    let rows = tx.rows(PRACTITIONERS, args![service.0]).await?;
    let mut all: Vec<Practitioner> = rows
        .iter()
        .map(practitioner)
        .collect::<Result<_, Error>>()?;
    for row in tx.rows(DISCIPLINES_OF, args![service.0]).await? {
        let discipline = row.coded(1, Discipline::from_code, "a discipline")?;
        if let Some(who) = of(&mut all, WorkerId(row.id(0)?)) {
            who.post.disciplines.push(discipline);
        }
    }
    for row in tx.rows(ABSENCES, args![service.0]).await? {
        let absence = Absence {
            absence: row.id(1)?,
            from: row.parsed(2, "the first day of an absence")?,
            until: row.maybe_parsed(3, "the last day of an absence")?,
            reason: row.text(4)?,
        };
        if let Some(who) = of(&mut all, WorkerId(row.id(0)?)) {
            who.absences.push(absence);
        }
    }
    Ok(all)
}

fn of(all: &mut [Practitioner], worker: WorkerId) -> Option<&mut Practitioner> {
    all.iter_mut().find(|who| who.worker.worker == worker)
}

fn practitioner(row: &Row) -> Result<Practitioner, Error> {
    let hours = row.maybe_int(9)?.map(|minutes| {
        WeeklyHours::from_minutes(minutes).ok_or_else(|| Error::unreadable("hours a week"))
    });
    let ceiling = row
        .maybe_int(10)?
        .map(|most| u16::try_from(most).map_err(|_| Error::unreadable("a ceiling")));
    let post = Post {
        disciplines: Vec::new(),
        home_agency: row.maybe_text(5)?.unwrap_or_default(),
        employment: row.maybe_coded(6, Employment::from_code, "an employment")?,
        from: row.maybe_parsed(7, "the first day of a post")?,
        until: row.maybe_parsed(8, "the last day of a post")?,
        hours: hours.transpose()?,
        ceiling: ceiling.transpose()?,
        social_work_qualified: row.maybe_coded(11, YesNo::from_code, "a qualification")?,
    };
    Ok(Practitioner {
        worker: worker(row)?,
        post,
        absences: Vec::new(),
    })
}
