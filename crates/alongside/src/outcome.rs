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
    /// A problem, or all of them one a line, as an error of the command.
    pub(crate) fn one(problem: impl Display) -> anyhow::Error {
        Self(vec![problem.to_string()]).into()
    }
}

/// Logs go to standard error; `ALONGSIDE_LOG` chooses how much.
pub(crate) fn logging() {
    let filter = EnvFilter::try_from_env("ALONGSIDE_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// A panic says where it was, and why only in words that stand in the program: what was put into
/// them may be of somebody.
pub(crate) fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let why = panic.payload().downcast_ref::<&'static str>();
        let at = panic.location().map(ToString::to_string);
        tracing::error!(
            at = at.unwrap_or_default(),
            why = why.copied().unwrap_or_default(),
            "the program is wrong"
        );
    }));
}

/// The exit status of a command.
pub(crate) fn finish(result: anyhow::Result<()>) -> ExitCode {
    let Err(error) = result else {
        return ExitCode::SUCCESS;
    };
    if error
        .downcast_ref::<std::io::Error>()
        .is_some_and(nobody_reads)
    {
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
    match error.print() {
        _ if error.use_stderr() => ExitCode::from(USAGE),
        Ok(()) => ExitCode::SUCCESS,
        Err(unprinted) => finish(Err(unprinted.into())),
    }
}

/// A reader that went away (`| head`) is no failure.
fn nobody_reads(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
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

/// A digest as it is printed.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
