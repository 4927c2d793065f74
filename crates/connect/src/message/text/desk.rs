//! What the stand-in gateway decides: who may speak, what is taken, what was taken before.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use domain::telephone::mobile;

use super::mapping;
use super::protocol::{Answer, CLOCK_SECONDS, Kind, Message, Signed, Status, code};
use crate::message::KEY_BYTES;
use crate::script::Script;

/// How many messages are remembered; the oldest goes first.
const KEPT: usize = 10_000;

/// What the stand-in gateway can be told to do to one POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayMischief {
    /// 429.
    TooMany,
    /// 500.
    Broken,
    /// No answer, ever; nothing is kept.
    Hang,
    /// The message is kept, and nobody is told.
    LoseAnswer,
    /// 200 with a page of HTML.
    Garbage,
    /// 200 with more bytes than anybody should read.
    Endless,
}

/// A message the gateway took.
#[derive(Clone, Debug)]
pub struct ReceivedText {
    pub id: String,
    pub message: Message,
}

/// An HTTP status and what is said with it.
pub(super) type Said = (u16, Answer);

/// Everything the gateway knows.
pub(super) struct Desk {
    pub(super) token: String,
    pub(super) signing_key: String,
    pub(super) template: String,
    pub(super) script: Script<GatewayMischief>,
    pub(super) unwanted: Mutex<HashSet<String>>,
    pub(super) book: Mutex<Book>,
}

/// What was decided, by key, oldest first.
#[derive(Default)]
pub(super) struct Book {
    taken: u64,
    entries: VecDeque<(Message, Answer)>,
}

impl Book {
    fn find(&self, key: &str) -> Option<&(Message, Answer)> {
        self.entries.iter().rev().find(|(message, _)| message.key == key)
    }

    pub(super) fn accepted(&self) -> Vec<ReceivedText> {
        let accepted = self.entries.iter().filter(|(_, answer)| answer.status == Status::Accepted);
        accepted
            .map(|(message, answer)| ReceivedText { id: answer.id.clone(), message: message.clone() })
            .collect()
    }
}

/// What a request's headers claim.
pub(super) struct Claims<'a> {
    pub(super) bearer: &'a str,
    pub(super) signature: &'a str,
    pub(super) signed: Signed<'a>,
}

impl Desk {
    /// Lets a request in, or says why not. `now` is in seconds.
    pub(super) fn admit(&self, claims: &Claims<'_>, now: i64) -> Result<(), Said> {
        if claims.bearer.strip_prefix("Bearer ") != Some(self.token.as_str()) {
            return Err(no(401, code::BAD_TOKEN, "토큰이 다릅니다."));
        }
        if !claims.signed.is_signed(&self.signing_key, claims.signature) {
            return Err(no(401, code::BAD_SIGNATURE, "서명이 다릅니다."));
        }
        let signed_at: i64 = claims.signed.timestamp.parse().unwrap_or(i64::MIN);
        if signed_at.saturating_sub(now).saturating_abs() > CLOCK_SECONDS {
            return Err(no(401, code::STALE, "서명한 시각이 너무 멉니다."));
        }
        Ok(())
    }

    /// Takes a message once: the same again is answered as before, another under its key is refused.
    pub(super) fn take(&self, body: &[u8]) -> Said {
        let Ok(message) = serde_json::from_slice::<Message>(body) else {
            return no(400, code::BAD_REQUEST, "읽을 수 없는 요청입니다.");
        };
        if message.key.is_empty() || message.key.len() > KEY_BYTES {
            return no(400, code::BAD_REQUEST, "key가 비었거나 너무 깁니다.");
        }
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        match book.find(&message.key) {
            Some((before, _)) if *before != message => {
                return no(409, code::KEY_REUSED, "같은 key로 다른 내용을 받은 적이 있습니다.");
            }
            Some((_, answer)) if answer.status == Status::Accepted => {
                return (200, Answer { code: code::DUPLICATE.to_owned(), ..answer.clone() });
            }
            Some((_, answer)) => return (200, answer.clone()),
            None => {}
        }
        let answer = match self.objection(&message) {
            Some((code, reason)) => no(200, code, reason).1,
            None => {
                book.taken += 1;
                yes(book.taken)
            }
        };
        if book.entries.len() >= KEPT {
            book.entries.pop_front();
        }
        book.entries.push_back((message, answer.clone()));
        (200, answer)
    }

    /// What became of a key.
    pub(super) fn state(&self, key: &str) -> Said {
        let book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        match book.find(key) {
            Some((_, answer)) => (200, answer.clone()),
            None => no(404, code::UNKNOWN_KEY, "받은 적이 없는 key입니다."),
        }
    }

    fn objection(&self, message: &Message) -> Option<(&'static str, &'static str)> {
        let unwanted = self.unwanted.lock().unwrap_or_else(PoisonError::into_inner).contains(&message.to);
        if unwanted || mobile(&message.to).as_deref() != Some(message.to.as_str()) {
            return Some((code::BAD_NUMBER, "받을 수 없는 번호입니다."));
        }
        let fits = match message.channel {
            Kind::Sms => mapping::bytes(&message.text) <= mapping::SMS_BYTES,
            Kind::Lms => {
                let title = message.subject.as_deref().map_or(0, mapping::bytes);
                mapping::bytes(&message.text) <= mapping::LMS_BYTES && title <= mapping::TITLE_BYTES
            }
            Kind::Alimtalk => message.text.chars().count() <= mapping::ALIMTALK_CHARS,
        };
        let known = message.channel != Kind::Alimtalk || message.template.as_ref() == Some(&self.template);
        match (fits, known) {
            (false, _) => Some((code::TOO_LONG, "채널의 한도보다 깁니다.")),
            (true, false) => Some((code::UNKNOWN_TEMPLATE, "승인되지 않은 템플릿입니다.")),
            (true, true) => None,
        }
    }
}

fn yes(number: u64) -> Answer {
    let (code, reason) = (code::ACCEPTED.to_owned(), "발송했습니다.".to_owned());
    Answer { id: format!("M{number:08}"), status: Status::Accepted, code, reason }
}

/// A refusal, with the status it travels under.
pub(super) fn no(http: u16, code: &str, reason: &str) -> Said {
    let (code, reason) = (code.to_owned(), reason.to_owned());
    (http, Answer { id: String::new(), status: Status::Rejected, code, reason })
}
