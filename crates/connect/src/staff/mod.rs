//! 인사 연계: the whole staff every night over HTTP, or as a file; the protocol is `docs/protocols/staff-feed.md`.

mod client;
mod fake;
pub mod mapping;
pub mod protocol;

use std::time::Duration;

pub use client::StaffClient;
pub use fake::StaffFake;

use crate::Secret;

/// How the directory is reached.
#[derive(Clone, Debug)]
pub struct StaffSettings {
    /// The address of the feed; https unless the directory is this machine.
    pub url: String,
    /// Says who we are.
    pub token: Secret,
    /// For the whole answer.
    pub timeout: Duration,
}
