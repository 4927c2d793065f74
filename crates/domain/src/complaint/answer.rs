//! How and with what result a complaint was answered.

use serde::{Deserialize, Serialize};

/// The road the answer took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answering {
    /// 즉시답변 by the receiver.
    AtOnce,
    /// Through the approval line.
    Approved,
}

/// 처리결과.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerResult {
    /// 수용.
    Granted,
    /// 일부 수용.
    PartlyGranted,
    /// 불수용: the answer must carry the reason and the remedy (법 제27조 제2항).
    Refused,
    /// 안내·설명.
    Explained,
}

impl AnswerResult {
    pub const ALL: [AnswerResult; 4] =
        [AnswerResult::Granted, AnswerResult::PartlyGranted, AnswerResult::Refused, AnswerResult::Explained];

    pub fn as_str(self) -> &'static str {
        match self {
            AnswerResult::Granted => "granted",
            AnswerResult::PartlyGranted => "partly-granted",
            AnswerResult::Refused => "refused",
            AnswerResult::Explained => "explained",
        }
    }

    pub fn parse(text: &str) -> Option<AnswerResult> {
        AnswerResult::ALL.into_iter().find(|result| result.as_str() == text)
    }
}
