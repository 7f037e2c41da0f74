//! Checking that the store is as it was written: every entry is there, unchanged, in its order,
//! under a root the installation signed, and the views are what the chronologies give.

use record::{FamilyId, Sequence, ServiceId};

use crate::heads::{self, Head};
use crate::keys::Keys;
use crate::known::Known;
use crate::rebuild::families_after;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::transaction::Tx;
use crate::tree::Frontier;
use crate::views::{self, ViewRows};
use crate::{Error, Store};

statements! {
    // The columns of an entry, then its place and the hash it had when it was stored.
    LEAVES = "select service_id, family_id, sequence, kind, version, visibility, named, happened, \
        happened_on, recorded_at, recorded_by, corrects, submission_id, body, leaf, leaf_hash \
        from entry where service_id = $1 and leaf >= $2 order by leaf limit 2000";
    SEQUENCES = "select f.sequence, f.reference, count(e.sequence), \
        cast(coalesce(max(e.sequence), 0) as bigint) \
        from family f left join entry e on e.service_id = f.service_id \
        and e.family_id = f.family_id where f.service_id = $1 and f.family_id = $2 \
        group by f.sequence, f.reference";
}

/// A store that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries were checked.
    pub entries: u64,
    /// How many families' views were checked.
    pub families: u64,
    /// The signed head of each service.
    pub heads: Vec<Head>,
}

/// The first thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// An entry is not what was stored.
    #[error("entry {} of family {family} was changed after it was stored", sequence.0)]
    Changed {
        /// The family.
        family: FamilyId,
        /// The entry.
        sequence: Sequence,
    },
    /// An entry is gone.
    #[error("the entry stored at place {place} is missing")]
    Missing {
        /// Its place in the order of storing, from 0.
        place: u64,
    },
    /// There are more entries than the signed head knows.
    #[error("there are {found} entries and {signed} are signed for")]
    NotSignedFor {
        /// Entries there are.
        found: u64,
        /// Entries the head knows.
        signed: u64,
    },
    /// The entries do not lead to a signed root.
    #[error("the first {size} entries are not those that were signed for")]
    WrongRoot {
        /// The size of the head or checkpoint.
        size: u64,
    },
    /// A head was not signed by this installation.
    #[error("the signature over the first {size} entries is not this installation's")]
    WrongSignature {
        /// The size of the head or checkpoint.
        size: u64,
    },
    /// A family's row does not fit its chronology.
    #[error("the row of family {family} does not fit its chronology")]
    Family {
        /// The family.
        family: FamilyId,
    },
    /// A view row differs from what the chronology gives.
    #[error("the views of family {family} differ from its chronology; rebuild the views")]
    View {
        /// The family.
        family: FamilyId,
    },
}

impl Store {
    /// Checks everything, on one sight of the store.
    ///
    /// # Errors
    /// [`Error::Misfit`] with the first thing that does not fit.
    pub async fn verify(&self) -> Result<Verified, Error> {
        let services = self.services().await?;
        let mut tx = self.engine().read().await?;
        let mut verified = Verified {
            entries: 0,
            families: 0,
            heads: Vec::new(),
        };
        for service in services {
            let head = self.verify_entries(&mut tx, service.service).await?;
            verified.entries += head.size;
            verified.heads.push(head);
            verified.families += verify_views(&mut tx, self.keys(), service.service).await?;
        }
        Ok(verified)
    }

    async fn verify_entries(&self, tx: &mut Tx, service: ServiceId) -> Result<Head, Error> {
        let (head, frontier_fits) = heads::head(tx, service).await?;
        let mut signed = heads::checkpoints(tx, service).await?;
        signed.push(head.clone());
        for head in &signed {
            if !head.is_signed_by(&self.verifying_key()) {
                return Err(Misfit::WrongSignature { size: head.size }.into());
            }
        }
        let mut signed = signed.into_iter().peekable();
        let mut tree = Frontier::default();
        loop {
            let rows = tx
                .rows(LEAVES, args![service.0, tree.size() as i64])
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                check_heads(&mut signed, &tree)?;
                let place = tree.size();
                if row.int(14)?.unsigned_abs() != place {
                    return Err(Misfit::Missing { place }.into());
                }
                let entry = StoredEntry::from_row(row)?;
                let leaf = entry.leaf();
                if row.bytes(15)? != leaf {
                    return Err(Misfit::Changed {
                        family: entry.family,
                        sequence: Sequence(entry.sequence),
                    }
                    .into());
                }
                tree.push(leaf);
            }
        }
        check_heads(&mut signed, &tree)?;
        if tree.size() < head.size {
            return Err(Misfit::Missing { place: tree.size() }.into());
        }
        if tree.size() > head.size {
            return Err(Misfit::NotSignedFor {
                found: tree.size(),
                signed: head.size,
            }
            .into());
        }
        if !frontier_fits {
            return Err(Misfit::WrongRoot { size: head.size }.into());
        }
        Ok(head)
    }
}

/// Holds the tree against each head and checkpoint of its size.
fn check_heads(
    signed: &mut std::iter::Peekable<impl Iterator<Item = Head>>,
    tree: &Frontier,
) -> Result<(), Error> {
    while let Some(head) = signed.next_if(|head| head.size == tree.size()) {
        if head.root != tree.root() {
            return Err(Misfit::WrongRoot { size: head.size }.into());
        }
    }
    Ok(())
}

async fn verify_views(tx: &mut Tx, keys: &Keys, service: ServiceId) -> Result<u64, Error> {
    let mut verified = 0;
    let mut after = FamilyId(uuid::Uuid::nil());
    loop {
        let families = families_after(tx, service, after).await?;
        let Some(last) = families.last() else {
            return Ok(verified);
        };
        after = *last;
        for family in families {
            verify_family(tx, keys, service, family).await?;
            verified += 1;
        }
    }
}

async fn verify_family(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    family: FamilyId,
) -> Result<(), Error> {
    let known = Known::load(tx, keys, service, family).await?;
    let expected = ViewRows::of(service, family, &known.entries);
    let row = tx.only(SEQUENCES, args![service.0, family.0]).await?;
    let (sequence, count, last) = (row.int(0)?, row.int(2)?, row.int(3)?);
    let reference = row.maybe_text(1)?.unwrap_or_default();
    if sequence != count || sequence != last || reference != expected.reference {
        return Err(Misfit::Family { family }.into());
    }
    if views::stored(tx, service, family).await? != Some(expected) {
        return Err(Misfit::View { family }.into());
    }
    Ok(())
}
