//! What a staff feed changes: pure, so that a dry run shows exactly what will be done.
//!
//! Hand-registered accounts are never touched. What the guide lets people edit here (이메일, 전화번호,
//! 담당업무) is told by the feed once, when somebody joins; afterwards the officer's own words stay.

use std::collections::{HashMap, HashSet};

use super::{Department, Feed, FeedAgency, FeedDepartment, FeedOfficer, Officer, OrgChart, Origin, Place};
use crate::id::{AgencyId, DepartmentId, OfficerId};

/// Of the linked officers that a feed covers, so many in a hundred may vanish in one night without a question.
pub const VANISH_PERCENT: usize = 5;
/// So few leave an office of any size on an ordinary day.
pub const VANISH_ALWAYS_PLAUSIBLE: usize = 10;

/// One thing that the feed changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    AgencyOpened(FeedAgency),
    AgencyRenamed {
        agency: AgencyId,
        name: String,
    },
    DepartmentOpened(FeedDepartment),
    /// Ended once, at work again under its old code.
    DepartmentReopened {
        department: DepartmentId,
        told: FeedDepartment,
    },
    DepartmentRenamed {
        department: DepartmentId,
        told: FeedDepartment,
    },
    DepartmentEnded {
        department: DepartmentId,
        successor: Option<Place>,
    },
    Joined(FeedOfficer),
    /// Left once, back again.
    Returned {
        officer: OfficerId,
        told: FeedOfficer,
    },
    Moved {
        officer: OfficerId,
        from: DepartmentId,
        told: FeedOfficer,
    },
    /// 성명 or 직급.
    Renamed {
        officer: OfficerId,
        told: FeedOfficer,
    },
    Left {
        officer: OfficerId,
    },
    /// A hand-registered account has the log-in of somebody in the feed: it stays as it is.
    LeftAlone {
        officer: OfficerId,
    },
}

/// More people gone than a night explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vanishing {
    pub leaving: usize,
    pub of: usize,
}

/// What brings the city to what the feed tells, organisation first. Without faults; see [`Feed::faults`].
pub fn diff(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let mut changes = agencies(now, feed);
    changes.extend(departments(now, feed));
    changes.extend(ended(now, feed));
    changes.extend(staff(now, feed));
    changes.extend(left(now, feed));
    changes
}

/// The question to ask before it is done, if there is one.
pub fn vanishing(now: &OrgChart, feed: &Feed, changes: &[Change]) -> Option<Vanishing> {
    let of = linked(now, feed).count();
    let leaving = changes.iter().filter(|change| matches!(change, Change::Left { .. })).count();
    let many = leaving > VANISH_ALWAYS_PLAUSIBLE && leaving * 100 > of * VANISH_PERCENT;
    many.then_some(Vanishing { leaving, of })
}

fn agencies(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let change = |told: &FeedAgency| match now.agency_by_code(&told.code) {
        None => Some(Change::AgencyOpened(told.clone())),
        Some(known) if known.name != told.name => {
            Some(Change::AgencyRenamed { agency: known.id, name: told.name.clone() })
        }
        Some(_) => None,
    };
    feed.agencies.iter().filter_map(change).collect()
}

fn departments(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let known = by_place(now);
    let change = |told: &FeedDepartment| match known.get(&told.place) {
        None => Some(Change::DepartmentOpened(told.clone())),
        Some(d) if now.is_ended(d.id) => {
            Some(Change::DepartmentReopened { department: d.id, told: told.clone() })
        }
        Some(d) if (&d.name, &d.bureau) != (&told.name, &told.bureau) => {
            Some(Change::DepartmentRenamed { department: d.id, told: told.clone() })
        }
        Some(_) => None,
    };
    feed.departments.iter().filter_map(change).collect()
}

/// Those the feed says have ended, and those of which it tells no more.
fn ended(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let told: HashSet<&Place> = feed.departments.iter().map(|d| &d.place).collect();
    let successors: HashMap<&Place, &Option<Place>> =
        feed.ended.iter().map(|ended| (&ended.place, &ended.successor)).collect();
    let mut ended = Vec::new();
    for department in now.departments() {
        let Some(place) = now.place_of(department) else { continue };
        if feed.covers(&place.agency) && !told.contains(&place) && is_of_the_directory(now, department) {
            let successor = successors.get(&place).and_then(|to| (*to).clone());
            ended.push(Change::DepartmentEnded { department: department.id, successor });
        }
    }
    ended
}

/// A department of hand-registered people alone (시스템 운영팀) is none of the directory's.
fn is_of_the_directory(now: &OrgChart, department: &Department) -> bool {
    let mut people = now.officers_of(department.id).into_iter().peekable();
    people.peek().is_none() || people.any(|officer| officer.origin == Origin::Linked)
}

fn staff(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let known: HashMap<&str, &Officer> = now.officers().map(|o| (o.login.as_str(), o)).collect();
    let places = by_place(now);
    let change = |told: &FeedOfficer| {
        let Some(officer) = known.get(told.login.as_str()) else { return Some(Change::Joined(told.clone())) };
        let (id, told) = (officer.id, told.clone());
        if officer.origin == Origin::ByHand {
            return Some(Change::LeftAlone { officer: id });
        }
        if !officer.active {
            return Some(Change::Returned { officer: id, told });
        }
        if places.get(&told.place).is_none_or(|d| d.id != officer.department) {
            return Some(Change::Moved { officer: id, from: officer.department, told });
        }
        let same = (&officer.name, &officer.title) == (&told.name, &told.title);
        (!same).then_some(Change::Renamed { officer: id, told })
    };
    feed.staff.iter().filter_map(change).collect()
}

fn left(now: &OrgChart, feed: &Feed) -> Vec<Change> {
    let told: HashSet<&str> = feed.staff.iter().map(|o| o.login.as_str()).collect();
    let mut gone: Vec<&Officer> =
        linked(now, feed).filter(|officer| !told.contains(officer.login.as_str())).collect();
    gone.sort_by_key(|officer| (&officer.name, officer.id));
    gone.into_iter().map(|officer| Change::Left { officer: officer.id }).collect()
}

/// Linked officers in service of the agencies that the feed covers.
fn linked<'a>(now: &'a OrgChart, feed: &'a Feed) -> impl Iterator<Item = &'a Officer> {
    now.officers().filter(move |officer| {
        let covered = now.agency(officer.agency).is_some_and(|agency| feed.covers(&agency.code));
        officer.active && officer.origin == Origin::Linked && covered
    })
}

fn by_place(now: &OrgChart) -> HashMap<Place, &Department> {
    now.every_department().filter_map(|d| Some((now.place_of(d)?, d))).collect()
}
