//! A fuzzer over `crates/hostile/src/epeople.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("epeople", bytes));
