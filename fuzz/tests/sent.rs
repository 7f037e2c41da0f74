//! Each target with what was found once, with its seeds, and with seeds that are changed a little.

use std::path::Path;

use fuzz::{TARGETS, seeds};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[test]
fn what_was_found_once_is_found_no_more() {
    for (name, look) in TARGETS {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("kept")
            .join(name);
        for file in std::fs::read_dir(kept).into_iter().flatten() {
            look(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}

#[test]
fn seeds_and_changed_seeds_are_read() {
    for (name, look) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name}");
        for seed in &seeds {
            look(seed);
        }
        let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8);
        let changed = (prop::sample::select(seeds), changes).prop_map(|(mut seed, changes)| {
            for (at, byte) in changes {
                let at = at.index(seed.len());
                seed[at] = byte;
            }
            seed
        });
        // The same each time: what is sent at random is sent by `cargo xtask fuzz`.
        let config = Config {
            failure_persistence: None,
            ..Config::with_cases(200)
        };
        let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, chance);
        runner
            .run(&changed, |bytes| {
                look(&bytes);
                Ok(())
            })
            .unwrap();
    }
}
