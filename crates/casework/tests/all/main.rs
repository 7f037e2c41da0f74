//! The acts, from outside: what each records, and what is refused in words.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod acts;
mod recorded;
mod refusals;
mod round_trip;
mod sample;
#[path = "../../../record/tests/all/strategies.rs"]
mod strategies;
