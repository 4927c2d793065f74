//! What an officer is trusted with.

use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, DepartmentId};

/// A role, granted for a time and for a place. Everybody is a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 통합접수자: the whole city's intake.
    Receiver,
    /// 120다산콜재단: its own intake.
    CallCentre,
    /// 기관 관리자.
    AgencyManager,
    /// 부서 관리자.
    DepartmentManager,
    /// 처리자.
    Handler,
    /// 협조자: the part-case asked of its department.
    Cooperator,
    /// 결재자: what was sent to it.
    Approver,
    /// 민원심사관·감사: delay watch, read only.
    Inspector,
    /// 시스템 관리자: settings, never the contents of a case.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 9] = [
        Role::Receiver,
        Role::CallCentre,
        Role::AgencyManager,
        Role::DepartmentManager,
        Role::Handler,
        Role::Cooperator,
        Role::Approver,
        Role::Inspector,
        Role::Administrator,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Receiver => "receiver",
            Role::CallCentre => "call-centre",
            Role::AgencyManager => "agency-manager",
            Role::DepartmentManager => "department-manager",
            Role::Handler => "handler",
            Role::Cooperator => "cooperator",
            Role::Approver => "approver",
            Role::Inspector => "inspector",
            Role::Administrator => "administrator",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A role where it holds: the city when both places are empty, else the agency or the department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Duty {
    pub role: Role,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
}

impl Duty {
    pub fn city(role: Role) -> Duty {
        Duty { role, agency: None, department: None }
    }

    pub fn agency(role: Role, agency: AgencyId) -> Duty {
        Duty { role, agency: Some(agency), department: None }
    }

    pub fn department(role: Role, agency: AgencyId, department: DepartmentId) -> Duty {
        Duty { role, agency: Some(agency), department: Some(department) }
    }

    /// Does this duty reach a case that lies with this agency and department?
    pub fn covers(&self, agency: Option<AgencyId>, department: Option<DepartmentId>) -> bool {
        self.agency.is_none_or(|mine| agency == Some(mine))
            && self.department.is_none_or(|mine| department == Some(mine))
    }
}
