//! A fuzzer over `crates/hostile/src/query.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("query", bytes));
