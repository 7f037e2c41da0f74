//! Bringing in families, from outside: what goes in comes out, and the rest is refused in words.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod recorded;
mod refusals;
mod round_trip;
mod sample;
#[path = "../../../record/tests/all/strategies.rs"]
mod strategies;
