//! A family as the service knows it: every entry, opened. It never leaves this crate; what is
//! handed out is folded from the entries that the asker may see.

use std::collections::BTreeSet;

use calendar::Stamp;
use casework::NewEntry;
use record::{Entry, Family, FamilyId, Sequence, ServiceId, Sight, SubmissionId, WorkerId, fold};

use crate::keyring::KeyRing;
use crate::keys::Keys;
use crate::messages::{self, Whom};
use crate::sql::{Arg, args, statements};
use crate::stored::StoredEntry;
use crate::transaction::Tx;
use crate::tree::Hash;
use crate::views::{ViewRows, everything};
use crate::{Error, MessageKind};

statements! {
    LAST = "select sequence from family where service_id = $1 and family_id = $2";
}

/// A family with all its entries.
pub(crate) struct Known {
    pub(crate) service: ServiceId,
    pub(crate) family: FamilyId,
    /// The last entry; 0 for a family that is not here.
    pub(crate) sequence: i64,
    pub(crate) entries: Vec<Entry>,
    pub(crate) ring: KeyRing,
}

impl Known {
    /// A family that is not here yet.
    pub(crate) fn new(service: ServiceId, family: FamilyId) -> Self {
        Self {
            service,
            family,
            sequence: 0,
            entries: Vec::new(),
            ring: KeyRing::empty(service, family),
        }
    }

    /// The family as stored; one that is not here if it is not.
    pub(crate) async fn load(
        tx: &mut Tx,
        keys: &Keys,
        service: ServiceId,
        family: FamilyId,
    ) -> Result<Self, Error> {
        let Some(row) = tx.row(LAST, args![service.0, family.0]).await? else {
            return Ok(Self::new(service, family));
        };
        let ring = KeyRing::load(tx, keys, service, family).await?;
        let entries = crate::read::entries(tx, &ring, service, family, Sight::Service).await?;
        Ok(Self {
            service,
            family,
            sequence: row.int(0)?,
            entries,
            ring,
        })
    }

    /// The family for deciding what may happen: everything, whatever the day.
    pub(crate) fn folded(&self) -> Family {
        fold(self.family, &self.entries, everything())
    }

    /// Makes everything that storing these entries will write, apart from their place in the
    /// tree: the costly part, done outside the transaction.
    pub(crate) fn prepare(
        self,
        keys: &Keys,
        press: Press,
        new: Vec<NewEntry>,
    ) -> Result<Prepared, Error> {
        let Self {
            service,
            family,
            sequence: expected,
            mut entries,
            mut ring,
        } = self;
        let known = entries.len();
        entries.extend((expected + 1..).zip(new).map(|(sequence, new)| Entry {
            sequence: Sequence(sequence),
            happened: new.happened,
            recorded_at: press.at,
            recorded_by: press.by,
            visibility: new.visibility,
            correction: new.correction,
            fact: new.fact,
        }));
        let stored = entries[known..]
            .iter()
            .map(|entry| {
                let stored =
                    StoredEntry::seal(entry, service, family, press.submission.0, &mut ring)?;
                let leaf = stored.leaf();
                Ok((stored, leaf))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(Prepared {
            service,
            family,
            expected,
            press,
            keys: ring.new_cells(keys)?,
            owed: messages::owed(&entries, known),
            views: ViewRows::of(service, family, &entries),
            entries: stored,
        })
    }
}

/// One press of a button: who, when, and the id that keeps it from counting twice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Press {
    pub(crate) submission: SubmissionId,
    /// A digest of what was typed, if anything was.
    pub(crate) said: Option<[u8; 32]>,
    pub(crate) by: WorkerId,
    pub(crate) at: Stamp,
}

/// Everything that storing some entries of a family writes.
pub(crate) struct Prepared {
    pub(crate) service: ServiceId,
    pub(crate) family: FamilyId,
    /// The last entry these follow on from.
    pub(crate) expected: i64,
    pub(crate) press: Press,
    pub(crate) keys: Vec<Vec<Arg>>,
    pub(crate) views: ViewRows,
    /// What is told to whom.
    pub(crate) owed: BTreeSet<(MessageKind, Whom)>,
    pub(crate) entries: Vec<(StoredEntry, Hash)>,
}

impl Prepared {
    /// The last entry once these are stored.
    pub(crate) fn last(&self) -> i64 {
        self.expected + self.entries.len() as i64
    }

    /// Whether a consultation about the family is among them.
    pub(crate) fn consults(&self) -> bool {
        self.entries
            .iter()
            .any(|(entry, _)| entry.is_consultation())
    }

    /// The reference, if the family has one.
    pub(crate) fn reference(&self) -> Option<String> {
        Some(self.views.reference.clone()).filter(|reference| !reference.is_empty())
    }
}
