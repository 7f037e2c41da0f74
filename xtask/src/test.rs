//! `cargo xtask test`: everything, on both engines and in a browser.

use anyhow::Result;

use crate::machine;
use crate::postgres::Postgres;
use crate::run::{Place, Stages, succeed};

/// Runs the tests whose names contain one of the words, or all of them when there are none.
/// Browser test files are chosen by the same words.
pub(crate) fn run(place: &Place, words: &[&str]) -> Result<()> {
    let mut stages = Stages::default();
    stages.run("tests of the crates, on SQLite and PostgreSQL", || {
        crates(place, words)
    });
    let files = browser_files(place, words)?;
    if !files.is_empty() {
        stages.run("tests in the browser", || browser(place, &files));
    }
    stages.finish()
}

/// Runs a command with the server the tests of `store` look for.
pub(crate) fn with_postgres(place: &Place, program: &str, words: &[&str]) -> Result<()> {
    let postgres = Postgres::start()?;
    succeed(
        place
            .command(program)
            .args(words)
            .env("ALONGSIDE_TEST_POSTGRES", postgres.url())
            // A test that finds no server must fail here, not pass by running on SQLite alone.
            .env("ALONGSIDE_REQUIRE_POSTGRES", "1"),
    )
}

fn crates(place: &Place, words: &[&str]) -> Result<()> {
    let mut command = vec!["test", "--locked", "--workspace", "--no-fail-fast", "--"];
    command.extend(words);
    with_postgres(place, "cargo", &command)
}

fn browser(place: &Place, files: &[String]) -> Result<()> {
    machine::node()?;
    let chromium = machine::chromium()?;
    let program = place.build_alongside()?;
    let e2e = place.top.join("e2e");
    succeed(
        place
            .command("npm")
            .args(["ci", "--silent"])
            .current_dir(&e2e),
    )?;
    succeed(
        place
            .command("node")
            .args(["--test", "--test-reporter=spec", "--test-timeout=600000"])
            .args(files)
            .current_dir(&e2e)
            .env("ALONGSIDE", program)
            .env("CHROMIUM", chromium),
    )
}

fn browser_files(place: &Place, words: &[&str]) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(place.top.join("e2e"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs")
            && (words.is_empty() || words.iter().any(|word| name.contains(word)))
        {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}
