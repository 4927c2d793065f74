//! The most telling record on a file, as a badge in lists.

use serde::{Deserialize, Serialize};

use super::{Complaint, RoundOutcome, Stage};

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
