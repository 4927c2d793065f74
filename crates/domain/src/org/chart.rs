//! The organisation chart as one value that rules can ask.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Agency, AgencyKind, Department, Officer, Place};
use crate::id::{AgencyId, DepartmentId, OfficerId};

/// A snapshot of the city's agencies, departments and officers.
#[derive(Clone, Debug, Default)]
pub struct OrgChart {
    agencies: HashMap<AgencyId, Agency>,
    departments: HashMap<DepartmentId, Department>,
    officers: HashMap<OfficerId, Officer>,
    /// Departments that are no more, with the one that goes on with their work. Their names stay for the history.
    ended: HashMap<DepartmentId, Option<DepartmentId>>,
    /// By bureau and name, as lists show them: asked for every row of them.
    ordered: Vec<DepartmentId>,
    of_agency: HashMap<AgencyId, Vec<DepartmentId>>,
    /// The active ones by name.
    staff: HashMap<DepartmentId, Vec<OfficerId>>,
}

impl OrgChart {
    pub fn new(agencies: Vec<Agency>, departments: Vec<Department>, officers: Vec<Officer>) -> OrgChart {
        let ordered = sorted(departments.iter(), |d| (&d.bureau, &d.name));
        let active = sorted(officers.iter().filter(|o| o.active), |o| (&o.name, o.id));
        OrgChart {
            of_agency: grouped(ordered.iter().map(|d| (d.agency, d.id))),
            ordered: ordered.iter().map(|d| d.id).collect(),
            staff: grouped(active.iter().map(|o| (o.department, o.id))),
            agencies: agencies.into_iter().map(|a| (a.id, a)).collect(),
            departments: departments.into_iter().map(|d| (d.id, d)).collect(),
            officers: officers.into_iter().map(|o| (o.id, o)).collect(),
            ended: HashMap::new(),
        }
    }

    /// The same chart, knowing which departments are no more and who follows them.
    #[must_use]
    pub fn with_ended(self, ended: Vec<(DepartmentId, Option<DepartmentId>)>) -> OrgChart {
        OrgChart { ended: ended.into_iter().collect(), ..self }
    }

    pub fn is_ended(&self, department: DepartmentId) -> bool {
        self.ended.contains_key(&department)
    }

    /// The department that goes on with this one's work today, however often it was handed on.
    pub fn successor(&self, department: DepartmentId) -> Option<DepartmentId> {
        let mut next = self.ended.get(&department).copied().flatten()?;
        // As many steps as there are ended departments: a ring, which no plan lets in, ends nowhere.
        for _ in 0..self.ended.len() {
            match self.ended.get(&next) {
                None => return Some(next),
                Some(further) => next = (*further)?,
            }
        }
        None
    }

    /// Everybody the city ever knew, in no order.
    pub fn officers(&self) -> impl Iterator<Item = &Officer> {
        self.officers.values()
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

    pub fn agency_by_code(&self, code: &str) -> Option<&Agency> {
        self.agencies.values().find(|agency| agency.code == code)
    }

    /// Ended ones too, in no order.
    pub fn every_department(&self) -> impl Iterator<Item = &Department> {
        self.departments.values()
    }

    /// A department by the codes that other systems know it by.
    pub fn place_of(&self, department: &Department) -> Option<Place> {
        let agency = self.agency(department.agency)?;
        Some(Place { agency: agency.code.clone(), department: department.code.clone() })
    }

    /// Agencies by name, as lists show them.
    pub fn agencies(&self) -> Vec<&Agency> {
        sorted(self.agencies.values(), |a| (a.kind.as_str() != "headquarters", &a.name))
    }

    /// Departments of an agency that are at work, by bureau and name.
    pub fn departments_of(&self, agency: AgencyId) -> Vec<&Department> {
        self.at_work(self.of_agency.get(&agency).into_iter().flatten())
    }

    /// Those that are at work, by bureau and name.
    pub fn departments(&self) -> Vec<&Department> {
        self.at_work(self.ordered.iter())
    }

    fn at_work<'a>(&'a self, ids: impl Iterator<Item = &'a DepartmentId>) -> Vec<&'a Department> {
        ids.filter(|id| !self.is_ended(**id)).filter_map(|id| self.department(*id)).collect()
    }

    /// Active officers of a department, by name.
    pub fn officers_of(&self, department: DepartmentId) -> Vec<&Officer> {
        let staff = self.staff.get(&department).into_iter().flatten();
        staff.filter_map(|id| self.officer(*id)).collect()
    }

    /// The agency of this name, as people write it: `송파구청`, `서울시 송파구`.
    pub fn agency_named(&self, name: &str) -> Option<&Agency> {
        let wanted = bare(name);
        let whole = wanted.strip_suffix('청').unwrap_or(&wanted);
        self.agencies().into_iter().find(|a| [&*wanted, whole].contains(&&*bare(&a.name)))
    }

    /// The office of the city that goes by this name, as people write it (`송파구청`, `서울시 도로과`): such
    /// a body is never a transfer's target.
    pub fn inside_the_city(&self, name: &str) -> Option<String> {
        let wanted = bare(name);
        let wanted = EVERYDAY
            .iter()
            .find(|(said, _)| *said == wanted.to_uppercase())
            .map_or(wanted, |(_, meant)| bare(meant));
        if wanted == CITY {
            let hall = self.agencies.values().find(|agency| agency.kind == AgencyKind::Headquarters);
            return Some(hall.map_or(CITY, |hall| &hall.name).to_owned());
        }
        let office = || self.departments().into_iter().find(|d| self.names_of(d).contains(&wanted));
        self.agency_named(&wanted)
            .map(|a| a.name.clone())
            .or_else(|| office().map(|d| format!("{} {}", d.bureau, d.name)))
    }

    /// A department alone, under its bureau, under its agency, and the bureau itself.
    fn names_of(&self, department: &Department) -> [String; 5] {
        let Department { bureau, name, .. } = department;
        let agency = self.agency(department.agency).map_or("", |agency| agency.name.as_str());
        let parts: [&[&str]; 5] =
            [&[name], &[bureau], &[bureau, name], &[agency, name], &[agency, bureau, name]];
        parts.map(|parts| bare(&parts.concat()))
    }
}

const CITY: &str = "서울특별시";

/// What people call offices of the city, without spaces, and which they mean.
const EVERYDAY: &[(&str, &str)] = &[
    ("시청", CITY),
    ("SH공사", "서울주택도시공사"),
    ("SH", "서울주택도시공사"),
    ("에스에이치공사", "서울주택도시공사"),
    ("서울주택도시개발공사", "서울주택도시공사"),
    ("주택도시공사", "서울주택도시공사"),
    ("교통공사", "서울교통공사"),
    ("서울메트로", "서울교통공사"),
    ("도시철도공사", "서울교통공사"),
    ("서울도시철도공사", "서울교통공사"),
    ("시설공단", "서울시설공단"),
    ("시설관리공단", "서울시설공단"),
    ("서울시설관리공단", "서울시설공단"),
    ("농수산식품공사", "서울농수산식품공사"),
    ("가락시장", "서울농수산식품공사"),
    ("에너지공사", "서울에너지공사"),
    ("물재생시설공단", "서울물재생시설공단"),
    ("신용보증재단", "서울신용보증재단"),
    ("다산콜", "120다산콜재단"),
    ("다산콜센터", "120다산콜재단"),
    ("다산콜재단", "120다산콜재단"),
    ("120", "120다산콜재단"),
];

/// Without spaces, and without the city's own name before the office's.
fn bare(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let office = ["서울특별시", "서울시"].iter().find_map(|city| name.strip_prefix(city));
    match office {
        // The city itself, or its hall.
        Some("" | "청") => CITY.to_owned(),
        Some(office) => office.to_owned(),
        None => name,
    }
}

/// In the order given.
fn grouped<K: Hash + Eq, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

fn sorted<'a, T: 'a, K: Ord>(items: impl Iterator<Item = &'a T>, key: impl Fn(&'a T) -> K) -> Vec<&'a T> {
    let mut items: Vec<&T> = items.collect();
    items.sort_by_key(|item| key(item));
    items
}
