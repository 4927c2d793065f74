//! Other people's systems; each a folder with client, mapping and a small real server that stands in.

pub mod message;
pub mod secret;
pub mod staff;
mod tls;

pub use secret::Secret;
pub use tls::install_crypto;
