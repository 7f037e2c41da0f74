//! The program with the pilot's families in it, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod evaluation;
mod importing;
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
mod stage;
mod work;
