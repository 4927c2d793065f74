//! From our letter to the gateway's message, and from its answer to an outcome. Pure.

use domain::telephone::mobile;

use super::protocol::{Answer, Kind, Message, Status, code};
use crate::discreet;
use crate::message::{Channel, Letter, Outcome};

/// The longest short message, in bytes as the networks count them.
pub(super) const SMS_BYTES: usize = 90;
/// The longest long message, in the same bytes.
pub(super) const LMS_BYTES: usize = 2_000;
/// The longest title of a long message, in the same bytes.
pub(super) const TITLE_BYTES: usize = 40;
/// The longest 알림톡, in characters.
pub(super) const ALIMTALK_CHARS: usize = 1_000;

/// The message, or why it can never be one.
pub(super) fn message(letter: &Letter, template: Option<&str>) -> Result<Message, String> {
    let to = mobile(&letter.to).ok_or("휴대전화 번호가 올바르지 않습니다.")?;
    if letter.subject.chars().any(char::is_control) {
        return Err("제목에 줄바꿈이나 제어문자가 있습니다.".to_owned());
    }
    let text = letter.text.replace("\r\n", "\n");
    if text.trim().is_empty() || text.chars().any(|c| c.is_control() && c != '\n') {
        return Err("본문이 비어 있거나 제어문자가 있습니다.".to_owned());
    }
    let message = Message {
        key: letter.key.clone(),
        channel: Kind::Alimtalk,
        to,
        text,
        subject: None,
        template: template.map(str::to_owned),
    };
    match letter.channel {
        Channel::Mail => Err("문자로 보낼 수 없는 채널입니다.".to_owned()),
        Channel::Alimtalk if template.is_none() => {
            Err("설정되지 않은 채널입니다(알림톡 템플릿 없음).".to_owned())
        }
        Channel::Alimtalk if message.text.chars().count() > ALIMTALK_CHARS => {
            Err(format!("본문이 알림톡의 한도 {ALIMTALK_CHARS}자를 넘습니다."))
        }
        Channel::Alimtalk => Ok(message),
        Channel::Sms => by_length(message, &letter.subject),
    }
}

/// Short if it fits, long if it must.
fn by_length(message: Message, subject: &str) -> Result<Message, String> {
    let length = bytes(&message.text);
    if length <= SMS_BYTES {
        return Ok(Message { channel: Kind::Sms, template: None, ..message });
    }
    if length > LMS_BYTES {
        return Err(format!("본문이 장문 문자의 한도 {LMS_BYTES}바이트를 넘습니다."));
    }
    let title = Some(fitting(subject, TITLE_BYTES)).filter(|title| !title.is_empty());
    Ok(Message { channel: Kind::Lms, subject: title, template: None, ..message })
}

/// Bytes as the networks count: EUC-KR, one for ASCII and two for everything else.
pub(super) fn bytes(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn fitting(text: &str, limit: usize) -> String {
    let mut used = 0;
    let fits = text.trim().chars().take_while(|&c| {
        used += width(c);
        used <= limit
    });
    fits.collect()
}

/// What an HTTP status and its body mean for the letter.
pub(super) fn outcome(http: u16, body: &[u8], letter: &Letter) -> Outcome {
    let answer = serde_json::from_slice::<Answer>(body).ok();
    let said = answer.as_ref().map_or_else(String::new, |answer| {
        discreet::answer(&format!("{} {}", answer.code, answer.reason), &letter.to)
    });
    match (http, answer) {
        (200..=299, Some(answer)) => match answer.status {
            Status::Accepted if answer.id.is_empty() => {
                Outcome::retry("문자 게이트웨이가 번호 없이 답했습니다.")
            }
            Status::Accepted => {
                Outcome::Delivered { provider_id: discreet::answer(&answer.id, &letter.to), answer: said }
            }
            Status::Rejected => Outcome::refused(format!("문자 게이트웨이가 받지 않았습니다: {said}")),
        },
        (200..=299, None) => Outcome::retry("문자 게이트웨이의 답을 읽을 수 없습니다."),
        // Who we are is our affair, not the letter's: once it is put right, the letter can go.
        (401 | 403, _) => Outcome::retry(format!("문자 게이트웨이가 인증을 거부했습니다({http}): {said}")),
        (429, _) => Outcome::retry("문자 게이트웨이가 잠시 뒤에 보내라고 합니다(429)."),
        // Only a body of the protocol is a decision about the letter; a proxy's page is not.
        (400 | 409 | 413 | 422, Some(_)) => {
            Outcome::refused(format!("문자 게이트웨이가 받지 않았습니다({http}): {said}"))
        }
        _ => Outcome::retry(format!("문자 게이트웨이가 답하지 못했습니다({http}). {said}").trim_end()),
    }
}

/// What the gateway knows of a key.
pub(super) fn state(http: u16, body: &[u8]) -> Result<Option<Answer>, String> {
    let answer = serde_json::from_slice::<Answer>(body).ok();
    match (http, answer) {
        (200, Some(answer)) => Ok(Some(answer)),
        (404, Some(answer)) if answer.code == code::UNKNOWN_KEY => Ok(None),
        (_, Some(answer)) => {
            let said = discreet::answer(&answer.reason, "");
            Err(format!(
                "문자 게이트웨이가 거부했습니다({http} {}): {said}",
                discreet::answer(&answer.code, "")
            ))
        }
        (_, None) => Err(format!("문자 게이트웨이의 답이 아닙니다({http}). 주소를 확인하세요.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(channel: Channel, text: &str) -> Letter {
        let subject = "[응답소] 민원이 접수되었습니다. 확인하여 주시기 바랍니다".to_owned();
        Letter { key: "k".into(), channel, to: "010-1234-5678".into(), subject, text: text.into() }
    }

    #[test]
    fn ninety_bytes_are_short_and_ninety_one_are_long() {
        let kind = |text: &str| message(&letter(Channel::Sms, text), None).map(|message| message.channel);
        assert_eq!(kind(&"가".repeat(45)), Ok(Kind::Sms));
        assert_eq!(kind(&format!("{}a", "가".repeat(45))), Ok(Kind::Lms));
        assert_eq!(kind(&"가".repeat(1_000)), Ok(Kind::Lms));
        assert!(kind(&"가".repeat(1_001)).is_err());
        assert!(kind(" \n").is_err());
    }

    #[test]
    fn a_title_is_cut_between_letters() {
        let long = message(&letter(Channel::Sms, &"가".repeat(46)), None).unwrap();
        let title = long.subject.unwrap();
        assert!(bytes(&title) <= TITLE_BYTES && title.starts_with("[응답소] 민원이"), "{title}");
    }

    #[test]
    fn alimtalk_wants_a_template() {
        assert!(message(&letter(Channel::Alimtalk, "본문"), None).is_err());
        let sent = message(&letter(Channel::Alimtalk, "본문"), Some("EDS-1")).unwrap();
        assert_eq!((sent.channel, sent.template.as_deref()), (Kind::Alimtalk, Some("EDS-1")));
        assert!(message(&letter(Channel::Alimtalk, &"a".repeat(1_001)), Some("EDS-1")).is_err());
    }

    #[test]
    fn a_proxys_page_decides_nothing() {
        for http in [200, 301, 400, 404, 409, 413, 422, 502] {
            let said = outcome(http, b"<html>no</html>", &letter(Channel::Sms, "본문"));
            assert!(matches!(said, Outcome::Retry { .. }), "{http} {said:?}");
        }
    }
}
