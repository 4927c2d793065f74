//! A fuzzer over `crates/hostile/src/packets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::read("packets", bytes));
