//! What a browser and a device tell of a passkey (WebAuthn 2, sections 5.8.1, 6.1, 6.5), as functions of bytes: nothing
//! is believed that is not of this site, of now, and of somebody whom the device knew.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::cbor::{Item, Reader};
use super::key::Key;
use super::site::Site;

/// Longest of what is told, in bytes. Browsers say about 150, and of a key about 300, of an RSA key 600.
pub const CLIENT_DATA_MAX: usize = 4_096;
pub const ATTESTATION_MAX: usize = 8_192;
pub const AUTHENTICATOR_DATA_MAX: usize = 2_048;
pub const SIGNATURE_MAX: usize = 1_024;
/// The standard's own bound.
pub const CREDENTIAL_MAX: usize = 1_023;
/// Digest of the site, flags, count.
const FIXED_BYTES: usize = 37;
/// The maker's name of the model, which we do not ask for, before the credential.
const MODEL_BYTES: usize = 16;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;
const HAS_EXTENSIONS: u8 = 0x80;

/// Why what was told opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbelievable {
    #[error("not what browsers and devices say")]
    Unreadable,
    #[error("longer than anything they say")]
    TooLong,
    #[error("said for something else")]
    Purpose,
    #[error("the challenge is not one that waits for this browser")]
    Challenge,
    #[error("said to another site")]
    Origin,
    #[error("a key of another site")]
    Site,
    #[error("the device did not see or know its owner")]
    NotVerified,
    #[error("an algorithm nobody asked for")]
    Algorithm,
    #[error("nobody has this key")]
    Unknown,
    #[error("somebody else's key")]
    NotTheirs,
    #[error("the signature is not this key's")]
    Signature,
    #[error("used fewer times than before: there are two of this key")]
    Count,
}

/// What a browser says it was asked: signed along, so that nobody else can have asked.
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    purpose: String,
    challenge: String,
    origin: String,
    /// From a frame of another site.
    #[serde(rename = "crossOrigin", default)]
    elsewhere: bool,
}

/// A new key.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    pub challenge: String,
    pub credential: Vec<u8>,
    /// COSE, as it was told.
    pub public_key: Vec<u8>,
    pub count: u32,
}

/// A key that was used; whose signature it is was not looked at yet.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub challenge: String,
    pub count: u32,
    signed: Vec<u8>,
}

/// Reads what is told of a new key. What its maker says of the model is neither asked for nor believed.
///
/// # Errors
/// [`Unbelievable`] says why it is none.
pub fn made(site: &Site, client_data: &[u8], attestation: &[u8]) -> Result<Made, Unbelievable> {
    within(attestation, ATTESTATION_MAX)?;
    let challenge = asked(site, client_data, "webauthn.create")?;
    let data = authenticator_data(attestation).ok_or(Unbelievable::Unreadable)?;
    let (flags, count, rest) = fixed(site, data)?;
    if flags & HAS_KEY == 0 {
        return Err(Unbelievable::Unreadable);
    }
    let (credential, rest) = credential(rest).ok_or(Unbelievable::Unreadable)?;
    let (_, after) = Key::read(rest)?;
    ended(flags, after)?;
    let public_key = rest[..rest.len() - after.len()].to_vec();
    Ok(Made { challenge, credential: credential.to_vec(), public_key, count })
}

/// Reads what is told where a key is used.
///
/// # Errors
/// [`Unbelievable`] says why it opens nothing.
pub fn shown(site: &Site, client_data: &[u8], authenticator_data: &[u8]) -> Result<Shown, Unbelievable> {
    within(authenticator_data, AUTHENTICATOR_DATA_MAX)?;
    let challenge = asked(site, client_data, "webauthn.get")?;
    let (flags, count, rest) = fixed(site, authenticator_data)?;
    if flags & HAS_KEY != 0 {
        return Err(Unbelievable::Unreadable);
    }
    ended(flags, rest)?;
    let signed = [authenticator_data, Sha256::digest(client_data).as_slice()].concat();
    Ok(Shown { challenge, count, signed })
}

impl Shown {
    /// Is it the holder of this key who showed it?
    ///
    /// # Errors
    /// [`Unbelievable::Signature`] when it is not.
    pub fn by(&self, public_key: &[u8], signature: &[u8]) -> Result<(), Unbelievable> {
        within(signature, SIGNATURE_MAX)?;
        let (key, _) = Key::read(public_key)?;
        if key.has_signed(&self.signed, signature) { Ok(()) } else { Err(Unbelievable::Signature) }
    }
}

/// Bytes as a form carries them.
pub(super) fn decoded(text: &str, most: usize) -> Result<Vec<u8>, Unbelievable> {
    // Four letters are three bytes.
    if text.len() > most.div_ceil(3) * 4 {
        return Err(Unbelievable::TooLong);
    }
    BASE64.decode(text).map_err(|_| Unbelievable::Unreadable)
}

pub(super) fn encoded(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

fn within(bytes: &[u8], most: usize) -> Result<(), Unbelievable> {
    if bytes.len() <= most { Ok(()) } else { Err(Unbelievable::TooLong) }
}

/// The challenge, if it was this site that asked, for this.
fn asked(site: &Site, client_data: &[u8], purpose: &str) -> Result<String, Unbelievable> {
    within(client_data, CLIENT_DATA_MAX)?;
    let told: ClientData = serde_json::from_slice(client_data).map_err(|_| Unbelievable::Unreadable)?;
    if told.purpose != purpose {
        return Err(Unbelievable::Purpose);
    }
    if told.origin != site.origin || told.elsewhere {
        return Err(Unbelievable::Origin);
    }
    Ok(told.challenge)
}

/// The device's own part of an attestation. The maker's statement beside it is passed over.
fn authenticator_data(attestation: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader(attestation);
    let Item::Map(pairs) = reader.item()? else { return None };
    let mut data = None;
    for _ in 0..pairs {
        match reader.item()? {
            Item::Text("authData") => data = Some(reader.bytes()?),
            Item::Text(_) => reader.skip()?,
            _ => return None,
        }
    }
    data.filter(|_| reader.0.is_empty())
}

/// Flags, count, and what follows; only of this site, and of an owner whom the device knew by PIN, finger or face.
fn fixed<'a>(site: &Site, data: &'a [u8]) -> Result<(u8, u32, &'a [u8]), Unbelievable> {
    let (fixed, rest) = data.split_at_checked(FIXED_BYTES).ok_or(Unbelievable::Unreadable)?;
    let (digest, flags_and_count) = fixed.split_at(32);
    let ours: bool = Sha256::digest(&site.id).as_slice().ct_eq(digest).into();
    if !ours {
        return Err(Unbelievable::Site);
    }
    let [flags, a, b, c, d] = flags_and_count.try_into().map_err(|_| Unbelievable::Unreadable)?;
    if flags & (PRESENT | VERIFIED) != PRESENT | VERIFIED {
        return Err(Unbelievable::NotVerified);
    }
    Ok((flags, u32::from_be_bytes([a, b, c, d]), rest))
}

/// The credential's own name, and what follows.
fn credential(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.get(MODEL_BYTES..)?;
    let (length, rest) = rest.split_at_checked(2)?;
    let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
    if length == 0 || length > CREDENTIAL_MAX {
        return None;
    }
    rest.split_at_checked(length)
}

/// Nothing stands at the end but extensions, where they were announced.
fn ended(flags: u8, rest: &[u8]) -> Result<(), Unbelievable> {
    let mut reader = Reader(rest);
    if flags & HAS_EXTENSIONS != 0 {
        reader.skip().ok_or(Unbelievable::Unreadable)?;
    }
    if reader.0.is_empty() { Ok(()) } else { Err(Unbelievable::Unreadable) }
}
