//! 업무관리시스템(전자결재): answers are handed over and their approvals heard of; the protocol is
//! `docs/protocols/approval.md`.

mod client;
mod door;
pub mod fake;
mod mapping;
pub mod protocol;
mod signature;

use std::time::Duration;

use domain::complaint::{AnswerResult, CallBack, DocumentKey};
use jiff::Timestamp;

pub use client::ApprovalClient;
pub use door::{Door, Knock, TurnedAway};
pub use signature::Signed;

use crate::Secret;

/// How the approval system is reached, and known when it calls.
#[derive(Clone, Debug)]
pub struct ApprovalSettings {
    /// Everything before `/v1/documents`; https unless it is this machine.
    pub url: String,
    /// Names the secret, so that it can be changed while both are in use.
    pub key_id: String,
    /// Signs what we say and what is said to us.
    pub secret: Secret,
    /// For one request, answer included.
    pub timeout: Duration,
}

/// An answer as it is handed over. Nothing in it names the petitioner.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    pub key: DocumentKey,
    pub digest: String,
    pub number: String,
    pub title: String,
    pub text: String,
    pub due_at: Option<Timestamp>,
    pub result: AnswerResult,
    pub answer: String,
    pub remedy: Option<String>,
    pub agency: String,
    pub department: String,
    pub drafter: String,
    pub sent_at: Timestamp,
}

/// Shows no words, so that no log ever does.
impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paper").field("key", &self.key).finish_non_exhaustive()
    }
}

/// What became of handing a document over. The sentences are Korean and fit for 연계 현황.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandedOver {
    /// The system has it, under this 문서번호; `answer` is its code.
    Taken { document: String, answer: String },
    /// Nobody knows, or not now.
    Retry { why: String },
    /// It will never be taken as it is.
    Refused { why: String },
}

/// A message of the system, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The system's own name for the message: the same each time it is sent.
    pub id: String,
    pub at: Timestamp,
    /// 문서번호.
    pub document: String,
    pub call_back: CallBack,
    /// As it was said, written in one way.
    pub payload: String,
}

/// What the system holds of a document, when it is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// It has never been given this document.
    Nothing,
    Document {
        document: String,
        /// Everything it has told or tried to tell, oldest first.
        told: Vec<Told>,
    },
}
