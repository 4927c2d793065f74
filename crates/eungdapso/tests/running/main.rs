//! The program as people start it, and as it dies.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod clear_lines;
mod clock_set;
mod crowd;
mod database;
mod doctor;
mod full;
mod full_server;
mod full_vault;
mod killed;
mod leaving;
mod line;
mod memory;
mod no_room;
mod officers;
mod packets;
mod people;
mod program;
mod resealing;
mod sealed_desk;
mod secrecy;
mod serving;
mod stopping;
