//! "Not ours": requests to reassign (재지정 요청), where they go, and what may be decided.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, DepartmentId, OfficerId};

/// Where a file is sent: to an agency's manager, or straight to a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Destination {
    Agency { agency: AgencyId },
    Department { agency: AgencyId, department: DepartmentId },
}

/// Why a department says the file is not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReassignmentReason {
    /// 소관 업무가 아님.
    NotOurDuty,
    /// 관할 구역이 아님.
    NotOurArea,
    /// 시설·부지의 관리 주체가 다름.
    OtherOwner,
    /// 업무 이관·조직 개편.
    DutyMoved,
    /// 여러 부서 공동 소관으로 주관 부서 조정 필요.
    SharedDuty,
}

impl ReassignmentReason {
    pub const ALL: [ReassignmentReason; 5] = [
        ReassignmentReason::NotOurDuty,
        ReassignmentReason::NotOurArea,
        ReassignmentReason::OtherOwner,
        ReassignmentReason::DutyMoved,
        ReassignmentReason::SharedDuty,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ReassignmentReason::NotOurDuty => "not-our-duty",
            ReassignmentReason::NotOurArea => "not-our-area",
            ReassignmentReason::OtherOwner => "other-owner",
            ReassignmentReason::DutyMoved => "duty-moved",
            ReassignmentReason::SharedDuty => "shared-duty",
        }
    }

    pub fn parse(text: &str) -> Option<ReassignmentReason> {
        ReassignmentReason::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Whose desk decides a request: 기관 관리자 or 접수자, and 다산콜재단 for a 120 complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "desk")]
pub enum ReassignmentDesk {
    AgencyManager { agency: AgencyId },
    Receiver,
    CallCentre,
}

/// A request on the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reassignment {
    pub ordinal: u32,
    pub asked_at: Timestamp,
    pub asked_by: Option<OfficerId>,
    pub from_department: Option<DepartmentId>,
    pub desk: ReassignmentDesk,
    pub reason: ReassignmentReason,
    pub proposed: Option<DepartmentId>,
    pub outcome: ReassignmentOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReassignmentOutcome {
    Open,
    Granted,
    Refused,
}

/// The decision on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ruling")]
pub enum Ruling {
    /// Goes to this office instead.
    Granted { to: Destination },
    /// Goes up to the receiver, who knows the whole city.
    PassedUp,
    /// Stays where it is.
    Refused,
}
