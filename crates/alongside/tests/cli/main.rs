//! The program as somebody at a command line sees it: what it prints, what it leaves behind and how it ends.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod data;
mod demo;
mod files;
mod golden;
mod imports;
mod keys;
mod program;
mod reaching;
mod refusals;
mod serving;
mod usage;
mod verifying;
