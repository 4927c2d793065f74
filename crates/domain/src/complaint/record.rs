//! What is on the file besides its stage: co-operations, supplements, extensions, approval rounds, ratings.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ApprovalRoute, ExtensionGround, LineEnd};
use crate::id::{AgencyId, DepartmentId, OfficerId};
use crate::period::Period;

/// 협조: a part-case of another department with its own reply-by inside the main one (법 제20조).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cooperation {
    pub ordinal: u32,
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub asked_by: Option<OfficerId>,
    pub asked_at: Timestamp,
    pub reply_by: Timestamp,
    /// Once, and before it lapses.
    pub extended: bool,
    pub opined_by: Option<OfficerId>,
    pub opined_at: Option<Timestamp>,
}

/// 보완 요구: the clock stands from the day it is sent to the day the supplement arrives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Supplement {
    pub ordinal: u32,
    pub asked_at: Timestamp,
    /// Last day to supplement; the first day is not counted (민법 제157조).
    pub reply_by: Date,
    pub state: SupplementState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SupplementState {
    Waiting,
    Arrived {
        at: Timestamp,
    },
    /// The last day passed; asked again, or ground for closing.
    Lapsed {
        at: Timestamp,
    },
}

/// 기간 연장 on the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extended {
    pub ground: ExtensionGround,
    pub by: Period,
    pub at: Timestamp,
}

/// One run through the approval line; the text is frozen and known by its digest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovalRound {
    pub ordinal: u32,
    pub sent_at: Timestamp,
    /// 검토자 first, 결재권자 last; empty where the outside system has the line.
    pub line: Vec<OfficerId>,
    /// How many have approved.
    pub approved: u32,
    #[serde(default)]
    pub ends: LineEnd,
    #[serde(default)]
    pub route: ApprovalRoute,
    /// The handler was told that the outside system has not taken it up.
    #[serde(default)]
    pub delay_told: bool,
    /// Whoever drafted at the handler's desk in the handler's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<OfficerId>,
    /// SHA-256 of result, text and remedy, hexadecimal.
    pub digest: String,
    pub result: super::AnswerResult,
    pub outcome: RoundOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundOutcome {
    UnderWay,
    Approved,
    Returned,
}

impl ApprovalRound {
    /// Whose turn it is.
    pub fn turn(&self) -> Option<OfficerId> {
        self.line.get(usize::try_from(self.approved).ok()?).copied()
    }
}

/// 만족도: five levels, 100·75·50·25·0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    VeryPoor,
    Poor,
    Fair,
    Good,
    VeryGood,
}

impl Score {
    pub const ALL: [Score; 5] = [Score::VeryGood, Score::Good, Score::Fair, Score::Poor, Score::VeryPoor];

    pub fn points(self) -> u32 {
        match self {
            Score::VeryGood => 100,
            Score::Good => 75,
            Score::Fair => 50,
            Score::Poor => 25,
            Score::VeryPoor => 0,
        }
    }

    pub fn from_points(points: u32) -> Option<Score> {
        Score::ALL.into_iter().find(|score| score.points() == points)
    }

    /// 불만·매우불만: the petitioner may ask again.
    pub fn is_poor(self) -> bool {
        self <= Score::Poor
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    pub score: Score,
    pub at: Timestamp,
}

/// 추가답변: asked after a poor rating, with its own deadline and its own answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    pub ordinal: u32,
    pub asked_at: Timestamp,
    pub due_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// 이의신청: only against a refused 법정민원 (법 제35조).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objection {
    pub ordinal: u32,
    pub at: Timestamp,
    /// Ten days to decide (working days, 시행령 제40조).
    pub due_at: Timestamp,
    pub ruling: Option<ObjectionRuling>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectionRuling {
    Upheld,
    Dismissed,
}
