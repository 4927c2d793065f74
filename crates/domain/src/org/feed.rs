//! 인사 연계: the whole staff of some agencies as the directory tells it on one day, and what may be wrong with it.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AgencyKind, OrgChart};

/// A department by its codes: the directory knows none of our ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub agency: String,
    pub department: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedAgency {
    pub code: String,
    pub name: String,
    pub kind: AgencyKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedDepartment {
    pub place: Place,
    pub bureau: String,
    pub name: String,
}

/// A department that is no more, and the one that goes on with its work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedDepartment {
    pub place: Place,
    pub successor: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedOfficer {
    /// 사번·행정포털 아이디: the key by which somebody is known again.
    pub login: String,
    pub name: String,
    /// 직급.
    pub title: String,
    pub place: Place,
    pub email: String,
    pub phone: String,
    /// 담당업무.
    pub duty: String,
}

/// Everybody in the agencies it covers: who is not in it has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub made_on: Date,
    /// Codes of the agencies it tells of; all of the city when empty.
    pub covers: Vec<String>,
    pub agencies: Vec<FeedAgency>,
    pub departments: Vec<FeedDepartment>,
    pub ended: Vec<EndedDepartment>,
    pub staff: Vec<FeedOfficer>,
}

/// Why a feed cannot be believed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedFault {
    NobodyInIt,
    UnknownAgency {
        code: String,
    },
    OfficerTwice {
        login: String,
    },
    DepartmentTwice {
        place: Place,
    },
    /// Somebody sits in a department that neither the feed nor the city knows, or that ends with this feed.
    NoSuchDepartment {
        login: String,
        place: Place,
    },
    NoSuchSuccessor {
        place: Place,
    },
    /// It tells of an agency that it does not cover.
    OutsideItsCover {
        code: String,
    },
    BadLogin {
        login: String,
    },
}

/// Longest log-in, in bytes.
const LOGIN_MAX: usize = 60;

impl Feed {
    pub fn covers(&self, agency: &str) -> bool {
        self.covers.is_empty() || self.covers.iter().any(|code| code == agency)
    }

    /// Everything that is wrong with it, each thing once.
    pub fn faults(&self, now: &OrgChart) -> Vec<FeedFault> {
        let mut faults = BTreeSet::new();
        if self.staff.is_empty() {
            faults.insert(FeedFault::NobodyInIt);
        }
        let agencies: HashSet<&str> = self
            .agencies
            .iter()
            .map(|a| a.code.as_str())
            .chain(now.agencies().into_iter().map(|a| a.code.as_str()))
            .collect();
        let ending: HashSet<&Place> = self.ended.iter().map(|ended| &ended.place).collect();
        let mut places: HashSet<&Place> = HashSet::new();
        for department in &self.departments {
            let place = &department.place;
            if !places.insert(place) || ending.contains(place) {
                faults.insert(FeedFault::DepartmentTwice { place: place.clone() });
            }
            self.agency_faults(&place.agency, &agencies, &mut faults);
        }
        for ended in &self.ended {
            self.agency_faults(&ended.place.agency, &agencies, &mut faults);
            if ended.successor.as_ref().is_some_and(|to| !stays(to, &places, &ending, self, now)) {
                faults.insert(FeedFault::NoSuchSuccessor { place: ended.place.clone() });
            }
        }
        let mut logins: HashSet<&str> = HashSet::new();
        for officer in &self.staff {
            let login = &officer.login;
            if !logins.insert(login) {
                faults.insert(FeedFault::OfficerTwice { login: login.clone() });
            }
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
            if login.is_empty() || login.len() > LOGIN_MAX || !login.bytes().all(plain) {
                faults.insert(FeedFault::BadLogin { login: login.clone() });
            }
            if !places.contains(&officer.place) {
                let (login, place) = (login.clone(), officer.place.clone());
                faults.insert(FeedFault::NoSuchDepartment { login, place });
            }
        }
        faults.into_iter().collect()
    }

    fn agency_faults(&self, code: &str, known: &HashSet<&str>, faults: &mut BTreeSet<FeedFault>) {
        if !known.contains(code) {
            faults.insert(FeedFault::UnknownAgency { code: code.to_owned() });
        }
        if !self.covers(code) {
            faults.insert(FeedFault::OutsideItsCover { code: code.to_owned() });
        }
    }
}

/// A successor is told of in this feed, or works in an agency of which it does not tell.
fn stays(
    to: &Place,
    places: &HashSet<&Place>,
    ending: &HashSet<&Place>,
    feed: &Feed,
    now: &OrgChart,
) -> bool {
    let elsewhere = || !feed.covers(&to.agency) && now.department_at(to).is_some_and(|d| !now.is_ended(d.id));
    !ending.contains(to) && (places.contains(to) || elsewhere())
}

impl OrgChart {
    /// The department with these codes, ended ones included.
    pub fn department_at(&self, place: &Place) -> Option<&super::Department> {
        let agency = self.agency_by_code(&place.agency)?;
        self.every_department().find(|d| d.agency == agency.id && d.code == place.department)
    }
}
