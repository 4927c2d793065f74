//! From our letter to a mail, and from a relay's answer to an outcome. Pure.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::{Error, response::Response};
use lettre::{Address, message::header::ContentType};
use sha2::{Digest, Sha256};

use crate::discreet;
use crate::message::{Letter, Outcome};

/// The longest subject, in characters: our templates stay under 60; more is somebody pouring text into it.
const SUBJECT_CHARS: usize = 200;
/// The longest text, in bytes: an answer of twenty pages of Korean.
const TEXT_BYTES: usize = 256 * 1024;
/// The longest address, in bytes (RFC 5321 §4.5.3.1.3 less the angle brackets).
const ADDRESS_BYTES: usize = 254;

/// Who our letters come from.
#[derive(Debug)]
pub(super) struct Sender {
    pub(super) name: String,
    pub(super) address: Address,
}

/// The mail, or why it can never be one.
pub(super) fn message(sender: &Sender, letter: &Letter, now: Timestamp) -> Result<Message, String> {
    let to = recipient(&letter.to)?;
    if letter.subject.chars().any(char::is_control) {
        return Err("제목에 줄바꿈이나 제어문자가 있습니다.".to_owned());
    }
    if letter.subject.chars().count() > SUBJECT_CHARS {
        return Err(format!("제목이 {SUBJECT_CHARS}자를 넘습니다."));
    }
    if letter.text.len() > TEXT_BYTES {
        return Err("본문이 너무 깁니다.".to_owned());
    }
    let parts = MultiPart::alternative()
        .boundary(format!("eungdapso-{}", fingerprint(&letter.key)))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html(&letter.text)));
    Message::builder()
        .from(Mailbox::new(Some(sender.name.clone()), sender.address.clone()))
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .date(SystemTime::from(now))
        .message_id(Some(message_id(&letter.key, sender.address.domain())))
        // RFC 3834: out-of-office machines do not answer a letter that says a machine wrote it.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(parts)
        .map_err(|_| "메일을 만들 수 없습니다.".to_owned())
}

/// The same for every attempt under one key; says nothing about the case or the person.
pub(super) fn message_id(key: &str, domain: &str) -> String {
    format!("<{}@{domain}>", fingerprint(key))
}

fn fingerprint(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

fn recipient(to: &str) -> Result<Address, String> {
    let wrong = || "이메일 주소가 올바르지 않습니다.".to_owned();
    if to.len() > ADDRESS_BYTES || to.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(wrong());
    }
    to.parse().map_err(|_| wrong())
}

/// The text again for readers that only show HTML: the same words, nothing loaded from anywhere.
fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 200);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"ko\"><head><meta charset=\"utf-8\"></head>\n\
         <body><div style=\"white-space: pre-wrap; font-family: sans-serif; line-height: 1.6\">{safe}</div></body></html>\n"
    )
}

/// The relay has taken the letter.
pub(super) fn delivered(answer: &Response, letter: &Letter, sender: &Sender) -> Outcome {
    let words = answer.message().collect::<Vec<_>>().join(" ");
    let said = format!("{} {words}", answer.code());
    Outcome::Delivered {
        provider_id: message_id(&letter.key, sender.address.domain()),
        answer: discreet::answer(&said, &letter.to),
    }
}

/// The letter was not taken; whether it ever will be.
pub(super) fn failed(error: &Error, letter: &Letter) -> Outcome {
    let said = discreet::answer(&error.to_string(), &letter.to);
    match error.status().map(u16::from) {
        // Logging in is our affair, not the letter's: once it is put right, the letter can go.
        Some(code @ (530 | 534 | 535 | 538)) => {
            Outcome::retry(format!("메일 서버가 로그인을 거부했습니다({code})."))
        }
        Some(code) if error.is_permanent() => {
            Outcome::refused(format!("메일 서버가 받지 않았습니다({code}): {said}"))
        }
        Some(code) => Outcome::retry(format!("메일 서버가 지금은 받지 않습니다({code}): {said}")),
        None if error.is_client() && !letter.to.is_ascii() => {
            Outcome::refused("메일 서버가 한글 주소를 받지 않습니다.")
        }
        None => Outcome::retry(format!("메일 서버와 연결이 끊겼습니다: {said}")),
    }
}

/// Why the relay could not be spoken to at all.
pub(super) fn unreachable(error: &Error) -> String {
    let said = discreet::answer(&error.to_string(), "");
    match error.status().map(u16::from) {
        Some(code @ (530 | 534 | 535 | 538)) => format!("메일 서버가 로그인을 거부했습니다({code})."),
        Some(code) => format!("메일 서버가 연결을 받지 않습니다({code}): {said}"),
        None if error.is_tls() => format!("메일 서버와 안전하게 연결하지 못했습니다: {said}"),
        None => format!("메일 서버에 연결하지 못했습니다: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Channel;

    fn letter() -> Letter {
        Letter {
            key: "20260310000001:received:mail".into(),
            channel: Channel::Mail,
            to: "park@example.kr".into(),
            subject: "[응답소] 민원이 접수되었습니다".into(),
            text: "안녕하세요.\n<민원> & 답변".into(),
        }
    }

    fn made(letter: &Letter, now: Timestamp) -> Result<String, String> {
        let address = "noreply@eungdapso.example".parse().unwrap();
        let sender = Sender { name: "서울시 응답소".into(), address };
        message(&sender, letter, now).map(|mail| String::from_utf8(mail.formatted()).unwrap())
    }

    #[test]
    fn the_same_letter_at_another_time_differs_only_in_its_date() {
        let undated = |second| {
            let mail = made(&letter(), Timestamp::from_second(second).unwrap()).unwrap();
            mail.lines().filter(|line| !line.starts_with("Date:")).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(undated(1_000_000_000), undated(1_700_000_000));
    }

    #[test]
    fn headers_cannot_be_smuggled_in() {
        for (to, subject) in [
            ("park@example.kr\r\nBcc: all@example.kr", "제목"),
            ("park@example.kr>\r\nRCPT TO:<all@example.kr", "제목"),
            ("park@example.kr, all@example.kr", "제목"),
            ("박 <park@example.kr>", "제목"),
            ("park@example.kr", "제목\r\nBcc: all@example.kr"),
            ("park@example.kr", "제목\nBcc: all@example.kr"),
            ("park@example.kr", "제목\u{0}"),
            ("", "제목"),
            ("park", "제목"),
        ] {
            let bad = Letter { to: to.into(), subject: subject.into(), ..letter() };
            assert!(made(&bad, Timestamp::UNIX_EPOCH).is_err(), "{to:?} {subject:?}");
        }
    }

    #[test]
    fn too_much_is_refused() {
        let long = Letter { subject: "가".repeat(SUBJECT_CHARS + 1), ..letter() };
        assert!(made(&long, Timestamp::UNIX_EPOCH).is_err());
        let fat = Letter { text: "a".repeat(TEXT_BYTES + 1), ..letter() };
        assert!(made(&fat, Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn the_html_part_says_the_words_and_runs_nothing() {
        let page = html("<script>alert(\"1\")</script> & 끝");
        assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 끝"));
    }

    #[test]
    fn the_message_id_is_the_keys_alone() {
        assert_eq!(message_id("a", "x.kr"), message_id("a", "x.kr"));
        assert_ne!(message_id("a", "x.kr"), message_id("b", "x.kr"));
        assert!(!message_id("20260310000001", "x.kr").contains("20260310000001"));
    }
}
