//! Writing the views anew from the chronologies.

use record::{FamilyId, ServiceId};

use crate::known::Known;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::views::{self, Before, ViewRows};
use crate::{Error, Store, heads};

statements! {
    FAMILIES = "select family_id from family where service_id = $1 and family_id > $2 \
        order by family_id limit 200";
    // A store from before there were words to find families by has none of them.
    WITHOUT_WORDS = "select count(*) from (select 1 as found from family_view where search <> '' \
        limit 1) f where not exists (select 1 from family_word)";
}

impl Store {
    /// Writes the views anew in a store of an earlier version, which has not all of them.
    pub(crate) async fn complete_views(&self) -> Result<(), Error> {
        let mut tx = self.engine().look().await?;
        let without = tx.only(WITHOUT_WORDS, args![]).await?.int(0)?;
        drop(tx);
        if without > 0 {
            let families = self.rebuild_views().await?;
            tracing::info!(families, "views of an earlier version were written anew");
        }
        Ok(())
    }

    /// Writes every view row anew, in one transaction, and says of how many families. Nothing
    /// changes if the views are as they should be.
    pub async fn rebuild_views(&self) -> Result<u64, Error> {
        let services = self.services().await?;
        let keys = self.keys().clone();
        self.write(move |tx| {
            let (services, keys) = (services.clone(), keys.clone());
            Box::pin(async move {
                let mut rebuilt = 0;
                for service in services {
                    let service = service.service;
                    heads::take(tx, service).await?;
                    views::forget(tx, service).await?;
                    let mut after = FamilyId(uuid::Uuid::nil());
                    loop {
                        let families = families_after(tx, service, after).await?;
                        let Some(last) = families.last() else { break };
                        after = *last;
                        let mut rows = Vec::with_capacity(families.len());
                        for family in families {
                            let known = Known::load(tx, &keys, service, family).await?;
                            rows.push(ViewRows::of(service, family, &known.entries));
                        }
                        rebuilt += rows.len() as u64;
                        let rows: Vec<&ViewRows> = rows.iter().collect();
                        views::write(tx, &rows, Before::Empty).await?;
                    }
                }
                Ok(rebuilt)
            })
        })
        .await
    }
}

/// The next families of a service by id, up to 200.
pub(crate) async fn families_after(
    tx: &mut Tx,
    service: ServiceId,
    after: FamilyId,
) -> Result<Vec<FamilyId>, Error> {
    let rows = tx.rows(FAMILIES, args![service.0, after.0]).await?;
    rows.iter().map(|row| Ok(FamilyId(row.id(0)?))).collect()
}
