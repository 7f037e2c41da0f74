//! `cargo xtask ci`: what a merge needs, cheapest first.

use anyhow::Result;

use crate::run::{Place, Stages, succeed};
use crate::{generate, machine, test, tidy};

pub(crate) fn run(place: &Place) -> Result<()> {
    let mut stages = Stages::default();
    stages.run("formatting", || {
        succeed(&mut place.cargo(&["fmt", "--all", "--check"]))
    });
    stages.run("tidiness", || tidy::run(place));
    stages.run("licences, bans and sources", || deny(place));
    stages.run("lints", || {
        succeed(&mut place.cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    stages.run("generated files", || {
        generate::run(place, generate::Mode::Check)
    });
    stages.run("tests", || test::run(place, &[]));
    stages.finish()
}

fn deny(place: &Place) -> Result<()> {
    let program = machine::cargo_deny(place)?;
    succeed(place.command(program).args([
        "--locked",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "--show-stats",
        "bans",
        "licenses",
        "sources",
    ]))
}
