//! The program: one binary, from the command line to the pages.

mod checkpoints;
mod cli;
mod clock;
mod data;
mod demo;
mod documents;
mod evaluate;
mod files;
mod import;
mod looked;
mod mail;
mod outcome;
mod provider;
mod reach;
mod serve;
mod sign_in_link;
mod verify;

use std::process::ExitCode;

/// A page is made of thousands of small pieces, which this one gives out and takes back faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::read() {
        Ok(cli) => cli,
        Err(error) => return outcome::usage(&error),
    };
    outcome::logging();
    outcome::quiet_panics();
    outcome::finish(cli.run())
}
