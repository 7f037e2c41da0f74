//! Passkeys: public keys of workers, whose private halves never leave their devices. What is checked
//! before one is added or used stands in the crate `passkeys`; here it is kept, and used up.

use access::Viewer;
use calendar::Stamp;
use record::{ServiceId, WorkerId};
use uuid::Uuid;

use crate::registers::log;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store, challenges, second_factors, sessions};

statements! {
    PUT_OWNER = "insert into passkey_owner (service_id, worker_id, handle) values ($1, $2, $3) \
        on conflict (service_id, worker_id) do nothing";
    OWNER = "select handle from passkey_owner where service_id = $1 and worker_id = $2";
    PASSKEYS = "select passkey_id, credential, name, added_at, used_at from passkey \
        where service_id = $1 and worker_id = $2 order by added_at, passkey_id";
    COUNT = "select count(*) from passkey where service_id = $1 and worker_id = $2";
    ADD = "insert into passkey (service_id, worker_id, passkey_id, credential, public_key, counter, \
        may_be_copied, name, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        on conflict (credential) do nothing";
    FIND = "select p.service_id, p.worker_id, p.passkey_id, o.handle, p.public_key, p.counter, \
        p.may_be_copied, p.name from passkey p join passkey_owner o \
        on o.service_id = p.service_id and o.worker_id = p.worker_id where p.credential = $1";
    USE = "update passkey set counter = $4, used_at = $5 \
        where service_id = $1 and worker_id = $2 and passkey_id = $3 \
        and (counter < $4 or (counter = 0 and $4 = 0))";
    REMOVE = "delete from passkey where service_id = $1 and worker_id = $2 and passkey_id = $3";
    NAME = "select name from passkey where service_id = $1 and worker_id = $2 and passkey_id = $3";
    DROP_ALL = "delete from passkey where service_id = $1 and worker_id = $2";
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: Uuid,
    /// What its device calls it.
    pub credential: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub added: Stamp,
    /// When it was last used, if it was.
    pub used: Option<Stamp>,
}

/// A passkey to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Its id here.
    pub id: Uuid,
    /// What its device calls it.
    pub credential: Vec<u8>,
    /// The key that its signatures are checked with, as devices write it.
    pub key: Vec<u8>,
    /// How often its device has signed; nought where it does not count.
    pub counter: u32,
    /// Whether its device may copy it to others of its owner.
    pub may_be_copied: bool,
    /// What its owner calls it.
    pub name: String,
}

/// What is known of a passkey that a device shows.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownPasskey {
    /// Which.
    pub id: Uuid,
    /// Whose it is.
    pub owner: (ServiceId, WorkerId),
    /// By what devices know its owner.
    pub handle: Vec<u8>,
    /// The key that its signatures are checked with, as devices write it.
    pub key: Vec<u8>,
    /// The last number its device gave.
    pub counter: u32,
    /// Whether its device may copy it to others of its owner.
    pub may_be_copied: bool,
    /// What its owner calls it.
    pub name: String,
}

impl std::fmt::Debug for KnownPasskey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KnownPasskey(not shown)")
    }
}

/// What became of a passkey that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedPasskey {
    /// It is there, beside the recovery codes of before.
    Yes,
    /// It is there, and so are the recovery codes that came with it.
    WithCodes,
    /// The challenge was answered before, or the passkey is there already.
    No,
}

/// What became of a passkey that was to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovedPasskey {
    /// It is gone.
    Yes,
    /// It is the last, and one has to stay.
    LastOne,
}

impl Store {
    /// By what devices know a viewer: what was given to them first, which is `new` now if nothing
    /// was.
    pub async fn passkey_handle(&self, viewer: &Viewer, new: [u8; 32]) -> Result<[u8; 32], Error> {
        let (service, worker) = (viewer.service, viewer.worker);
        self.write(move |tx| {
            Box::pin(async move {
                tx.run(PUT_OWNER, args![service.0, worker.0, new]).await?;
                tx.only(OWNER, args![service.0, worker.0]).await?.bytes32(0)
            })
        })
        .await
    }

    /// A viewer's own passkeys, the oldest first.
    pub async fn passkeys(&self, viewer: &Viewer) -> Result<Vec<Passkey>, Error> {
        let mut tx = self.engine().read().await?;
        let asked = args![viewer.service.0, viewer.worker.0];
        let rows = tx.rows(PASSKEYS, asked).await?;
        rows.iter()
            .map(|row| {
                Ok(Passkey {
                    id: row.id(0)?,
                    credential: row.bytes(1)?,
                    name: row.text(2)?,
                    added: row.parsed(3, "when a passkey was added")?,
                    used: row.maybe_parsed(4, "when a passkey was used")?,
                })
            })
            .collect()
    }

    /// Adds a passkey that was made for a challenge. Whoever has no recovery code gets these. Of
    /// sessions that wait for a second factor to be set up, none is left: they have shown less. Nor is
    /// the key that they were offered.
    pub async fn add_passkey(
        &self,
        viewer: &Viewer,
        new: NewPasskey,
        challenge: [u8; 32],
        codes: Vec<String>,
        at: Stamp,
    ) -> Result<AddedPasskey, Error> {
        let whose = (viewer.service, viewer.worker);
        self.write(move |tx| {
            let (new, codes) = (new.clone(), codes.clone());
            Box::pin(async move {
                if !challenges::use_up(tx, &challenge, at).await?
                    || !add(tx, whose, &new, at).await?
                {
                    return Ok(AddedPasskey::No);
                }
                sessions::end_coming(tx, whose).await?;
                second_factors::take_back(tx, whose).await?;
                let says = serde_json::json!({ "passkey": "added", "name": new.name });
                note(tx, whose, &says, at).await?;
                if second_factors::count_codes(tx, whose).await? > 0 {
                    return Ok(AddedPasskey::Yes);
                }
                second_factors::put_codes(tx, whose, &codes).await?;
                Ok(AddedPasskey::WithCodes)
            })
        })
        .await
    }

    /// The passkey that a device calls this, whoever it is of.
    pub async fn known_passkey(&self, credential: &[u8]) -> Result<Option<KnownPasskey>, Error> {
        let mut tx = self.engine().read().await?;
        let Some(row) = tx.row(FIND, args![credential.to_vec()]).await? else {
            return Ok(None);
        };
        let counter = u32::try_from(row.int(5)?);
        Ok(Some(KnownPasskey {
            id: row.id(2)?,
            owner: (ServiceId(row.id(0)?), WorkerId(row.id(1)?)),
            handle: row.bytes(3)?,
            key: row.bytes(4)?,
            counter: counter.map_err(|_| Error::unreadable("the counter of a passkey"))?,
            may_be_copied: row.int(6)? == 1,
            name: row.text(7)?,
        }))
    }

    /// Uses a passkey that has answered a challenge; `counter` is the number its device gave. False
    /// if the challenge was answered before, or another answer with as high a number came first.
    pub async fn use_passkey(
        &self,
        known: &KnownPasskey,
        counter: u32,
        challenge: [u8; 32],
        at: Stamp,
    ) -> Result<bool, Error> {
        let (service, worker) = known.owner;
        let id = known.id;
        self.write(move |tx| {
            Box::pin(async move {
                let cells = args![service.0, worker.0, id, i64::from(counter), at];
                Ok(challenges::use_up(tx, &challenge, at).await? && tx.run(USE, cells).await? == 1)
            })
        })
        .await
    }

    /// Logs that a device has answered a challenge with a number that is not higher than the last:
    /// there may be a copy of it. An answer that is sent again is none, and is not logged.
    pub async fn passkey_counter_went_back(
        &self,
        known: &KnownPasskey,
        challenge: [u8; 32],
        at: Stamp,
    ) -> Result<(), Error> {
        let (whose, name) = (known.owner, known.name.clone());
        self.write(move |tx| {
            let says = serde_json::json!({ "passkey": "counter went back", "name": name });
            Box::pin(async move {
                if challenges::use_up(tx, &challenge, at).await? {
                    note(tx, whose, &says, at).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Removes a viewer's own passkey, unless it is the last and `one_stays`. With whatever was the
    /// last second factor go the recovery codes.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such passkey, or it is somebody else's.
    pub async fn remove_passkey(
        &self,
        viewer: &Viewer,
        id: Uuid,
        one_stays: bool,
        at: Stamp,
    ) -> Result<RemovedPasskey, Error> {
        let whose = (viewer.service, viewer.worker);
        self.write(move |tx| {
            Box::pin(async move {
                let asked = args![whose.0.0, whose.1.0, id];
                let row = tx.row(NAME, asked.clone()).await?;
                let name = row.ok_or(Error::NotFound)?.text(0)?;
                let last = count(tx, whose).await? == 1;
                if last && one_stays {
                    return Ok(RemovedPasskey::LastOne);
                }
                tx.run(REMOVE, asked).await?;
                if last && !second_factors::asks_codes(tx, whose).await? {
                    second_factors::put_codes(tx, whose, &[]).await?;
                }
                let says = serde_json::json!({ "passkey": "removed", "name": name });
                note(tx, whose, &says, at).await?;
                Ok(RemovedPasskey::Yes)
            })
        })
        .await
    }

    /// Whether a viewer has a passkey.
    pub async fn has_passkey(&self, viewer: &Viewer) -> Result<bool, Error> {
        let mut tx = self.engine().read().await?;
        Ok(count(&mut tx, (viewer.service, viewer.worker)).await? > 0)
    }
}

/// Adds a passkey, unless it is there already.
async fn add(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    new: &NewPasskey,
    at: Stamp,
) -> Result<bool, Error> {
    let cells = args![
        service.0,
        worker.0,
        new.id,
        new.credential.clone(),
        new.key.clone(),
        i64::from(new.counter),
        i64::from(new.may_be_copied),
        new.name.as_str(),
        at,
    ];
    Ok(tx.run(ADD, cells).await? == 1)
}

pub(crate) async fn count(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<u64, Error> {
    let count = tx.only(COUNT, args![service.0, worker.0]).await?.int(0)?;
    Ok(count.unsigned_abs())
}

/// Takes every passkey off somebody, and says how many there were.
pub(crate) async fn drop_all(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
) -> Result<u64, Error> {
    tx.run(DROP_ALL, args![service.0, worker.0]).await
}

async fn note(
    tx: &mut Tx,
    (service, worker): (ServiceId, WorkerId),
    says: &serde_json::Value,
    at: Stamp,
) -> Result<(), Error> {
    log(tx, service, "account", worker.to_string(), says, at, worker).await
}
