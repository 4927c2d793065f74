//! An officer, as colleagues see one another.

use domain::org::{Officer, OrgChart};
use domain::role::Duty;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Named, agency, department};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfficerView {
    pub(crate) id: String,
    pub(crate) name: String,
    /// 직위.
    pub(crate) title: String,
    /// 담당업무.
    pub(crate) duty: String,
    pub(crate) agency: Named,
    pub(crate) department: Named,
    pub(crate) active: bool,
}

/// What somebody is trusted with, and where.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DutyView {
    pub(crate) role: String,
    pub(crate) label: String,
    pub(crate) agency: Option<Named>,
    pub(crate) department: Option<Named>,
}

impl DutyView {
    pub(crate) fn of(duty: &Duty, chart: &OrgChart) -> DutyView {
        DutyView {
            role: duty.role.as_str().to_owned(),
            label: words::role::label(duty.role).to_owned(),
            agency: duty.agency.map(|id| agency(chart, id)),
            department: duty.department.map(|id| department(chart, id)),
        }
    }
}

pub(crate) fn officer(officer: &Officer, chart: &OrgChart) -> OfficerView {
    OfficerView {
        id: officer.id.to_string(),
        name: officer.name.clone(),
        title: officer.title.clone(),
        duty: officer.duty.clone(),
        agency: agency(chart, officer.agency),
        department: department(chart, officer.department),
        active: officer.active,
    }
}
