//! HMAC-SHA256 over everything a request is: when, under which nonce, what is done to what, and the body.

use crate::signature;

/// What is signed of a request.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// As the header carries it.
    pub timestamp: &'a str,
    pub nonce: &'a str,
    pub method: &'a str,
    /// As requested, percent-encoding included.
    pub path: &'a str,
    pub body: &'a [u8],
}

impl Signed<'_> {
    /// The signature header's value.
    pub fn sign(&self, secret: &str) -> String {
        signature::sign(secret, &self.lines(), self.body)
    }

    /// Whether a header's value was made with this secret; compared in constant time.
    pub fn is_signed(&self, secret: &str, given: &str) -> bool {
        signature::is_signed(secret, &self.lines(), self.body, given)
    }

    fn lines(&self) -> [&str; 4] {
        [self.timestamp, self.nonce, self.method, self.path]
    }
}

#[cfg(test)]
mod tests {
    use super::super::protocol::{Answer, CALLBACK_PATH, Document, Message, PATH};
    use super::*;

    const EXAMPLE: Signed<'static> = Signed {
        timestamp: "1773104400",
        nonce: "b0f6c1d2e3a49586",
        method: "POST",
        path: CALLBACK_PATH,
        body: b"{}",
    };

    #[test]
    fn a_signature_covers_everything() {
        let signature = EXAMPLE.sign("secret");
        assert!(EXAMPLE.is_signed("secret", &signature));
        assert!(!EXAMPLE.is_signed("other", &signature));
        for changed in [
            Signed { timestamp: "1773104401", ..EXAMPLE },
            Signed { nonce: "b0f6c1d2e3a49587", ..EXAMPLE },
            Signed { method: "GET", ..EXAMPLE },
            Signed { path: "/integration/approval/v1/callbacks/", ..EXAMPLE },
            Signed { body: b"{ }", ..EXAMPLE },
        ] {
            assert!(!changed.is_signed("secret", &signature), "{changed:?}");
        }
        for odd in ["", "v1=", &signature[3..], &format!("v1={}", "가".repeat(32))] {
            assert!(!EXAMPLE.is_signed("secret", odd), "{odd}");
        }
    }

    /// The examples of `docs/protocols/approval.md`, so that they stay true.
    #[test]
    fn the_documented_examples_are_right() {
        let page = include_str!("../../../../docs/protocols/approval.md");
        let line = |start: &str| page.lines().find(|line| line.starts_with(start)).unwrap();
        let document = line(r#"{"key":"#);
        let read: Document = serde_json::from_str(document).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), document);
        let handed = Signed { path: PATH, body: document.as_bytes(), ..EXAMPLE }.sign("example-secret");
        assert!(page.contains(&handed), "{handed}");
        let message = line(r#"{"id":"#);
        let read: Message = serde_json::from_str(message).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), message);
        let called = Signed { body: message.as_bytes(), ..EXAMPLE }.sign("example-secret");
        assert!(page.contains(&called), "{called}");
        assert!(serde_json::from_str::<Answer>(line(r#"{"status":"#)).is_ok());
    }
}
