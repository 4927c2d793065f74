//! Version 1 of our message-gateway protocol: bodies, headers, codes and the signature.

use serde::{Deserialize, Serialize};

use crate::signature;

/// Where messages are posted; a key behind a slash asks after one.
pub const PATH: &str = "/v1/messages";
/// Seconds since 1970 at which the request was signed.
pub const TIMESTAMP_HEADER: &str = "x-eungdapso-timestamp";
/// `v1=` and the signature in lower-case hexadecimal.
pub const SIGNATURE_HEADER: &str = "x-eungdapso-signature";
/// How far the two clocks may be apart, in seconds.
pub const CLOCK_SECONDS: i64 = 300;
/// The biggest request and answer, in bytes: a long message in JSON escapes, with room.
pub const BODY_BYTES: usize = 32 * 1024;

/// What a message travels as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Up to 90 bytes.
    Sms,
    /// Up to 2,000 bytes, with a title.
    Lms,
    /// Up to 1,000 characters, under an approved template.
    Alimtalk,
}

/// The request of `POST /v1/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub key: String,
    pub channel: Kind,
    pub to: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

/// What the gateway decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Accepted,
    Rejected,
}

/// Every answer's body, errors included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The gateway's number for the message; empty when it took none.
    pub id: String,
    pub status: Status,
    /// One of [`code`].
    pub code: String,
    /// A sentence for people.
    pub reason: String,
}

/// The codes of version 1.
pub mod code {
    pub const ACCEPTED: &str = "ACCEPTED";
    pub const DUPLICATE: &str = "DUPLICATE";
    pub const BAD_NUMBER: &str = "BAD_NUMBER";
    pub const TOO_LONG: &str = "TOO_LONG";
    pub const UNKNOWN_TEMPLATE: &str = "UNKNOWN_TEMPLATE";
    pub const BAD_REQUEST: &str = "BAD_REQUEST";
    pub const KEY_REUSED: &str = "KEY_REUSED";
    pub const BAD_TOKEN: &str = "BAD_TOKEN";
    pub const BAD_SIGNATURE: &str = "BAD_SIGNATURE";
    pub const STALE: &str = "STALE";
    pub const UNKNOWN_KEY: &str = "UNKNOWN_KEY";
    pub const TOO_MANY: &str = "TOO_MANY";
    pub const FAULT: &str = "FAULT";
}

/// What is signed of a request: when, what is done to what, and the body to the byte.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// As the header carries it.
    pub timestamp: &'a str,
    pub method: &'a str,
    /// As requested, percent-encoding included.
    pub path: &'a str,
    pub body: &'a [u8],
}

impl Signed<'_> {
    /// The signature header's value.
    pub fn sign(&self, key: &str) -> String {
        signature::sign(key, &self.lines(), self.body)
    }

    /// Whether a header's value was made with this key; compared in constant time.
    pub fn is_signed(&self, key: &str, given: &str) -> bool {
        signature::is_signed(key, &self.lines(), self.body, given)
    }

    fn lines(&self) -> [&str; 3] {
        [self.timestamp, self.method, self.path]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: Signed<'static> =
        Signed { timestamp: "1773104400", method: "POST", path: PATH, body: b"{}" };

    #[test]
    fn a_signature_covers_everything() {
        let signature = EXAMPLE.sign("key");
        assert!(EXAMPLE.is_signed("key", &signature));
        assert!(!EXAMPLE.is_signed("other", &signature));
        for changed in [
            Signed { timestamp: "1773104401", ..EXAMPLE },
            Signed { method: "GET", ..EXAMPLE },
            Signed { path: "/v1/messages/a", ..EXAMPLE },
            Signed { body: b"{ }", ..EXAMPLE },
        ] {
            assert!(!changed.is_signed("key", &signature), "{changed:?}");
        }
    }

    /// The example of `docs/protocols/message-gateway.md`, so that its signature stays true.
    #[test]
    fn the_documented_example_is_right() {
        let page = include_str!("../../../../../docs/protocols/message-gateway.md");
        let body = page.lines().find(|line| line.starts_with(r#"{"key":"#)).unwrap();
        let message: Message = serde_json::from_str(body).unwrap();
        assert_eq!(serde_json::to_string(&message).unwrap(), body);
        let signature = Signed { body: body.as_bytes(), ..EXAMPLE }.sign("example-signing-key");
        assert!(page.contains(&signature), "{signature}");
        let answer = page.lines().find(|line| line.starts_with(r#"{"id":"#)).unwrap();
        assert!(serde_json::from_str::<Answer>(answer).is_ok());
    }

    #[test]
    fn a_header_of_another_shape_is_no_signature() {
        let signature = EXAMPLE.sign("key");
        for odd in ["", "v1=", "v2=00", &signature[3..], &signature[..66], &format!("v1={}", "가".repeat(32))]
        {
            assert!(!EXAMPLE.is_signed("key", odd), "{odd}");
        }
    }
}
