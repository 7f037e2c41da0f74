//! Working the lines out.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalogue::{Catalogue, MissingCode, UnitCost};
use crate::definition::{Amount, Assumption, Definition, Part, StepDefinition};
use crate::line::{Factor, Line, Operation, Product, Step};
use crate::lines::{LINES, STEPS};
use crate::mode::{Mode, Rounding, Setting};
use crate::pounds::round;
use crate::quantities::{Quantities, QuantityError};
use crate::totals::{Share, Totals};
use crate::warnings::Warning;

/// No line is above this many pounds: it keeps every total within what a JSON number carries.
const MOST_POUNDS: u64 = 100_000_000_000;

/// Every line, worked out in one mode, with totals and what to beware of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The mode.
    pub mode: Mode,
    /// The lines, savings and costs, in the order of the source report.
    pub lines: Vec<Line>,
    /// Steps of lines that the source report states on their own.
    pub steps: Vec<Step>,
    /// The totals.
    pub totals: Totals,
    /// Savings and costs by who bears them, in order of first line.
    pub by_agency: Vec<Share>,
    /// Savings and costs by the time they are for.
    pub by_basis: Vec<Share>,
    /// What is wrong with adding these lines up, found from the lines.
    pub warnings: Vec<Warning>,
}

/// Why an estimate cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// A line reads a unit cost that the catalogue does not have.
    #[error("the line {line} cannot be worked out: {missing}")]
    MissingUnitCost {
        /// The line.
        line: &'static str,
        /// The code it needs.
        missing: MissingCode,
    },
    /// The counts cannot all hold.
    #[error(transparent)]
    Quantities(#[from] QuantityError),
    /// A line comes to more than any service could save.
    #[error("the line {line} comes to more than {MOST_POUNDS} pounds")]
    TooLarge {
        /// The line.
        line: &'static str,
    },
}

impl Estimate {
    /// Works every line out from the catalogue's prices and the counts. There is no other way in:
    /// an amount that no unit cost yields cannot be part of an estimate.
    pub fn work_out(
        catalogue: &Catalogue,
        quantities: &Quantities,
        mode: Mode,
    ) -> Result<Self, EstimateError> {
        quantities.check()?;
        let work = Work {
            catalogue,
            quantities,
            mode,
            implied: Catalogue::implied(),
        };
        let lines = LINES
            .iter()
            .map(|definition| work.line(definition))
            .collect::<Result<Vec<Line>, EstimateError>>()?;
        let steps = STEPS
            .iter()
            .map(|definition| work.step(definition))
            .collect::<Result<Vec<Step>, EstimateError>>()?;
        Ok(Self {
            mode,
            steps,
            totals: Totals::of(&lines, mode),
            by_agency: Share::by_agency(&lines),
            by_basis: Share::by_basis(&lines),
            warnings: Warning::of(&lines, quantities, catalogue),
            lines,
        })
    }

    /// The line with this code.
    pub fn line(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == code)
    }
}

/// What the lines are worked out from.
struct Work<'a> {
    catalogue: &'a Catalogue,
    quantities: &'a Quantities,
    mode: Mode,
    implied: Catalogue,
}

impl Work<'_> {
    fn line(&self, definition: &Definition) -> Result<Line, EstimateError> {
        let products = definition
            .parts
            .iter()
            .map(|part| self.product(definition.code, part))
            .collect::<Result<Vec<Product>, EstimateError>>()?;
        let amount: Decimal = products.iter().map(|product| product.amount).sum();
        let formulas: Vec<String> = products.iter().map(Product::formula).collect();
        let prices = || products.iter().map(|product| &product.unit_cost);
        Ok(Line {
            code: definition.code,
            title: definition.title,
            group: definition.group,
            side: definition.side,
            counted: definition.counted,
            formula: formulas.join(" + "),
            amount,
            shown: match self.mode.rounding() {
                Rounding::ToThePenny => amount,
                Rounding::AsTheReportPrints => round(amount, definition.report_places),
            },
            basis: definition.basis,
            agency: distinct(prices().map(|price| price.agency.as_str())),
            price_year: distinct(prices().map(|price| price.price_year.as_str())),
            source: distinct(prices().map(|price| price.source.as_str())),
            evidence: definition.evidence,
            caution: definition.caution,
            products,
        })
    }

    fn step(&self, definition: &StepDefinition) -> Result<Step, EstimateError> {
        let product = self.product(definition.line, &definition.part)?;
        Ok(Step {
            code: definition.code,
            title: definition.title,
            line: definition.line,
            formula: product.formula(),
            amount: product.amount,
            product,
        })
    }

    fn product(&self, line: &'static str, part: &Part) -> Result<Product, EstimateError> {
        let setting = self
            .mode
            .settings()
            .iter()
            .find(|setting| setting.line == line && setting.instead_of == part.unit_cost);
        let unit_cost = self
            .unit_cost(setting.map_or(part.unit_cost, |setting| setting.reads))
            .map_err(|missing| EstimateError::MissingUnitCost { line, missing })?;
        let mut factors: Vec<Factor> = part
            .factors
            .iter()
            .map(|assumption| self.factor(assumption))
            .collect();
        factors.extend(setting.and_then(divisor));
        let count = self.quantities.get(part.quantity);
        Ok(Product {
            quantity: part.quantity,
            count,
            unit: part.quantity.unit(),
            amount: multiply(count, &factors, unit_cost.value)
                .ok_or(EstimateError::TooLarge { line })?,
            factors,
            unit_cost: unit_cost.clone(),
        })
    }

    /// The implied prices serve only the mode that repeats the report, and only where the catalogue
    /// at hand does not say otherwise.
    fn unit_cost(&self, code: &str) -> Result<&UnitCost, MissingCode> {
        match self.mode {
            Mode::AsReported => self.catalogue.get(code).or_else(|_| self.implied.get(code)),
            Mode::FromRows | Mode::AsPrinted => self.catalogue.get(code),
        }
    }

    fn factor(&self, assumption: &Assumption) -> Factor {
        let value = match assumption.value {
            Amount::Fixed(value) => value,
            Amount::Counted(quantity) => self.quantities.get(quantity),
        };
        Factor {
            operation: assumption.operation,
            value,
            of: assumption.of,
        }
    }
}

fn divisor(setting: &Setting) -> Option<Factor> {
    setting.over.map(|weeks| Factor {
        operation: Operation::Over,
        value: weeks.into(),
        of: "weeks in a year",
    })
}

/// Multiplies all first and divides last, so that only the result is rounded, once, to the penny.
fn multiply(count: Decimal, factors: &[Factor], price: Decimal) -> Option<Decimal> {
    let mut amount = count.checked_mul(price)?;
    for factor in factors
        .iter()
        .filter(|factor| factor.operation == Operation::Times)
    {
        amount = amount.checked_mul(factor.value)?;
    }
    for factor in factors
        .iter()
        .filter(|factor| factor.operation == Operation::Over)
    {
        amount = amount.checked_div(factor.value)?;
    }
    (amount <= Decimal::from(MOST_POUNDS)).then(|| round(amount, 2))
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join("; ")
}
