//! What is wrong with adding the lines up, found from the lines themselves.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::line::{Basis, Line, Side};
use crate::lines::LINES;
use crate::pounds::{plain, pounds};
use crate::quantities::Quantities;

/// One thing a reader must know before quoting a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The kind: `periods_added`, `price_years_mixed`, `claimed_twice`, `escalations_not_netted`,
    /// `step_not_priced`.
    pub code: &'static str,
    /// The lines concerned, by code.
    pub lines: Vec<&'static str>,
    /// The warning in words.
    pub text: String,
}

impl Warning {
    pub(crate) fn of(lines: &[Line], quantities: &Quantities, catalogue: &Catalogue) -> Vec<Self> {
        // A line of nothing mixes with nothing.
        let savings: Vec<&Line> = lines
            .iter()
            .filter(|line| line.side == Side::Saving && !line.amount.is_zero())
            .collect();
        let mut warnings = Vec::new();
        warnings.extend(periods_added(&savings));
        warnings.extend(price_years_mixed(&savings));
        warnings.extend(claimed_twice(&savings));
        warnings.extend(escalations_not_netted(&savings, quantities));
        warnings.extend(step_not_priced(quantities, catalogue));
        warnings
    }
}

fn periods_added(savings: &[&Line]) -> Option<Warning> {
    let codes = |basis: Basis| -> Vec<&'static str> {
        let kept = savings.iter().filter(|line| line.basis == basis);
        kept.map(|line| line.code).collect()
    };
    let present: Vec<String> = Basis::ALL
        .into_iter()
        .filter(|basis| !codes(*basis).is_empty())
        .map(|basis| format!("{} ({})", basis.title(), codes(basis).join(", ")))
        .collect();
    (present.len() > 1).then(|| Warning {
        code: "periods_added",
        lines: savings.iter().map(|line| line.code).collect(),
        text: format!(
            "The totals add amounts for different times: {}.",
            present.join("; ")
        ),
    })
}

fn price_years_mixed(savings: &[&Line]) -> Option<Warning> {
    let mut years: Vec<&str> = savings
        .iter()
        .flat_map(|line| &line.products)
        .map(|product| product.unit_cost.price_year.as_str())
        .collect();
    years.sort_unstable();
    years.dedup();
    (years.len() > 1).then(|| Warning {
        code: "price_years_mixed",
        lines: savings.iter().map(|line| line.code).collect(),
        text: format!(
            "The totals add prices of different years: {}.",
            years.join("; ")
        ),
    })
}

fn claimed_twice(savings: &[&Line]) -> Vec<Warning> {
    let find = |code: &str| savings.iter().find(|line| line.code == code);
    let pair = |(one, other): (&str, &str)| {
        let (one, other) = (find(one)?, find(other)?);
        Some(Warning {
            code: "claimed_twice",
            lines: vec![other.code, one.code],
            text: format!(
                "“{}” ({}) and “{}” ({}) may claim the same benefit.",
                other.title,
                pounds(other.amount),
                one.title,
                pounds(one.amount)
            ),
        })
    };
    LINES
        .iter()
        .filter_map(|definition| pair((definition.code, definition.overlaps?)))
        .collect()
}

fn escalations_not_netted(savings: &[&Line], quantities: &Quantities) -> Option<Warning> {
    let stepdown = savings.iter().find(|line| line.code == "stepdown")?;
    let count = match quantities.escalations {
        Some(0) => return None,
        Some(count) => plain(count),
        None => "number not known here".to_owned(),
    };
    Some(Warning {
        code: "escalations_not_netted",
        lines: vec![stepdown.code],
        text: format!(
            "Children's moves down are priced; their moves up ({count}) are not taken off."
        ),
    })
}

fn step_not_priced(quantities: &Quantities, catalogue: &Catalogue) -> Option<Warning> {
    let plan = catalogue.get("cpp_year").ok()?.value;
    let need = catalogue.get("cin_year").ok()?.value;
    let count = Decimal::from(quantities.cpp_to_cin);
    (quantities.cpp_to_cin > 0).then(|| Warning {
        code: "step_not_priced",
        lines: vec!["stepdown"],
        text: format!(
            "Moves from a Child Protection Plan to Child in Need ({}) are not priced; at the same \
             unit costs they come to {} a year.",
            plain(count),
            pounds(count * (plan - need))
        ),
    })
}
