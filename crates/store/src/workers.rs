//! The register of people who sign in, or are named in chronologies.

use access::{Authorised, Role, SetUp, Viewer};
use calendar::{Date, Stamp};
use record::{ServiceId, TeamId, WorkerId};
use serde::{Deserialize, Serialize};

use crate::messages::{self, MessageKind, Told};
use crate::registers::log;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store, sessions};

statements! {
    WORKERS = "select worker_id, name, role, team_id, until_day from worker \
        where service_id = $1 order by name, worker_id";
    WORKER = "select worker_id, name, role, team_id, until_day from worker \
        where service_id = $1 and worker_id = $2";
    PUT_WORKER = "insert into worker (service_id, worker_id, name, name_search, role, team_id, \
        until_day) values ($1, $2, $3, $4, $5, $6, $7) on conflict (service_id, worker_id) \
        do update set name = excluded.name, name_search = excluded.name_search, \
        role = excluded.role, team_id = excluded.team_id, until_day = excluded.until_day";
}

/// Somebody who signs in, or is named in chronologies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// Who.
    pub worker: WorkerId,
    /// Their name.
    pub name: String,
    /// What they are to the service.
    pub role: Role,
    /// Their team, if they have one.
    pub team: Option<TeamId>,
    /// The last day on which they belong to the service; none for those who have not left.
    pub until: Option<Date>,
}

impl Worker {
    /// Somebody who has not left and has no team.
    pub fn new(worker: WorkerId, name: impl Into<String>, role: Role) -> Self {
        Self {
            worker,
            name: name.into(),
            role,
            team: None,
            until: None,
        }
    }

    /// The same person in a team.
    #[must_use]
    pub fn in_team(self, team: TeamId) -> Self {
        Self {
            team: Some(team),
            ..self
        }
    }

    /// Whether they have left by this day.
    pub fn has_left(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// The viewer they are on a day; nothing once they have left.
    pub fn viewer(self, service: ServiceId, day: Date) -> Option<Viewer> {
        (!self.has_left(day)).then_some(Viewer {
            worker: self.worker,
            name: self.name,
            role: self.role,
            service,
            team: self.team,
        })
    }
}

impl From<&Viewer> for Worker {
    /// The worker that a viewer is.
    fn from(viewer: &Viewer) -> Self {
        Self {
            team: viewer.team,
            ..Self::new(viewer.worker, viewer.name.as_str(), viewer.role)
        }
    }
}

impl Store {
    /// Adds or changes a worker. Whoever has left or has another role now is signed out everywhere.
    pub async fn put_worker(
        &self,
        service: &Authorised<ServiceId, SetUp>,
        worker: Worker,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (service.id(), service.by());
        self.write(move |tx| {
            let worker = worker.clone();
            Box::pin(async move { put(tx, id, &worker, at, by).await })
        })
        .await
    }

    /// The workers a service knows, by name, with those who have left.
    pub async fn workers(&self, service: ServiceId) -> Result<Vec<Worker>, Error> {
        let read = async |tx: &mut Tx| {
            let rows = tx.rows(WORKERS, args![service.0]).await?;
            rows.iter().map(worker).collect()
        };
        self.kept.workers.of(self.engine(), service, read).await
    }

    /// The viewer that a worker is once they have signed in on this day: nothing for somebody who
    /// has left.
    pub async fn viewer(
        &self,
        service: ServiceId,
        id: WorkerId,
        day: Date,
    ) -> Result<Option<Viewer>, Error> {
        let mut tx = self.engine().look().await?;
        let worker = find(&mut tx, service, id).await?;
        Ok(worker.and_then(|worker| worker.viewer(service, day)))
    }
}

pub(crate) async fn put(
    tx: &mut Tx,
    service: ServiceId,
    worker: &Worker,
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    let cells = args![
        service.0,
        worker.worker.0,
        worker.name.as_str(),
        worker.name.to_lowercase(),
        worker.role.code(),
        worker.team.map(|team| team.0),
        worker.until,
    ];
    let before = find(tx, service, worker.worker).await?;
    tx.run(PUT_WORKER, cells).await?;
    let today = at.london_date();
    let was = before.map(|it| it.role);
    if was != Some(worker.role) {
        tell_administrators(tx, service, worker.worker, at, by).await?;
    }
    if was.is_some_and(|role| role != worker.role) || worker.has_left(today) {
        sessions::end_all(tx, service, worker.worker).await?;
    }
    let item = worker.worker.to_string();
    log(tx, service, "worker", item, worker, at, by).await
}

/// Tells the other administrators that somebody has rights they had not.
async fn tell_administrators(
    tx: &mut Tx,
    service: ServiceId,
    about: WorkerId,
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    let all = messages::with_role(tx, service, Role::Administrator, at).await?;
    for worker in all.into_iter().filter(|it| *it != by && *it != about) {
        let (kind, about) = (MessageKind::RightsChanged, about.0);
        let told = Told {
            worker,
            kind,
            about,
            at,
        };
        messages::tell(tx, service, told).await?;
    }
    Ok(())
}

/// A worker of a service, if there is such a one.
pub(crate) async fn find(
    tx: &mut Tx,
    service: ServiceId,
    id: WorkerId,
) -> Result<Option<Worker>, Error> {
    let row = tx.row(WORKER, args![service.0, id.0]).await?;
    row.as_ref().map(worker).transpose()
}

/// A worker whose five columns are the first of a row.
pub(crate) fn worker(row: &Row) -> Result<Worker, Error> {
    Ok(Worker {
        worker: WorkerId(row.id(0)?),
        name: row.text(1)?,
        role: row.parsed(2, "the role of a worker")?,
        team: row.maybe_id(3)?.map(TeamId),
        until: row.maybe_parsed(4, "the last day of a worker")?,
    })
}
