//! The tests of the record from outside: what is stored, the dictionary, and random histories.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod advice;
mod again;
mod contact;
mod dictionary;
mod doings;
mod forms;
mod histories;
mod history;
mod naming;
mod rows;
mod safety;
mod samples;
mod strategies;
mod values;
mod work;
