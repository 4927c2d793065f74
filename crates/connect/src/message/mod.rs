//! Messages to people: mail, SMS and 알림톡, behind one face.
//!
//! The outbox hands a [`Letter`] to [`Messengers::send`] and writes down the [`Outcome`]; which attempt it
//! was, when to try again and which channel comes next is the outbox's business. Sending twice under one key
//! is harmless at the gateway (it answers as before) and recognisable in the mail (same `Message-ID`).

pub mod mail;
mod messengers;
pub mod standin;
pub mod text;

use std::fmt;

pub use messengers::{Messengers, Settings};

/// The longest key taken, in bytes: the gateway's protocol promises to remember this much.
pub const KEY_BYTES: usize = 200;

/// The road a message takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Mail,
    Sms,
    Alimtalk,
}

impl Channel {
    /// The name kept in logs and rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Alimtalk => "alimtalk",
        }
    }
}

/// One message to one person over one channel.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every attempt at the same notice over the same channel, and for nothing else.
    pub key: String,
    pub channel: Channel,
    /// A mail address or a mobile number, as the person gave it.
    pub to: String,
    /// The mail's subject; the title of a long text message; unused in a short one.
    pub subject: String,
    pub text: String,
}

/// Shows neither recipient nor words, so that no log ever does.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("key", &self.key)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

/// What became of an attempt. The sentences are Korean, name no recipient, and are fit for 알림현황.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The provider has taken responsibility for it.
    Delivered { provider_id: String, answer: String },
    /// Nobody knows, or not now: the same letter may be tried again.
    Retry { why: String },
    /// It will never go this way: fall back to the next channel.
    Refused { why: String },
}

impl Outcome {
    /// The name kept in logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delivered { .. } => "delivered",
            Self::Retry { .. } => "retry",
            Self::Refused { .. } => "refused",
        }
    }

    fn retry(why: impl Into<String>) -> Self {
        Self::Retry { why: why.into() }
    }

    fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }
}

/// A setting that cannot work, found at start-up rather than at the first notice.
#[derive(Debug, thiserror::Error)]
#[error("{setting}: {why}")]
pub struct BadSetting {
    pub setting: &'static str,
    pub why: String,
}

impl BadSetting {
    /// An address elsewhere that would be spoken to in the clear.
    pub(crate) fn in_the_clear(setting: &'static str) -> Self {
        Self::new(
            setting,
            "다른 컴퓨터와는 https로만 이야기합니다. 주소를 https://로 바꾸십시오. http는 이 컴퓨터(127.0.0.1)로만 됩니다 \
             (must be https; http only on this machine)",
        )
    }

    pub(crate) fn new(setting: &'static str, why: impl fmt::Display) -> Self {
        Self { setting, why: why.to_string() }
    }
}

/// The name of this machine that no resolver is asked for.
pub(crate) const LOCALHOST: &str = "localhost";
/// What it stands for.
pub(crate) const THIS_MACHINE: std::net::Ipv4Addr = std::net::Ipv4Addr::LOCALHOST;

/// Whether a host is this machine itself, where nothing travels in the clear. `localhost` is, since everybody here
/// reaches it by [`THIS_MACHINE`] ([`by_address`]) and not by what a resolver makes of it.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == LOCALHOST || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The host as one connects to it: `localhost` by address, another one as it was named.
pub(crate) fn by_address(host: &str) -> std::borrow::Cow<'_, str> {
    if host == LOCALHOST { THIS_MACHINE.to_string().into() } else { host.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_is_this_machine_whatever_a_resolver_says() {
        for (host, here, reached) in [
            ("localhost", true, "127.0.0.1"),
            ("127.0.0.1", true, "127.0.0.1"),
            ("[::1]", true, "[::1]"),
            ("localhost.evil.example", false, "localhost.evil.example"),
            ("relay.seoul.example", false, "relay.seoul.example"),
            ("10.0.0.1", false, "10.0.0.1"),
        ] {
            assert_eq!((is_loopback(host), by_address(host).as_ref()), (here, reached), "{host}");
        }
    }
}
