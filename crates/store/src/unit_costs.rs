//! The register of unit costs: the catalogue that the cost model reads.

use access::{Authorised, SetUp};
use calendar::Stamp;
use costs::{Catalogue, UnitCost};
use record::ServiceId;

use crate::registers::log;
use crate::sql::{Insert, args, statements};
use crate::{Error, Store};

statements! {
    UNIT_COSTS = "select code, description, agency, unit, value, price_year, source, note \
        from unit_cost where service_id = $1 order by place, code";
    FORGET_UNIT_COSTS = "delete from unit_cost where service_id = $1";
}

pub(crate) static INSERT_UNIT_COST: Insert = Insert::new(
    "unit_costs::INSERT_UNIT_COST",
    "unit_cost",
    "service_id, code, place, description, agency, unit, value, price_year, source, note",
    "",
);

impl Store {
    /// Puts a whole catalogue in the place of the one before. The log keeps every catalogue.
    pub async fn put_unit_costs(
        &self,
        service: &Authorised<ServiceId, SetUp>,
        catalogue: Catalogue,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (service.id(), service.by());
        self.write(move |tx| {
            let catalogue = catalogue.clone();
            Box::pin(async move {
                let item = "catalogue".to_owned();
                log(tx, id, "unit_costs", item, &catalogue, at, by).await?;
                tx.run(FORGET_UNIT_COSTS, args![id.0]).await?;
                let cells = (1..)
                    .zip(catalogue.rows())
                    .map(|(place, cost)| {
                        args![
                            id.0,
                            cost.code.as_str(),
                            place,
                            cost.description.as_str(),
                            cost.agency.as_str(),
                            cost.unit.as_str(),
                            cost.value.to_string(),
                            cost.price_year.as_str(),
                            cost.source.as_str(),
                            cost.note.as_str(),
                        ]
                    })
                    .collect();
                tx.insert(&INSERT_UNIT_COST, cells).await.map(drop)
            })
        })
        .await
    }

    /// The catalogue of a service; the standard one if it has none of its own.
    pub async fn unit_costs(&self, service: ServiceId) -> Result<Catalogue, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(UNIT_COSTS, args![service.0]).await?;
        if rows.is_empty() {
            return Ok(Catalogue::standard());
        }
        let costs = rows
            .iter()
            .map(|row| {
                Ok(UnitCost {
                    code: row.text(0)?,
                    description: row.text(1)?,
                    agency: row.text(2)?,
                    unit: row.text(3)?,
                    value: row.parsed(4, "a unit cost")?,
                    price_year: row.text(5)?,
                    source: row.text(6)?,
                    note: row.text(7)?,
                })
            })
            .collect::<Result<_, Error>>()?;
        Catalogue::new(costs).map_err(|_| Error::unreadable("the unit costs"))
    }
}
