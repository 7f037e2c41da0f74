//! Taking in whole chronologies of families who are not here yet.

use std::sync::Arc;

use access::{Authorised, Import};
use calendar::Stamp;
use casework::NewEntry;
use record::{FamilyId, ServiceId, SubmissionId};

use crate::append::{INSERT_FAMILY, family_cells, write_prepared};
use crate::heads;
use crate::keys::Keys;
use crate::known::{Known, Prepared, Press};
use crate::transaction::Tx;
use crate::views::Before;
use crate::{Error, Store};

/// A family with its whole chronology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chronology {
    /// The family.
    pub family: FamilyId,
    /// Its entries, in order of recording.
    pub entries: Vec<NewEntry>,
}

impl Store {
    /// Takes in families with all their entries, which were decided elsewhere: all of them in one
    /// transaction, or none. Each is prepared in memory first, so a large number is handed over in
    /// parts.
    ///
    /// # Errors
    /// [`Error::ReferenceTaken`] if one of them, or its reference, is here already.
    pub async fn take_in(
        &self,
        service: &Authorised<ServiceId, Import>,
        submission: SubmissionId,
        at: Stamp,
        families: Vec<Chronology>,
    ) -> Result<(), Error> {
        let press = Press {
            submission,
            said: None,
            by: service.by(),
            at,
        };
        let (service, keys) = (service.id(), self.keys().clone());
        let prepare = move || prepare(&keys, service, press, families);
        let prepared = tokio::task::spawn_blocking(prepare)
            .await
            .map_err(|_| Error::Closed)??;
        let prepared = Arc::new(prepared);
        self.write(move |tx| {
            let prepared = prepared.clone();
            Box::pin(async move { store(tx, service, &prepared, at).await })
        })
        .await
    }
}

fn prepare(
    keys: &Keys,
    service: ServiceId,
    press: Press,
    families: Vec<Chronology>,
) -> Result<Vec<Prepared>, Error> {
    families
        .into_iter()
        .map(|it| Known::new(service, it.family).prepare(keys, press, it.entries))
        .collect()
}

async fn store(
    tx: &mut Tx,
    service: ServiceId,
    prepared: &[Prepared],
    at: Stamp,
) -> Result<(), Error> {
    let mut tree = heads::take(tx, service).await?;
    let families = prepared.iter().map(family_cells).collect();
    if tx.insert(&INSERT_FAMILY, families).await? < prepared.len() as u64 {
        return Err(Error::ReferenceTaken);
    }
    let prepared: Vec<&Prepared> = prepared.iter().collect();
    write_prepared(tx, &mut tree, &prepared, Before::Empty).await?;
    heads::put(tx, service, tree, at);
    Ok(())
}
