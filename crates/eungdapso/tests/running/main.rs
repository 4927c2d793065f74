//! The program as people start it, and as it dies.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod crowd;
mod full;
mod killed;
mod program;
mod serving;
mod stopping;
