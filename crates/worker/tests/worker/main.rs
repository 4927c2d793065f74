//! The worker against real stand-ins of the mail relay and the message gateway, on both databases.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod account_notices;
mod approvals;
mod city;
mod clock_set;
mod deliveries;
mod epeople;
mod epeople_acts;
mod epeople_days;
mod evidence;
mod exports;
mod files;
mod panics;
mod sealed;
mod sweeps;
mod weather;
