//! The stand-in's door: who may speak, and whether this very request was heard before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::book::{Answer, no};
use super::protocol::code;
use super::signature::{CLOCK_SECONDS, Signed};

/// A request's nonce is no longer than this, in bytes.
const NONCE_BYTES: usize = 64;

/// The key that both sides know, and the nonces of the last minutes.
pub(super) struct Door {
    pub(super) key_id: String,
    pub(super) secret: String,
    heard: Mutex<HashMap<String, i64>>,
}

impl Door {
    pub(super) fn new(key_id: &str, secret: &str) -> Door {
        let heard = Mutex::new(HashMap::new());
        Door { key_id: key_id.to_owned(), secret: secret.to_owned(), heard }
    }

    /// Lets a request in, or says why not. `now` is in seconds.
    pub(super) fn admit(
        &self,
        key_id: &str,
        signature: &str,
        signed: &Signed<'_>,
        now: i64,
    ) -> Result<(), Answer> {
        if key_id != self.key_id {
            return Err(no(401, code::BAD_KEY, "모르는 열쇠입니다."));
        }
        if !signed.is_signed(&self.secret, signature) {
            return Err(no(401, code::BAD_SIGNATURE, "서명이 다릅니다."));
        }
        let at: i64 = signed.timestamp.parse().unwrap_or(i64::MIN);
        if at.saturating_sub(now).saturating_abs() > CLOCK_SECONDS {
            return Err(no(401, code::STALE, "서명한 시각이 너무 멉니다."));
        }
        if signed.nonce.is_empty() || signed.nonce.len() > NONCE_BYTES {
            return Err(no(400, code::BAD_REQUEST, "nonce가 없거나 너무 깁니다."));
        }
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        // Older ones are refused as stale before anybody looks here.
        heard.retain(|_, until| *until >= now);
        match heard.insert(signed.nonce.to_owned(), at.saturating_add(CLOCK_SECONDS)) {
            Some(_) => Err(no(401, code::REPLAYED, "이미 받은 요청입니다.")),
            None => Ok(()),
        }
    }
}
