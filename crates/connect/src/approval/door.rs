//! Who may tell us something: key, clock and signature are checked before a word is read. Pure.

use jiff::Timestamp;

use super::mapping;
use super::protocol::{CLOCK_SECONDS, Message, NONCE_CHARS, code};
use super::{ApprovalSettings, Signed, Told};
use crate::Secret;

/// A call-back as it arrives: what its headers claim, and its body.
#[derive(Clone, Copy, Debug)]
pub struct Knock<'a> {
    pub key_id: &'a str,
    pub signature: &'a str,
    pub signed: Signed<'a>,
}

/// Why nobody listened: the HTTP status, a code of the protocol, and a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnedAway {
    pub http: u16,
    pub code: &'static str,
    pub reason: &'static str,
}

/// The door of our call-back address.
#[derive(Clone, Debug)]
pub struct Door {
    key_id: String,
    secret: Secret,
}

impl Door {
    pub fn new(settings: &ApprovalSettings) -> Door {
        Door { key_id: settings.key_id.clone(), secret: settings.secret.clone() }
    }

    /// Lets a call-back in and reads it. Whether its nonce was heard before is for the caller to remember.
    ///
    /// # Errors
    /// [`TurnedAway`], with what to answer.
    pub fn admit(&self, knock: &Knock<'_>, now: Timestamp) -> Result<Told, TurnedAway> {
        let no = |http, code, reason| TurnedAway { http, code, reason };
        if knock.key_id != self.key_id {
            return Err(no(401, code::BAD_KEY, "등록되지 않은 열쇠입니다."));
        }
        if !knock.signed.is_signed(self.secret.expose(), knock.signature) {
            return Err(no(401, code::BAD_SIGNATURE, "서명이 다릅니다."));
        }
        let signed_at: i64 = knock.signed.timestamp.parse().unwrap_or(i64::MIN);
        if signed_at.saturating_sub(now.as_second()).saturating_abs() > CLOCK_SECONDS {
            return Err(no(401, code::STALE, "서명한 시각이 너무 멉니다. 시각 동기화를 확인하십시오."));
        }
        let nonce = knock.signed.nonce;
        if !NONCE_CHARS.contains(&nonce.len()) || !nonce.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(no(400, code::BAD_REQUEST, "nonce는 영문자와 숫자 16자에서 64자까지입니다."));
        }
        let unread = no(400, code::BAD_REQUEST, "읽을 수 없는 요청입니다. 연계 규격을 확인하십시오.");
        let message: Message = serde_json::from_slice(knock.signed.body).map_err(|_| unread)?;
        mapping::told(&message).map_err(|_| unread)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: i64 = 1_773_104_400;

    fn door() -> Door {
        Door::new(&ApprovalSettings {
            url: "http://127.0.0.1:1".into(),
            key_id: "k1".into(),
            secret: Secret::new("secret"),
            timeout: Duration::from_secs(1),
        })
    }

    fn refused(key_id: &str, secret: &str, (timestamp, nonce, body): (&str, &str, &str)) -> &'static str {
        let (method, path) = ("POST", super::super::protocol::CALLBACK_PATH);
        let signed = Signed { timestamp, nonce, method, path, body: body.as_bytes() };
        let signature = signed.sign(secret);
        let knock = Knock { key_id, signature: &signature, signed };
        door().admit(&knock, Timestamp::from_second(NOW).unwrap()).unwrap_err().code
    }

    #[test]
    fn whoever_cannot_sign_is_not_heard() {
        let (now, nonce) = (NOW.to_string(), "0123456789abcdef");
        assert_eq!(refused("k2", "secret", (&now, nonce, "{}")), code::BAD_KEY);
        assert_eq!(refused("k1", "other", (&now, nonce, "{}")), code::BAD_SIGNATURE);
        for far in [NOW - 301, NOW + 301, i64::MIN, i64::MAX] {
            assert_eq!(refused("k1", "secret", (&far.to_string(), nonce, "{}")), code::STALE);
        }
        assert_eq!(refused("k1", "secret", ("soon", nonce, "{}")), code::STALE);
        assert_eq!(refused("k1", "secret", (&now, "short", "{}")), code::BAD_REQUEST);
        for body in ["", "{}", "[]", "null", "{\"id\":1}", "\u{0}"] {
            assert_eq!(refused("k1", "secret", (&now, nonce, body)), code::BAD_REQUEST, "{body:?}");
        }
    }
}
