//! What the ways a notice leaves by are called; they are named by the codes that rows and settings keep.

/// The codes this room has words for.
pub const ALL: [&str; 4] = ["mail", "sms", "alimtalk", "screen"];

/// How somebody of the office tells what none of them took: codes of [`domain::notice::Way`].
pub const BY_HAND: [&str; 3] = ["post", "telephone", "in-person"];

/// The channel's word; `None` for a code nobody gave one.
pub fn label(code: &str) -> Option<&'static str> {
    match code {
        "mail" => Some("이메일"),
        "sms" => Some("문자"),
        "alimtalk" => Some("알림톡"),
        "screen" => Some("화면 알림"),
        "post" => Some("우편"),
        "telephone" => Some("전화"),
        "in-person" => Some("방문 교부"),
        _ => None,
    }
}
