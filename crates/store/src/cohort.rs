//! The cohort of a service as at a day, for the evaluation.

use access::{Authorised, Evaluate};
use calendar::{AsAt, Date};
use record::{Entry, FamilyId, FamilyRows, ServiceId, fold, rows};

use crate::engine::Tx;
use crate::keyring::KeyRing;
use crate::keys::Keys;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::{Error, Store};

statements! {
    // Each row is thousands of families: a million rows would cost more to hand over than to count.
    PACKED = "select string_agg(packed, '' order by family_id) from cohort_view \
        where service_id = $1 and latest_on <= $2 group by bucket order by bucket";
    LATER = "select e.service_id, e.family_id, e.sequence, e.kind, e.version, e.visibility, \
        e.named, e.happened, e.happened_on, e.recorded_at, e.recorded_by, e.corrects, \
        e.submission_id, e.body from entry e join (select family_id from cohort_view \
        where service_id = $1 and latest_on > $2 and family_id > $3 order by family_id limit 500) f \
        on f.family_id = e.family_id where e.service_id = $1 order by e.family_id, e.sequence";
}

/// The rows of a service's families as at a day, in two parts that together are all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CohortParts {
    /// Packed rows (`evaluation::packed`) of the families of which nothing happened later.
    pub packed: Vec<String>,
    /// Rows folded as at the day, of the families of which something happened later.
    pub refold: Vec<FamilyRows>,
}

impl Store {
    /// The rows of the families referred by a day, as they were on that day.
    pub async fn cohort_parts(
        &self,
        service: &Authorised<ServiceId, Evaluate>,
        as_at: Date,
    ) -> Result<CohortParts, Error> {
        let id = service.id();
        let mut tx = self.engine().read().await?;
        let mut packed = Vec::new();
        for row in tx.rows(PACKED, args![id.0, as_at]).await? {
            packed.push(row.text(0)?);
        }
        let mut refold = Vec::new();
        let mut after = FamilyId(uuid::Uuid::nil());
        loop {
            let families = later(&mut tx, self.keys(), id, as_at, after).await?;
            let Some((last, _)) = families.last() else {
                break;
            };
            after = *last;
            for (family, entries) in families {
                let family = fold(family, &entries, AsAt::day(as_at));
                if family.referred().is_some() {
                    refold.push(rows(&family));
                }
            }
        }
        Ok(CohortParts { packed, refold })
    }
}

/// The next families of which something happened after the day, with all their entries.
async fn later(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    as_at: Date,
    after: FamilyId,
) -> Result<Vec<(FamilyId, Vec<Entry>)>, Error> {
    let rows = tx.rows(LATER, args![service.0, as_at, after.0]).await?;
    let stored = rows
        .iter()
        .map(StoredEntry::from_row)
        .collect::<Result<Vec<_>, _>>()?;
    let (Some(first), Some(last)) = (stored.first(), stored.last()) else {
        return Ok(Vec::new());
    };
    let rings = KeyRing::load_range(tx, keys, service, first.family, last.family).await?;
    stored
        .chunk_by(|a, b| a.family == b.family)
        .map(|entries| {
            let family = entries[0].family;
            let ring = rings
                .get(&family)
                .ok_or_else(|| Error::unreadable(format!("the keys of family {family}")))?;
            let entries = entries.iter().map(|entry| entry.open(ring));
            Ok((family, entries.collect::<Result<_, _>>()?))
        })
        .collect()
}
