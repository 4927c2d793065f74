//! The office at work on both databases: acts, answers, filings, log-ins, and many people at once.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod answers;
mod desk;
mod intake;
mod keys;
mod log_in;
mod peek;
mod pipeline;
mod reading;
mod together;
mod walks;
