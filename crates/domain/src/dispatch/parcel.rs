//! What a message to a neighbour carries, in our own words; the neighbour's format is made of it when it leaves.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::complaint::{AnswerResult, ClosingGround, ExtensionGround, Kind, Number};

/// A message with its file, moment and sender, frozen when the act was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// 접수번호, or 신청번호 before receipt.
    pub number: Number,
    /// The neighbour's own number of the file, if it came from there.
    pub external_number: Option<String>,
    pub at: Timestamp,
    pub office: Whereabouts,
    pub told: Told,
}

/// Who in the city answers for the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    pub agency: Option<String>,
    pub department: Option<String>,
    pub handler: Option<String>,
    pub phone: Option<String>,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "message")]
pub enum Told {
    Receipt {
        kind: Kind,
        due_at: Option<Timestamp>,
    },
    Handling,
    InterimAnswer {
        text: String,
    },
    Extension {
        ground: ExtensionGround,
        due_at: Option<Timestamp>,
        explanation: String,
    },
    SupplementRequest {
        items: String,
        reply_by: Date,
    },
    Answer {
        result: AnswerResult,
        text: String,
        remedy: Option<String>,
    },
    FollowUpAnswer {
        text: String,
    },
    /// `whole` only where the neighbour does not have the complaint already.
    Transfer {
        body: String,
        reason: String,
        whole: Option<Whole>,
    },
    Closing {
        ground: ClosingGround,
        explanation: String,
    },
    Withdrawal,
    Merger,
    HandOver {
        title: String,
        body: String,
        due_at: Option<Timestamp>,
        round: u32,
        result: AnswerResult,
        text: String,
        remedy: Option<String>,
        digest: String,
    },
    TakeBack {
        round: u32,
        digest: String,
    },
}

/// A complaint with its petitioner, for a body that has never seen it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    pub title: String,
    pub body: String,
    pub place: Option<String>,
    pub filed_at: Timestamp,
    pub person: Person,
}

/// The petitioner, in the clear: a parcel lies sealed until it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
}
