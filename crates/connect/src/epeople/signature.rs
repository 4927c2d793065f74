//! Who speaks: HMAC-SHA256 over moment, nonce, request and body; a request counts once within its time.

use crate::signature;

/// Which of the keys that both sides know.
pub const KEY_HEADER: &str = "x-eungdapso-key";
/// Seconds since 1970 at which the request was signed.
pub const TIMESTAMP_HEADER: &str = "x-eungdapso-timestamp";
/// Never used twice within the time a signature counts.
pub const NONCE_HEADER: &str = "x-eungdapso-nonce";
/// `v1=` and the signature in lower-case hexadecimal.
pub const SIGNATURE_HEADER: &str = "x-eungdapso-signature";
/// How far the two clocks may be apart, in seconds; nonces are remembered for twice as long.
pub const CLOCK_SECONDS: i64 = 300;

/// What is signed of a request.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    pub timestamp: &'a str,
    pub nonce: &'a str,
    pub method: &'a str,
    /// Path and query as requested, percent-encoding included.
    pub target: &'a str,
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
        [self.timestamp, self.nonce, self.method, self.target]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: Signed<'static> = Signed {
        timestamp: "1773104400",
        nonce: "6f1d2c3b4a5968778695a4b3c2d1e0f0",
        method: "GET",
        target: "/v1/complaints?after=41&limit=100",
        body: b"",
    };

    #[test]
    fn a_signature_covers_everything() {
        let signature = EXAMPLE.sign("secret");
        assert!(EXAMPLE.is_signed("secret", &signature));
        assert!(!EXAMPLE.is_signed("other", &signature));
        for changed in [
            Signed { timestamp: "1773104401", ..EXAMPLE },
            Signed { nonce: "6f1d2c3b4a5968778695a4b3c2d1e0f1", ..EXAMPLE },
            Signed { method: "POST", ..EXAMPLE },
            Signed { target: "/v1/complaints?after=0&limit=100", ..EXAMPLE },
            Signed { body: b"{}", ..EXAMPLE },
        ] {
            assert!(!changed.is_signed("secret", &signature), "{changed:?}");
        }
        for odd in ["", "v1=", "v2=00", &signature[3..], &format!("v1={}", "가".repeat(32))] {
            assert!(!EXAMPLE.is_signed("secret", odd), "{odd}");
        }
    }

    /// The example of `docs/protocols/epeople.md`, so that its signature stays true.
    #[test]
    fn the_documented_example_is_right() {
        let page = include_str!("../../../../docs/protocols/epeople.md");
        let signature = EXAMPLE.sign("example-secret");
        assert!(page.contains(&signature), "{signature}");
        for piece in [EXAMPLE.timestamp, EXAMPLE.nonce, EXAMPLE.target] {
            assert!(page.contains(piece), "{piece}");
        }
    }
}
