#![doc = include_str!("../README.md")]

pub mod bounds;
pub mod fast;
#[cfg(test)]
mod made;
pub mod mapping;
mod place;
pub mod read;
pub mod sheets;
mod template;
pub mod write;

pub use bounds::{Limits, Refused};
pub use mapping::{Mapping, MappingError, Proposal, propose};
pub use place::{Place, column_letters};
pub use read::{Cell, Sheet, SheetRow, Visibility, Workbook};
pub use sheets::{Problem, ProblemKind, Problems, Rows, read_rows};
pub use template::template;
pub use write::{ColumnHead, ColumnKind, OutCell, Table, WriteError};
