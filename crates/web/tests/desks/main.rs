//! The officers' pages over a small office, as a browser without a script sees them.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod access;
mod assign;
mod clerk;
mod everyday;
mod intake;
mod kept_for_oneself;
mod live;
mod log_in;
mod oneself;
mod own_desk;
