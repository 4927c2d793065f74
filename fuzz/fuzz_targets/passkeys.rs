//! A fuzzer over `crates/hostile/src/passkeys.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("passkeys", bytes));
