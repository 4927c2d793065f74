//! Where a complaint stands. A stage holds the facts that are true in it.

use serde::{Deserialize, Serialize};

use super::{AnswerResult, Answering, ClosingGround};
use crate::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};

/// A handler's desk, with its place in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub handler: OfficerId,
}

/// Where a file lies, or lay when it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
    /// 신청.
    Filed,
    /// 접수.
    Received,
    /// 기관 분배.
    AtAgency { agency: AgencyId },
    /// 부서 분배: sent to a department, and where a recalled file lands.
    AtDepartment { agency: AgencyId, department: DepartmentId },
    /// 처리자 분배.
    Assigned(Handling),
    /// 처리자 접수.
    Accepted(Handling),
    /// 결재수신: handed to the approval system.
    ApprovalSent(Handling),
    /// 결재상신: approval under way.
    ApprovalPending(Handling),
    /// 처리완료.
    Answered { holder: Holder, how: Answering, result: AnswerResult },
    /// 타기관 이송.
    Transferred { holder: Holder, body: String },
    /// 종결.
    Closed { holder: Holder, ground: ClosingGround },
    /// 취하.
    Withdrawn { holder: Holder },
    /// 병합.
    Merged { holder: Holder, into: ComplaintId },
}

/// The bare name of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    Filed,
    Received,
    AtAgency,
    AtDepartment,
    Assigned,
    Accepted,
    ApprovalSent,
    ApprovalPending,
    Answered,
    Transferred,
    Closed,
    Withdrawn,
    Merged,
}

impl StageName {
    pub const ALL: [StageName; 13] = [
        StageName::Filed,
        StageName::Received,
        StageName::AtAgency,
        StageName::AtDepartment,
        StageName::Assigned,
        StageName::Accepted,
        StageName::ApprovalSent,
        StageName::ApprovalPending,
        StageName::Answered,
        StageName::Transferred,
        StageName::Closed,
        StageName::Withdrawn,
        StageName::Merged,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            StageName::Filed => "filed",
            StageName::Received => "received",
            StageName::AtAgency => "at_agency",
            StageName::AtDepartment => "at_department",
            StageName::Assigned => "assigned",
            StageName::Accepted => "accepted",
            StageName::ApprovalSent => "approval_sent",
            StageName::ApprovalPending => "approval_pending",
            StageName::Answered => "answered",
            StageName::Transferred => "transferred",
            StageName::Closed => "closed",
            StageName::Withdrawn => "withdrawn",
            StageName::Merged => "merged",
        }
    }

    pub fn parse(text: &str) -> Option<StageName> {
        StageName::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    /// Somebody in the city still owes something: not yet answered, sent away or ended.
    pub fn is_live(self) -> bool {
        self <= StageName::ApprovalPending
    }
}

impl Stage {
    pub fn name(&self) -> StageName {
        match self {
            Stage::Filed => StageName::Filed,
            Stage::Received => StageName::Received,
            Stage::AtAgency { .. } => StageName::AtAgency,
            Stage::AtDepartment { .. } => StageName::AtDepartment,
            Stage::Assigned(_) => StageName::Assigned,
            Stage::Accepted(_) => StageName::Accepted,
            Stage::ApprovalSent(_) => StageName::ApprovalSent,
            Stage::ApprovalPending(_) => StageName::ApprovalPending,
            Stage::Answered { .. } => StageName::Answered,
            Stage::Transferred { .. } => StageName::Transferred,
            Stage::Closed { .. } => StageName::Closed,
            Stage::Withdrawn { .. } => StageName::Withdrawn,
            Stage::Merged { .. } => StageName::Merged,
        }
    }

    pub fn is_live(&self) -> bool {
        self.name().is_live()
    }

    pub fn holder(&self) -> Holder {
        match self {
            Stage::Filed | Stage::Received => Holder::default(),
            Stage::AtAgency { agency } => Holder { agency: Some(*agency), ..Holder::default() },
            Stage::AtDepartment { agency, department } => {
                Holder { agency: Some(*agency), department: Some(*department), handler: None }
            }
            Stage::Assigned(h) | Stage::Accepted(h) | Stage::ApprovalSent(h) | Stage::ApprovalPending(h) => {
                Holder { agency: Some(h.agency), department: Some(h.department), handler: Some(h.handler) }
            }
            Stage::Answered { holder, .. }
            | Stage::Transferred { holder, .. }
            | Stage::Closed { holder, .. }
            | Stage::Withdrawn { holder }
            | Stage::Merged { holder, .. } => *holder,
        }
    }

    /// The handler's desk, in the four stages that have one.
    pub fn handling(&self) -> Option<Handling> {
        match self {
            Stage::Assigned(h) | Stage::Accepted(h) | Stage::ApprovalSent(h) | Stage::ApprovalPending(h) => {
                Some(*h)
            }
            _ => None,
        }
    }
}
