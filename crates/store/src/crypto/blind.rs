//! Blind indexes: the same person is found again without the database knowing who it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::key_ring::{KeyRing, Secret};

/// Digits only, in the national form: `010-1234-5678` and `+82 10 1234 5678` are one number.
pub(crate) fn phone(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("82") {
        Some(rest) if typed.trim_start().starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
}

pub(crate) fn email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// White space inside a name says nothing: 남궁 민수 is 남궁민수.
pub(crate) fn name(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl KeyRing {
    /// HMAC-SHA256 under a key of its own. `field` keeps equal values of two fields apart. Nothing for nothing.
    pub(crate) fn blind(&self, field: &str, normalised: &str) -> Option<String> {
        if normalised.is_empty() {
            return None;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block(&self.index));
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(normalised.as_bytes());
        Some(BASE64.encode(mac.finalize().into_bytes()))
    }

    /// A key for a purpose of its own, made of the key of the blind indexes: it stays when the sealing key is changed.
    pub fn key_for(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block(&self.index));
        mac.update(b"key\0");
        mac.update(purpose.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

/// HMAC's key is one block of the hash long, a shorter one filled with zeros (RFC 2104).
fn block(secret: &Secret) -> Key<Hmac<Sha256>> {
    let mut block = Key::<Hmac<Sha256>>::default();
    block[..secret.len()].copy_from_slice(secret.as_slice());
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_many_spellings() {
        for spelling in ["010-1234-5678", "010 1234 5678", "+82 10-1234-5678", "+82 (0)10 1234 5678"] {
            assert_eq!(phone(spelling), "01012345678");
        }
        assert_eq!(phone("825-1234"), "8251234");
        assert_eq!(email(" Park@Example.KR "), "park@example.kr");
        assert_eq!(name("남궁 민수 "), "남궁민수");
    }

    #[test]
    fn a_key_for_a_purpose_is_that_rings_and_that_purposes_and_outlives_a_rotation() {
        let ring = KeyRing::generate();
        assert_ne!(ring.key_for("vault"), ring.key_for("else"));
        assert_ne!(ring.key_for("vault"), KeyRing::generate().key_for("vault"));
        assert_eq!(ring.clone().with_new_key().key_for("vault"), ring.key_for("vault"));
    }

    #[test]
    fn fields_and_keys_keep_equal_values_apart() {
        let ring = KeyRing::generate();
        assert_eq!(ring.blind("phone", "1"), ring.blind("phone", "1"));
        assert_ne!(ring.blind("phone", "1"), ring.blind("email", "1"));
        assert_ne!(ring.blind("phone", "1"), KeyRing::generate().blind("phone", "1"));
        assert_eq!(ring.blind("phone", ""), None);
        // Rotating the sealing key leaves the index as it is: old rows are still found.
        let before = ring.blind("phone", "1");
        assert_eq!(ring.with_new_key().blind("phone", "1"), before);
    }
}
