//! Version 1 of our protocol with 국민신문고: bodies, codes, limits; the signature is beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where each thing is asked for or pushed.
pub mod path {
    pub const COMPLAINTS: &str = "/v1/complaints";
    pub const RATINGS: &str = "/v1/ratings";
    pub const REQUESTS: &str = "/v1/requests";
    pub const STAGES: &str = "/v1/stages";
    pub const ANSWERS: &str = "/v1/answers";
    pub const TRANSFERS: &str = "/v1/transfers";
    pub const DAYS: &str = "/v1/days";
    pub const PING: &str = "/v1/ping";
}

/// Items of one page of a feed, at most.
pub const PAGE_ITEMS: usize = 100;
/// The biggest request and answer, in bytes: a page of the longest complaints in JSON escapes.
pub const BODY_BYTES: usize = 16 * 1024 * 1024;
/// The longest key, cursor and message id, in bytes.
pub const KEY_BYTES: usize = 200;

/// A page of a feed, oldest first. `next` is the cursor behind its last item; the same as asked for when
/// there is nothing new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: String,
    /// More is waiting behind `next`.
    pub more: bool,
}

/// A complaint for the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// 신청번호 `1AA-YYMM-NNNNNNN`: also the message's id.
    pub number: String,
    pub sent_at: Timestamp,
    pub title: String,
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The petitioner agreed to have the answer shown to the public.
    #[serde(default)]
    pub public: bool,
    /// 공익신고: sealed from the first moment.
    #[serde(default)]
    pub sealed: bool,
    /// 다수인관련민원.
    #[serde(default)]
    pub joint: bool,
    pub petitioner: Petitioner,
}

/// Who filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petitioner {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// 만족도 평가, with the question of 추가답변 if the petitioner asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub id: String,
    pub number: String,
    pub sent_at: Timestamp,
    /// 100, 75, 50, 25 or 0.
    pub score: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// What else a petitioner did over there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub id: String,
    pub number: String,
    pub sent_at: Timestamp,
    pub what: Wish,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wish {
    /// 보완 제출; `text` says what.
    Supplement,
    /// 취하.
    Withdrawal,
}

/// Where a file stands, for the petitioner to see over there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub key: String,
    pub number: String,
    /// 접수번호 of the city.
    pub city_number: String,
    pub at: Timestamp,
    pub stage: Step,
    pub office: Office,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// A ground's code: of an extension or a closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// 접수.
    Received,
    /// 처리 중: a handler was named.
    Handling,
    InterimAnswer,
    Extended,
    SupplementRequested,
    Closed,
    Withdrawn,
    Merged,
}

/// Who answers for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// 처리완료, or the answer to a question asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub key: String,
    pub number: String,
    pub city_number: String,
    pub at: Timestamp,
    pub office: Office,
    pub follow_up: bool,
    /// `granted`, `partly-granted`, `refused`, `explained`; none for a follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// 타기관 이송. `complaint` only for what did not come from 국민신문고, which then gives it a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub city_number: String,
    pub at: Timestamp,
    pub office: Office,
    /// The body it goes to, by name.
    pub to: String,
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Transferred>,
}

/// A complaint that 국민신문고 has never seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    pub title: String,
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    pub filed_at: Timestamp,
    pub petitioner: Petitioner,
}

/// The body of every answer to a push, and of every error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// One of [`code`].
    pub code: String,
    /// A sentence for people.
    pub reason: String,
    /// When 국민신문고 took the message; the same however often it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
    /// Of a transfer: the number it has over there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// The day's books, for 대사: what was sent to the city and what was taken from it, by their moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub day: Date,
    /// Numbers of complaints, ids of ratings and requests.
    pub complaints: Vec<String>,
    pub ratings: Vec<String>,
    pub requests: Vec<String>,
    /// Keys of messages taken.
    pub taken: Vec<String>,
}

/// The codes of version 1.
pub mod code {
    pub const ACCEPTED: &str = "ACCEPTED";
    pub const DUPLICATE: &str = "DUPLICATE";
    pub const UNKNOWN_NUMBER: &str = "UNKNOWN_NUMBER";
    pub const UNKNOWN_BODY: &str = "UNKNOWN_BODY";
    pub const BAD_REQUEST: &str = "BAD_REQUEST";
    pub const KEY_REUSED: &str = "KEY_REUSED";
    pub const BAD_KEY: &str = "BAD_KEY";
    pub const BAD_SIGNATURE: &str = "BAD_SIGNATURE";
    pub const STALE: &str = "STALE";
    pub const REPLAYED: &str = "REPLAYED";
    pub const TOO_MANY: &str = "TOO_MANY";
    pub const FAULT: &str = "FAULT";
}
