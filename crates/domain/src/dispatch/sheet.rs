//! 대사: a day's messages with a neighbour, as we have them and as it has them.

use serde::{Deserialize, Serialize};

/// A line of the sheet: how many we have, how many they have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub what: What,
    pub ours: u64,
    pub theirs: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Complaints,
    Ratings,
    Requests,
    /// What we told them.
    Sent,
}

/// Something that one side has and the other has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub what: What,
    /// Their number or id; our key.
    pub id: String,
    pub kind: DifferenceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// They sent it, it is not here.
    NotReceived,
    /// It is here, and waits.
    Waiting,
    /// It is here, and could not be done.
    Refused,
    /// It is here, and they do not know of it.
    UnknownThere,
    /// They took it, and we have not heard so.
    NotSettled,
}

/// The sheet of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub lines: Vec<Line>,
    pub differences: Vec<Difference>,
}

impl What {
    pub const ALL: [What; 4] = [What::Complaints, What::Ratings, What::Requests, What::Sent];

    /// Kinds under which messages are noted.
    pub const COMPLAINT: &str = "complaint";
    pub const RATING: &str = "rating";
    /// The question that came with a rating: noted by itself, counted with its rating.
    pub const QUESTION: &str = "question";
    pub const REQUEST: &str = "request";

    pub fn holds(self, kind: &str) -> bool {
        match self {
            What::Complaints => kind == What::COMPLAINT,
            What::Ratings => kind == What::RATING,
            What::Requests => kind == What::REQUEST,
            What::Sent => false,
        }
    }
}

impl Sheet {
    pub fn differs(&mut self, what: What, id: &str, kind: DifferenceKind) {
        self.differences.push(Difference { what, id: id.to_owned(), kind });
    }

    pub fn line(&mut self, what: What, ours: usize, theirs: usize) {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.lines.push(Line { what, ours: count(ours), theirs: count(theirs) });
    }
}
