//! A fuzzer over `crates/hostile/src/papers.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("papers", bytes));
