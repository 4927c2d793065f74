//! Other people's systems; each a folder with client, mapping and a small real server that stands in.

pub mod message;
pub mod scan;
pub mod secret;
mod tls;
pub mod vault;

pub use message::BadSetting;
pub use secret::Secret;
pub use tls::install_crypto;
