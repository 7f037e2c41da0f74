#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line answers by printing"
)]

mod bench;
mod ci;
mod fuzz;
mod generate;
mod machine;
mod postgres;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask test [WORD…]        every test on both engines, then the browser; words choose tests by name
cargo xtask with-postgres CMD…  run a command, say `cargo test -p store`, with the tests' PostgreSQL
cargo xtask ci                  what a merge needs: fmt, tidy, clippy, deny, generated files, test
cargo xtask generate [--check]  write the documents the program prints about itself, or fail where stale
cargo xtask tidy                the rules of the house that no compiler knows
cargo xtask bench NAME          run bench/NAME.py
cargo xtask fuzz [TARGET…] [--minutes N]
                                send anything to what reads files, entries and forms; see fuzz/README.md";

fn main() -> ExitCode {
    match obey() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey() -> Result<()> {
    let place = run::Place::find()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test", filter @ ..] => test::run(&place, filter),
        ["with-postgres", program, rest @ ..] => test::with_postgres(&place, program, rest),
        ["ci"] => ci::run(&place),
        ["generate"] => generate::run(&place, generate::Mode::Write),
        ["generate", "--check"] => generate::run(&place, generate::Mode::Check),
        ["tidy"] => tidy::run(&place),
        ["bench", name, rest @ ..] => bench::run(&place, name, rest),
        ["bench"] => bench::list(&place),
        ["fuzz", rest @ ..] => fuzz::run(&place, rest),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("no such command: {}\n\n{USAGE}", other.join(" ")),
    }
}
