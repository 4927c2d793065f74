//! One-time codes of a telephone (RFC 6238): six digits for each half minute, by HMAC-SHA-1, which is what the apps
//! people have can do. What is weak of SHA-1, that two texts can be found with one digest, plays no part in it.

use jiff::Timestamp;
use ring::hmac;
use subtle::ConstantTimeEq;

/// Seconds that a code is good for.
const STEP: i64 = 30;
/// Steps before and after this one: clocks differ, and people type.
const AROUND: i64 = 1;
const DIGITS: u32 = 6;
/// Bytes of a secret: as long as what HMAC-SHA-1 makes of it.
const SECRET_BYTES: usize = 20;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret, in base32 as apps and people type it.
pub(crate) fn new_secret() -> String {
    base32(&rand::random::<[u8; SECRET_BYTES]>())
}

/// The step whose code this is, if it is one of now.
pub(crate) fn step_of(secret: &str, typed: &str, now: Timestamp) -> Option<i64> {
    let key = bytes(secret)?;
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let here = now.as_second().div_euclid(STEP);
    // All are looked at, whichever is the one.
    (here - AROUND..=here + AROUND).fold(None, |found, step| {
        let right: bool = code(&key, step).as_bytes().ct_eq(digits.as_bytes()).into();
        if right { Some(step) } else { found }
    })
}

/// The code that an app with this secret shows.
pub fn code_at(secret: &str, now: Timestamp) -> Option<String> {
    Some(code(&bytes(secret)?, now.as_second().div_euclid(STEP)))
}

fn code(key: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    // Dynamic truncation (RFC 4226, 5.3): four bytes from where the last half byte says.
    let tag = tag.as_ref();
    let at = tag.last().map_or(0, |last| usize::from(last & 0xf));
    let four = tag.get(at..at + 4).unwrap_or_default();
    let number = four.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 10_u32.pow(DIGITS))
}

fn base32(bytes: &[u8]) -> String {
    let bits =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1)).collect::<Vec<u8>>();
    let letter = |five: &[u8]| {
        let value = (0..5).fold(0, |value, bit| (value << 1) | five.get(bit).copied().unwrap_or_default());
        char::from(ALPHABET[usize::from(value)])
    };
    bits.chunks(5).map(letter).collect()
}

fn bytes(secret: &str) -> Option<Vec<u8>> {
    let (mut all, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in secret.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        held = ((held << 5) | u32::try_from(value).ok()?) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            all.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    /// RFC 6238, appendix B: eight digits there, of which ours are the last six.
    #[test]
    fn codes_are_the_standards_own() {
        let secret = base32(b"12345678901234567890");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (seconds, wanted) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(&secret, at(seconds)).unwrap(), wanted);
            assert_eq!(step_of(&secret, wanted, at(seconds)), Some(seconds / STEP));
        }
    }

    #[test]
    fn a_code_is_good_for_half_a_minute_before_and_after() {
        let secret = base32(b"12345678901234567890");
        for (seconds, good) in [(29, false), (30, true), (89, true), (119, true), (120, false)] {
            // The code of the step that begins at 60.
            let code = code_at(&secret, at(60)).unwrap();
            assert_eq!(step_of(&secret, &code, at(seconds)).is_some(), good, "{seconds}");
        }
        for typed in ["287 082", "287-082", " 287082 "] {
            assert!(step_of(&secret, typed, at(59)).is_some(), "{typed}");
        }
        for typed in ["", "28708", "2870822", "２８７０８２", "287082\u{0}"] {
            assert!(step_of(&secret, typed, at(59)).is_none(), "{typed}");
        }
    }

    #[test]
    fn secrets_differ_and_come_back_from_what_is_typed() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one, other);
        assert_eq!((one.len(), bytes(&one).unwrap().len()), (32, SECRET_BYTES));
        assert_eq!(base32(&bytes(&one).unwrap()), one);
        assert_eq!(bytes("not base32"), None);
    }
}
