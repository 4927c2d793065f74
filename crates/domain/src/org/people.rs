//! Officers, what they are granted, and who stands in for them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, DepartmentId, OfficerId};
use crate::role::Duty;

/// Where an officer's record comes from; linked records are read-only but for contact and duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// 연계: the staff directory.
    Linked,
    /// 수기등록: 당직실 and the like.
    ByHand,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    pub id: OfficerId,
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub login: String,
    pub name: String,
    /// 직급.
    pub title: String,
    pub email: String,
    pub phone: String,
    /// 담당업무.
    pub duty: String,
    pub origin: Origin,
    /// Left the city's service, or locked for good.
    pub active: bool,
}

/// A duty held from one day to another; the history is kept at least three years
/// (개인정보의 안전성 확보조치 기준 제5조).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub officer: OfficerId,
    pub duty: Duty,
    pub from: Date,
    /// Last day it holds; open when empty.
    pub until: Option<Date>,
}

/// 대직: between two days, `stand_in` minds the desk of `absent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    pub absent: OfficerId,
    pub stand_in: OfficerId,
    pub from: Date,
    pub until: Date,
}
