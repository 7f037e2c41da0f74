//! The cohort of a service as at a day, for the evaluation.

use access::{Authorised, Evaluate};
use calendar::{AsAt, Date};
use record::{Entry, FamilyId, FamilyRows, ServiceId, fold, rows};
use uuid::Uuid;

use crate::keyring::KeyRing;
use crate::keys::Keys;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::transaction::Tx;
use crate::{Error, Store};

/// The next families of which something happened after a day, in the order of the index. They
/// are joined with `cross join`, which SQLite takes in the order in which it is written.
macro_rules! later {
    () => {
        "(select family_id, latest_on from cohort_view where service_id = $1 \
         and (latest_on, family_id) > ($2, $3) order by latest_on, family_id limit 500)"
    };
}

statements! {
    // Each row is thousands of families: a million rows would cost more to hand over than to count.
    // The inner order is that of the key, in which both engines read; a text in another order would
    // count the same, since no figure depends on the order of families.
    PACKED = "select string_agg(packed, '') from (select bucket, packed from cohort_view \
        where service_id = $1 and latest_on <= $2 order by bucket, family_id) f \
        group by bucket order by bucket";
    LATER = concat!("select e.service_id, e.family_id, e.sequence, e.kind, e.version, e.visibility, \
        e.named, e.happened, e.happened_on, e.recorded_at, e.recorded_by, e.corrects, \
        e.submission_id, e.body, f.latest_on from ", later!(), " f cross join entry e \
        where e.service_id = $1 and e.family_id = f.family_id \
        order by f.latest_on, e.family_id, e.sequence");
    LATER_KEYS = concat!("select k.family_id, k.class, k.wrapped from ", later!(),
        " f cross join family_key k where k.service_id = $1 and k.family_id = f.family_id");
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
        // After the last possible family of the day: from there on something happened later.
        let mut after = (as_at.to_string(), Uuid::max());
        while let Some(page) = later(&mut tx, self.keys(), id, after).await? {
            for (family, entries) in page.families {
                let family = fold(family, &entries, AsAt::day(as_at));
                if family.referred().is_some() {
                    refold.push(rows(&family));
                }
            }
            after = page.last;
        }
        Ok(CohortParts { packed, refold })
    }
}

/// Some families with all their entries, and the place in the index where the next ones begin.
struct Later {
    families: Vec<(FamilyId, Vec<Entry>)>,
    last: (String, Uuid),
}

async fn later(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    after: (String, Uuid),
) -> Result<Option<Later>, Error> {
    let page = || args![service.0, after.0.as_str(), after.1];
    let rows = tx.rows(LATER, page()).await?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let last = (last.text(14)?, last.id(1)?);
    let rings = KeyRing::from_rows(keys, service, &tx.rows(LATER_KEYS, page()).await?)?;
    let stored = rows
        .iter()
        .map(StoredEntry::from_row)
        .collect::<Result<Vec<_>, _>>()?;
    let families = stored
        .chunk_by(|a, b| a.family == b.family)
        .map(|entries| {
            let family = entries[0].family;
            let ring = rings
                .get(&family)
                .ok_or_else(|| Error::unreadable(format!("the keys of family {family}")))?;
            let entries = entries.iter().map(|entry| entry.open(ring));
            Ok((family, entries.collect::<Result<_, Error>>()?))
        })
        .collect::<Result<_, Error>>()?;
    Ok(Some(Later { families, last }))
}
