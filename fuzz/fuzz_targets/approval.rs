//! A fuzzer over `crates/hostile/src/approval.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("approval", bytes));
