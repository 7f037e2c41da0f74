//! A few settings of a service, each kept as JSON under its name.

use access::{Authorised, SetUp};
use calendar::{Date, Stamp};
use record::ServiceId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    SETTINGS = "select name, value from service_setting where service_id = $1";
    PUT_SETTING = "insert into service_setting (service_id, name, value) values ($1, $2, $3) \
        on conflict (service_id, name) do update set value = excluded.value";
}

const BEGAN: &str = "began";
const FOLLOW_UP_MONTHS: &str = "follow_up_months";
const GENTLE_TRY_DAYS: &str = "gentle_try_days";

/// What a service has settled about the way it works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceSettings {
    /// The day the service began; none if nobody has said.
    pub began: Option<Date>,
    /// How many months after closing the follow-up call falls due.
    pub follow_up_months: u8,
    /// After how many days without a try to reach somebody the next gentle try is shown.
    pub gentle_try_days: u8,
}

impl Default for ServiceSettings {
    fn default() -> Self {
        Self {
            began: None,
            follow_up_months: 6,
            gentle_try_days: 7,
        }
    }
}

impl Store {
    /// Changes the settings of a service.
    pub async fn put_service_settings(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        settings: ServiceSettings,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let rows = [
            (BEGAN, serde_json::json!(settings.began)),
            (
                FOLLOW_UP_MONTHS,
                serde_json::json!(settings.follow_up_months),
            ),
            (GENTLE_TRY_DAYS, serde_json::json!(settings.gentle_try_days)),
        ];
        self.write(move |tx| {
            let rows = rows.clone();
            Box::pin(async move {
                let item = "settings".to_owned();
                log(tx, id, "service_setting", item, &settings, at, by).await?;
                put(tx, id, rows).await
            })
        })
        .await
    }

    /// The settings of a service; the usual ones where it has none of its own.
    pub async fn service_settings(&self, service: ServiceId) -> Result<ServiceSettings, Error> {
        let mut tx = self.engine().look().await?;
        let mut settings = ServiceSettings::default();
        for row in tx.rows(SETTINGS, args![service.0]).await? {
            let value = row.text(1)?;
            match row.text(0)?.as_str() {
                BEGAN => settings.began = read(&value)?,
                FOLLOW_UP_MONTHS => settings.follow_up_months = read(&value)?,
                GENTLE_TRY_DAYS => settings.gentle_try_days = read(&value)?,
                // A later version's, which this one does not go by.
                _ => {}
            }
        }
        Ok(settings)
    }
}

/// Keeps settings under their names.
pub(crate) async fn put<const N: usize>(
    tx: &mut Tx,
    service: ServiceId,
    rows: [(&'static str, serde_json::Value); N],
) -> Result<(), Error> {
    for (name, value) in rows {
        let cells = args![service.0, name, value.to_string()];
        tx.run(PUT_SETTING, cells).await?;
    }
    Ok(())
}

pub(crate) fn read<T: DeserializeOwned>(value: &str) -> Result<T, Error> {
    serde_json::from_str(value).map_err(|_| Error::unreadable("a setting of the service"))
}
