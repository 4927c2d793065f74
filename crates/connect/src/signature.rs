//! The signature our protocols share: HMAC-SHA256 over lines of text and a body, as `v1=` and hexadecimal.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The signature header's value. Each line is signed with a line feed behind it, then the body to the byte.
pub(crate) fn sign(secret: &str, lines: &[&str], body: &[u8]) -> String {
    let code = mac(secret, lines, body).finalize().into_bytes();
    code.iter().fold("v1=".to_owned(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Whether a header's value was made with this secret; compared in constant time.
pub(crate) fn is_signed(secret: &str, lines: &[&str], body: &[u8], given: &str) -> bool {
    let Some(hex) = given.strip_prefix("v1=").filter(|hex| hex.is_ascii() && hex.len() == 64) else {
        return false;
    };
    let bytes: Result<Vec<u8>, _> =
        (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16)).collect();
    bytes.is_ok_and(|bytes| mac(secret, lines, body).verify_slice(&bytes).is_ok())
}

fn mac(secret: &str, lines: &[&str], body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length; an empty one is used only if the impossible happens.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
    for line in lines {
        mac.update(line.as_bytes());
        mac.update(b"\n");
    }
    mac.update(body);
    mac
}
