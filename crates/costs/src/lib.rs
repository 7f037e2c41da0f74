#![doc = include_str!("../README.md")]

mod catalogue;
mod definition;
mod estimate;
mod figures;
mod line;
mod lines;
mod mode;
mod number;
mod pounds;
mod quantities;
mod table;
mod totals;
mod warnings;

pub use catalogue::{Catalogue, MissingCode, Problem, Problems, UnitCost};
pub use estimate::{Estimate, EstimateError};
pub use figures::{CostFigure, figures};
pub use line::{Basis, Counted, Evidence, Factor, Group, Line, Operation, Product, Side, Step};
pub use mode::{Mode, Rounding, Setting};
pub use number::as_number;
pub use pounds::{in_thousands, plain, pounds, pounds_and_pence};
pub use quantities::{Quantities, Quantity, QuantityError};
pub use totals::{Share, Totals};
pub use warnings::Warning;
