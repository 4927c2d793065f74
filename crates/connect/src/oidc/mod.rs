//! 통합인증 by OpenID Connect: the identity provider says who somebody is; the protocol is `docs/protocols/oidc.md`.

mod attempt;
mod client;
pub mod fake;
mod keys;
mod token;

use std::time::Duration;

pub use attempt::Attempt;
pub use client::OidcClient;
pub use token::Unbelievable;

use crate::Secret;

/// Which identity provider is believed, and as whom we are known there.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// As the provider calls itself, letter for letter; https unless it is this machine.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Secret,
    /// Where the provider sends people back to: our own address, as it is registered there.
    pub redirect_uri: String,
    /// What is asked of it; `openid` is part of it.
    pub scope: String,
    /// The claim that holds the 아이디(사번) of our officers.
    pub claim: String,
    /// For one request, answer included.
    pub timeout: Duration,
}

/// Why the provider did not say who somebody is. Holds no token and no claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTold {
    /// It is away, or speaks nonsense: nobody's fault who stands at the door.
    #[error("the identity provider cannot be used: {0}")]
    Away(String),
    /// It does not take the code: too late, or not its own.
    #[error("the identity provider refused the code (HTTP {0})")]
    Refused(u16),
    /// What it said must not be believed.
    #[error("the identity provider's token is not believed: {0}")]
    Unbelievable(#[from] Unbelievable),
}
