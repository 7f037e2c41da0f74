//! Registers that were read, kept for as long as their service changes none: every page names
//! workers, and they seldom change. Whoever changes a register logs it in the same transaction, so
//! the number of the last change, asked for each time, tells whether what is kept still holds,
//! whichever program made the change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use record::ServiceId;

use crate::engine::Engine;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::workers::Worker;
use crate::{Error, Practitioner, Team};

statements! {
    LAST_CHANGE = "select cast(coalesce(max(number), 0) as bigint) from register_change \
        where service_id = $1";
}

/// A register as it was read, and the number of the last change then.
type AsRead<T> = (i64, Arc<Vec<T>>);

/// A register of each service, with the number of the last change when it was read.
pub(crate) struct Register<T>(Mutex<HashMap<ServiceId, AsRead<T>>>);

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// The registers that are kept.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) workers: Register<Worker>,
    pub(crate) practitioners: Register<Practitioner>,
    pub(crate) teams: Register<Team>,
}

impl<T: Clone> Register<T> {
    /// The register of a service: as it is kept, or as `read` reads it in one sight of the store.
    pub(crate) async fn of(
        &self,
        engine: &Engine,
        service: ServiceId,
        read: impl AsyncFnOnce(&mut Tx) -> Result<Vec<T>, Error>,
    ) -> Result<Vec<T>, Error> {
        let now = last_change(&mut engine.look().await?, service).await?;
        if let Some(kept) = self.kept(service, now) {
            return Ok(kept.to_vec());
        }
        let mut tx = engine.read().await?;
        // Asked again in the same sight: what is read may be newer than the first answer.
        let now = last_change(&mut tx, service).await?;
        let register = Arc::new(read(&mut tx).await?);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(service, (now, register.clone()));
        Ok(register.to_vec())
    }

    fn kept(&self, service: ServiceId, now: i64) -> Option<Arc<Vec<T>>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, register) = all.get(&service)?;
        (*then == now).then(|| register.clone())
    }
}

async fn last_change(tx: &mut Tx, service: ServiceId) -> Result<i64, Error> {
    tx.only(LAST_CHANGE, args![service.0]).await?.int(0)
}
