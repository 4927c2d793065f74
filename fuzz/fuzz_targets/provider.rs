//! A fuzzer over `crates/hostile/src/provider.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("provider", bytes));
