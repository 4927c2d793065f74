//! The officers' pages over a small office, as a browser without a script sees them.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod access;
mod account_notices;
mod administration;
mod approvals;
mod assign;
mod clerk;
mod connectors;
mod everyday;
mod exports;
mod faults;
mod figures;
mod follow_ups;
mod intake;
mod kept_for_oneself;
mod live;
mod log_in;
mod made_files;
mod oneself;
mod outside;
mod own_desk;
mod passkeys;
mod people;
mod portal;
mod retention;
mod satisfaction;
mod second_factor;
mod short_names;
mod spraying;
mod standby;
mod texts;
mod unreached;
mod unsent;
mod unsent_bounds;
mod watching;
