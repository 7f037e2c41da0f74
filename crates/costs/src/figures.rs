//! Every cost figure by its id, from one definition.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::definition::StepDefinition;
use crate::estimate::{Estimate, EstimateError};
use crate::line::Step;
use crate::lines::{LINES, STEPS};
use crate::mode::Mode;
use crate::number::as_number;
use crate::quantities::Quantities;
use crate::totals::Totals;

/// One figure of the evaluation: a count that a line prices, a line, or a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostFigure {
    /// The id: `cost.place_min`, `app2.ae.gbp`, `t7.net_min`, `t7p.net_min`, …
    pub id: &'static str,
    /// The name on a page.
    pub title: &'static str,
    /// The table of the source report that it belongs to.
    pub table: &'static str,
    /// What it is a number of: `pounds`, `children`, `hours`, …
    pub unit: &'static str,
    /// The number, as shown.
    #[serde(serialize_with = "as_number")]
    pub value: Decimal,
    /// How it comes about, in words.
    pub formula: String,
    /// The line behind it, if there is one.
    pub line: Option<&'static str>,
    /// The sources of the prices in it. Empty for a count.
    pub source: String,
}

/// The cost figures: `cost.*`, `app2.*` and `t7.*` from the rows of the catalogue, `t7p.*` (the
/// report's own totals) as reported.
pub fn figures(
    catalogue: &Catalogue,
    quantities: &Quantities,
) -> Result<Vec<CostFigure>, EstimateError> {
    let rows = Estimate::work_out(catalogue, quantities, Mode::FromRows)?;
    let reported = Estimate::work_out(catalogue, quantities, Mode::AsReported)?;
    let mut figures = counts(quantities);
    figures.extend(lines(&rows, quantities));
    figures.extend(steps(&rows));
    figures.extend(partners(&rows.totals));
    figures.extend(totals(&rows.totals, &reported.totals));
    Ok(figures)
}

const SAVINGS: &str = "Table 7";
const SESSIONS: &str = "Appendix 2";

fn counts(quantities: &Quantities) -> Vec<CostFigure> {
    let stepdowns = quantities.stepdowns_from_cpp + quantities.stepdowns_from_cin;
    [
        (
            "cost.atrisk",
            "Children at risk of being accommodated",
            quantities.at_risk,
        ),
        (
            "cost.avoided",
            "Of those, not in care at closure",
            quantities.avoided,
        ),
        (
            "cost.avoided13",
            "Of those, aged 13 to 17",
            quantities.avoided_13_17,
        ),
        (
            "cost.stepdown_children",
            "Children stepped down and priced",
            stepdowns,
        ),
    ]
    .map(|(id, title, count)| counted(id, title, SAVINGS, "children", count.into()))
    .into()
}

/// Each line, and the count that the source report's table shows beside it.
fn lines(rows: &Estimate, quantities: &Quantities) -> Vec<CostFigure> {
    let mut figures = Vec::new();
    for (definition, line) in LINES.iter().zip(&rows.lines) {
        let ids = definition.figures;
        let table = if ids.count.is_some() {
            SESSIONS
        } else {
            SAVINGS
        };
        if let Some((id, quantity)) = ids.count {
            figures.push(CostFigure {
                line: Some(line.code),
                ..counted(
                    id,
                    line.title,
                    table,
                    quantity.unit(),
                    quantities.get(quantity),
                )
            });
        }
        figures.push(CostFigure {
            id: ids.amount,
            title: line.title,
            table,
            unit: "pounds",
            value: line.shown,
            formula: line.formula.clone(),
            line: Some(line.code),
            source: line.source.clone(),
        });
    }
    figures
}

fn steps(rows: &Estimate) -> Vec<CostFigure> {
    let figure = |(definition, step): (&StepDefinition, &Step)| CostFigure {
        id: definition.figure,
        title: step.title,
        table: SAVINGS,
        unit: "pounds",
        value: step.amount,
        formula: step.formula.clone(),
        line: Some(step.line),
        source: step.product.unit_cost.source.clone(),
    };
    STEPS.iter().zip(&rows.steps).map(figure).collect()
}

fn partners(totals: &Totals) -> Vec<CostFigure> {
    let partner = "health + police + school + mental health + prison";
    [
        (
            "app2.health",
            "Health services",
            totals.health,
            "A&E + GP + ambulance",
        ),
        (
            "app2.police_all",
            "Police",
            totals.police_all,
            "police + domestic abuse",
        ),
        (
            "app2.mh",
            "Mental health services",
            totals.mental_health,
            "CAMHS + adult crisis team",
        ),
        (
            "app2.partner",
            "Partner organisations",
            totals.partner,
            partner,
        ),
    ]
    .map(|(id, title, value, formula)| total(id, title, SESSIONS, value, formula))
    .into()
}

fn totals(rows: &Totals, reported: &Totals) -> Vec<CostFigure> {
    let gross_min = "all savings, placements at their minimum";
    let gross_max = "all savings, placements at their maximum";
    let net_min = "minimum gross saving − cost of the service";
    let net_max = "maximum gross saving − cost of the service";
    [
        (
            "t7.gross_min",
            "Minimum gross saving",
            rows.gross_min,
            gross_min,
        ),
        (
            "t7.gross_max",
            "Maximum gross saving",
            rows.gross_max,
            gross_max,
        ),
        ("t7.net_min", "Net saving, at least", rows.net_min, net_min),
        ("t7.net_max", "Net saving, up to", rows.net_max, net_max),
        (
            "t7p.gross_min",
            "Minimum gross saving, as reported",
            reported.gross_min,
            gross_min,
        ),
        (
            "t7p.gross_max",
            "Maximum gross saving, as reported",
            reported.gross_max,
            gross_max,
        ),
        (
            "t7p.net_min",
            "Net saving, at least, as reported",
            reported.net_min,
            net_min,
        ),
        (
            "t7p.net_max",
            "Net saving, up to, as reported",
            reported.net_max,
            net_max,
        ),
    ]
    .map(|(id, title, value, formula)| total(id, title, SAVINGS, value, formula))
    .into()
}

fn counted(
    id: &'static str,
    title: &'static str,
    table: &'static str,
    unit: &'static str,
    value: Decimal,
) -> CostFigure {
    let formula = "counted from records".to_owned();
    CostFigure {
        id,
        title,
        table,
        unit,
        value,
        formula,
        line: None,
        source: String::new(),
    }
}

fn total(
    id: &'static str,
    title: &'static str,
    table: &'static str,
    value: Decimal,
    formula: &str,
) -> CostFigure {
    let formula = formula.to_owned();
    CostFigure {
        id,
        title,
        table,
        unit: "pounds",
        value,
        formula,
        line: None,
        source: String::new(),
    }
}
