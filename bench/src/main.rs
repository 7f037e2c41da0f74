#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, reason = "a command line answers by printing")]

mod load;
mod seed;

use clap::Parser;

/// Parts of the measurement of a served store.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
enum Command {
    /// Fill a new store with invented families.
    Seed(seed::Asked),
    /// Ask a server for pages.
    Load(load::Asked),
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    match Command::parse() {
        Command::Seed(asked) => runtime.block_on(seed::run(&asked)),
        Command::Load(asked) => runtime.block_on(load::run(&asked)),
    }
}
