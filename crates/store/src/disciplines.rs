//! The register of disciplines: which the service offers and whom each supports.

use access::{Authorised, SetUp};
use calendar::Stamp;
use record::ServiceId;
use record::lists::{Discipline, Serves};
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{args, statements};
use crate::{Error, Store};

statements! {
    DISCIPLINES = "select discipline, offered, serves from discipline where service_id = $1";
    PUT_DISCIPLINE = "insert into discipline (service_id, discipline, offered, serves) \
        values ($1, $2, $3, $4) on conflict (service_id, discipline) \
        do update set offered = excluded.offered, serves = excluded.serves";
}

/// What a service does with a discipline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisciplineSetting {
    /// Which.
    pub discipline: Discipline,
    /// Whether the service offers it.
    pub offered: bool,
    /// Whom it supports.
    pub serves: Serves,
}

impl DisciplineSetting {
    /// What a discipline is until a service says otherwise: offered, to those it is usually for.
    pub const fn usual(discipline: Discipline) -> Self {
        Self {
            discipline,
            offered: true,
            serves: discipline.serves(),
        }
    }
}

impl Store {
    /// Changes what a service does with disciplines; those not named stay as they are.
    pub async fn put_disciplines(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        settings: Vec<DisciplineSetting>,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let settings = settings.clone();
            Box::pin(async move {
                for setting in &settings {
                    let code = setting.discipline.code();
                    let offered = i64::from(setting.offered);
                    let cells = args![id.0, code, offered, setting.serves.code()];
                    tx.run(PUT_DISCIPLINE, cells).await?;
                    log(tx, id, "discipline", code.to_owned(), setting, at, by).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// What a service does with each discipline there is, in their order.
    pub async fn disciplines(&self, service: ServiceId) -> Result<Vec<DisciplineSetting>, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(DISCIPLINES, args![service.0]).await?;
        let said = rows
            .iter()
            .map(|row| {
                Ok(DisciplineSetting {
                    discipline: row.coded(0, Discipline::from_code, "a discipline")?,
                    offered: row.int(1)? == 1,
                    serves: row.coded(2, Serves::from_code, "whom a discipline supports")?,
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let setting = |discipline: &Discipline| {
            let mut said = said.iter().copied();
            said.find(|setting| setting.discipline == *discipline)
                .unwrap_or_else(|| DisciplineSetting::usual(*discipline))
        };
        Ok(Discipline::ALL.iter().map(setting).collect())
    }
}
