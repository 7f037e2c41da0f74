//! `cargo xtask fuzz workbook`: see `src/workbook.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::workbook::look(data));
