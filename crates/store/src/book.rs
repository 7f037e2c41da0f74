//! The book of advice as it is stored: its columns, the sealing of its bodies and its leaves in the
//! tree of entries, where they stand among those of the families.

use calendar::{Date, Stamp};
use record::{AdviceEntry, AdviceFact, AdviceId, ServiceId, WorkerId};

use crate::keys::Keys;
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::tree::{Hash, leaf_of};
use crate::{Error, Store, heads};

statements! {
    ADVICE = "select a.service_id, a.number, a.advice_id, a.happened, a.recorded_at, \
        a.recorded_by, a.body, v.consulted_at from advice_entry a left join asked_view v \
        on v.service_id = a.service_id and v.advice_id = a.advice_id \
        where a.service_id = $1 order by a.number";
    LAST_ADVICE = "select coalesce(max(number), 0) from advice_entry where service_id = $1";
    PUT_ADVICE = "insert into advice_entry (service_id, number, advice_id, happened, recorded_at, \
        recorded_by, body, leaf, leaf_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LEAVES = "select service_id, number, advice_id, happened, recorded_at, recorded_by, body, \
        leaf, leaf_hash from advice_entry where service_id = $1 order by leaf, number";
    WITHOUT_LEAF = "select distinct service_id from advice_entry where leaf is null";
    PUT_LEAF = "update advice_entry set leaf = $3, leaf_hash = $4 \
        where service_id = $1 and number = $2";
}

const WHAT: &str = "an entry of the book of advice";

/// The columns of an entry of the book, but for its place in the tree.
struct StoredAdvice {
    service: ServiceId,
    number: i64,
    id: AdviceId,
    happened: String,
    recorded_at: String,
    recorded_by: WorkerId,
    body: Vec<u8>,
}

impl StoredAdvice {
    /// A row whose first columns are these, in that order.
    fn from_row(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            service: ServiceId(row.id(0)?),
            number: row.int(1)?,
            id: AdviceId(row.id(2)?),
            happened: row.text(3)?,
            recorded_at: row.text(4)?,
            recorded_by: WorkerId(row.id(5)?),
            body: row.bytes(6)?,
        })
    }

    fn open(&self, keys: &Keys, consulted_at: Option<Stamp>) -> Result<AdviceEntry, Error> {
        let unreadable = || Error::unreadable(WHAT);
        let context = context(self.service, self.number, self.id);
        let plain = keys.unseal_advice(&context, &self.body);
        let plain = plain.ok_or_else(unreadable)?;
        Ok(AdviceEntry {
            id: self.id,
            happened: self.happened.parse().map_err(|_| unreadable())?,
            recorded_at: self.recorded_at.parse().map_err(|_| unreadable())?,
            recorded_by: self.recorded_by,
            fact: serde_json::from_slice(&plain).map_err(|_| unreadable())?,
            consulted_at,
        })
    }

    /// The hash as a leaf of the tree: every column. The first says that it is of the book, so that
    /// no entry of a family has the same.
    fn leaf(&self) -> Hash {
        leaf_of(&[
            b"book of advice",
            self.service.0.as_bytes(),
            &self.number.to_be_bytes(),
            self.id.0.as_bytes(),
            self.happened.as_bytes(),
            self.recorded_at.as_bytes(),
            self.recorded_by.0.as_bytes(),
            &self.body,
        ])
    }
}

/// The entries of the book, in the order they were recorded in.
pub(crate) async fn entries(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
) -> Result<Vec<AdviceEntry>, Error> {
    let rows = tx.rows(ADVICE, args![service.0]).await?;
    rows.iter()
        .map(|row| StoredAdvice::from_row(row)?.open(keys, row.maybe_parsed(7, WHAT)?))
        .collect()
}

/// Something to be written in the book.
pub(crate) struct NewAdvice {
    pub(crate) id: AdviceId,
    pub(crate) happened: Date,
    pub(crate) at: Stamp,
    pub(crate) by: WorkerId,
}

/// Writes at the end of the book; gives the number it has there. The service's tree has been taken.
pub(crate) async fn write(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    new: NewAdvice,
    fact: &AdviceFact,
) -> Result<i64, Error> {
    let number = tx.only(LAST_ADVICE, args![service.0]).await?.int(0)? + 1;
    let plain = serde_json::to_vec(fact).expect("advice holds only plain values");
    let stored = StoredAdvice {
        service,
        number,
        id: new.id,
        happened: new.happened.to_string(),
        recorded_at: new.at.to_string(),
        recorded_by: new.by,
        body: keys.seal_advice(&context(service, number, new.id), &plain)?,
    };
    let mut tree = heads::take(tx, service).await?;
    let leaf = stored.leaf();
    let cells = args![
        service.0,
        number,
        stored.id.0,
        stored.happened.as_str(),
        stored.recorded_at.as_str(),
        stored.recorded_by.0,
        stored.body.clone(),
        tree.size() as i64,
        leaf,
    ];
    tx.run(PUT_ADVICE, cells).await?;
    tree.push(leaf);
    heads::put(tx, service, tree, new.at);
    Ok(number)
}

/// An entry of the book as a leaf of the tree.
pub(crate) struct AdviceLeaf {
    pub(crate) number: i64,
    /// Its place; nothing if nobody signed for it.
    pub(crate) place: Option<u64>,
    /// The hash that its columns give.
    pub(crate) leaf: Hash,
    /// The hash it had when it was stored.
    pub(crate) stored: Vec<u8>,
}

/// Every entry of the book as a leaf, in the order of their places.
pub(crate) async fn leaves(tx: &mut Tx, service: ServiceId) -> Result<Vec<AdviceLeaf>, Error> {
    let rows = tx.rows(LEAVES, args![service.0]).await?;
    rows.iter()
        .map(|row| {
            let stored = StoredAdvice::from_row(row)?;
            Ok(AdviceLeaf {
                number: stored.number,
                place: row.maybe_int(7)?.map(i64::unsigned_abs),
                leaf: stored.leaf(),
                stored: row.maybe_bytes(8)?.unwrap_or_default(),
            })
        })
        .collect()
}

impl Store {
    /// Takes what an earlier version wrote in the book into the tree, which did not hold it.
    pub(crate) async fn complete_book(&self) -> Result<(), Error> {
        let mut tx = self.engine().look().await?;
        let without = tx.rows(WITHOUT_LEAF, args![]).await?;
        drop(tx);
        for row in without {
            let (service, keys) = (ServiceId(row.id(0)?), self.keys().clone());
            let done = self.write(move |tx| {
                let keys = keys.clone();
                Box::pin(async move { take_in(tx, &keys, service).await })
            });
            done.await?;
        }
        Ok(())
    }
}

async fn take_in(tx: &mut Tx, keys: &Keys, service: ServiceId) -> Result<(), Error> {
    let mut tree = heads::take(tx, service).await?;
    let (head, _) = heads::head(tx, service).await?;
    for row in tx.rows(LEAVES, args![service.0]).await? {
        let stored = StoredAdvice::from_row(&row)?;
        // What the program did not write there does not open there, and is not signed for.
        if row.maybe_int(7)?.is_some() || stored.open(keys, None).is_err() {
            continue;
        }
        let leaf = stored.leaf();
        let cells = args![service.0, stored.number, tree.size() as i64, leaf];
        tx.run(PUT_LEAF, cells).await?;
        tree.push(leaf);
    }
    heads::put(tx, service, tree, head.signed_at);
    Ok(())
}

/// What a body is bound to: in another place it does not open.
fn context(service: ServiceId, number: i64, id: AdviceId) -> Vec<u8> {
    let number = number.to_be_bytes();
    let ids = [service.0.as_bytes(), id.0.as_bytes()].map(|id| &id[..]);
    [&b"advice"[..], ids[0], ids[1], &number].concat()
}
