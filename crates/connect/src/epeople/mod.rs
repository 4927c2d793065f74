//! 국민신문고: complaints and ratings in, stages, answers and transfers out; `docs/protocols/epeople.md`.

mod book;
mod client;
mod door;
mod fake;
pub mod mapping;
pub mod protocol;
pub mod signature;

use std::time::Duration;

pub use book::{EpeopleMischief, Taken};
pub use client::{EpeopleClient, Moment, Nonce, Unreached};
pub use fake::{Clock, EpeopleFake};

use crate::Secret;

/// How 국민신문고 is reached.
#[derive(Clone, Debug)]
pub struct EpeopleSettings {
    /// Everything before `/v1/…`; https unless it is this machine.
    pub url: String,
    /// Which key signs.
    pub key_id: String,
    /// The key itself.
    pub secret: Secret,
    /// For one request, answer included.
    pub timeout: Duration,
}
