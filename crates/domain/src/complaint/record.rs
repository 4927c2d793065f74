//! What is on the file besides its stage: co-operations, supplements, extensions, approval rounds, ratings.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Complaint, ExtensionGround, ReassignmentDesk, Stage};
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
    /// 검토자 first, 결재권자 last.
    pub line: Vec<OfficerId>,
    /// How many have approved.
    pub approved: u32,
    /// SHA-256 of result and text, hexadecimal.
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

/// The most telling record on a file, shown as a badge in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Badge {
    /// 재지정 요청.
    ReassignmentRequested,
    /// 보완 대기.
    AwaitingSupplement,
    /// 협조 중.
    Cooperating,
    /// 추가답변 대상.
    FollowUpDue,
    /// 이의신청.
    Objected,
    /// 연장.
    Extended,
    /// 결재 반려.
    ApprovalReturned,
}

impl Badge {
    pub const ALL: [Badge; 7] = [
        Badge::ReassignmentRequested,
        Badge::AwaitingSupplement,
        Badge::Cooperating,
        Badge::FollowUpDue,
        Badge::Objected,
        Badge::Extended,
        Badge::ApprovalReturned,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Badge::ReassignmentRequested => "reassignment-requested",
            Badge::AwaitingSupplement => "awaiting-supplement",
            Badge::Cooperating => "cooperating",
            Badge::FollowUpDue => "follow-up-due",
            Badge::Objected => "objected",
            Badge::Extended => "extended",
            Badge::ApprovalReturned => "approval-returned",
        }
    }

    pub fn parse(text: &str) -> Option<Badge> {
        Badge::ALL.into_iter().find(|badge| badge.as_str() == text)
    }
}

pub(super) fn badge(c: &Complaint) -> Option<Badge> {
    let objected = c.objections.iter().any(|o| o.ruling.is_none());
    match &c.stage {
        Stage::Answered { .. } if c.open_follow_up().is_some() => Some(Badge::FollowUpDue),
        Stage::Answered { .. } if objected => Some(Badge::Objected),
        stage if !stage.is_live() => None,
        _ if c.open_reassignment().is_some() => Some(Badge::ReassignmentRequested),
        _ if c.open_supplement().is_some() => Some(Badge::AwaitingSupplement),
        _ if c.open_cooperations().next().is_some() => Some(Badge::Cooperating),
        Stage::Accepted(_) if c.rounds.last().is_some_and(|r| r.outcome == RoundOutcome::Returned) => {
            Some(Badge::ApprovalReturned)
        }
        _ if !c.extensions.is_empty() => Some(Badge::Extended),
        _ => None,
    }
}

/// Work waiting on somebody's desk besides the stage's own owner.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskItem {
    pub kind: DeskItemKind,
    pub ordinal: u32,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub officer: Option<OfficerId>,
    pub since: Timestamp,
    pub due_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskItemKind {
    Cooperation,
    Approval,
    Reassignment,
    FollowUp,
    Objection,
}

impl DeskItemKind {
    pub fn as_str(self) -> &'static str {
        match self {
            DeskItemKind::Cooperation => "cooperation",
            DeskItemKind::Approval => "approval",
            DeskItemKind::Reassignment => "reassignment",
            DeskItemKind::FollowUp => "follow_up",
            DeskItemKind::Objection => "objection",
        }
    }
}

pub(super) fn desk_items(c: &Complaint) -> Vec<DeskItem> {
    let holder = c.holder();
    let at_holder = |kind, ordinal, since, due_at| DeskItem {
        kind,
        ordinal,
        agency: holder.agency,
        department: holder.department,
        officer: holder.handler,
        since,
        due_at: Some(due_at),
    };
    let mut items = Vec::new();
    if c.stage.is_live() {
        items.extend(c.open_cooperations().map(|k| DeskItem {
            kind: DeskItemKind::Cooperation,
            ordinal: k.ordinal,
            agency: Some(k.agency),
            department: Some(k.department),
            officer: None,
            since: k.asked_at,
            due_at: Some(k.reply_by),
        }));
        items.extend(c.open_reassignment().map(reassignment_item));
        items.extend(c.current_round().map(|r| DeskItem {
            kind: DeskItemKind::Approval,
            ordinal: r.ordinal,
            agency: holder.agency,
            department: holder.department,
            officer: r.turn(),
            since: r.sent_at,
            due_at: None,
        }));
    }
    items.extend(
        c.open_follow_up().map(|f| at_holder(DeskItemKind::FollowUp, f.ordinal, f.asked_at, f.due_at)),
    );
    let objections = c.objections.iter().filter(|o| o.ruling.is_none());
    items.extend(objections.map(|o| at_holder(DeskItemKind::Objection, o.ordinal, o.at, o.due_at)));
    items
}

fn reassignment_item(r: &super::Reassignment) -> DeskItem {
    let agency = match r.desk {
        ReassignmentDesk::AgencyManager { agency } => Some(agency),
        ReassignmentDesk::Receiver | ReassignmentDesk::CallCentre => None,
    };
    DeskItem {
        kind: DeskItemKind::Reassignment,
        ordinal: r.ordinal,
        agency,
        department: None,
        officer: None,
        since: r.asked_at,
        due_at: None,
    }
}
