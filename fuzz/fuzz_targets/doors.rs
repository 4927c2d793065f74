//! A fuzzer over `crates/hostile/src/doors.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("doors", bytes));
