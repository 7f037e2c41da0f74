//! The second factor of each worker: a key that their authenticator application has too, sealed, and
//! recovery codes, kept as digests.

use std::time::Duration;

use access::{Authorised, SetUp, Viewer};
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use sha2::{Digest as _, Sha256};

use crate::keys::Keys;
use crate::registers::log;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, MessageKind, Store, accounts, messages, passkeys, provider_accounts, sessions};

statements! {
    FACTOR = "select pending, secret, confirmed_at, last_step from second_factor \
        where service_id = $1 and worker_id = $2";
    PUT_PENDING = "insert into second_factor (service_id, worker_id, pending, secret, last_step) \
        values ($1, $2, $3, $4, 0) on conflict (service_id, worker_id) \
        do update set pending = excluded.pending";
    CONFIRM = "update second_factor set secret = pending, pending = $3, confirmed_at = $4, \
        last_step = $5 where service_id = $1 and worker_id = $2";
    USE_STEP = "update second_factor set last_step = $3 where service_id = $1 and worker_id = $2 \
        and last_step < $3";
    DROP_FACTOR = "delete from second_factor where service_id = $1 and worker_id = $2";
    DROP_OFFERED = "delete from second_factor where service_id = $1 and worker_id = $2 \
        and confirmed_at is null";
    PUT_CODE = "insert into recovery_code (service_id, worker_id, digest) values ($1, $2, $3)";
    USE_CODE = "delete from recovery_code where service_id = $1 and worker_id = $2 and digest = $3";
    DROP_CODES = "delete from recovery_code where service_id = $1 and worker_id = $2";
    COUNT_CODES = "select count(*) from recovery_code where service_id = $1 and worker_id = $2";
}

/// The length of a key in bytes, as RFC 4226 recommends.
pub const FACTOR_KEY: usize = 20;

/// What a worker's authenticator application and this program both know.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// A key that is shown and not confirmed yet.
    pub pending: Option<[u8; FACTOR_KEY]>,
    /// The key that codes are asked of, once it was confirmed.
    pub secret: Option<[u8; FACTOR_KEY]>,
    /// When it was confirmed.
    pub confirmed: Option<Stamp>,
    /// The half minute of the last code that was used: no code is used twice.
    pub last_step: u64,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondFactor(not shown)")
    }
}

impl Store {
    /// The second factor of a viewer, if one was begun.
    pub async fn second_factor(&self, viewer: &Viewer) -> Result<Option<SecondFactor>, Error> {
        let mut tx = self.engine().read().await?;
        let whose = (viewer.service, viewer.worker);
        let asked = args![whose.0.0, whose.1.0];
        let Some(row) = tx.row(FACTOR, asked).await? else {
            return Ok(None);
        };
        Ok(Some(SecondFactor {
            pending: unseal(self.keys(), whose, &row.bytes(0)?)?,
            secret: unseal(self.keys(), whose, &row.bytes(1)?)?,
            confirmed: row.maybe_parsed(2, "when a second factor was confirmed")?,
            last_step: row.int(3)?.unsigned_abs(),
        }))
    }

    /// Keeps a key to be confirmed. One that is in use stays so until then.
    pub async fn offer_second_factor(
        &self,
        viewer: &Viewer,
        key: [u8; FACTOR_KEY],
    ) -> Result<(), Error> {
        let whose = (viewer.service, viewer.worker);
        let sealed = self.keys().seal_draft(&context(whose), &key)?;
        let cells = args![whose.0.0, whose.1.0, sealed, Vec::new()];
        self.write(move |tx| {
            let cells = cells.clone();
            Box::pin(async move { tx.run(PUT_PENDING, cells).await.map(drop) })
        })
        .await
    }

    /// From now on codes are asked of the key that was offered; `step` is that of the code that
    /// showed it is in the right hands. These recovery codes take the place of any before. Of
    /// sessions that wait for a second factor to be set up, none is left: they have shown less.
    pub async fn confirm_second_factor(
        &self,
        viewer: &Viewer,
        step: u64,
        codes: Vec<String>,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        let step = i64::try_from(step).map_err(|_| Error::unreadable("the time of a code"))?;
        self.write(move |tx| {
            let codes = codes.clone();
            Box::pin(async move {
                let is_first = is_first(tx, (service, worker), at).await?;
                let cells = args![service.0, worker.0, Vec::new(), at, step];
                if tx.run(CONFIRM, cells).await? == 0 {
                    return Err(Error::NotFound);
                }
                put_codes(tx, (service, worker), &codes).await?;
                sessions::end_coming(tx, (service, worker)).await?;
                if !is_first {
                    messages::tell_of_sign_in(tx, service, worker, MessageKind::FactorSet, at)
                        .await?;
                }
                let says = serde_json::json!({ "second_factor": "set up" });
                let item = worker.to_string();
                log(tx, service, "account", item, &says, at, worker).await
            })
        })
        .await
    }

    /// Uses the code of a half minute: true once for each, and never for an earlier one after it.
    pub async fn use_factor_step(&self, viewer: &Viewer, step: u64) -> Result<bool, Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        let step = i64::try_from(step).map_err(|_| Error::unreadable("the time of a code"))?;
        self.write(move |tx| {
            let cells = args![service.0, worker.0, step];
            Box::pin(async move { Ok(tx.run(USE_STEP, cells).await? == 1) })
        })
        .await
    }

    /// Uses a recovery code: true once for each of a viewer's own.
    pub async fn use_recovery_code(
        &self,
        viewer: &Viewer,
        code: &str,
        at: Stamp,
    ) -> Result<bool, Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        let digest = digest(worker, code);
        self.write(move |tx| {
            Box::pin(async move {
                let used = tx.run(USE_CODE, args![service.0, worker.0, digest]).await? == 1;
                if used {
                    messages::tell_of_sign_in(tx, service, worker, MessageKind::CodeUsed, at)
                        .await?;
                    let says = serde_json::json!({ "recovery_code": "used" });
                    let item = worker.to_string();
                    log(tx, service, "account", item, &says, at, worker).await?;
                }
                Ok(used)
            })
        })
        .await
    }

    /// How many recovery codes a viewer has left.
    pub async fn recovery_codes_left(&self, viewer: &Viewer) -> Result<u64, Error> {
        let mut tx = self.engine().read().await?;
        count_codes(&mut tx, (viewer.service, viewer.worker)).await
    }

    /// Takes the second factor off a worker who has lost it: codes of an application, passkeys,
    /// recovery codes and every session.
    pub async fn take_off_second_factor(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
        at: Stamp,
    ) -> Result<(), Error> {
        let (service, by) = (leave.id(), leave.by());
        self.write(move |tx| Box::pin(async move { take_off(tx, service, worker, at, by).await }))
            .await
    }

    /// Whether a worker has shown a second factor to be theirs.
    pub async fn has_second_factor(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        worker: WorkerId,
    ) -> Result<bool, Error> {
        let mut tx = self.engine().read().await?;
        let whose = (leave.id(), worker);
        Ok(asks_codes(&mut tx, whose).await? || passkeys::count(&mut tx, whose).await? > 0)
    }
}

/// Whether codes of an application are asked of somebody.
pub(crate) async fn asks_codes(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<bool, Error> {
    let row = tx.row(FACTOR, args![service.0, worker.0]).await?;
    row.map_or(Ok(false), |row| Ok(row.maybe_text(2)?.is_some()))
}

pub(crate) async fn count_codes(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<u64, Error> {
    let asked = args![service.0, worker.0];
    let count = tx.only(COUNT_CODES, asked).await?.int(0)?;
    Ok(count.unsigned_abs())
}

/// Takes back a key that was offered and never confirmed: another has to be asked for.
pub(crate) async fn take_back(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<(), Error> {
    let whose = args![service.0, worker.0];
    tx.run(DROP_OFFERED, whose).await.map(drop)
}

/// Whether a first factor is set up by whoever has just set up how they sign in: that is no news to them.
async fn is_first(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    at: Stamp,
) -> Result<bool, Error> {
    let row = tx.row(FACTOR, args![service.0, worker.0]).await?;
    let before = row.map_or(Ok(None), |row| row.maybe_text(2))?;
    let set = provider_accounts::way_at(tx, (service, worker)).await?;
    let just = set.is_some_and(|set| at.since(set) < Duration::from_hours(1));
    Ok(before.is_none() && just)
}

/// Takes the second factor off a worker, and ends every session of theirs. Their password goes with it,
/// and the identity provider: with one of these alone whoever has it could set up a factor of their own
/// before they have used their link.
pub(crate) async fn take_off(
    tx: &mut Tx,
    service: ServiceId,
    worker: WorkerId,
    at: Stamp,
    by: WorkerId,
) -> Result<(), Error> {
    let whose = args![service.0, worker.0];
    let passkeys = passkeys::drop_all(tx, (service, worker)).await?;
    if tx.run(DROP_FACTOR, whose.clone()).await? + passkeys == 0 {
        return Err(Error::NotFound);
    }
    tx.run(DROP_CODES, whose).await?;
    accounts::forget_password(tx, service, worker).await?;
    provider_accounts::unbind(tx, (service, worker), at, by).await?;
    sessions::end_all(tx, service, worker).await?;
    messages::tell_of_sign_in(tx, service, worker, MessageKind::FactorOff, at).await?;
    let says = serde_json::json!({ "second_factor": "taken off" });
    let item = worker.to_string();
    log(tx, service, "account", item, &says, at, by).await
}

/// Puts recovery codes in the place of those before.
pub(crate) async fn put_codes(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    codes: &[String],
) -> Result<(), Error> {
    tx.run(DROP_CODES, args![service.0, worker.0]).await?;
    for code in codes {
        let cells = args![service.0, worker.0, digest(worker, code)];
        tx.run(PUT_CODE, cells).await?;
    }
    Ok(())
}

/// Codes are long and random, so that one hash of each is as good as many.
fn digest(worker: WorkerId, code: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(worker.0.as_bytes())
        .chain_update(code)
        .finalize()
        .into()
}

/// What a key is sealed to: in the row of somebody else it does not open.
fn context((service, worker): (ServiceId, WorkerId)) -> Vec<u8> {
    let ids = [service.0.into_bytes(), worker.0.into_bytes()];
    [&b"second factor"[..], &ids.concat()].concat()
}

/// The key that was sealed; none where nothing was.
fn unseal(
    keys: &Keys,
    whose: (ServiceId, WorkerId),
    sealed: &[u8],
) -> Result<Option<[u8; FACTOR_KEY]>, Error> {
    if sealed.is_empty() {
        return Ok(None);
    }
    let key = keys.unseal_draft(&context(whose), sealed);
    let key = key.and_then(|key| key.try_into().ok());
    let key = key.ok_or_else(|| Error::unreadable("the key of a second factor"))?;
    Ok(Some(key))
}
