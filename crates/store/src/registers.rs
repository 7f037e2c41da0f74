//! Registers: what a service sets up for itself. Each change is logged with who made it and when.
//! The service itself stands here; each other register has a file of its own.

use access::{Authorised, SetUp};
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use serde::{Deserialize, Serialize};

use crate::keys::Keys;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::workers::{self, Worker};
use crate::{Error, SignInName, Store, accounts, heads, installation};

statements! {
    SERVICES = "select service_id, name from service order by name, service_id";
    PUT_SERVICE = "insert into service (service_id, name) values ($1, $2) \
        on conflict (service_id) do update set name = excluded.name";
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

/// Whether the first service of an installation was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It is there now.
    Yes,
    /// There was a service already, and nothing was changed.
    ThereAlready,
}

/// A logged change of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterChange {
    /// Its place in the log of the service, from 1.
    pub number: i64,
    /// The register, such as `service`, `team` or `unit_costs`.
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
            Box::pin(async move { plant(tx, &keys, &service, &first, at).await })
        })
        .await
    }

    /// Sets up the first service of the installation with its first worker, who signs in with this
    /// name and password. Where there is a service already, nothing is changed: of two that ask at
    /// once, one begins.
    pub async fn begin_service(
        &self,
        service: Service,
        first: Worker,
        (name, password): (SignInName, String),
        at: Stamp,
    ) -> Result<Begun, Error> {
        let keys = self.keys().clone();
        self.write(move |tx| {
            let (service, first, keys) = (service.clone(), first.clone(), keys.clone());
            let (name, password) = (name.clone(), password.clone());
            Box::pin(async move {
                installation::take(tx).await?;
                if tx.row(SERVICES, args![]).await?.is_some() {
                    return Ok(Begun::ThereAlready);
                }
                plant(tx, &keys, &service, &first, at).await?;
                let who = (service.service, first.worker);
                accounts::put_name(tx, who, &name, at, first.worker).await?;
                accounts::put_password(tx, who, &password, at).await?;
                Ok(Begun::Yes)
            })
        })
        .await
    }

    /// Changes the name of a service.
    pub async fn rename_service(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        name: &str,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let service = Service {
            service: id,
            name: name.to_owned(),
        };
        self.write(move |tx| {
            let service = service.clone();
            Box::pin(async move {
                tx.run(PUT_SERVICE, args![id.0, service.name.as_str()])
                    .await?;
                log(tx, id, "service", id.to_string(), &service, at, by).await
            })
        })
        .await
    }

    /// The services of this installation, by name.
    pub async fn services(&self) -> Result<Vec<Service>, Error> {
        let mut tx = self.engine().look().await?;
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

    /// Every change of the registers of a service, the first first.
    pub async fn register_changes(
        &self,
        service: &Authorised<ServiceId, SetUp>,
    ) -> Result<Vec<RegisterChange>, Error> {
        let mut tx = self.engine().look().await?;
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

/// A service, its tree and its first worker.
async fn plant(
    tx: &mut Tx,
    keys: &Keys,
    service: &Service,
    first: &Worker,
    at: Stamp,
) -> Result<(), Error> {
    let (id, by) = (service.service, first.worker);
    tx.run(PUT_SERVICE, args![id.0, service.name.as_str()])
        .await?;
    heads::plant(tx, keys, id, at).await?;
    log(tx, id, "service", id.to_string(), service, at, by).await?;
    workers::put(tx, id, first, at, by).await
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
    let says = serde_json::to_string(says).expect("registers hold only plain values");
    let cells = args![service.0, register, item, says, at, by.0];
    tx.run(LOG, cells).await.map(drop)
}
