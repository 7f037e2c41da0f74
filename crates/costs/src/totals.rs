//! Adding lines up.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::line::{Basis, Counted, Group, Line, Side};
use crate::mode::{Mode, Rounding};
use crate::number::as_number;
use crate::pounds::round;

/// The totals, in pounds, as the mode's rounding shows them. Each is a sum of line amounts in pence,
/// rounded afterwards if at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All savings, with the smaller placement saving.
    #[serde(serialize_with = "as_number")]
    pub gross_min: Decimal,
    /// All savings, with the larger placement saving.
    #[serde(serialize_with = "as_number")]
    pub gross_max: Decimal,
    /// The cost of the service.
    #[serde(serialize_with = "as_number")]
    pub service: Decimal,
    /// `gross_min` less the service.
    #[serde(serialize_with = "as_number")]
    pub net_min: Decimal,
    /// `gross_max` less the service.
    #[serde(serialize_with = "as_number")]
    pub net_max: Decimal,
    /// Savings of organisations other than children's social care.
    #[serde(serialize_with = "as_number")]
    pub partner: Decimal,
    /// A&E, GP and ambulance.
    #[serde(serialize_with = "as_number")]
    pub health: Decimal,
    /// Police, domestic abuse included.
    #[serde(serialize_with = "as_number")]
    pub police_all: Decimal,
    /// Both crisis teams.
    #[serde(serialize_with = "as_number")]
    pub mental_health: Decimal,
}

/// What falls to one agency, or is for one length of time. In pence, never rounded to the pound, so
/// the shares add up to the sum of the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The agency or the basis.
    pub name: String,
    /// Savings in the total "at least".
    #[serde(serialize_with = "as_number")]
    pub at_least: Decimal,
    /// Savings in the total "up to".
    #[serde(serialize_with = "as_number")]
    pub up_to: Decimal,
    /// Costs.
    #[serde(serialize_with = "as_number")]
    pub cost: Decimal,
}

impl Totals {
    pub(crate) fn of(lines: &[Line], mode: Mode) -> Self {
        let show = |amount: Decimal| match mode.rounding() {
            Rounding::ToThePenny => amount,
            Rounding::AsTheReportPrints => round(amount, 0),
        };
        let savings = |keep: &dyn Fn(&Line) -> bool| -> Decimal {
            let kept = lines
                .iter()
                .filter(|line| line.side == Side::Saving && keep(line));
            kept.map(|line| line.amount).sum()
        };
        let group = |group: Group| show(savings(&|line| line.group == group));
        let gross_min = savings(&|line| line.counted != Counted::UpTo);
        let gross_max = savings(&|line| line.counted != Counted::AtLeast);
        let costs = lines.iter().filter(|line| line.side == Side::Cost);
        let service: Decimal = costs.map(|line| line.amount).sum();
        Self {
            gross_min: show(gross_min),
            gross_max: show(gross_max),
            service: show(service),
            net_min: show(gross_min - service),
            net_max: show(gross_max - service),
            partner: show(savings(&|line| line.group.is_partner())),
            health: group(Group::Health),
            police_all: group(Group::Police),
            mental_health: group(Group::MentalHealth),
        }
    }
}

impl Share {
    pub(crate) fn by_agency(lines: &[Line]) -> Vec<Self> {
        let mut shares: Vec<Self> = Vec::new();
        for line in lines {
            for product in &line.products {
                let agency = &product.unit_cost.agency;
                let place = shares.iter().position(|share| share.name == *agency);
                let place = place.unwrap_or_else(|| {
                    shares.push(Self::nothing(agency));
                    shares.len() - 1
                });
                shares[place].add(line, product.amount);
            }
        }
        shares
    }

    pub(crate) fn by_basis(lines: &[Line]) -> Vec<Self> {
        let share = |basis: Basis| {
            let mut share = Self::nothing(basis.title());
            for line in lines.iter().filter(|line| line.basis == basis) {
                share.add(line, line.amount);
            }
            share
        };
        Basis::ALL.into_iter().map(share).collect()
    }

    fn nothing(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            at_least: Decimal::ZERO,
            up_to: Decimal::ZERO,
            cost: Decimal::ZERO,
        }
    }

    fn add(&mut self, line: &Line, amount: Decimal) {
        match (line.side, line.counted) {
            (Side::Cost, _) => self.cost += amount,
            (Side::Saving, Counted::Both) => {
                self.at_least += amount;
                self.up_to += amount;
            }
            (Side::Saving, Counted::AtLeast) => self.at_least += amount,
            (Side::Saving, Counted::UpTo) => self.up_to += amount,
        }
    }
}
