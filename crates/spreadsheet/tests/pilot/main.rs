//! The pilot's data, kept in many ways, is read as the same rows; and what is wrong with it is named.
#![expect(
    clippy::unwrap_used,
    reason = "a test whose workbook cannot be made is to stop"
)]

mod fast;
mod made;
mod problems;
mod rows;
mod template;
