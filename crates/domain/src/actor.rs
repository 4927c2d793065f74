//! Who acts: a petitioner, an officer with dated duties, or the office's own machinery.

use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, DepartmentId, OfficerId, PetitionerId};
use crate::role::{Duty, Role};

/// Somebody who asks for something. There is no way to reach a case without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// 신청인, proven by an account or by number and secret.
    Petitioner(PetitionerId),
    /// 직원, with the duties that hold today.
    Officer(OnDuty),
    /// What happens when nobody asked: a sweep, a connector, the approval system.
    System(Machinery),
}

/// An officer at work: own duties, and those of whoever they stand in for (대직) today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    pub id: OfficerId,
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub duties: Vec<Duty>,
    pub stands_in_for: Vec<Principal>,
}

/// The absent officer somebody stands in for: "A를 대직하여 B".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub id: OfficerId,
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub duties: Vec<Duty>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Machinery {
    /// The recurring jobs: deadline sweep, progress notices.
    Sweep,
    /// An inbound connector or an import.
    Connector,
    /// The outside approval system (업무관리·전자결재).
    ApprovalSystem,
    /// The staff directory (인사 연계).
    Directory,
}

/// Who did it, as written into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum By {
    Petitioner { id: PetitionerId },
    Officer { id: OfficerId, on_behalf_of: Option<OfficerId> },
    System { machinery: Machinery },
}

impl By {
    /// The person who signed, if a person did.
    pub fn signer(&self) -> Option<OfficerId> {
        match self {
            By::Officer { id, .. } => Some(*id),
            By::Petitioner { .. } | By::System { .. } => None,
        }
    }
}

impl OnDuty {
    /// The duties of a role that hold for a case lying at this place, own ones first; whose they are.
    pub fn bearer(
        &self,
        role: Role,
        agency: Option<AgencyId>,
        department: Option<DepartmentId>,
    ) -> Option<OfficerId> {
        let holds = |duties: &[Duty]| duties.iter().any(|d| d.role == role && d.covers(agency, department));
        if holds(&self.duties) {
            return Some(self.id);
        }
        self.stands_in_for.iter().find(|p| holds(&p.duties)).map(|p| p.id)
    }

    /// Is this desk, or one this officer minds today, the named officer's?
    pub fn is_or_minds(&self, officer: OfficerId) -> bool {
        self.id == officer || self.stands_in_for.iter().any(|p| p.id == officer)
    }

    /// Everyone whose desk this officer sits at today: self first.
    pub fn desks(&self) -> impl Iterator<Item = OfficerId> + '_ {
        std::iter::once(self.id).chain(self.stands_in_for.iter().map(|p| p.id))
    }

    /// Own department and those of the people minded.
    pub fn departments(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        std::iter::once(self.department).chain(self.stands_in_for.iter().map(|p| p.department))
    }

    /// Every duty that holds for this officer today, minded ones included.
    pub fn all_duties(&self) -> impl Iterator<Item = &Duty> {
        self.duties.iter().chain(self.stands_in_for.iter().flat_map(|p| p.duties.iter()))
    }

    pub fn has(&self, role: Role) -> bool {
        self.all_duties().any(|duty| duty.role == role)
    }
}

impl Actor {
    pub fn officer(&self) -> Option<&OnDuty> {
        match self {
            Actor::Officer(officer) => Some(officer),
            Actor::Petitioner(_) | Actor::System(_) => None,
        }
    }

    /// Holds this role for a case lying at this place.
    pub fn holds(&self, role: Role, agency: Option<AgencyId>, department: Option<DepartmentId>) -> bool {
        self.officer().is_some_and(|o| o.bearer(role, agency, department).is_some())
    }

    /// The signature for the history. `desk` is the officer whose desk the case lies on, if any:
    /// acting there for an absent colleague is written as "A를 대직하여 B".
    pub fn signature(&self, desk: Option<OfficerId>) -> By {
        match self {
            Actor::Petitioner(id) => By::Petitioner { id: *id },
            Actor::System(machinery) => By::System { machinery: *machinery },
            Actor::Officer(o) => {
                let minded = desk.filter(|d| *d != o.id && o.is_or_minds(*d));
                By::Officer { id: o.id, on_behalf_of: minded }
            }
        }
    }
}
