//! Where we are, and running other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The tree being worked on and the directory this program was built into.
pub(crate) struct Place {
    /// The top of the tree.
    pub(crate) top: PathBuf,
    /// Where cargo puts what it builds, wherever `CARGO_TARGET_DIR` or a setting has moved it.
    pub(crate) target: PathBuf,
}

impl Place {
    /// Asked once at the start: later builds may replace this very program on disk.
    pub(crate) fn find() -> Result<Self> {
        // Asked when it runs: the same program may serve two checkouts that share what they build.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let top = Path::new(&here)
            .parent()
            .context("xtask stands in a directory of the tree")?
            .to_path_buf();
        let program = std::env::current_exe().context("where this program was built")?;
        let target = program
            .ancestors()
            .nth(2)
            .context("this program is built to TARGET/PROFILE/xtask")?
            .to_path_buf();
        Ok(Self { top, target })
    }

    /// A command run from the top of the tree.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.top);
        // What this program's own cargo said of this package would have the inner one build again
        // whatever asks about it.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
                command.env_remove(name);
            }
        }
        command
    }

    /// Cargo, run from the top of the tree, holding to the lock file.
    pub(crate) fn cargo(&self, words: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(words);
        command
    }

    /// The Alongside program, built with the same features as its tests so that nothing is built twice.
    pub(crate) fn build_alongside(&self) -> Result<PathBuf> {
        succeed(&mut self.cargo(&["build", "--locked", "--workspace", "--bins", "--tests"]))?;
        Ok(self.target.join("debug/alongside"))
    }
}

/// Runs a command to its end, showing what it prints; its failure is ours.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let words = words(command);
    let status = command
        .status()
        .with_context(|| format!("could not start `{words}`"))?;
    if !status.success() {
        bail!("`{words}` failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and gives what it printed; its failure is ours, with its complaint.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let words = words(command);
    let output = command
        .output()
        .with_context(|| format!("could not start `{words}`"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{words}` failed ({}):\n{}",
            output.status,
            complaint.trim_end()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{words}` did not print UTF-8"))
}

fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}

/// The parts of a long command, each timed, with all their outcomes printed at the end.
#[derive(Default)]
pub(crate) struct Stages {
    done: Vec<(&'static str, Duration, Result<()>)>,
}

impl Stages {
    /// Runs one part; a failure is kept and the next part still runs, so that one look shows everything.
    pub(crate) fn run(&mut self, name: &'static str, part: impl FnOnce() -> Result<()>) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = part();
        if let Err(problem) = &outcome {
            println!("{problem:#}");
        }
        self.done.push((name, start.elapsed(), outcome));
    }

    /// Prints the summary; an error when any part failed.
    pub(crate) fn finish(self) -> Result<()> {
        println!();
        let mut failed = Vec::new();
        for (name, time, outcome) in &self.done {
            let word = if outcome.is_ok() { "ok    " } else { "FAILED" };
            println!("{word}  {:>6.1} s  {name}", time.as_secs_f64());
            if outcome.is_err() {
                failed.push(*name);
            }
        }
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }
}
