//! The petitioner's pages over a small office, as a browser sees them.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

mod answers;
mod apply;
mod browser;
mod lookup;
mod petition;
