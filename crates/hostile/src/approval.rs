//! A call-back of the approval system: who knocks, what was signed, and what is said. The first byte says whether the
//! bytes are a body that was signed rightly, or headers that anybody may have made up, a line each.

use std::time::Duration;

use connect::Secret;
use connect::approval::{ApprovalSettings, Door, Knock, Signed, protocol::CALLBACK_PATH};
use jiff::Timestamp;

const KEY: &str = "k1";
const SECRET: &str = "secret";
const NOW: i64 = 1_773_104_400;

pub(crate) fn read(bytes: &[u8]) {
    let Some((kind, said)) = crate::chosen(bytes, 2) else { return };
    let now = Timestamp::from_second(NOW).unwrap();
    let settings = ApprovalSettings {
        url: "http://127.0.0.1:1".into(),
        key_id: KEY.into(),
        secret: Secret::new(SECRET),
        timeout: Duration::from_secs(1),
    };
    let door = Door::new(&settings);
    if kind == 0 {
        let signed = Signed {
            timestamp: &NOW.to_string(),
            nonce: "0123456789abcdef",
            method: "POST",
            path: CALLBACK_PATH,
            body: said,
        };
        let signature = signed.sign(SECRET);
        if let Ok(told) = door.admit(&Knock { key_id: KEY, signature: &signature, signed }, now) {
            assert!(!told.id.is_empty() && !told.document.is_empty());
        }
        return;
    }
    let lines = crate::text(said);
    let mut lines = lines.splitn(4, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (timestamp, nonce, signature, body) = (next(), next(), next(), next());
    let signed = Signed { timestamp, nonce, method: "POST", path: CALLBACK_PATH, body: body.as_bytes() };
    let knocked = door.admit(&Knock { key_id: KEY, signature, signed }, now);
    assert!(knocked.is_err(), "nobody guesses a signature");
}
