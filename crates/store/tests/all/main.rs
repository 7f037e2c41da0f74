//! The store as its callers see it, each test on both engines.

mod importing;
mod lists;
mod reading;
mod registers;
mod schema;
mod stage;
mod verifying;
mod views;
mod writing;
