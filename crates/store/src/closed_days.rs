//! The register of days on which a service is closed, besides weekends and bank holidays.

use access::{Authorised, SetUp};
use calendar::{BankHolidays, Date, Stamp};
use record::ServiceId;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{args, statements};
use crate::{Error, Store};

statements! {
    CLOSED_DAYS = "select day, name from closed_day where service_id = $1 order by day";
    PUT_CLOSED_DAY = "insert into closed_day (service_id, day, name) values ($1, $2, $3) \
        on conflict (service_id, day) do update set name = excluded.name";
    FORGET_CLOSED_DAY = "delete from closed_day where service_id = $1 and day = $2";
}

/// A day on which a service is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDay {
    /// The day.
    pub day: Date,
    /// What it is, such as "Between Christmas and New Year".
    pub name: String,
}

impl Store {
    /// Adds a day on which a service is closed, or changes what it is called.
    pub async fn put_closed_day(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        closed: ClosedDay,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let closed = closed.clone();
            Box::pin(async move {
                let cells = args![id.0, closed.day, closed.name.as_str()];
                tx.run(PUT_CLOSED_DAY, cells).await?;
                let item = closed.day.to_string();
                log(tx, id, "closed_day", item, &closed, at, by).await
            })
        })
        .await
    }

    /// Takes a closed day out: the service works on it. The log keeps it.
    pub async fn forget_closed_day(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        day: Date,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            Box::pin(async move {
                if tx.run(FORGET_CLOSED_DAY, args![id.0, day]).await? == 0 {
                    return Ok(());
                }
                let says = serde_json::json!({ "day": day, "taken_out": true });
                log(tx, id, "closed_day", day.to_string(), &says, at, by).await
            })
        })
        .await
    }

    /// The days on which a service is closed besides weekends and bank holidays, in order.
    pub async fn closed_days(&self, service: ServiceId) -> Result<Vec<ClosedDay>, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(CLOSED_DAYS, args![service.0]).await?;
        rows.iter()
            .map(|row| {
                Ok(ClosedDay {
                    day: row.parsed(0, "a closed day")?,
                    name: row.text(1)?,
                })
            })
            .collect()
    }

    /// The bank holidays of England and Wales with a service's own closed days: what its working
    /// days are counted by.
    pub async fn bank_holidays(&self, service: ServiceId) -> Result<BankHolidays, Error> {
        let closed = self.closed_days(service).await?;
        let england = BankHolidays::england();
        Ok(closed
            .iter()
            .fold(england, |days, it| days.with(it.day, &it.name)))
    }
}
