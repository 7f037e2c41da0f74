//! Who looked at what: a leaf of the tree for each look, as for each entry, stored before what was
//! looked at is sent.

mod kind;
mod read;
mod seen;
mod settings;
mod unusual;

use calendar::Stamp;
use record::{FamilyId, ServiceId, WorkerId};
use uuid::Uuid;

pub use kind::LookKind;
#[cfg(test)]
pub(crate) use read::STATEMENTS as READ;
pub use seen::{Looker, Seen, shows_unnamed, watched};
pub(crate) use seen::{asked, asks, refuses, shows};
pub use settings::LookingSettings;
#[cfg(test)]
pub(crate) use settings::STATEMENTS as SETTINGS;
#[cfg(test)]
pub(crate) use unusual::STATEMENTS as UNUSUAL;
pub use unusual::{Unusual, Why};

use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::tree::{Hash, leaf_hash};
use crate::{Error, Store, heads};

statements! {
    INSERT_LOOK = "insert into look (service_id, leaf, looked_at, worker_id, session_id, kind, page, \
        family_id, families, others, asked, leaf_hash) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

/// A page, list or file that somebody is about to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looking {
    /// When.
    pub at: Stamp,
    /// How.
    pub kind: LookKind,
    /// The route, without any id.
    pub page: String,
}

/// A look as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Stamp,
    /// Who, in which session.
    pub by: Looker,
    /// How.
    pub kind: LookKind,
    /// The route, without any id.
    pub page: String,
    /// The families that were shown.
    pub families: Vec<FamilyId>,
    /// How many rows or entries were shown that name no recorded family.
    pub others: u64,
    /// A keyed digest of what was asked for; empty if nothing was.
    pub asked: Vec<u8>,
}

impl Store {
    /// Stores what is about to be shown and answers when that is durable.
    ///
    /// # Errors
    /// Any: then it must not be shown.
    pub async fn looked(&self, seen: Seen, looking: Looking) -> Result<(), Error> {
        let by = seen.by.ok_or(Error::NotFound)?;
        let asked = match seen.asked.as_str() {
            "" => Vec::new(),
            asked => self.keys().digest_asked(asked).to_vec(),
        };
        let stored = StoredLook {
            by,
            looked_at: looking.at.to_string(),
            kind: looking.kind.code().to_owned(),
            page: looking.page,
            family: <[FamilyId; 1]>::try_from(seen.families.clone())
                .map_or(None, |[one]| Some(one)),
            families: match seen.families.as_slice() {
                [_] => Vec::new(),
                many => many.iter().flat_map(|it| *it.0.as_bytes()).collect(),
            },
            others: seen.others,
            asked,
        };
        let at = looking.at;
        self.write(move |tx| {
            let stored = stored.clone();
            Box::pin(async move { stored.write(tx, at).await })
        })
        .await
    }
}

/// The columns of a look, but for its place in the tree.
#[derive(Debug, Clone)]
pub(crate) struct StoredLook {
    by: Looker,
    looked_at: String,
    kind: String,
    page: String,
    family: Option<FamilyId>,
    families: Vec<u8>,
    others: i64,
    asked: Vec<u8>,
}

impl StoredLook {
    /// The columns that [`Self::from_row`] reads, in its order.
    pub(crate) async fn write(self, tx: &mut Tx, at: Stamp) -> Result<(), Error> {
        let service = self.by.service;
        let mut tree = heads::take(tx, service).await?;
        let leaf = self.leaf();
        let cells = args![
            service.0,
            tree.size() as i64,
            self.looked_at,
            self.by.worker.0,
            self.by.session,
            self.kind,
            self.page,
            self.family.map(|family| family.0),
            self.families,
            self.others,
            self.asked,
            leaf,
        ];
        tx.run(INSERT_LOOK, cells).await?;
        tree.push(leaf);
        heads::put_look(tx, service, tree, at);
        Ok(())
    }

    /// The hash of this look as a leaf of the tree. Its first column is none of an entry's, so that
    /// neither passes for the other.
    pub(crate) fn leaf(&self) -> Hash {
        let family = self.family.map(|family| family.0);
        let columns: [&[u8]; 11] = [
            b"look 1",
            self.by.service.0.as_bytes(),
            self.looked_at.as_bytes(),
            self.by.worker.0.as_bytes(),
            self.by.session.as_bytes(),
            self.kind.as_bytes(),
            self.page.as_bytes(),
            family.as_ref().map_or(&[], |id| &id.as_bytes()[..]),
            &self.families,
            &self.others.to_be_bytes(),
            &self.asked,
        ];
        let mut content = Vec::with_capacity(256 + self.families.len());
        for column in columns {
            content.extend_from_slice(&(column.len() as u64).to_be_bytes());
            content.extend_from_slice(column);
        }
        leaf_hash(&content)
    }

    /// A row that begins with the columns of a look, from `service_id` to `asked` without `leaf`.
    pub(crate) fn from_row(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            by: Looker {
                service: ServiceId(row.id(0)?),
                worker: WorkerId(row.id(2)?),
                session: row.id(3)?,
            },
            looked_at: row.text(1)?,
            kind: row.text(4)?,
            page: row.text(5)?,
            family: row.maybe_id(6)?.map(FamilyId),
            families: row.bytes(7)?,
            others: row.int(8)?,
            asked: row.bytes(9)?,
        })
    }

    pub(crate) fn open(self) -> Result<Look, Error> {
        const WHAT: &str = "a look";
        let (many, rest) = self.families.as_chunks::<16>();
        if !rest.is_empty() {
            return Err(Error::unreadable(WHAT));
        }
        let many = many.iter().map(|id| FamilyId(Uuid::from_bytes(*id)));
        Ok(Look {
            at: self
                .looked_at
                .parse()
                .map_err(|_| Error::unreadable(WHAT))?,
            by: self.by,
            kind: LookKind::from_code(&self.kind).ok_or_else(|| Error::unreadable(WHAT))?,
            page: self.page,
            families: self.family.into_iter().chain(many).collect(),
            others: self.others.unsigned_abs(),
            asked: self.asked,
        })
    }
}
