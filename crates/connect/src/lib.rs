//! Other people's systems; each a folder with client, mapping and a small real server that stands in. And the files they write.

pub mod approval;
mod discreet;
pub mod epeople;
mod line;
pub mod lists;
pub mod message;
pub mod oidc;
pub mod portal;
pub mod scan;
mod script;
pub mod secret;
mod signature;
pub mod staff;
mod tls;
pub mod vault;

pub use message::BadSetting;
pub use secret::Secret;
pub use tls::install_crypto;
