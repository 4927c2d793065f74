//! A living Seoul: real public organisations, made-up people, complaints made by performing acts.
