//! What the stand-in 국민신문고 knows: what it has for the city, what the city told it; kept in a file if there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::protocol::{
    Answered, Complaint, Day, KEY_BYTES, PAGE_ITEMS, Page, Rating, Request, Said, Stage, Transfer, code, path,
};

/// What the stand-in can be told to do to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpeopleMischief {
    /// 500.
    Broken,
    /// No answer, ever; nothing is kept.
    Hang,
    /// The message is kept, and nobody is told.
    LoseAnswer,
    /// 200 with a page of HTML.
    Garbage,
    /// Every item of a page twice.
    Duplicates,
    /// A page from the very beginning, whatever the cursor says.
    Replay,
}

/// A message the city handed over, taken once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub key: String,
    pub path: String,
    /// Of the complaint over there.
    pub number: String,
    pub at: Timestamp,
    pub body: serde_json::Value,
}

/// An HTTP status and what is said with it.
pub(super) type Answer = (u16, Said);

/// Everything that must survive a restart.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Book {
    pub(super) last_number: u64,
    pub(super) complaints: Vec<Complaint>,
    pub(super) ratings: Vec<Rating>,
    pub(super) requests: Vec<Request>,
    pub(super) taken: Vec<Taken>,
    /// Digests of numbers that came into being before this book was opened: of a city's size there are hundreds of
    /// thousands.
    #[serde(skip)]
    known: BTreeSet<u64>,
    #[serde(skip)]
    pub(super) kept_in: Option<PathBuf>,
    #[serde(skip)]
    by_key: BTreeMap<String, usize>,
}

impl Book {
    /// The book as it was left, or an empty one.
    pub(super) fn open(kept_in: Option<PathBuf>) -> Book {
        let text = kept_in.as_ref().and_then(|path| std::fs::read(path).ok());
        let book: Book = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Book { kept_in, ..book }.indexed()
    }

    /// With the index by key that no file holds.
    pub(super) fn indexed(mut self) -> Book {
        self.by_key = self.taken.iter().enumerate().map(|(n, taken)| (taken.key.clone(), n)).collect();
        self
    }

    pub(super) fn keep(&self) {
        let Some(path) = &self.kept_in else { return };
        let written = serde_json::to_vec(self).map_err(std::io::Error::other);
        if let Err(error) = written.and_then(|text| std::fs::write(path, text)) {
            tracing::warn!(%error, "the stand-in's book could not be kept");
        }
    }

    pub(super) fn next_number(&mut self, at: Timestamp) -> String {
        let day = domain::desk::seoul_date(at);
        loop {
            self.last_number += 1;
            let number = format!("1AA-{:02}{:02}-{:07}", day.year() % 100, day.month(), self.last_number);
            if !self.knows(&number) {
                return number;
            }
        }
    }

    fn knows(&self, number: &str) -> bool {
        self.complaints.iter().any(|c| c.number == number) || self.known.contains(&digest(number))
    }

    pub(super) fn know(&mut self, number: &str) {
        self.known.insert(digest(number));
    }

    pub(super) fn lose(&mut self, number: &str) {
        self.complaints.retain(|complaint| complaint.number != number);
        self.known.remove(&digest(number));
    }

    /// Takes a message once: the same again is answered as before, another under its key is refused.
    pub(super) fn take(&mut self, at_path: &str, body: &[u8], now: Timestamp) -> Answer {
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else {
            return no(400, code::BAD_REQUEST, "읽을 수 없는 요청입니다.");
        };
        let read = match at_path {
            path::STAGES => serde_json::from_value::<Stage>(value.clone()).map(|s| (s.key, Some(s.number))),
            path::ANSWERS => {
                serde_json::from_value::<Answered>(value.clone()).map(|a| (a.key, Some(a.number)))
            }
            _ => serde_json::from_value::<Transfer>(value.clone()).map(|t| (t.key, t.number)),
        };
        let Ok((key, number)) = read else {
            return no(400, code::BAD_REQUEST, "규약에 없는 꼴입니다.");
        };
        if key.is_empty() || key.len() > KEY_BYTES {
            return no(400, code::BAD_REQUEST, "key가 비었거나 너무 깁니다.");
        }
        if let Some(before) = self.by_key.get(&key).and_then(|n| self.taken.get(*n)) {
            if before.body != value {
                return no(409, code::KEY_REUSED, "같은 key로 다른 내용을 받은 적이 있습니다.");
            }
            return yes(code::DUPLICATE, before);
        }
        let number = match number {
            Some(number) if !self.knows(&number) => {
                return no(422, code::UNKNOWN_NUMBER, "없는 신청번호입니다.");
            }
            Some(number) => number,
            // A transfer of a complaint it has never seen: it gets a number here.
            None => self.next_number(now),
        };
        let taken = Taken { key: key.clone(), path: at_path.to_owned(), number, at: now, body: value };
        let said = yes(code::ACCEPTED, &taken);
        self.by_key.insert(key, self.taken.len());
        self.taken.push(taken);
        self.keep();
        said
    }

    pub(super) fn day(&self, day: Date) -> Day {
        let on = |at: Timestamp| domain::desk::seoul_date(at) == day;
        Day {
            day,
            complaints: self.complaints.iter().filter(|c| on(c.sent_at)).map(|c| c.number.clone()).collect(),
            ratings: self.ratings.iter().filter(|r| on(r.sent_at)).map(|r| r.id.clone()).collect(),
            requests: self.requests.iter().filter(|r| on(r.sent_at)).map(|r| r.id.clone()).collect(),
            taken: self.taken.iter().filter(|t| on(t.at)).map(|t| t.key.clone()).collect(),
        }
    }
}

fn digest(number: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// What lies behind a cursor, which counts the items before it.
pub(super) fn page<T: Clone>(
    items: &[T],
    after: &str,
    limit: usize,
    mischief: Option<EpeopleMischief>,
) -> Page<T> {
    let from = match mischief {
        Some(EpeopleMischief::Replay) => 0,
        _ => after.parse::<usize>().unwrap_or(0).min(items.len()),
    };
    let until = items.len().min(from + limit.clamp(1, PAGE_ITEMS));
    let mut page: Vec<T> = items[from..until].to_vec();
    if mischief == Some(EpeopleMischief::Duplicates) {
        page = page.into_iter().flat_map(|item| [item.clone(), item]).collect();
    }
    Page { items: page, next: until.to_string(), more: until < items.len() }
}

fn yes(code: &str, taken: &Taken) -> Answer {
    let number = (taken.path == path::TRANSFERS).then(|| taken.number.clone());
    let reason = "받았습니다.".to_owned();
    (200, Said { code: code.to_owned(), reason, taken_at: Some(taken.at), number })
}

/// A refusal, with the status it travels under.
pub(super) fn no(http: u16, code: &str, reason: &str) -> Answer {
    (http, Said { code: code.to_owned(), reason: reason.to_owned(), taken_at: None, number: None })
}
