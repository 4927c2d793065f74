//! Personal fields at rest: sealed with a key that has an id, found again through a blind index.

mod blind;
mod key_file;
mod key_ring;
mod marks;
mod seal;

pub(crate) use blind::{email, name, phone};
pub use key_ring::KeyRing;
pub use marks::KeyMark;
pub(crate) use seal::Place;

/// Why a sealed text stays closed. Never says what was inside.
#[derive(Debug, thiserror::Error)]
pub enum CryptoError {
    #[error("the key ring is not readable: {0}")]
    KeyRing(String),
    #[error("no key {0:?} in the key ring")]
    UnknownKey(String),
    #[error("a sealed text does not open: it was altered, moved to another row, or its key is another one")]
    Unopened,
}
