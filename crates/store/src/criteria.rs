//! The register of the threshold's criteria: what a family is weighed by when it is referred.

use access::{Authorised, SetUp};
use calendar::Stamp;
use record::ServiceId;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::sql::{Insert, args, statements};
use crate::{Error, Store};

statements! {
    CRITERIA = "select code, says from criterion where service_id = $1 order by place, code";
    FORGET_CRITERIA = "delete from criterion where service_id = $1";
}

pub(crate) static INSERT_CRITERION: Insert = Insert::new(
    "criteria::INSERT_CRITERION",
    "criterion",
    "service_id, code, place, says",
    "",
);

/// The criteria of a service that has not said its own.
const USUAL: [(&str, &str); 4] = [
    ("complex_issues", "Complex issues"),
    (
        "maintaining_change",
        "Struggles to maintain positive change",
    ),
    (
        "re_involvement",
        "A pattern of re-involvement with Social Care",
    ),
    (
        "ongoing_issues",
        "Ongoing issues that lead to referrals again",
    ),
];

/// A criterion of the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What it is known by, however its words change.
    pub code: String,
    /// What it says.
    pub says: String,
}

impl Criterion {
    /// The criteria of a service that has not said its own.
    pub fn usual() -> Vec<Self> {
        USUAL
            .iter()
            .map(|(code, says)| Self {
                code: (*code).to_owned(),
                says: (*says).to_owned(),
            })
            .collect()
    }
}

impl Store {
    /// Puts a whole list of criteria, in this order, in the place of the one before. Decisions
    /// hold the words they were made by, and the log every list.
    pub async fn put_criteria(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        criteria: Vec<Criterion>,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        self.write(move |tx| {
            let criteria = criteria.clone();
            Box::pin(async move {
                log(
                    tx,
                    id,
                    "criteria",
                    "threshold".to_owned(),
                    &criteria,
                    at,
                    by,
                )
                .await?;
                tx.run(FORGET_CRITERIA, args![id.0]).await?;
                let cells = (1..)
                    .zip(&criteria)
                    .map(|(place, it)| args![id.0, it.code.as_str(), place, it.says.as_str()])
                    .collect();
                tx.insert(&INSERT_CRITERION, cells).await.map(drop)
            })
        })
        .await
    }

    /// The criteria of a service, in their order; the usual ones if it has none of its own.
    pub async fn criteria(&self, service: ServiceId) -> Result<Vec<Criterion>, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(CRITERIA, args![service.0]).await?;
        if rows.is_empty() {
            return Ok(Criterion::usual());
        }
        rows.iter()
            .map(|row| {
                Ok(Criterion {
                    code: row.text(0)?,
                    says: row.text(1)?,
                })
            })
            .collect()
    }
}
