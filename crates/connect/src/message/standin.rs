//! A mail relay and a message gateway of our own, for the demo and for tests.

use std::io;
use std::net::SocketAddr;

use super::Settings;
use super::mail::{MailFake, ReceivedMail};
use super::text::{Clock, GatewayFake, ReceivedText};

/// Both stand-ins, running; they end when this is dropped.
pub struct StandIn {
    /// Where the relay listens.
    pub mail_address: SocketAddr,
    /// Where the gateway listens.
    pub gateway_url: String,
    /// Settings that lead to both.
    pub settings: Settings,
    /// For making the relay misbehave.
    pub mail: MailFake,
    /// For making the gateway misbehave.
    pub gateway: GatewayFake,
}

/// Starts both on free loopback ports. The gateway checks how old signatures are by `clock`.
///
/// # Errors
/// When no loopback port can be had.
pub async fn start(clock: Clock) -> io::Result<StandIn> {
    let (mail, gateway) = (MailFake::start().await?, GatewayFake::start(clock).await?);
    Ok(StandIn {
        mail_address: mail.address(),
        gateway_url: gateway.url(),
        settings: Settings { mail: Some(mail.settings()), gateway: Some(gateway.settings()) },
        mail,
        gateway,
    })
}

impl StandIn {
    /// The letters received, oldest first.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.mail.letters()
    }

    /// The text messages taken, each key once, oldest first.
    pub fn texts(&self) -> Vec<ReceivedText> {
        self.gateway.messages()
    }

    /// Ends both.
    pub fn stop(&self) {
        self.mail.stop();
        self.gateway.stop();
    }
}
