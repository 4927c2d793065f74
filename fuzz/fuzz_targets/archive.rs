//! A fuzzer over `crates/hostile/src/archive.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("archive", bytes));
