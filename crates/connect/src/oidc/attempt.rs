//! One log-in on its way: everything that binds its parts together comes from a secret in one browser's cookie.
//!
//! We keep a digest of the state and nothing else, so that neither a copy of the database nor an address read over
//! somebody's shoulder finishes a log-in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// State, nonce and verifier of one log-in.
#[derive(Clone)]
pub struct Attempt {
    state: String,
    nonce: String,
    verifier: String,
}

impl Attempt {
    /// The attempt of the browser that keeps this secret.
    pub fn of(secret: &str) -> Attempt {
        let part = |name| derived(secret, name);
        Attempt { state: part("state"), nonce: part("nonce"), verifier: part("verifier") }
    }

    /// Travels to the provider and back.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// Did this browser begin what comes back under this state?
    pub fn began(&self, state: &str) -> bool {
        same(&self.state, state)
    }

    /// Comes back inside the token.
    pub(super) fn nonce(&self) -> &str {
        &self.nonce
    }

    /// Told with the code, so that a code somebody has seen is worth nothing (RFC 7636).
    pub(super) fn verifier(&self) -> &str {
        &self.verifier
    }

    pub(super) fn challenge(&self) -> String {
        challenge(&self.verifier)
    }
}

pub(super) fn challenge(verifier: &str) -> String {
    BASE64.encode(Sha256::digest(verifier))
}

/// As long as they differ anywhere, it takes as long.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn derived(secret: &str, part: &str) -> String {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(part.as_bytes());
    BASE64.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_standards_own() {
        let (verifier, wanted) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(challenge(verifier), wanted);
    }

    #[test]
    fn no_part_tells_another_and_another_browser_began_nothing() {
        let (one, other) = (Attempt::of("one"), Attempt::of("other"));
        assert!(one.began(one.state()) && !one.began(other.state()) && !one.began(""));
        assert!(one.state != one.nonce && one.nonce != one.verifier && one.verifier.len() == 43);
    }
}
