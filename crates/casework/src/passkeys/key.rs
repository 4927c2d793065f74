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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

    use super::*;

    /// Made once with OpenSSL; nobody has the private half.
    const MODULUS: &str = "xErqGvXy2H-96pKIfUrHgncBL4pfqI6RdCrlZH_Bsg1nzgJbzniJLS4m-35VUfb7kcPi2-VrwKtYqLa8GTcwIjZvJOUhSIe_THQA\
         8k53i-LyluHN6RbdwgQY8NTUbL_wKZ1n26FqL3wuYvrWRKjIau-PzfnglVqQ8nv2uIzQzo_muLl2_dcGmaPg0cTcoeDdjr2Irf1R\
         K3BLpGUqoAzikuHF7Bev4XP-Cavj4Z9xrcId0fgIi6YwWyHtoWd25vDlqHmi7z-evm6sWK1grI0OvajFjfeSW3veZxJ-SobpHt-a\
         Lwn0eADzolqiUCOyc4Fq-RzHAntDBrWT1MrRUfOi7Q";
    const SIGNATURE: &str = "Nm_6I2gmk9pEIqRGv4MGviy0kSKvbIixyvSR5GaiYuJUOexPXa94Gp0WAsM9R-0kYpaav6PkHmqQEnFnZvzBVPq-rhoDlbn5YN-x\
         US74fCApEKtvIjGldNEpDArxWlnBNNPeh5UeHM2kQ6wTvFm2duJZoA2t3JzFppwohDvoTaCIAVZg-2HjqIf4t8o4h_xJCIdFjRq1\
         KmOUnjGVHh8zPmr8DbrUaXIwwqmhLvAlcV1ks0OMOqEn0PFFQQhWVmWbbcT4kSi1SiUHpoatwyN7lJSSOpz2KRpP4zWgiGIgHWKE\
         l6fzoSk1_RMnZSE6xYr0g-jUMpScQbvxy1fno0TqGg";

    fn cose(algorithm: &[u8], modulus: &[u8]) -> Vec<u8> {
        let length = u16::try_from(modulus.len()).unwrap_or_default().to_be_bytes();
        let modulus = [&[0x20, 0x59][..], &length, modulus].concat();
        [&[0xa4, 1, 3, 3][..], algorithm, &modulus, &[0x21, 0x43, 1, 0, 1]].concat()
    }

    #[test]
    fn what_an_rsa_chip_signed_is_its_own() {
        let (n, signature) = (BASE64.decode(MODULUS).unwrap(), BASE64.decode(SIGNATURE).unwrap());
        let told = cose(&[0x39, 1, 0], &n);
        let (key, rest) = Key::read(&told).unwrap();
        assert!(rest.is_empty() && key.has_signed(b"what a device signs", &signature));
        assert!(!key.has_signed(b"what a device signs!", &signature));
        assert!(!key.has_signed(b"what a device signs", &signature[1..]));
    }

    #[test]
    fn a_key_of_another_algorithm_kind_or_size_is_none() {
        let n = vec![0xc1; 256];
        for (told, why) in [
            (cose(&[0x39, 1, 0], &n[1..]), Unbelievable::Unreadable),
            (cose(&[0x39, 1, 0], &[0xc1; 513]), Unbelievable::Unreadable),
            // RS1, PS256, and a symmetric one.
            (cose(&[0x39, 0xff, 0xfe], &n), Unbelievable::Algorithm),
            (cose(&[0x38, 0x24], &n), Unbelievable::Algorithm),
            (cose(&[0x05], &n), Unbelievable::Algorithm),
            // ES256 with the numbers of RSA; a map of nothing; no map; cut off.
            (cose(&[0x26], &n), Unbelievable::Algorithm),
            (vec![0xa0], Unbelievable::Algorithm),
            (vec![0x80], Unbelievable::Unreadable),
            (cose(&[0x39, 1, 0], &n)[..99].to_vec(), Unbelievable::Unreadable),
            // P-256 with half a number, with one alone, and under the name of another curve.
            (vec![0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x41, 1, 0x22, 0x41, 1], Unbelievable::Unreadable),
            (vec![0xa4, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x41, 1], Unbelievable::Unreadable),
            (vec![0xa5, 1, 2, 3, 0x26, 0x20, 2, 0x21, 0x41, 1, 0x22, 0x41, 1], Unbelievable::Algorithm),
            (vec![0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x41, 1], Unbelievable::Unreadable),
        ] {
            assert_eq!(Key::read(&told).err(), Some(why), "{told:x?}");
        }
    }
}
