//! Under which conditions an act is to be done: the version read (`If-Match`), and at most once
//! (`Idempotency-Key`).

use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use casework::Once;
use words::error::PageError;

use super::problem::{FieldError, Problem};

/// Longest idempotency key, in characters.
pub(super) const KEY_MAX: usize = 100;

pub(crate) struct Conditions {
    pub(crate) version: Option<u64>,
    pub(crate) key: Option<String>,
}

impl Conditions {
    pub(super) fn once(&self, digest: &str) -> Option<Once> {
        self.key.clone().map(|key| Once { key, request_hash: digest.to_owned() })
    }
}

impl<S: Sync> FromRequestParts<S> for Conditions {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap_or("\u{0}"));
        let version = text(IF_MATCH.as_str()).map(version).transpose()?.flatten();
        let key = text("idempotency-key").map(key).transpose()?;
        Ok(Conditions { version, key })
    }
}

/// `"7"`, `W/"7"`, a bare `7`, or `*` for any.
fn version(sent: &str) -> Result<Option<u64>, Problem> {
    let sent = sent.trim();
    if sent == "*" {
        return Ok(None);
    }
    let bare = sent.strip_prefix("W/").unwrap_or(sent).trim_matches('"');
    let digits = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    let version = bare.parse().ok().filter(|_| digits);
    let said = "If-Match에는 읽은 판의 번호를 \"7\"처럼 써 주십시오.";
    version.map(Some).ok_or_else(|| Problem::of(PageError::Unreadable, "bad-if-match", said))
}

fn key(sent: &str) -> Result<String, Problem> {
    let visible = sent.bytes().all(|byte| byte.is_ascii_graphic());
    if !sent.is_empty() && sent.len() <= KEY_MAX && visible {
        return Ok(sent.to_owned());
    }
    let said = format!("Idempotency-Key는 공백 없는 ASCII {KEY_MAX}자까지 쓸 수 있습니다.");
    Err(Problem::invalid(vec![FieldError::new("Idempotency-Key", "unreadable", said)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_quoted_weak_bare_or_any() {
        for (sent, read) in [("\"7\"", Some(7)), ("W/\"7\"", Some(7)), ("7", Some(7)), ("*", None)] {
            assert_eq!(version(sent).unwrap(), read, "{sent}");
        }
        for sent in ["", "\"\"", "-1", "+1", "seven", "99999999999999999999", "\"1\", \"2\""] {
            assert!(version(sent).is_err(), "{sent}");
        }
    }

    #[test]
    fn a_key_is_visible_ascii_of_bounded_length() {
        assert!(key(&"k".repeat(KEY_MAX)).is_ok());
        for sent in ["", "a b", "키", "\u{7f}", &"k".repeat(KEY_MAX + 1)] {
            assert!(key(sent).is_err(), "{sent}");
        }
    }
}
