//! Everybody who may act in the small city, with the duties they hold today.

use domain::actor::{Actor, Machinery, OnDuty, Principal};
use domain::id::{DepartmentId, OfficerId};
use domain::role::{Duty, Role};

use super::city::*;

pub(crate) fn citizen() -> Actor {
    Actor::Petitioner(CITIZEN)
}

pub(crate) fn neighbour() -> Actor {
    Actor::Petitioner(NEIGHBOUR)
}

pub(crate) fn receiver() -> Actor {
    officer(HAN, vec![Duty::city(Role::Receiver)])
}

pub(crate) fn counsellor() -> Actor {
    officer(DA, vec![Duty::city(Role::CallCentre)])
}

pub(crate) fn agency_manager() -> Actor {
    officer(JEONG, vec![Duty::agency(Role::AgencyManager, SEOUL)])
}

pub(crate) fn other_agency_manager() -> Actor {
    officer(OH, vec![Duty::agency(Role::AgencyManager, SONGPA)])
}

pub(crate) fn manager() -> Actor {
    officer(LEE, vec![Duty::department(Role::DepartmentManager, SEOUL, ROADS)])
}

pub(crate) fn parks_manager() -> Actor {
    officer(CHOI, vec![Duty::department(Role::DepartmentManager, SEOUL, PARKS)])
}

pub(crate) fn works_manager() -> Actor {
    officer(MUN, vec![Duty::department(Role::DepartmentManager, SONGPA, WORKS)])
}

/// The manager of any department, by the department.
pub(crate) fn manager_of(department: DepartmentId) -> Actor {
    match department {
        ROADS => manager(),
        PARKS => parks_manager(),
        WORKS => works_manager(),
        other => officer(HAN, vec![Duty::department(Role::DepartmentManager, agency_of(other), other)]),
    }
}

/// 김도로, on whose desk the files of these tests lie.
pub(crate) fn handler() -> Actor {
    officer(KIM, Vec::new())
}

pub(crate) fn other_handler() -> Actor {
    officer(PARK, Vec::new())
}

pub(crate) fn works_handler() -> Actor {
    officer(SONG, Vec::new())
}

pub(crate) fn cooperator() -> Actor {
    officer(CHO, vec![Duty::department(Role::Cooperator, SEOUL, PARKS)])
}

/// 검토자, first in the line.
pub(crate) fn reviewer() -> Actor {
    officer(SEO, vec![Duty::department(Role::Approver, SEOUL, ROADS)])
}

/// 결재권자, last in the line.
pub(crate) fn approver() -> Actor {
    officer(NAM, vec![Duty::department(Role::Approver, SEOUL, ROADS)])
}

pub(crate) fn inspector() -> Actor {
    officer(MIN, vec![Duty::agency(Role::Inspector, SEOUL)])
}

pub(crate) fn city_inspector() -> Actor {
    officer(MIN, vec![Duty::city(Role::Inspector)])
}

pub(crate) fn administrator() -> Actor {
    officer(SI, vec![Duty::city(Role::Administrator)])
}

/// 유대직, minding the desk of 김도로.
pub(crate) fn stand_in() -> Actor {
    minding(YU, KIM, Vec::new())
}

pub(crate) fn sweep() -> Actor {
    Actor::System(Machinery::Sweep)
}

pub(crate) fn connector() -> Actor {
    Actor::System(Machinery::Connector)
}

pub(crate) fn approval_system() -> Actor {
    Actor::System(Machinery::ApprovalSystem)
}

pub(crate) fn directory() -> Actor {
    Actor::System(Machinery::Directory)
}

/// An officer at the own desk with these duties.
pub(crate) fn officer(id: OfficerId, duties: Vec<Duty>) -> Actor {
    let department = desk_of(id);
    Actor::Officer(OnDuty {
        id,
        agency: agency_of(department),
        department,
        duties,
        stands_in_for: Vec::new(),
    })
}

/// `who`, without duties of their own, minds the desk of `absent`, who holds these.
pub(crate) fn minding(who: OfficerId, absent: OfficerId, duties: Vec<Duty>) -> Actor {
    let (here, there) = (desk_of(who), desk_of(absent));
    let principal = Principal { id: absent, agency: agency_of(there), department: there, duties };
    Actor::Officer(OnDuty {
        id: who,
        agency: agency_of(here),
        department: here,
        duties: Vec::new(),
        stands_in_for: vec![principal],
    })
}

fn desk_of(id: OfficerId) -> DepartmentId {
    OFFICERS.iter().find(|row| row.0 == id).map(|row| row.1).unwrap()
}
