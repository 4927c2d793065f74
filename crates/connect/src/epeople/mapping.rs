//! Between 국민신문고's words and ours, both ways; pure.

mod inward;
mod outward;

use domain::complaint::{EpeopleNumber, Visibility};
use domain::dispatch::Person;
use domain::text::{Body, Memo, Title};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::protocol::{Said, code};
use crate::discreet;

pub use inward::{arrived, rated, wished};
pub use outward::{Outgoing, outgoing};

/// A complaint in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub number: EpeopleNumber,
    pub title: Title,
    pub body: Body,
    pub place: Option<String>,
    pub visibility: Visibility,
    pub joint: bool,
    pub person: Person,
    pub sent_at: Timestamp,
}

/// A rating in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    pub number: EpeopleNumber,
    pub score: domain::complaint::Score,
    pub comment: Option<Memo>,
    pub question: Option<Memo>,
}

/// What else a petitioner wished, in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wished {
    Supplement { number: EpeopleNumber, text: Body },
    Withdrawal { number: EpeopleNumber, reason: Option<Memo> },
}

/// What became of a push. The sentences are Korean, name nobody, and are fit for 연계현황.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Taken now or before; when, by their clock.
    Taken { at: Option<Timestamp>, answer: String },
    /// Not now: something of this message or of our settings; others may pass.
    Later { why: String },
    /// Nobody answered: no other message will pass either.
    Away { why: String },
    /// Never.
    Refused { why: String },
}

/// An item as it is kept; the same text for the same item.
pub fn text<T: serde::Serialize>(item: &T) -> String {
    serde_json::to_string(item).unwrap_or_default()
}

/// An item out of what was kept.
pub fn from_text<T: DeserializeOwned>(kept: &str) -> Result<T, String> {
    serde_json::from_str(kept).map_err(|_| "보관한 메시지를 읽을 수 없습니다.".to_owned())
}

/// What an answer to a push means.
pub fn told(http: u16, body: &[u8]) -> Told {
    let said = serde_json::from_slice::<Said>(body).ok();
    let words = said
        .as_ref()
        .map_or_else(String::new, |said| discreet::answer(&format!("{} {}", said.code, said.reason), ""));
    match (http, said) {
        (200..=299, Some(said)) if [code::ACCEPTED, code::DUPLICATE].contains(&said.code.as_str()) => {
            let number = said.number.map(|number| format!(" ({number})")).unwrap_or_default();
            Told::Taken { at: said.taken_at, answer: format!("{words}{number}") }
        }
        (200..=299, _) => Told::Away { why: "국민신문고의 답을 읽을 수 없습니다.".to_owned() },
        // Who we are is our affair, not the message's: once it is put right, everything can go.
        (401 | 403, _) => {
            Told::Away { why: format!("국민신문고가 인증을 거부했습니다({http}). {words}") }
        }
        (429, _) => {
            Told::Away { why: "국민신문고가 잠시 뒤에 보내라고 합니다(429).".to_owned() }
        }
        // Only a body of the protocol is a decision about the message; a proxy's page is not.
        (400 | 404 | 409 | 413 | 422, Some(_)) => {
            Told::Refused { why: format!("국민신문고가 받지 않았습니다({http}): {words}") }
        }
        _ => Told::Away {
            why: format!("국민신문고가 답하지 못했습니다({http}). {words}").trim_end().to_owned(),
        },
    }
}

/// What an answer to a question means.
pub fn read<T: DeserializeOwned>(http: u16, body: &[u8]) -> Result<T, String> {
    match http {
        200 => serde_json::from_slice(body)
            .map_err(|_| "국민신문고의 답을 읽을 수 없습니다. 규약의 판을 확인하십시오.".to_owned()),
        _ => {
            let said = serde_json::from_slice::<Said>(body).ok();
            let words = said.map(|said| discreet::answer(&format!("{} {}", said.code, said.reason), ""));
            Err(format!("국민신문고가 거부했습니다({http}). {}", words.unwrap_or_default())
                .trim_end()
                .to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_page_decides_nothing() {
        for http in [200, 301, 400, 404, 409, 413, 422, 502] {
            assert!(matches!(told(http, b"<html>no</html>"), Told::Away { .. }), "{http}");
        }
    }

    #[test]
    fn what_was_taken_before_is_taken() {
        let at: Timestamp = "2026-03-10T01:00:00Z".parse().unwrap();
        for word in ["ACCEPTED", "DUPLICATE"] {
            let body =
                format!(r#"{{"code":"{word}","reason":"받았습니다.","taken_at":"2026-03-10T01:00:00Z"}}"#);
            let Told::Taken { at: taken, answer } = told(200, body.as_bytes()) else { panic!("{word}") };
            assert_eq!((taken, answer), (Some(at), format!("{word} 받았습니다.")));
        }
    }

    #[test]
    fn only_their_own_word_refuses_a_message() {
        let body = r#"{"code":"UNKNOWN_NUMBER","reason":"없는 번호입니다."}"#.as_bytes();
        assert!(matches!(told(422, body), Told::Refused { .. }));
        let signature = r#"{"code":"BAD_SIGNATURE","reason":"서명이 다릅니다."}"#.as_bytes();
        assert!(matches!(told(401, signature), Told::Away { .. }));
    }
}
