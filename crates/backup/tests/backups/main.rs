//! Backups of a small office on either database: taken while people work, brought back elsewhere, refused when not whole.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod anonymised;
mod desk;
mod files;
mod refusals;
mod whole;
