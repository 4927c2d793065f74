//! The provider's public keys (JWKS), and whether one of them has signed something.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::token::Unbelievable;

/// How we let a token be signed. Neither `none` nor a secret that is both sides' (HS256) is on the list, so that no
/// public key is ever taken for a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Es256,
}

impl Algorithm {
    pub(super) fn parse(name: &str) -> Option<Algorithm> {
        match name {
            "RS256" => Some(Algorithm::Rs256),
            "ES256" => Some(Algorithm::Es256),
            _ => None,
        }
    }
}

/// A key with what it may be used for. The algorithm goes with the key, not with what a token says of itself.
#[derive(Clone)]
struct Key {
    id: Option<String>,
    public: Public,
}

#[derive(Clone)]
enum Public {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// The point, uncompressed.
    P256(Vec<u8>),
}

#[derive(Clone, Default)]
pub(super) struct Keys(Vec<Key>);

#[derive(Deserialize)]
struct Set {
    keys: Vec<Jwk>,
}

/// The provider may publish more of a key, and keys of other kinds: those are passed over.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    pub(super) fn read(told: &[u8]) -> Option<Keys> {
        let set: Set = serde_json::from_slice(told).ok()?;
        Some(Keys(set.keys.into_iter().filter_map(Jwk::key).collect()))
    }

    /// Is this key among them?
    pub(super) fn has(&self, id: Option<&str>) -> bool {
        self.of(id).is_some()
    }

    /// A token that names no key is only believed where there is no other choice.
    fn of(&self, id: Option<&str>) -> Option<&Key> {
        match (id, self.0.as_slice()) {
            (Some(id), keys) => keys.iter().find(|key| key.id.as_deref() == Some(id)),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Did the named key sign it, in its own manner?
    pub(super) fn verify(
        &self,
        (algorithm, id): (Algorithm, Option<&str>),
        signed: &str,
        signature: &[u8],
    ) -> Result<(), Unbelievable> {
        let key = self.of(id).ok_or(Unbelievable::UnknownKey)?;
        let right = match (algorithm, &key.public) {
            (Algorithm::Rs256, Public::Rsa { n, e }) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), signature)
                .is_ok(),
            (Algorithm::Es256, Public::P256(point)) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                    .verify(signed.as_bytes(), signature)
                    .is_ok()
            }
            (Algorithm::Rs256 | Algorithm::Es256, Public::Rsa { .. } | Public::P256(_)) => {
                return Err(Unbelievable::Algorithm);
            }
        };
        if right { Ok(()) } else { Err(Unbelievable::Signature) }
    }
}

impl Jwk {
    fn key(self) -> Option<Key> {
        let bytes = |text: &Option<String>| BASE64.decode(text.as_deref()?).ok();
        if self.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let (public, algorithm) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => (Public::Rsa { n: bytes(&self.n)?, e: bytes(&self.e)? }, "RS256"),
            ("EC", Some("P-256")) => {
                let point = [vec![4], bytes(&self.x)?, bytes(&self.y)?].concat();
                (Public::P256(point), "ES256")
            }
            _ => return None,
        };
        let fits = self.alg.as_deref().is_none_or(|named| named == algorithm);
        fits.then_some(Key { id: self.kid, public })
    }
}
