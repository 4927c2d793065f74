//! Complaints at rest, on both databases: opened, changed, listed, counted and waited for.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod at_once;
mod city;
mod complaints;
mod counts;
mod how_many;
mod lists;
mod pages;
mod published;
mod satisfaction;
mod scopes;
mod search;
mod statistics;
mod waiting;
