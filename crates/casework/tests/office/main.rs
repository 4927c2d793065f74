//! The office at work on both databases: acts, answers, filings, log-ins, and many people at once.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod account_notices;
mod administration;
mod alike;
mod answers;
mod approval;
mod by_hand;
mod counter;
mod crowd;
mod desk;
mod door;
mod exports;
mod feeds;
mod intake;
mod keys;
mod log_in;
mod passkeys;
mod peek;
mod people;
mod pipeline;
mod reading;
mod retention;
mod second_factor;
mod together;
mod walks;
mod watching;
