//! Registers: services, teams and people. Each change is logged with who made it and when.

use access::{Authorised, Role, SetUp, Viewer};
use calendar::Stamp;
use record::{ServiceId, TeamId, WorkerId};
use serde::{Deserialize, Serialize};

use crate::engine::Tx;
use crate::sql::{Row, args, statements};
use crate::{Error, Store, heads};

statements! {
    SERVICES = "select service_id, name from service order by name, service_id";
    PUT_SERVICE = "insert into service (service_id, name) values ($1, $2) \
        on conflict (service_id) do update set name = excluded.name";
    TEAMS = "select team_id, name from team where service_id = $1 order by name, team_id";
    PUT_TEAM = "insert into team (service_id, team_id, name) values ($1, $2, $3) \
        on conflict (service_id, team_id) do update set name = excluded.name";
    WORKERS = "select worker_id, name, role, team_id from worker where service_id = $1 \
        order by name, worker_id";
    WORKER = "select worker_id, name, role, team_id from worker \
        where service_id = $1 and worker_id = $2";
    PUT_WORKER = "insert into worker (service_id, worker_id, name, name_search, role, team_id) \
        values ($1, $2, $3, $4, $5, $6) on conflict (service_id, worker_id) do update \
        set name = excluded.name, name_search = excluded.name_search, role = excluded.role, \
        team_id = excluded.team_id";
    LOG = "insert into register_change (service_id, number, register, item, says, changed_at, \
        changed_by) select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 \
        from register_change where service_id = $1";
    CHANGES = "select number, register, item, says, changed_at, changed_by from register_change \
        where service_id = $1 order by number";
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Which.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
}

/// A team of the service or of Social Care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Which.
    pub team: TeamId,
    /// Its name.
    pub name: String,
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
}

/// A logged change of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterChange {
    /// Its place in the log of the service, from 1.
    pub number: i64,
    /// The register: `service`, `team`, `worker` or `unit_costs`.
    pub register: String,
    /// Which item of it.
    pub item: String,
    /// What the item says from then on, as JSON.
    pub says: String,
    /// When.
    pub changed_at: Stamp,
    /// Who changed it.
    pub changed_by: WorkerId,
}

impl Store {
    /// Sets up a new service with its first worker, who can set up the rest if they are an
    /// administrator. Setting it up again changes its name and that worker.
    pub async fn create_service(
        &self,
        service: Service,
        first: Worker,
        at: Stamp,
    ) -> Result<(), Error> {
        let keys = self.keys().clone();
        self.write(move |tx| {
            let (service, first, keys) = (service.clone(), first.clone(), keys.clone());
            Box::pin(async move {
                let (id, by) = (service.service, first.worker);
                tx.run(PUT_SERVICE, args![id.0, service.name.as_str()])
                    .await?;
                heads::plant(tx, &keys, id, at).await?;
                log(tx, id, "service", id.to_string(), &service, at, by).await?;
                put_worker(tx, id, &first, at, by).await
            })
        })
        .await
    }

    /// The services of this installation, by name.
    pub async fn services(&self) -> Result<Vec<Service>, Error> {
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(SERVICES, args![]).await?;
        rows.iter()
            .map(|row| {
                Ok(Service {
                    service: ServiceId(row.id(0)?),
                    name: row.text(1)?,
                })
            })
            .collect()
    }

    /// Adds or changes a team.
    pub async fn put_team(
        &self,
        service: &Authorised<ServiceId, SetUp>,
        team: Team,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (service.id(), service.by());
        self.write(move |tx| {
            let team = team.clone();
            Box::pin(async move {
                let cells = args![id.0, team.team.0, team.name.as_str()];
                tx.run(PUT_TEAM, cells).await?;
                log(tx, id, "team", team.team.to_string(), &team, at, by).await
            })
        })
        .await
    }

    /// The teams a service knows, by name.
    pub async fn teams(&self, service: ServiceId) -> Result<Vec<Team>, Error> {
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(TEAMS, args![service.0]).await?;
        rows.iter()
            .map(|row| {
                Ok(Team {
                    team: TeamId(row.id(0)?),
                    name: row.text(1)?,
                })
            })
            .collect()
    }

    /// Adds or changes a worker.
    pub async fn put_worker(
        &self,
        service: &Authorised<ServiceId, SetUp>,
        worker: Worker,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (service.id(), service.by());
        self.write(move |tx| {
            let worker = worker.clone();
            Box::pin(async move { put_worker(tx, id, &worker, at, by).await })
        })
        .await
    }

    /// The workers a service knows, by name.
    pub async fn workers(&self, service: ServiceId) -> Result<Vec<Worker>, Error> {
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(WORKERS, args![service.0]).await?;
        rows.iter().map(worker).collect()
    }

    /// The viewer that a worker is once they have signed in.
    pub async fn viewer(&self, service: ServiceId, id: WorkerId) -> Result<Option<Viewer>, Error> {
        let mut tx = self.engine().read().await?;
        let row = tx.row(WORKER, args![service.0, id.0]).await?;
        row.map(|row| {
            let Worker {
                worker,
                name,
                role,
                team,
            } = worker(&row)?;
            Ok(Viewer {
                worker,
                name,
                role,
                service,
                team,
            })
        })
        .transpose()
    }

    /// Every change of the registers of a service, the first first.
    pub async fn register_changes(
        &self,
        service: &Authorised<ServiceId, SetUp>,
    ) -> Result<Vec<RegisterChange>, Error> {
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(CHANGES, args![service.id().0]).await?;
        rows.iter()
            .map(|row| {
                Ok(RegisterChange {
                    number: row.int(0)?,
                    register: row.text(1)?,
                    item: row.text(2)?,
                    says: row.text(3)?,
                    changed_at: row.parsed(4, "the time of a change")?,
                    changed_by: WorkerId(row.id(5)?),
                })
            })
            .collect()
    }
}

async fn put_worker(
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
    ];
    tx.run(PUT_WORKER, cells).await?;
    let item = worker.worker.to_string();
    log(tx, service, "worker", item, worker, at, by).await
}

/// Logs what an item of a register says from now on. The service's row of the tree is taken
/// first: it is what puts the writers of a service in order, and with them the numbers.
pub(crate) async fn log(
    tx: &mut Tx,
    service: ServiceId,
    register: &str,
    item: String,
    says: &(impl Serialize + Sync),
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    heads::take(tx, service).await?;
    let says = serde_json::to_string(says).expect("registers hold only strings and ids");
    let cells = args![service.0, register, item, says, at, by.0];
    tx.run(LOG, cells).await.map(drop)
}

fn worker(row: &Row) -> Result<Worker, Error> {
    Ok(Worker {
        worker: WorkerId(row.id(0)?),
        name: row.text(1)?,
        role: row.parsed(2, "the role of a worker")?,
        team: row.maybe_id(3)?.map(TeamId),
    })
}
