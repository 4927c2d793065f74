//! A fuzzer over `crates/hostile/src/texts.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("texts", bytes));
