//! Mail over SMTP.

mod client;
mod fake;
mod mapping;
mod read;
mod session;

use std::time::Duration;

pub use client::MailClient;
pub use fake::MailFake;
pub use session::{MailMischief, ReceivedMail};

use crate::Secret;

/// How a mail relay is reached.
#[derive(Clone, Debug)]
pub struct MailSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Login and password; refused without TLS unless the relay is this machine.
    pub login: Option<(String, Secret)>,
    /// The address letters come from, such as `noreply@eungdapso.seoul.go.kr`.
    pub from: String,
    /// The name beside it, such as `서울시 응답소`.
    pub from_name: String,
    /// For reaching the relay, and again for handing over the letter.
    pub timeout: Duration,
}

/// What protects the conversation with the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Nothing: a relay on this machine.
    Plain,
    /// Nothing, on purpose: a relay without TLS in a closed network of one's own. Never with a password.
    PlainElsewhere,
    /// STARTTLS, insisted upon: a relay that does not offer it gets no letter.
    StartTls,
    /// TLS from the first byte (port 465).
    Tls,
}
