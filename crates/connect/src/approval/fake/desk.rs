//! What the stand-in approval system knows: its documents, what was done to them, and what it told.

use jiff::{SignedDuration, Timestamp};

use super::super::mapping;
use super::super::protocol::{Answer, Approver, Document, Message, News, State, Status, code};
use domain::deadline::seoul;

/// How many documents are remembered; the oldest goes first.
const KEPT: usize = 10_000;
/// Of so many documents one is returned by itself.
const RETURNED_ONE_IN: usize = 7;

/// What people there do to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Start,
    /// `approved`, `acting`, `delegated`, `delegated-acting`.
    Approve {
        manner: String,
    },
    Return {
        reason: String,
    },
    Withdraw {
        reason: String,
    },
}

/// A document the system took.
#[derive(Clone, Debug)]
pub struct TakenDocument {
    pub document: Document,
    /// 문서번호.
    pub number: String,
    pub taken_at: Timestamp,
    /// What was told of it, oldest first.
    pub messages: Vec<Message>,
}

/// An HTTP status and what is said with it.
pub(super) type Said = (u16, Answer);

/// Every document, oldest first.
#[derive(Default)]
pub(super) struct Book {
    given: u64,
    entries: Vec<TakenDocument>,
}

impl TakenDocument {
    pub(super) fn stands(&self) -> Option<News> {
        self.messages.last().map(|message| message.news)
    }

    /// 대기, 진행 중 …
    pub(super) fn state(&self) -> &'static str {
        match self.stands() {
            None => "결재 대기",
            Some(News::Started) => "결재 중",
            Some(News::Approved) => "결재 완료",
            Some(News::Returned) => "반려",
            Some(News::Withdrawn) => "회수",
        }
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.stands(), None | Some(News::Started))
    }
}

impl Book {
    pub(super) fn taken(&self) -> Vec<TakenDocument> {
        self.entries.clone()
    }

    /// Takes a document once: the same again is answered as before, another under its key is refused.
    pub(super) fn take(&mut self, body: &[u8], now: Timestamp) -> Said {
        let Ok(document) = serde_json::from_slice::<Document>(body) else {
            return no(400, code::BAD_REQUEST, "읽을 수 없는 문서입니다.");
        };
        if mapping::digest(&document.answer) != document.digest {
            return no(422, code::BAD_DIGEST, "확정 글의 확인값이 글과 다릅니다.");
        }
        match self.entries.iter().find(|entry| entry.document.key == document.key) {
            Some(before) if before.document != document => {
                no(409, code::KEY_REUSED, "같은 key로 다른 문서를 받은 적이 있습니다.")
            }
            Some(before) => yes(code::DUPLICATE, before.number.clone()),
            None => yes(code::ACCEPTED, self.put(document, now)),
        }
    }

    /// Keeps a document and gives it its number.
    pub(super) fn put(&mut self, document: Document, now: Timestamp) -> String {
        self.given += 1;
        let number = format!("전자결재-{}-{:05}", seoul::civil(now).year(), self.given);
        let (taken_at, messages) = (now, Vec::new());
        self.entries.push(TakenDocument { document, number: number.clone(), taken_at, messages });
        if self.entries.len() > KEPT {
            self.entries.remove(0);
        }
        number
    }

    pub(super) fn state(&self, key: &str) -> Result<State, Said> {
        let entry = self.entries.iter().find(|entry| entry.document.key == key);
        let entry = entry.ok_or_else(|| no(404, code::UNKNOWN_KEY, "받은 적이 없는 문서입니다."))?;
        Ok(State {
            key: key.to_owned(),
            document: entry.number.clone(),
            digest: entry.document.digest.clone(),
            messages: entry.messages.clone(),
        })
    }

    pub(super) fn act(&mut self, key: &str, deed: &Deed, now: Timestamp) -> Result<Message, &'static str> {
        let entry = self.entries.iter_mut().find(|entry| entry.document.key == key);
        let entry = entry.ok_or("그런 문서가 없습니다.")?;
        if !entry.is_open() || (*deed == Deed::Start && entry.stands().is_some()) {
            return Err("지금은 할 수 없습니다.");
        }
        let message = told(entry, deed, now);
        entry.messages.push(message.clone());
        Ok(message)
    }

    pub(super) fn take_back(&mut self, key: &str, now: Timestamp) -> Said {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.document.key == key) else {
            return no(404, code::UNKNOWN_KEY, "받은 적이 없는 문서입니다.");
        };
        if !entry.is_open() {
            return no(409, code::ENDED, "이미 끝난 문서입니다.");
        }
        let message = told(entry, &Deed::Withdraw { reason: "민원이 끝나 회수됨".to_owned() }, now);
        entry.messages.push(message);
        yes(code::TAKEN_BACK, entry.number.clone())
    }

    /// Takes up and decides what has lain long enough.
    pub(super) fn move_on(
        &mut self,
        now: Timestamp,
        taken_up: SignedDuration,
        decided: SignedDuration,
    ) -> Vec<Message> {
        let mut messages = Vec::new();
        for (place, entry) in self.entries.iter_mut().enumerate() {
            let lain = now.duration_since(entry.taken_at);
            if entry.stands().is_none() && lain >= taken_up {
                let message = told(entry, &Deed::Start, entry.taken_at + taken_up);
                entry.messages.push(message.clone());
                messages.push(message);
            }
            if entry.stands() == Some(News::Started) && lain >= decided {
                let deed = by_itself(place);
                let message = told(entry, &deed, entry.taken_at + decided);
                entry.messages.push(message.clone());
                messages.push(message);
            }
        }
        messages
    }
}

fn by_itself(place: usize) -> Deed {
    match place % RETURNED_ONE_IN {
        4 => Deed::Return {
            reason: "현장 확인 일자와 조치 계획을 함께 적어 주시기 바랍니다.".to_owned()
        },
        2 => Deed::Approve { manner: "delegated-acting".to_owned() },
        _ => Deed::Approve { manner: "delegated".to_owned() },
    }
}

fn told(entry: &TakenDocument, deed: &Deed, now: Timestamp) -> Message {
    let department = &entry.document.drafter.department;
    let message = Message {
        id: format!("{}-{}", entry.number, entry.messages.len() + 1),
        key: entry.document.key.clone(),
        document: entry.number.clone(),
        digest: entry.document.digest.clone(),
        at: seoul::rfc3339(now),
        news: News::Started,
        approver: None,
        registered: None,
        reason: None,
    };
    match deed {
        Deed::Start => message,
        Deed::Approve { manner } => Message {
            news: News::Approved,
            approver: Some(Approver {
                position: format!("{department}장"),
                name: "한결재".to_owned(),
                manner: manner.clone(),
            }),
            registered: Some(format!(
                "{department}-{}",
                entry.number.rsplit('-').next().unwrap_or_default().trim_start_matches('0')
            )),
            ..message
        },
        Deed::Return { reason } => Message { news: News::Returned, reason: Some(reason.clone()), ..message },
        Deed::Withdraw { reason } => {
            Message { news: News::Withdrawn, reason: Some(reason.clone()), ..message }
        }
    }
}

fn yes(code: &str, document: String) -> Said {
    let (status, code) = (Status::Accepted, code.to_owned());
    (200, Answer { status, code, reason: "문서를 받았습니다.".to_owned(), document: Some(document) })
}

pub(super) fn no(http: u16, code: &str, reason: &str) -> Said {
    let (status, code) = (Status::Rejected, code.to_owned());
    (http, Answer { status, code, reason: reason.to_owned(), document: None })
}
