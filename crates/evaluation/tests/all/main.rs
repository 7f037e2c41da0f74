//! Every figure of the evaluation, against the pilot's known values and over random cohorts.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod as_at;
mod by_family;
mod elsewhere;
mod flow;
mod golden;
mod laws;
mod packed;
mod pilot;
mod random;
mod snapshots;
#[path = "../../../record/tests/all/strategies.rs"]
mod strategies;
mod unknown;
mod work;
