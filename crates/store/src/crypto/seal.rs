//! Sealing one field: XChaCha20-Poly1305, bound to the place it lies in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use super::CryptoError;
use super::key_ring::{KeyRing, Secret};

const NONCE: usize = 24;

/// Where a sealed text lies. It opens nowhere else: a value copied to another row or column is refused.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) table: &'a str,
    pub(crate) column: &'a str,
    pub(crate) row: &'a str,
}

impl Place<'_> {
    /// No part contains a slash, so no two places look alike.
    fn bytes(&self) -> Vec<u8> {
        format!("{}/{}/{}", self.table, self.column, self.row).into_bytes()
    }
}

impl KeyRing {
    /// `k1.` and base64 of nonce and sealed text.
    pub(crate) fn seal(&self, place: Place<'_>, clear: &str) -> Result<String, CryptoError> {
        let (id, secret) = self.current()?;
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: clear.as_bytes(), aad: &place.bytes() };
        let sealed =
            cipher(secret).encrypt(&XNonce::from(nonce), payload).map_err(|_| CryptoError::Unopened)?;
        Ok(format!("{id}.{}", BASE64.encode([nonce.as_slice(), &sealed].concat())))
    }

    /// Opens what lies sealed in this column of a row.
    pub fn reveal(
        &self,
        (table, column): (&str, &str),
        row: &str,
        sealed: &str,
    ) -> Result<String, CryptoError> {
        self.open(Place { table, column, row }, sealed)
    }

    pub(crate) fn open(&self, place: Place<'_>, sealed: &str) -> Result<String, CryptoError> {
        let (id, encoded) = sealed.split_once('.').ok_or(CryptoError::Unopened)?;
        let bytes = BASE64.decode(encoded).map_err(|_| CryptoError::Unopened)?;
        let (nonce, body) = bytes.split_first_chunk::<NONCE>().ok_or(CryptoError::Unopened)?;
        let payload = Payload { msg: body, aad: &place.bytes() };
        let clear = cipher(self.key(id)?).decrypt(&XNonce::from(*nonce), payload);
        String::from_utf8(clear.map_err(|_| CryptoError::Unopened)?).map_err(|_| CryptoError::Unopened)
    }
}

fn cipher(secret: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(**secret).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place { table: "petitioners", column: "name", row: "1" };

    #[test]
    fn what_was_sealed_opens_with_the_old_key_too() {
        let ring = KeyRing::generate();
        let sealed = ring.seal(HERE, "박시민").unwrap();
        assert!(sealed.starts_with("k1.") && !sealed.contains("박시민"));
        let rotated = ring.with_new_key();
        assert_eq!(rotated.open(HERE, &sealed).unwrap(), "박시민");
        assert!(rotated.seal(HERE, "박시민").unwrap().starts_with("k2."));
    }

    #[test]
    fn the_same_text_is_never_sealed_alike_twice() {
        let ring = KeyRing::generate();
        assert_ne!(ring.seal(HERE, "박시민").unwrap(), ring.seal(HERE, "박시민").unwrap());
    }

    #[test]
    fn it_opens_in_its_own_place_only_and_unaltered_only() {
        let ring = KeyRing::generate();
        let sealed = ring.seal(HERE, "박시민").unwrap();
        for place in [Place { row: "2", ..HERE }, Place { column: "email", ..HERE }] {
            assert!(matches!(ring.open(place, &sealed), Err(CryptoError::Unopened)));
        }
        let mut altered = sealed.clone().into_bytes();
        altered[10] = if altered[10] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        for broken in [altered.as_str(), "k1.", "k1", "", "k1.AAAA", "k1.###"] {
            assert!(matches!(ring.open(HERE, broken), Err(CryptoError::Unopened)), "{broken}");
        }
        let other = KeyRing::generate();
        assert!(matches!(other.open(HERE, &sealed), Err(CryptoError::Unopened)));
        let elsewhere = sealed.replacen("k1", "k9", 1);
        assert!(matches!(ring.open(HERE, &elsewhere), Err(CryptoError::UnknownKey(_))));
    }
}
