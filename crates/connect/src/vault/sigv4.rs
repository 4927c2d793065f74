//! AWS Signature Version 4 of a signed address, as a store checks it. Written from the specification and
//! without the client's library, so that the two check each other.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What arrived: method, path as it was sent, query as it was sent, and the host asked for.
pub(super) struct Arrived<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) host: &'a str,
}

impl Arrived<'_> {
    /// Whether it was signed with this key pair and has not run out. `now` is `20261120T010000Z`-like.
    pub(super) fn is_signed_by(&self, access_key: &str, secret: &str) -> bool {
        self.signature(access_key, secret)
            .is_some_and(|right| Some(right.as_str()) == self.value("X-Amz-Signature"))
    }

    fn signature(&self, access_key: &str, secret: &str) -> Option<String> {
        let date = self.value("X-Amz-Date")?;
        let credential = self.value("X-Amz-Credential")?.replace("%2F", "/");
        let (key, scope) = credential.split_once('/')?;
        if key != access_key || self.value("X-Amz-SignedHeaders")? != "host" {
            return None;
        }
        let mut pairs: Vec<&str> =
            self.query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature=")).collect();
        pairs.sort_unstable();
        let canonical = format!(
            "{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD",
            self.method,
            self.path,
            pairs.join("&"),
            self.host
        );
        let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
        let key =
            scope.split('/').try_fold(format!("AWS4{secret}").into_bytes(), |key, part| mac(&key, part))?;
        Some(hex(&mac(&key, &to_sign)?))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

fn mac(key: &[u8], text: &str) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(text.as_bytes());
    Some(mac.finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
