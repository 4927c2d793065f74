//! Everything the store does, on both databases.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod access_log;
mod account_notices;
mod administration;
mod attachments;
mod books;
mod calendar;
mod contract;
mod desk;
mod dispatches;
mod duties;
mod exports;
mod fixture;
mod impostor;
mod leader;
mod log_in;
mod numbers;
mod opening;
mod org;
mod outbox;
mod passkeys;
mod people;
mod petitioners;
mod retention;
mod rotation;
mod schema;
mod silence;
mod standby;
mod waiting;
mod whole;
