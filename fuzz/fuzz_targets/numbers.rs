//! A fuzzer over `crates/hostile/src/numbers.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("numbers", bytes));
