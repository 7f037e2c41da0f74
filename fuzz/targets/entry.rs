//! `cargo xtask fuzz entry`: see `src/entry.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::entry::look(data));
