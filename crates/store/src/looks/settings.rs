//! From how many families in how short a time on a service calls looking unusual.

use access::{Authorised, SetUp};
use calendar::Stamp;
use record::ServiceId;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::service_settings::{self, read};
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    LOOKING_SETTINGS = "select name, value from service_setting where service_id = $1 \
        and name in ('many_families', 'within_minutes')";
}

const MANY_FAMILIES: &str = "many_families";
const WITHIN_MINUTES: &str = "within_minutes";

/// What a service calls many families in a short time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookingSettings {
    /// So many different families, or more.
    pub many_families: u8,
    /// Within so many minutes.
    pub within_minutes: u8,
}

impl Default for LookingSettings {
    fn default() -> Self {
        Self {
            many_families: 20,
            within_minutes: 10,
        }
    }
}

impl Store {
    /// Changes what a service calls many families in a short time.
    pub async fn put_looking_settings(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        settings: LookingSettings,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let rows = [
            (MANY_FAMILIES, serde_json::json!(settings.many_families)),
            (WITHIN_MINUTES, serde_json::json!(settings.within_minutes)),
        ];
        self.write(move |tx| {
            let rows = rows.clone();
            Box::pin(async move {
                let item = "looking".to_owned();
                log(tx, id, "service_setting", item, &settings, at, by).await?;
                service_settings::put(tx, id, rows).await
            })
        })
        .await
    }

    /// What a service calls many families in a short time; the usual where it has said nothing.
    pub async fn looking_settings(&self, service: ServiceId) -> Result<LookingSettings, Error> {
        let mut tx = self.engine().look().await?;
        settings(&mut tx, service).await
    }
}

pub(crate) async fn settings(tx: &mut Tx, service: ServiceId) -> Result<LookingSettings, Error> {
    let mut settings = LookingSettings::default();
    for row in tx.rows(LOOKING_SETTINGS, args![service.0]).await? {
        let value = row.text(1)?;
        match row.text(0)?.as_str() {
            MANY_FAMILIES => settings.many_families = read(&value)?,
            _ => settings.within_minutes = read(&value)?,
        }
    }
    Ok(settings)
}
