//! The public half of a passkey as devices tell it (COSE, RFC 9053), and whether it has signed something.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::cbor::{Item, Reader};
use super::told::Unbelievable;

/// How we let a device sign, by its number in COSE and in our order: P-256, Ed25519, and RSA for the desks whose chip
/// knows nothing else.
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;
/// Bytes of a number on the curve.
const POINT_BYTES: usize = 32;
/// Bytes of an RSA modulus: 2,048 to 4,096 bits.
const MODULUS_BYTES: std::ops::RangeInclusive<usize> = 256..=512;
const EXPONENT_BYTES_MAX: usize = 8;

/// A key with its algorithm, which goes with the key and not with what is signed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Key<'a> {
    /// The point, uncompressed.
    P256(Vec<u8>),
    Ed25519(&'a [u8]),
    Rsa {
        n: &'a [u8],
        e: &'a [u8],
    },
}

/// What a COSE key may say that we look at, by its label.
#[derive(Default)]
struct Said<'a> {
    kind: Option<u64>,
    algorithm: Option<i64>,
    curve: Option<u64>,
    /// Labels -1 (the modulus), -2 and -3.
    bytes: [Option<&'a [u8]>; 3],
}

impl<'a> Key<'a> {
    /// A key, and what follows it.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Key<'a>, &'a [u8]), Unbelievable> {
        let mut reader = Reader(bytes);
        let said = Said::read(&mut reader).ok_or(Unbelievable::Unreadable)?;
        Ok((said.key()?, reader.0))
    }

    pub(super) fn has_signed(&self, signed: &[u8], signature: &[u8]) -> bool {
        let right = match self {
            Key::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(signed, signature)
            }
            Key::Ed25519(point) => UnparsedPublicKey::new(&ED25519, point).verify(signed, signature),
            Key::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
        };
        right.is_ok()
    }
}

impl<'a> Said<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Said<'a>> {
        let Item::Map(pairs) = reader.item()? else { return None };
        let mut said = Said::default();
        for _ in 0..pairs {
            match reader.item()? {
                Item::Unsigned(1) => said.kind = Some(unsigned(reader.item()?)?),
                Item::Unsigned(3) => said.algorithm = Some(signed(reader.item()?)?),
                Item::Negative(label @ 0..=2) => match reader.item()? {
                    Item::Unsigned(curve) if label == 0 => said.curve = Some(curve),
                    Item::Bytes(bytes) => said.bytes[usize::try_from(label).ok()?] = Some(bytes),
                    _ => return None,
                },
                _ => reader.skip()?,
            }
        }
        Some(said)
    }

    fn key(self) -> Result<Key<'a>, Unbelievable> {
        let [first, second, third] = self.bytes;
        match (self.algorithm, self.kind, self.curve) {
            (Some(ES256), Some(2), Some(1)) => {
                let (x, y) = second.zip(third).ok_or(Unbelievable::Unreadable)?;
                if x.len() != POINT_BYTES || y.len() != POINT_BYTES {
                    return Err(Unbelievable::Unreadable);
                }
                Ok(Key::P256([&[4], x, y].concat()))
            }
            (Some(EDDSA), Some(1), Some(6)) => {
                let point = second.filter(|point| point.len() == POINT_BYTES);
                point.map(Key::Ed25519).ok_or(Unbelievable::Unreadable)
            }
            (Some(RS256), Some(3), None) => {
                let (n, e) = first.zip(second).ok_or(Unbelievable::Unreadable)?;
                let fits = MODULUS_BYTES.contains(&n.len()) && (1..=EXPONENT_BYTES_MAX).contains(&e.len());
                if fits { Ok(Key::Rsa { n, e }) } else { Err(Unbelievable::Unreadable) }
            }
            _ => Err(Unbelievable::Algorithm),
        }
    }
}

fn unsigned(item: Item<'_>) -> Option<u64> {
    match item {
        Item::Unsigned(number) => Some(number),
        _ => None,
    }
}

fn signed(item: Item<'_>) -> Option<i64> {
    match item {
        Item::Unsigned(number) => i64::try_from(number).ok(),
        Item::Negative(number) => Some(-1 - i64::try_from(number).ok()?),
        _ => None,
    }
}
