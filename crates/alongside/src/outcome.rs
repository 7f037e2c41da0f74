//! How a command ends: what is printed where, and the exit status.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

/// Problems in the data, all of them listed on standard error.
const PROBLEMS: u8 = 2;
/// Wrong usage, as the convention of sysexits has it.
const USAGE: u8 = 64;

/// Problems a person can put right, one a line.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub(crate) struct Problems(pub(crate) Vec<String>);

impl Problems {
    /// One problem as an error of the command.
    pub(crate) fn one(problem: impl Display) -> anyhow::Error {
        Self(vec![problem.to_string()]).into()
    }
}

/// Logs go to standard error; `ALONGSIDE_LOG` chooses how much.
pub(crate) fn logging() {
    let filter =
        EnvFilter::try_from_env("ALONGSIDE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// The exit status of a command.
pub(crate) fn finish(result: anyhow::Result<()>) -> ExitCode {
    let Err(error) = result else {
        return ExitCode::SUCCESS;
    };
    // A reader that went away (`| head`) is no failure.
    let closed = error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe);
    if closed {
        return ExitCode::SUCCESS;
    }
    if let Some(problems) = error.downcast_ref::<Problems>() {
        say(&problems.to_string());
        return ExitCode::from(PROBLEMS);
    }
    say(&format!("alongside: {error:#}"));
    ExitCode::FAILURE
}

/// A command line that cannot be understood, or a request for help.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // Help goes to standard output and is no failure; clap knows which is which.
    let printed = error.print();
    match (error.use_stderr(), printed) {
        (false, Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::from(USAGE),
    }
}

/// A line on standard error. If that is closed there is nobody left to tell.
pub(crate) fn say(words: &str) {
    let _: Result<(), _> = writeln!(std::io::stderr(), "{words}");
}

/// Text on standard output.
pub(crate) fn print(text: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text)?;
    out.flush()?;
    Ok(())
}
