//! A device that holds a passkey, and a browser in front of it; they say what a test wants them to say.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use casework::passkeys::enter::Used;
use casework::passkeys::{NewKey, Site};
use domain::id::OfficerId;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use serde_json::json;
use sha2::{Digest, Sha256};

/// The owner was there, and was known.
pub const PRESENT_AND_VERIFIED: u8 = 0x05;
const HAS_KEY: u8 = 0x40;

pub enum Pair {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A device with one key.
pub struct Authenticator {
    pair: Pair,
    pub credential: Vec<u8>,
    /// As the device keeps it with the key.
    pub user: String,
}

/// What browser and device say; changed where a test wants a lie.
#[derive(Clone)]
pub struct Says {
    pub purpose: &'static str,
    pub challenge: String,
    pub origin: String,
    pub elsewhere: bool,
    pub site: String,
    pub flags: u8,
    pub count: u32,
    /// Stands behind everything that belongs there.
    pub tail: Vec<u8>,
}

impl Says {
    /// The truth about a new key.
    pub fn made(site: &Site, challenge: &str) -> Says {
        Says {
            purpose: "webauthn.create",
            challenge: challenge.to_owned(),
            origin: site.origin.clone(),
            elsewhere: false,
            site: site.id.clone(),
            flags: PRESENT_AND_VERIFIED,
            count: 0,
            tail: Vec::new(),
        }
    }

    /// The truth about one that is used for the so-manieth time.
    pub fn shown(site: &Site, challenge: &str, count: u32) -> Says {
        Says { purpose: "webauthn.get", count, ..Says::made(site, challenge) }
    }

    fn client_data(&self) -> Vec<u8> {
        let told = json!({
            "type": self.purpose, "challenge": self.challenge, "origin": self.origin, "crossOrigin": self.elsewhere,
        });
        told.to_string().into_bytes()
    }

    fn fixed(&self, flags: u8) -> Vec<u8> {
        let site = Sha256::digest(&self.site);
        [site.as_slice(), &[self.flags | flags], &self.count.to_be_bytes()].concat()
    }
}

/// What a form carries of a new key.
#[derive(Clone)]
pub struct Made {
    pub client_data: String,
    pub attestation: String,
}

impl Made {
    pub fn new_key(&self) -> NewKey<'_> {
        NewKey { client_data: &self.client_data, attestation: &self.attestation }
    }
}

/// What a form carries of a key that was used.
#[derive(Clone)]
pub struct Shown {
    pub credential: String,
    pub client_data: String,
    pub authenticator_data: String,
    pub signature: String,
    pub user: String,
}

impl Shown {
    pub fn used(&self) -> Used<'_> {
        Used {
            credential: &self.credential,
            client_data: &self.client_data,
            authenticator_data: &self.authenticator_data,
            signature: &self.signature,
            user: &self.user,
        }
    }
}

impl Authenticator {
    pub fn of(officer: OfficerId) -> Authenticator {
        let chance = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &chance).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &chance).unwrap();
        Authenticator::with(Pair::P256(pair), officer)
    }

    /// One that signs with Ed25519.
    pub fn edwards(officer: OfficerId) -> Authenticator {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Authenticator::with(Pair::Ed25519(Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()), officer)
    }

    fn with(pair: Pair, officer: OfficerId) -> Authenticator {
        let credential = ring::rand::generate::<[u8; 32]>(&SystemRandom::new()).unwrap().expose();
        Authenticator { pair, credential: credential.to_vec(), user: BASE64.encode(officer.0.as_bytes()) }
    }

    /// A new key is told of.
    pub fn make(&self, says: &Says) -> Made {
        Made {
            client_data: BASE64.encode(says.client_data()),
            attestation: BASE64.encode(self.attestation(says)),
        }
    }

    /// `{"fmt": "none", "attStmt": {}, "authData": …}`.
    pub fn attestation(&self, says: &Says) -> Vec<u8> {
        let length = u16::try_from(self.credential.len()).unwrap().to_be_bytes();
        let data = [says.fixed(HAS_KEY), vec![0; 16], length.to_vec(), self.credential.clone(), self.cose()]
            .concat();
        let head = [&[0xa3][..], b"\x63fmt\x64none", b"\x67attStmt\xa0", b"\x68authData"].concat();
        [head, bytes(&[data, says.tail.clone()].concat())].concat()
    }

    /// The key is used.
    pub fn show(&self, says: &Says) -> Shown {
        let (client_data, data) = (says.client_data(), [says.fixed(0), says.tail.clone()].concat());
        let signed = [data.as_slice(), Sha256::digest(&client_data).as_slice()].concat();
        Shown {
            credential: BASE64.encode(&self.credential),
            client_data: BASE64.encode(client_data),
            authenticator_data: BASE64.encode(data),
            signature: BASE64.encode(self.sign(&signed)),
            user: self.user.clone(),
        }
    }

    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        match &self.pair {
            Pair::P256(pair) => pair.sign(&SystemRandom::new(), bytes).unwrap().as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.sign(bytes).as_ref().to_vec(),
        }
    }

    /// Its public half, as devices write it.
    pub fn cose(&self) -> Vec<u8> {
        match &self.pair {
            Pair::P256(pair) => {
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..], &bytes(x), &[0x22], &bytes(y)].concat()
            }
            Pair::Ed25519(pair) => {
                let x = bytes(pair.public_key().as_ref());
                [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21][..], &x].concat()
            }
        }
    }
}

/// A byte string in CBOR.
fn bytes(of: &[u8]) -> Vec<u8> {
    let length = u16::try_from(of.len()).unwrap();
    let head = match u8::try_from(length) {
        Ok(short) => vec![0x58, short],
        Err(_) => [&[0x59][..], &length.to_be_bytes()].concat(),
    };
    [head, of.to_vec()].concat()
}
