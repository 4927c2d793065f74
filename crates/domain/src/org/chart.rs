//! The organisation chart as one value that rules can ask.

use std::collections::HashMap;

use super::{Agency, Department, Officer};
use crate::id::{AgencyId, DepartmentId, OfficerId};

/// A snapshot of the city's agencies, departments and officers.
#[derive(Clone, Debug, Default)]
pub struct OrgChart {
    agencies: HashMap<AgencyId, Agency>,
    departments: HashMap<DepartmentId, Department>,
    officers: HashMap<OfficerId, Officer>,
}

impl OrgChart {
    pub fn new(agencies: Vec<Agency>, departments: Vec<Department>, officers: Vec<Officer>) -> OrgChart {
        OrgChart {
            agencies: agencies.into_iter().map(|a| (a.id, a)).collect(),
            departments: departments.into_iter().map(|d| (d.id, d)).collect(),
            officers: officers.into_iter().map(|o| (o.id, o)).collect(),
        }
    }

    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.get(&id)
    }

    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments.get(&id)
    }

    pub fn officer(&self, id: OfficerId) -> Option<&Officer> {
        self.officers.get(&id)
    }

    /// Agencies by name, as lists show them.
    pub fn agencies(&self) -> Vec<&Agency> {
        sorted(self.agencies.values(), |a| (a.kind.as_str() != "headquarters", &a.name))
    }

    /// Departments of an agency, by bureau and name.
    pub fn departments_of(&self, agency: AgencyId) -> Vec<&Department> {
        sorted(self.departments.values().filter(|d| d.agency == agency), |d| (&d.bureau, &d.name))
    }

    pub fn departments(&self) -> Vec<&Department> {
        sorted(self.departments.values(), |d| (&d.bureau, &d.name))
    }

    /// Active officers of a department, by name.
    pub fn officers_of(&self, department: DepartmentId) -> Vec<&Officer> {
        let here = self.officers.values().filter(|o| o.active && o.department == department);
        sorted(here, |o| (&o.name, o.id))
    }

    /// An agency inside the city that goes by this name: such a body is never a transfer's target.
    pub fn agency_named(&self, name: &str) -> Option<&Agency> {
        let wanted = squeeze(name);
        self.agencies.values().find(|a| squeeze(&a.name) == wanted)
    }
}

fn squeeze(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

fn sorted<'a, T: 'a, K: Ord>(items: impl Iterator<Item = &'a T>, key: impl Fn(&'a T) -> K) -> Vec<&'a T> {
    let mut items: Vec<&T> = items.collect();
    items.sort_by_key(|item| key(item));
    items
}
