//! For tests only: an office on either database, a moved clock, an HTTP client.
#![expect(clippy::unwrap_used, reason = "for tests only: a fault here is a failed test")]

pub mod authenticator;
pub mod chance;
pub mod databases;
pub mod disk;
pub mod office;
pub mod paper;
pub mod proxy;
pub mod rows;
pub mod say;
pub mod walk;
pub mod world;
pub mod written;
