use axum::extract::State;
use costs::Catalogue;
use govuk::{Cell, Extras as _, Head, Table};
use maud::{Markup, html};

use super::{leave, named, page};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;

pub(super) async fn show_unit_costs(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
) -> Result<Markup, Problem> {
    let leave = leave(&viewer)?;
    let catalogue = app.store().unit_costs(leave.id()).await?;
    let content = html! {
        h1.govuk-heading-l { "Unit costs" }
        (unit_costs(&catalogue))
    };
    Ok(govuk::page(&page(&app, &viewer, "Unit costs", content)))
}

fn unit_costs(catalogue: &Catalogue) -> Markup {
    html! {
        p.govuk-body {
            "Every figure of costs is worked out from these prices. Each says of which year it is and "
            "where it is published."
        }
        (Table::new().hidden_caption("Unit costs")
            .head([Head::new("What"), Head::new("Unit"), Head::numeric("Pounds"),
                Head::new("Prices of"), Head::new("Borne by"), Head::new("Source")])
            .rows(catalogue.rows().iter().map(|cost| [
                Cell::new(cost.description.as_str()),
                named("Unit", &cost.unit),
                Cell::numeric(costs::in_thousands(&cost.value.to_string())).attribute("data-name", "Pounds"),
                named("Prices of", &cost.price_year),
                named("Borne by", &cost.agency),
                named("Source", &cost.source),
            ]))
            .row_headers().compact().class("app-table--stacks")
            .when_empty("No unit cost is set up yet."))
    }
}
