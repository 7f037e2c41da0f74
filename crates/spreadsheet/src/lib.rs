#![doc = include_str!("../README.md")]

pub mod bounds;
#[cfg(test)]
mod made;
mod place;
pub mod read;
pub mod write;

pub use bounds::{Limits, Refused};
pub use place::{Place, column_letters};
pub use read::{Cell, Sheet, SheetRow, Visibility, Workbook};
pub use write::{ColumnHead, ColumnKind, OutCell, Table, WriteError};
