//! After how many hours a concern that nobody has acknowledged goes further: a setting of a service.

use access::{Authorised, SetUp};
use calendar::Stamp;
use casework::Escalation;
use record::ServiceId;
use record::lists::DaysCounted;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{args, statements};
use crate::{Error, Store};

statements! {
    ESCALATION = "select value from service_setting where service_id = $1 and name = $2";
    PUT_ESCALATION = "insert into service_setting (service_id, name, value) values ($1, $2, $3) \
        on conflict (service_id, name) do update set value = excluded.value";
}

const NAME: &str = "concerns";

/// The setting as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    manager_hours: u8,
    overdue_hours: u8,
    days: DaysCounted,
}

impl Store {
    /// Changes after how many hours a concern goes further.
    pub async fn put_escalation(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        times: Escalation,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let says = serde_json::json!(Stored {
            manager_hours: times.manager_hours,
            overdue_hours: times.overdue_hours,
            days: times.days,
        });
        self.write(move |tx| {
            let says = says.clone();
            Box::pin(async move {
                let item = NAME.to_owned();
                log(tx, id, "service_setting", item, &says, at, by).await?;
                tx.run(PUT_ESCALATION, args![id.0, NAME, says.to_string()])
                    .await
                    .map(drop)
            })
        })
        .await
    }

    /// After how many hours a concern goes further; the usual where the service has not said.
    pub async fn escalation(&self, service: ServiceId) -> Result<Escalation, Error> {
        let mut tx = self.engine().read().await?;
        let Some(row) = tx.row(ESCALATION, args![service.0, NAME]).await? else {
            return Ok(Escalation::default());
        };
        let unreadable = |_| Error::unreadable("the times of concerns");
        let stored: Stored = serde_json::from_str(&row.text(0)?).map_err(unreadable)?;
        Ok(Escalation {
            manager_hours: stored.manager_hours,
            overdue_hours: stored.overdue_hours,
            days: stored.days,
        })
    }
}
