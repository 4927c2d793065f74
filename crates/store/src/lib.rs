//! All SQL. One door, two databases.
//!
//! [`Store::read`] gives a [`Read`], [`Store::write`] a [`Write`]; what can be asked or changed are their
//! methods, one file a noun. A `Write` can do all a `Read` can.

mod codec;
mod crypto;
mod dialect;
mod error;
mod migrate;
mod open;
mod tx;

pub use crypto::{CryptoError, KeyRing};
pub use error::{Result, StoreError};
pub use migrate::{fingerprint, newest};
pub use open::Store;
pub use tx::{Engine, Read, Write};
