//! Version 1 of our approval protocol: bodies, headers and codes.

use serde::{Deserialize, Serialize};

/// Where documents are handed over; a key behind a slash asks after one.
pub const PATH: &str = "/v1/documents";
/// Where the system tells us how it goes.
pub const CALLBACK_PATH: &str = "/integration/approval/v1/callbacks";
/// Which secret signed.
pub const KEY_HEADER: &str = "x-eungdapso-key";
/// Seconds since 1970 at which the request was signed.
pub const TIMESTAMP_HEADER: &str = "x-eungdapso-timestamp";
/// Different for every request: what was heard once is not heard again.
pub const NONCE_HEADER: &str = "x-eungdapso-nonce";
/// `v1=` and the signature in lower-case hexadecimal.
pub const SIGNATURE_HEADER: &str = "x-eungdapso-signature";
/// How far the two clocks may be apart, in seconds.
pub const CLOCK_SECONDS: i64 = 300;
/// The shortest and the longest nonce, in characters.
pub const NONCE_CHARS: std::ops::RangeInclusive<usize> = 16..=64;
/// The biggest document in JSON escapes, with room: complaint and answer of 10,000 characters each.
pub const DOCUMENT_BYTES: usize = 512 * 1024;
/// The biggest call-back, in bytes.
pub const CALLBACK_BYTES: usize = 32 * 1024;
/// The longest id of a message, number of a document and name of an approver, in characters.
pub const NAME_CHARS: usize = 100;

/// The request of `POST /v1/documents`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub key: String,
    pub digest: String,
    pub sent_at: String,
    pub complaint: ComplaintPart,
    pub answer: AnswerPart,
    pub drafter: Drafter,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintPart {
    pub number: String,
    pub title: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerPart {
    /// `granted`, `partly-granted`, `refused`, `explained`.
    pub result: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafter {
    pub agency: String,
    pub department: String,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Accepted,
    Rejected,
}

/// Every answer's body, errors included; both sides answer so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub status: Status,
    /// One of [`code`], or what became of a call-back.
    pub code: String,
    /// A sentence for people.
    pub reason: String,
    /// 문서번호, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum News {
    Started,
    Approved,
    Returned,
    /// 기안자 회수: the drafter took it back over there.
    Withdrawn,
}

/// One message about a document: the body of a call-back, and a line of what the system remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: String,
    pub key: String,
    /// 문서번호.
    pub document: String,
    pub digest: String,
    pub at: String,
    pub news: News,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<Approver>,
    /// 생산등록번호, with the approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    /// 직위.
    pub position: String,
    pub name: String,
    /// `approved`, `acting` (대결), `delegated` (전결), `delegated-acting`.
    pub manner: String,
}

/// The answer of `GET /v1/documents/{key}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub key: String,
    pub document: String,
    pub digest: String,
    /// Oldest first.
    pub messages: Vec<Message>,
}

/// The codes of version 1.
pub mod code {
    pub const ACCEPTED: &str = "ACCEPTED";
    pub const DUPLICATE: &str = "DUPLICATE";
    pub const BAD_REQUEST: &str = "BAD_REQUEST";
    pub const BAD_DIGEST: &str = "BAD_DIGEST";
    pub const KEY_REUSED: &str = "KEY_REUSED";
    pub const BAD_KEY: &str = "BAD_KEY";
    pub const BAD_SIGNATURE: &str = "BAD_SIGNATURE";
    pub const STALE: &str = "STALE";
    pub const REPLAYED: &str = "REPLAYED";
    pub const UNKNOWN_KEY: &str = "UNKNOWN_KEY";
    pub const TAKEN_BACK: &str = "TAKEN_BACK";
    pub const ENDED: &str = "ENDED";
    pub const FAULT: &str = "FAULT";
}
