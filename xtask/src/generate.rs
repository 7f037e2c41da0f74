//! `cargo xtask generate`: the documents the program prints about itself.

use anyhow::{Context, Result, bail};

use crate::run::{Place, output};

/// Whether to write what is printed or to compare it with what is in the tree.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// A file in the tree and the words that make the program print it.
const GENERATED: &[(&str, &[&str])] = &[
    ("docs/cli.md", &["help-all"]),
    ("docs/measures.md", &["measures"]),
    ("docs/permissions.md", &["permissions"]),
];

pub(crate) fn run(place: &Place, mode: Mode) -> Result<()> {
    let program = place.build_alongside()?;
    let mut stale = Vec::new();
    for (file, words) in GENERATED {
        let fresh = output(place.command(&program).args(*words))?;
        if fresh.trim().is_empty() {
            bail!(
                "`alongside {}` prints nothing to keep in {file}",
                words.join(" ")
            );
        }
        let path = place.top.join(file);
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if kept == fresh {
            continue;
        }
        match mode {
            Mode::Write => {
                std::fs::write(&path, fresh).with_context(|| format!("could not write {file}"))?;
                println!("wrote {file}");
            }
            Mode::Check => stale.push(*file),
        }
    }
    if !stale.is_empty() {
        bail!(
            "stale: {}; run `cargo xtask generate` and commit the result",
            stale.join(", ")
        );
    }
    Ok(())
}
