//! A fuzzer over `crates/hostile/src/answers.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("answers", bytes));
