//! Which complaints an actor may know of. Only this file can make a [`Scope`].
//!
//! What lies outside the scope does not exist for that actor: not found, never forbidden.

use crate::actor::{Actor, OnDuty};
use crate::complaint::{Complaint, StageName, Visibility};
use crate::id::{AgencyId, DepartmentId, OfficerId, PetitionerId};
use crate::role::Role;

/// The part of the city's complaints that somebody may see.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope(Sight);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sight {
    /// The petitioner's own.
    Own(PetitionerId),
    Office(OfficeSight),
    /// The machinery sweeps everything; it shows nothing to anybody.
    Everything,
}

/// What an officer sees: the union of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OfficeSight {
    /// 통합접수자, or an inspector of the city.
    pub city: bool,
    /// 통합접수자: takes in what is filed, sealed files too.
    pub takes_in: bool,
    /// What came in by 120.
    pub call_centre: bool,
    /// Managed or inspected.
    pub agencies: Vec<AgencyId>,
    /// Those of them that are managed: what lies with an agency is its manager's work, and no inspector's.
    pub managed: Vec<AgencyId>,
    pub departments: Vec<DepartmentId>,
    /// Own desk, and the desks minded today.
    pub desks: Vec<OfficerId>,
    /// Departments for which this officer answers co-operations.
    pub cooperates_for: Vec<DepartmentId>,
}

impl Scope {
    pub fn of(actor: &Actor) -> Scope {
        Scope(match actor {
            Actor::Petitioner(id) => Sight::Own(*id),
            Actor::System(_) => Sight::Everything,
            Actor::Officer(officer) => Sight::Office(office_sight(officer)),
        })
    }

    /// For the store, which turns it into the query's own condition.
    pub fn sight(&self) -> &Sight {
        &self.0
    }

    /// Must somebody work on it now: at its desk, or asked?
    pub fn is_held(&self, c: &Complaint) -> bool {
        match &self.0 {
            Sight::Own(petitioner) => c.petitioner == *petitioner,
            Sight::Everything => true,
            Sight::Office(sight) => sight.holds_sealed(c),
        }
    }

    /// May this complaint be opened by its number?
    pub fn opens(&self, c: &Complaint) -> bool {
        match &self.0 {
            Sight::Own(petitioner) => c.petitioner == *petitioner,
            Sight::Everything => true,
            Sight::Office(sight) if c.visibility == Visibility::Sealed => sight.holds_sealed(c),
            Sight::Office(sight) => sight.lists(c) || sight.takes_part(c),
        }
    }
}

fn office_sight(officer: &OnDuty) -> OfficeSight {
    let mut sight = OfficeSight { desks: officer.desks().collect(), ..OfficeSight::default() };
    for duty in officer.all_duties() {
        match (duty.role, duty.agency, duty.department) {
            (Role::Receiver, ..) => {
                sight.city = true;
                sight.takes_in = true;
            }
            (Role::CallCentre, ..) => sight.call_centre = true,
            (Role::Inspector, Some(agency), None) => sight.agencies.push(agency),
            (Role::AgencyManager, Some(agency), None) => {
                sight.agencies.push(agency);
                sight.managed.push(agency);
            }
            (Role::Inspector, None, None) => sight.city = true,
            (Role::Cooperator, _, Some(department)) => sight.cooperates_for.push(department),
            (Role::DepartmentManager, _, Some(department)) => {
                sight.departments.push(department);
                sight.cooperates_for.push(department);
            }
            // Handlers and approvers see what lies on their desks; administrators see no case at all.
            _ => {}
        }
    }
    sight
}

impl OfficeSight {
    /// In this officer's lists, searches and statistics.
    fn lists(&self, c: &Complaint) -> bool {
        let holder = c.holder();
        self.city
            || (self.call_centre && c.channel.is_call_centre())
            || holder.agency.is_some_and(|a| self.agencies.contains(&a))
            || holder.department.is_some_and(|d| self.departments.contains(&d))
            || holder.handler.is_some_and(|h| self.desks.contains(&h))
    }

    /// Asked for an opinion or an approval.
    fn takes_part(&self, c: &Complaint) -> bool {
        c.cooperations.iter().any(|k| self.cooperates_for.contains(&k.department))
            || c.rounds.iter().any(|r| r.line.iter().any(|o| self.desks.contains(o)))
            || self.decides_reassignment(c)
    }

    /// A request to reassign lies on this officer's desk although the file lies elsewhere.
    fn decides_reassignment(&self, c: &Complaint) -> bool {
        use crate::complaint::ReassignmentDesk;
        c.open_reassignment().is_some_and(|r| match r.desk {
            ReassignmentDesk::AgencyManager { agency } => self.managed.contains(&agency),
            ReassignmentDesk::Receiver => self.takes_in,
            ReassignmentDesk::CallCentre => self.call_centre || self.takes_in,
        })
    }

    /// A sealed file opens only for whoever must work on it now (공익신고자 보호법 제12조).
    fn holds_sealed(&self, c: &Complaint) -> bool {
        self.sits_before(c) || (c.stage.is_live() && self.is_asked(c))
    }

    /// Asked for an opinion, or to say whose file it is: nobody answers what they may not read.
    fn is_asked(&self, c: &Complaint) -> bool {
        c.open_cooperations().any(|k| self.cooperates_for.contains(&k.department))
            || self.decides_reassignment(c)
    }

    /// The desk on which a sealed file lies, by its stage.
    fn sits_before(&self, c: &Complaint) -> bool {
        let holder = c.holder();
        let takes_in = self.takes_in || (self.call_centre && c.channel.is_call_centre());
        match c.stage.name() {
            StageName::Filed | StageName::Received => takes_in,
            // Nobody had it on their desk when it ended: what is asked again, and what has to be told by hand, comes to
            // where it lay (영 제13조, 제25조).
            StageName::Answered | StageName::Transferred | StageName::Closed if holder.handler.is_none() => {
                match (holder.department, holder.agency) {
                    (Some(department), _) => self.departments.contains(&department),
                    (None, Some(agency)) => self.managed.contains(&agency),
                    (None, None) => takes_in,
                }
            }
            StageName::AtAgency => holder.agency.is_some_and(|a| self.managed.contains(&a)),
            StageName::AtDepartment => holder.department.is_some_and(|d| self.departments.contains(&d)),
            StageName::ApprovalSent | StageName::ApprovalPending => {
                let turn = c.current_round().and_then(|r| r.turn());
                turn.is_some_and(|o| self.desks.contains(&o)) || self.sits_at(holder.handler)
            }
            _ => self.sits_at(holder.handler),
        }
    }

    fn sits_at(&self, handler: Option<OfficerId>) -> bool {
        handler.is_some_and(|h| self.desks.contains(&h))
    }
}
