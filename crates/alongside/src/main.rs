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
mod outcome;
mod serve;
mod sign_in_link;
mod verify;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match cli::Cli::read() {
        Ok(cli) => cli,
        Err(error) => return outcome::usage(&error),
    };
    outcome::logging();
    outcome::finish(cli.run())
}
