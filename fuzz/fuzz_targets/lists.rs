//! A fuzzer over `crates/hostile/src/lists.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("lists", bytes));
