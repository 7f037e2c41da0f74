//! What a cost line is before it is worked out.

use rust_decimal::Decimal;

use crate::line::{Basis, Counted, Evidence, Group, Operation, Side};
use crate::quantities::Quantity;

/// A line before it is worked out.
pub(crate) struct Definition {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) figures: FigureIds,
    pub(crate) group: Group,
    pub(crate) side: Side,
    pub(crate) counted: Counted,
    pub(crate) parts: &'static [Part],
    pub(crate) basis: Basis,
    pub(crate) evidence: Option<Evidence>,
    /// The decimal places with which the source report prints the line.
    pub(crate) report_places: u32,
    /// Another line that may claim the same benefit.
    pub(crate) overlaps: Option<&'static str>,
    pub(crate) caution: &'static str,
}

/// The ids under which an evaluation prints a line.
#[derive(Clone, Copy)]
pub(crate) struct FigureIds {
    /// Its amount.
    pub(crate) amount: &'static str,
    /// Its count, where the source report's tables have one, and which count they show.
    pub(crate) count: Option<(&'static str, Quantity)>,
}

/// An amount that is a step of a line or a part of it, shown on its own.
pub(crate) struct StepDefinition {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) figure: &'static str,
    pub(crate) line: &'static str,
    pub(crate) part: Part,
}

/// A quantity, the assumptions on it, and the catalogue row that prices it.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) quantity: Quantity,
    pub(crate) factors: &'static [Assumption],
    pub(crate) unit_cost: &'static str,
}

/// A factor before it is worked out.
pub(crate) struct Assumption {
    pub(crate) operation: Operation,
    pub(crate) value: Amount,
    pub(crate) of: &'static str,
}

/// A fixed number or one of the quantities.
pub(crate) enum Amount {
    Fixed(Decimal),
    Counted(Quantity),
}
