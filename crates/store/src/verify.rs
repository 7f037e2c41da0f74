//! Checking that the store is as it was written: every entry and every look is there, unchanged, in its order,
//! under a root the installation signed, and the views are what the chronologies give.

use calendar::BankHolidays;
use record::{FamilyId, Sequence, ServiceId};

use crate::book::{self, AdviceLeaf};
use crate::heads::{self, Head};
use crate::keys::Keys;
use crate::known::Known;
use crate::lite::at_length;
use crate::looks::StoredLook;
use crate::rebuild::families_after;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::transaction::Tx;
use crate::tree::{Frontier, Hash};
use crate::views::{self, ViewRows};
use crate::{Error, Store, closed_days};

statements! {
    // The columns of an entry, then its place and the hash it had when it was stored.
    ENTRY_LEAVES = "select service_id, family_id, sequence, kind, version, visibility, named, happened, \
        happened_on, recorded_at, recorded_by, corrects, submission_id, body, leaf, leaf_hash \
        from entry where service_id = $1 and leaf >= $2 and leaf < $3 order by leaf";
    // The same of looks.
    LOOK_LEAVES = "select service_id, looked_at, worker_id, session_id, kind, page, family_id, families, \
        others, asked, leaf, leaf_hash from look \
        where service_id = $1 and leaf >= $2 and leaf < $3 order by leaf";
    // Leaves there are, whatever their places.
    LEAVES = "select (select count(*) from entry where service_id = $1) \
        + (select count(*) from advice_entry where service_id = $1) \
        + (select count(*) from look where service_id = $1)";
    SEQUENCES = "select f.sequence, f.reference, count(e.sequence), \
        cast(coalesce(max(e.sequence), 0) as bigint) \
        from family f left join entry e on e.service_id = f.service_id \
        and e.family_id = f.family_id where f.service_id = $1 and f.family_id = $2 \
        group by f.sequence, f.reference";
}

/// A store that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries of families were checked.
    pub entries: u64,
    /// How many entries of the book of advice were checked.
    pub advice: u64,
    /// How many looks were checked.
    pub looks: u64,
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
    /// An entry of the book of advice is not what was stored.
    #[error("entry {number} of the book of advice was changed after it was stored")]
    ChangedAdvice {
        /// Its number in the book.
        number: i64,
    },
    /// A look is not what was stored.
    #[error("the look stored at place {place} was changed after it was stored")]
    LookChanged {
        /// Its place in the order of storing, from 0.
        place: u64,
    },
    /// An entry or a look is gone.
    #[error("what was stored at place {place} is missing")]
    Missing {
        /// Its place in the order of storing, from 0.
        place: u64,
    },
    /// There are more entries and looks than the signed head knows.
    #[error("there are {found} entries and looks, and {signed} are signed for")]
    NotSignedFor {
        /// Entries and looks there are.
        found: u64,
        /// Those the head knows.
        signed: u64,
    },
    /// The store fits itself and is older than a head that was kept outside of it.
    #[error(
        "the database was rolled back: it ends at place {found}, and {signed} were signed for outside of it"
    )]
    RolledBack {
        /// Entries and looks there are.
        found: u64,
        /// Those a head outside knows.
        signed: u64,
    },
    /// The store fits itself and not a head that was kept outside of it.
    #[error(
        "the history was written anew: its first {size} entries and looks are not those that were signed for outside of the database"
    )]
    Forked {
        /// The size of the head outside.
        size: u64,
    },
    /// The entries and looks do not lead to a signed root.
    #[error("the first {size} entries and looks are not those that were signed for")]
    WrongRoot {
        /// The size of the head or checkpoint.
        size: u64,
    },
    /// A head was not signed by this installation.
    #[error("the signature over the first {size} entries and looks is not this installation's")]
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
        self.verify_against(&[]).await
    }

    /// The same, and holds the store against heads that were kept outside of it: what was rolled
    /// back or written anew with the installation's own key is found by these alone.
    ///
    /// # Errors
    /// [`Error::Misfit`] with the first thing that does not fit.
    pub async fn verify_against(&self, outside: &[Head]) -> Result<Verified, Error> {
        at_length(self.verify_all(outside)).await
    }

    async fn verify_all(&self, outside: &[Head]) -> Result<Verified, Error> {
        let services = self.services().await?;
        let mut tx = self.engine().read().await?;
        let mut verified = Verified {
            entries: 0,
            advice: 0,
            looks: 0,
            families: 0,
            heads: Vec::new(),
        };
        if let Some(lost) = outside
            .iter()
            .find(|it| services.iter().all(|service| service.service != it.service))
        {
            let (found, signed) = (0, lost.size);
            return Err(Misfit::RolledBack { found, signed }.into());
        }
        for service in services {
            let book = book::leaves(&mut tx, service.service).await?;
            let advice = book.len() as u64;
            let checked = self.verify_leaves(&mut tx, service.service, &book, outside);
            let (head, looks) = checked.await?;
            verified.entries += head.size - looks - advice;
            verified.advice += advice;
            verified.looks += looks;
            verified.heads.push(head);
            verified.families += verify_views(&mut tx, self.keys(), service.service).await?;
        }
        Ok(verified)
    }

    async fn verify_leaves(
        &self,
        tx: &mut Tx,
        service: ServiceId,
        book: &[AdviceLeaf],
        outside: &[Head],
    ) -> Result<(Head, u64), Error> {
        let (head, frontier_fits) = heads::head(tx, service).await?;
        let mut signed: Vec<Held> = Vec::new();
        signed.extend(
            heads::checkpoints(tx, service)
                .await?
                .into_iter()
                .map(Held::Inside),
        );
        signed.push(Held::Inside(head.clone()));
        let outside = outside.iter().filter(|it| it.service == service);
        signed.extend(outside.cloned().map(Held::Outside));
        for held in &signed {
            if !held.head().is_signed_by(&self.verifying_key()) {
                return Err(Misfit::WrongSignature {
                    size: held.head().size,
                }
                .into());
            }
        }
        signed.sort_by_key(|held| held.head().size);
        let ahead = signed.last().map_or(0, |held| held.head().size);
        let mut signed = signed.into_iter().peekable();
        let mut tree = Frontier::default();
        let mut looks = 0;
        loop {
            let leaves = leaves(tx, service, book, tree.size()).await?;
            if leaves.is_empty() {
                break;
            }
            for leaf in leaves {
                check_heads(&mut signed, &tree)?;
                let place = tree.size();
                if leaf.place != place {
                    return Err(Misfit::Missing { place }.into());
                }
                if leaf.stored != leaf.hash {
                    return Err(leaf.what.changed(place).into());
                }
                looks += u64::from(matches!(leaf.what, Leaf::Look));
                tree.push(leaf.hash);
            }
        }
        check_heads(&mut signed, &tree)?;
        if tree.size() < head.size {
            return Err(Misfit::Missing { place: tree.size() }.into());
        }
        // An entry of the book without a place was put there past the program.
        if let Some(advice) = book.iter().find(|it| it.place.is_none()) {
            let number = advice.number;
            return Err(Misfit::ChangedAdvice { number }.into());
        }
        // What stands after a gap is there, and is not where it was.
        let found = tx
            .only(LEAVES, args![service.0])
            .await?
            .int(0)?
            .unsigned_abs();
        if found > head.size {
            let signed = head.size;
            return Err(Misfit::NotSignedFor { found, signed }.into());
        }
        if !frontier_fits {
            return Err(Misfit::WrongRoot { size: head.size }.into());
        }
        if ahead > head.size {
            return Err(Misfit::RolledBack {
                found: head.size,
                signed: ahead,
            }
            .into());
        }
        Ok((head, looks))
    }
}

/// A signed head, by where it was kept.
enum Held {
    /// In the database.
    Inside(Head),
    /// Where whoever has the database could not reach.
    Outside(Head),
}

impl Held {
    fn head(&self) -> &Head {
        match self {
            Self::Inside(head) | Self::Outside(head) => head,
        }
    }
}

/// What a leaf of the tree is.
enum Leaf {
    Entry(FamilyId, Sequence),
    Advice(i64),
    Look,
}

impl Leaf {
    fn changed(&self, place: u64) -> Misfit {
        match *self {
            Self::Entry(family, sequence) => Misfit::Changed { family, sequence },
            Self::Advice(number) => Misfit::ChangedAdvice { number },
            Self::Look => Misfit::LookChanged { place },
        }
    }
}

struct FoundLeaf {
    place: u64,
    what: Leaf,
    /// The hash of the row as it is.
    hash: Hash,
    /// The hash it had when it was stored.
    stored: Vec<u8>,
}

/// The leaves at the next places, in their order.
async fn leaves(
    tx: &mut Tx,
    service: ServiceId,
    book: &[AdviceLeaf],
    from: u64,
) -> Result<Vec<FoundLeaf>, Error> {
    const AT_ONCE: u64 = 2000;
    let asked = || args![service.0, from as i64, (from + AT_ONCE) as i64];
    let mut found = Vec::with_capacity(AT_ONCE as usize);
    for row in tx.rows(ENTRY_LEAVES, asked()).await? {
        let entry = StoredEntry::from_row(&row)?;
        found.push(FoundLeaf {
            place: row.int(14)?.unsigned_abs(),
            hash: entry.leaf(),
            stored: row.bytes(15)?,
            what: Leaf::Entry(entry.family, Sequence(entry.sequence)),
        });
    }
    for row in tx.rows(LOOK_LEAVES, asked()).await? {
        found.push(FoundLeaf {
            place: row.int(10)?.unsigned_abs(),
            hash: StoredLook::from_row(&row)?.leaf(),
            stored: row.bytes(11)?,
            what: Leaf::Look,
        });
    }
    let here = from..from + AT_ONCE;
    for advice in book {
        let Some(place) = advice.place.filter(|place| here.contains(place)) else {
            continue;
        };
        found.push(FoundLeaf {
            place,
            what: Leaf::Advice(advice.number),
            hash: advice.leaf,
            stored: advice.stored.clone(),
        });
    }
    found.sort_by_key(|leaf| leaf.place);
    Ok(found)
}

/// Holds the tree against each head and checkpoint of its size.
fn check_heads(
    signed: &mut std::iter::Peekable<impl Iterator<Item = Held>>,
    tree: &Frontier,
) -> Result<(), Error> {
    let size = tree.size();
    while let Some(held) = signed.next_if(|held| held.head().size == size) {
        if held.head().root != tree.root() {
            return Err(match held {
                Held::Inside(_) => Misfit::WrongRoot { size },
                Held::Outside(_) => Misfit::Forked { size },
            }
            .into());
        }
    }
    Ok(())
}

async fn verify_views(tx: &mut Tx, keys: &Keys, service: ServiceId) -> Result<u64, Error> {
    let mut verified = 0;
    let working = closed_days::working(tx, service).await?;
    let mut after = FamilyId(uuid::Uuid::nil());
    loop {
        let families = families_after(tx, service, after).await?;
        let Some(last) = families.last() else {
            return Ok(verified);
        };
        after = *last;
        for family in families {
            verify_family(tx, keys, service, family, &working).await?;
            verified += 1;
        }
    }
}

async fn verify_family(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    family: FamilyId,
    working: &BankHolidays,
) -> Result<(), Error> {
    let known = Known::load(tx, keys, service, family).await?;
    let expected = ViewRows::of(service, family, &known.entries).by(working);
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
