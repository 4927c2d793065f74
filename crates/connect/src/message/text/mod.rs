//! SMS, LMS and 알림톡 through an HTTP gateway; the protocol is `docs/protocols/message-gateway.md`.

mod client;
mod desk;
mod fake;
mod mapping;
pub mod protocol;

use std::time::Duration;

pub use client::TextClient;
pub use desk::{GatewayMischief, ReceivedText};
pub use fake::{Clock, GatewayFake};

use crate::Secret;

/// How the gateway is reached.
#[derive(Clone, Debug)]
pub struct GatewaySettings {
    /// Everything before `/v1/messages`; https unless the gateway is this machine.
    pub url: String,
    /// Says who we are.
    pub token: Secret,
    /// Signs what we say.
    pub signing_key: Secret,
    /// The approved 알림톡 template our texts are sent under; without one 알림톡 is refused and SMS follows.
    pub alimtalk_template: Option<String>,
    /// For one request, answer included.
    pub timeout: Duration,
}
