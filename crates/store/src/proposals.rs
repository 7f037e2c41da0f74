//! What gives somebody rights, or takes their second factor off, waits until a second person confirms it.
//! Who confirms: another administrator; where there is none who can sign in, a manager. Where nobody else can
//! sign in yet, as while a service is set up, it is done at once, and the log says that one did it alone.

use access::{Authorised, ConfirmRights, Role, SetUp};
use calendar::Stamp;
use casework::Refusal;
use record::{ServiceId, WorkerId};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

use crate::messages::{self, MessageKind, Told};
use crate::registers::log;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::workers::{self, Worker};
use crate::{Error, Store, second_factors};

statements! {
    // Whoever has neither a password nor the provider cannot sign in, and so confirms nothing.
    CAN_CONFIRM = "select w.worker_id, w.role from worker w where w.service_id = $1 \
        and w.role in ('administrator', 'manager') \
        and (exists (select 1 from account a where a.service_id = w.service_id \
        and a.worker_id = w.worker_id and a.password is not null) \
        or exists (select 1 from provider_account p where p.service_id = w.service_id \
        and p.worker_id = w.worker_id)) \
        and (w.until_day is null or w.until_day >= $2) order by w.worker_id";
    STAYS = "select count(*) from worker where service_id = $1 and role = 'administrator' \
        and until_day is null and worker_id <> $2";
    PUT_PROPOSAL = "insert into proposal (service_id, proposal_id, worker_id, says, proposed_at, \
        proposed_by) values ($1, $2, $3, $4, $5, $6)";
    SAME = "select says from proposal where service_id = $1 and proposal_id = $2";
    WAITING = "select proposal_id, worker_id, says, proposed_at, proposed_by from proposal \
        where service_id = $1 and decided_at is null and proposed_at > $2 \
        order by proposed_at, proposal_id";
    DECIDE = "update proposal set decided_at = $3, decided_by = $4 where service_id = $1 \
        and proposal_id = $2 and decided_at is null";
}

/// After this time a proposal that nobody confirmed is none.
const WAITS: Duration = Duration::from_hours(7 * 24);
const WHAT: &str = "a proposal";

/// What is proposed for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposed {
    /// A role: for somebody new, or in place of the one they have.
    Role(Worker),
    /// That their second factor is taken off.
    FactorOff,
}

/// Something proposed that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is known by.
    pub id: Uuid,
    /// For whom.
    pub worker: WorkerId,
    /// What.
    pub what: Proposed,
    /// When.
    pub at: Stamp,
    /// By whom.
    pub by: WorkerId,
    /// Who may confirm it.
    pub confirmers: Vec<WorkerId>,
}

/// What became of something proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// It is done.
    AtOnce,
    /// It waits for a second person.
    Waits,
}

impl Store {
    /// Proposes something; where nobody else can confirm it, it is done. The same id twice is one.
    pub async fn propose(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        (id, worker): (Uuid, WorkerId),
        what: Proposed,
        at: Stamp,
    ) -> Result<Carried, Error> {
        let (service, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let what = what.clone();
            Box::pin(async move {
                if tx.row(SAME, args![service.0, id]).await?.is_some() {
                    return Ok(Carried::Waits);
                }
                let confirmers = confirmers(tx, service, (by, worker), at).await?;
                let says = serde_json::json!({ "proposed": what, "alone": confirmers.is_empty() });
                log(tx, service, "proposal", worker.to_string(), &says, at, by).await?;
                if confirmers.is_empty() {
                    carry_out(tx, service, (worker, &what), at, by).await?;
                    return Ok(Carried::AtOnce);
                }
                let text = serde_json::to_string(&what).map_err(|_| Error::unreadable(WHAT))?;
                let cells = args![service.0, id, worker.0, text, at, by.0];
                tx.run(PUT_PROPOSAL, cells).await?;
                for each in confirmers {
                    tell(tx, service, each, (MessageKind::RightsProposed, worker), at).await?;
                }
                Ok(Carried::Waits)
            })
        })
        .await
    }

    /// What is proposed and waits.
    pub async fn proposals(
        &self,
        leave: &Authorised<ServiceId, ConfirmRights>,
        now: Stamp,
    ) -> Result<Vec<Proposal>, Error> {
        let mut tx = self.engine().read().await?;
        waiting(&mut tx, leave.id(), now).await
    }

    /// Confirms what somebody else proposed for somebody else: from then on it holds.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such proposal, or it is not theirs to confirm;
    /// [`Error::Refused`] if it cannot be any more.
    pub async fn confirm_proposal(
        &self,
        leave: &Authorised<ServiceId, ConfirmRights>,
        id: Uuid,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, who) = (leave.id(), leave.by());
        self.write(move |tx| {
            Box::pin(async move {
                let it = found(tx, service, id, at).await?;
                if !it.confirmers.contains(&who) {
                    return Err(Error::NotFound);
                }
                decided(tx, service, &it, "confirmed", at, who).await?;
                carry_out(tx, service, (it.worker, &it.what), at, it.by).await
            })
        })
        .await
    }

    /// Lets a proposal go: by whoever may confirm it, or whoever made it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such proposal, or it is not theirs.
    pub async fn refuse_proposal(
        &self,
        leave: &Authorised<ServiceId, ConfirmRights>,
        id: Uuid,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, who) = (leave.id(), leave.by());
        self.write(move |tx| {
            Box::pin(async move {
                let it = found(tx, service, id, at).await?;
                if !it.confirmers.contains(&who) && it.by != who {
                    return Err(Error::NotFound);
                }
                decided(tx, service, &it, "let go", at, who).await
            })
        })
        .await
    }

    /// Tells the others that somebody tried to give themselves other rights, which was refused.
    pub async fn tell_of_self_grant(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, who) = (leave.id(), leave.by());
        self.write(move |tx| {
            Box::pin(async move {
                let says = serde_json::json!({ "own_role": "refused" });
                log(tx, service, "proposal", who.to_string(), &says, at, who).await?;
                for each in confirmers(tx, service, (who, who), at).await? {
                    tell(tx, service, each, (MessageKind::RightsRefused, who), at).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// Who may confirm what one proposes for another.
async fn confirmers(
    tx: &mut Tx,
    service: ServiceId,
    (by, worker): (WorkerId, WorkerId),
    at: Stamp,
) -> Result<Vec<WorkerId>, Error> {
    let rows = tx
        .rows(CAN_CONFIRM, args![service.0, at.london_date()])
        .await?;
    let who = |row: &Row| {
        let role: Role = row.parsed(1, "the role of a worker")?;
        Ok((WorkerId(row.id(0)?), role))
    };
    let all: Vec<(WorkerId, Role)> = rows.iter().map(who).collect::<Result<_, Error>>()?;
    let others = |wanted: Role| {
        let all = all
            .iter()
            .filter(|(who, role)| *role == wanted && *who != by && *who != worker);
        all.map(|(who, _)| *who).collect::<Vec<_>>()
    };
    let administrators = others(Role::Administrator);
    if administrators.is_empty() {
        return Ok(others(Role::Manager));
    }
    Ok(administrators)
}

async fn waiting(tx: &mut Tx, service: ServiceId, now: Stamp) -> Result<Vec<Proposal>, Error> {
    let since = now.micros() - i64::try_from(WAITS.as_micros()).unwrap_or(i64::MAX);
    let since = Stamp::from_micros(since).map_err(|_| Error::unreadable(WHAT))?;
    let mut all = Vec::new();
    for row in tx.rows(WAITING, args![service.0, since]).await? {
        let says = row.text(2)?;
        let (worker, by) = (WorkerId(row.id(1)?), WorkerId(row.id(4)?));
        all.push(Proposal {
            id: row.id(0)?,
            worker,
            what: serde_json::from_str(&says).map_err(|_| Error::unreadable(WHAT))?,
            at: row.parsed(3, WHAT)?,
            by,
            confirmers: confirmers(tx, service, (by, worker), now).await?,
        });
    }
    Ok(all)
}

async fn found(tx: &mut Tx, service: ServiceId, id: Uuid, at: Stamp) -> Result<Proposal, Error> {
    let all = waiting(tx, service, at).await?;
    all.into_iter()
        .find(|it| it.id == id)
        .ok_or(Error::NotFound)
}

/// Notes who decided, and tells whoever proposed it.
async fn decided(
    tx: &mut Tx,
    service: ServiceId,
    it: &Proposal,
    how: &str,
    at: Stamp,
    who: WorkerId,
) -> Result<(), Error> {
    if tx.run(DECIDE, args![service.0, it.id, at, who.0]).await? == 0 {
        return Err(Error::NotFound);
    }
    let says = serde_json::json!({ "proposal": it.id, "decided": how });
    log(
        tx,
        service,
        "proposal",
        it.worker.to_string(),
        &says,
        at,
        who,
    )
    .await?;
    if it.by == who {
        return Ok(());
    }
    tell(
        tx,
        service,
        it.by,
        (MessageKind::RightsDecided, it.worker),
        at,
    )
    .await
}

async fn carry_out(
    tx: &mut Tx,
    service: ServiceId,
    (worker, what): (WorkerId, &Proposed),
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    match what {
        Proposed::FactorOff => second_factors::take_off(tx, service, worker, at, by).await,
        Proposed::Role(said) => {
            let known = workers::find(tx, service, worker).await?;
            let was = known.as_ref().map(|it| it.role);
            if was == Some(Role::Administrator) && said.role != Role::Administrator {
                let others = tx.only(STAYS, args![service.0, worker.0]).await?.int(0)?;
                if others == 0 {
                    let words = "Somebody has to be administrator. Make somebody else an \
                                 administrator first";
                    return Err(Refusal::Rule(words.to_owned()).into());
                }
            }
            // What else was changed of them meanwhile stays.
            let now = match known {
                Some(known) => Worker {
                    role: said.role,
                    ..known
                },
                None => said.clone(),
            };
            workers::put(tx, service, &now, at, by).await
        }
    }
}

async fn tell(
    tx: &mut Tx,
    service: ServiceId,
    whom: WorkerId,
    (kind, about): (MessageKind, WorkerId),
    at: Stamp,
) -> Result<(), Error> {
    let told = Told {
        worker: whom,
        kind,
        about: about.0,
        at,
    };
    messages::tell(tx, service, told).await
}
