//! `cargo xtask fuzz [TARGET…] [--minutes N]`: the targets of `fuzz/` with libFuzzer, one after the other.

use anyhow::{Result, bail};

use crate::run::{Place, succeed};

const TARGETS: [&str; 4] = ["workbook", "csv", "entry", "form"];
/// For each target, unless it is said.
const MINUTES: u64 = 10;

pub(crate) fn run(place: &Place, words: &[&str]) -> Result<()> {
    let (targets, minutes) = asked(words)?;
    let there = place.command("cargo").args(["fuzz", "--version"]).output();
    if !there.is_ok_and(|answer| answer.status.success()) {
        bail!("cargo-fuzz is not on this machine: `cargo install cargo-fuzz`");
    }
    let kept = place.top.join("target/fuzz");
    let seeds = kept.join("seeds");
    let words = ["run", "--quiet", "-p", "fuzz", "--bin", "seeds", "--"];
    succeed(place.cargo(&words).arg(&seeds))?;
    for target in targets {
        let corpus = kept.join("corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        println!("{target}: {minutes} minutes");
        let words = [
            "fuzz",
            "run",
            "--fuzz-dir",
            "fuzz",
            // There is no unsafe code of ours for a sanitizer to look at, and without one no other compiler is needed.
            "--sanitizer",
            "none",
            "--features",
            "libfuzzer",
            "--target-dir",
            "target/fuzz/built",
            target,
        ];
        let mut fuzz = place.cargo(&words);
        fuzz.arg(corpus).arg(seeds.join(target));
        fuzz.args(["--", "-timeout=30", "-rss_limit_mb=2048"]);
        fuzz.arg(format!("-max_total_time={}", minutes * 60));
        fuzz.arg(format!(
            "-dict={}",
            place.top.join("fuzz/words.dict").display()
        ));
        // Linking as for a release takes longer than it gains here.
        fuzz.env("CARGO_PROFILE_RELEASE_LTO", "off");
        fuzz.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        succeed(&mut fuzz)?;
    }
    Ok(())
}

fn asked<'w>(words: &[&'w str]) -> Result<(Vec<&'w str>, u64)> {
    let mut targets = Vec::new();
    let mut minutes = MINUTES;
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        match word {
            "--minutes" => {
                minutes = words.next().unwrap_or_default().parse()?;
            }
            target if TARGETS.contains(&target) => targets.push(target),
            other => bail!(
                "there is no target {other}; there are: {}",
                TARGETS.join(" ")
            ),
        }
    }
    if targets.is_empty() {
        targets = TARGETS.to_vec();
    }
    Ok((targets, minutes))
}
