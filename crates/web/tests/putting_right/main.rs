//! Putting entries right through their forms: every kind that an act of recording can write.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "../common/browser.rs"]
mod browser;
#[path = "../common/mod.rs"]
mod common;

mod entries;
mod follows;
mod kinds;
mod who;
