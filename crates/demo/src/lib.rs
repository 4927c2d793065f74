//! A living Seoul: real public organisations, made-up people, complaints made by performing acts.

pub mod people;
pub mod seoul;
pub mod texts;
