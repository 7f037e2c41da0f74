//! `cargo xtask fuzz form`: see `src/form.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::form::look(data));
