//! A fuzzer over `crates/hostile/src/staff.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("staff", bytes));
