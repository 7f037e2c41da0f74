//! `cargo xtask fuzz csv`: see `src/csv.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::csv::look(data));
