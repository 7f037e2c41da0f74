//! `cargo xtask bench NAME`: the measurements in `bench/`, each a Python script of the standard library.

use anyhow::{Result, bail};

use crate::run::{Place, succeed};

/// Runs one measurement, passing on the words after its name.
pub(crate) fn run(place: &Place, name: &str, rest: &[&str]) -> Result<()> {
    if !names(place).iter().any(|known| known == name) {
        bail!(
            "there is no bench/{name}.py; there are: {}",
            names(place).join(" ")
        );
    }
    succeed(
        place
            .command("python3")
            .arg(format!("bench/{name}.py"))
            .args(rest),
    )
}

/// Prints the measurements there are.
#[expect(clippy::unnecessary_wraps, reason = "a command like the others")]
pub(crate) fn list(place: &Place) -> Result<()> {
    for name in names(place) {
        println!("cargo xtask bench {name}");
    }
    Ok(())
}

fn names(place: &Place) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(place.top.join("bench")) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".py")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}
