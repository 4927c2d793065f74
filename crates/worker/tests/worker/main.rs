//! The worker against real stand-ins of the mail relay and the message gateway, on both databases.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod city;
mod deliveries;
mod files;
mod sweeps;
