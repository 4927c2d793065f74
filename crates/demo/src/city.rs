//! The city as the office knows it: agencies, departments, officers, their duties and their desks.

mod cast;
mod habits;
mod identity;
mod settle;
mod staff;

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::actor::{Actor, OnDuty, Principal};
use domain::desk::seoul_date;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, Officer, StandIn};
use domain::role::{Duty, Role};
use jiff::{Timestamp, ToSpan};

use crate::seoul::{self, AgencySeed, SONGPA_CODE};
pub(crate) use cast::LOG_INS;
pub(crate) use identity::made;

/// An officer with the duties granted.
pub(crate) struct Person {
    pub(crate) officer: Officer,
    pub(crate) duties: Vec<Duty>,
}

/// A department at work: who sits at which desk.
pub(crate) struct Desks {
    pub(crate) agency: AgencyId,
    pub(crate) department: DepartmentId,
    /// `송파구 보건소 의약과`.
    pub(crate) name: String,
    pub(crate) head: OfficerId,
    pub(crate) manager: OfficerId,
    pub(crate) cooperator: OfficerId,
    pub(crate) handlers: Vec<OfficerId>,
}

pub(crate) struct City {
    pub(crate) agencies: Vec<Agency>,
    pub(crate) departments: Vec<Department>,
    pub(crate) people: HashMap<OfficerId, Person>,
    pub(crate) stand_ins: Vec<StandIn>,
    pub(crate) desks: Vec<Desks>,
    /// Full code of a department → its place in `desks`.
    by_code: HashMap<String, usize>,
    /// District and duty → the place of whoever carries it, as far as it was asked.
    serving: RwLock<HashMap<(&'static str, &'static str), usize>>,
    /// 송파구 보건소 의약과 and 교통환경국 주차관리과.
    known: (usize, usize),
    agency_managers: HashMap<AgencyId, OfficerId>,
    /// Whoever takes complaints in, the one with a log-in first.
    pub(crate) receivers: Vec<OfficerId>,
    pub(crate) call_centre: Vec<OfficerId>,
}

impl City {
    /// The organisation as it stands at this moment; nothing is written yet.
    pub(crate) fn found(now: Timestamp) -> City {
        let mut city = City {
            agencies: Vec::new(),
            departments: Vec::new(),
            people: HashMap::new(),
            stand_ins: Vec::new(),
            desks: Vec::new(),
            by_code: HashMap::new(),
            serving: RwLock::default(),
            known: (0, 0),
            agency_managers: HashMap::new(),
            receivers: Vec::new(),
            call_centre: Vec::new(),
        };
        let mut index = 0;
        for agency in seoul::agencies() {
            city.open_agency(&agency, &mut index);
        }
        city.known = (city.in_songpa(cast::MEDICINE), city.in_songpa(cast::PARKING));
        city.receivers = city.holders(Role::Receiver);
        city.call_centre = city.holders(Role::CallCentre);
        city.somebody_is_away(now);
        city
    }

    fn open_agency(&mut self, seed: &AgencySeed, index: &mut usize) {
        let id = AgencyId(identity::made("agency", seed.code));
        self.agencies.push(Agency {
            id,
            code: seed.code.into(),
            name: seed.name.into(),
            kind: kind(seed.kind),
        });
        let first = seed.departments().next().map(|(_, d)| d);
        let home = seed.serving("민원서비스").or(first).map_or("", |d| d.name);
        for (bureau, department) in seed.departments() {
            let code = seed.full_code(department);
            let named = Department {
                id: DepartmentId(identity::made("department", &code)),
                agency: id,
                bureau: bureau_name(seed, bureau.name),
                name: department.name.into(),
                duties: department.duties.iter().map(|duty| (*duty).to_owned()).collect(),
                code,
            };
            let post = staff::Post {
                agency_code: seed.code,
                agency: id,
                department: named.id,
                seed: department,
                home,
            };
            let size = cast::size(seed.code, department.name, *index);
            self.seat(&named, staff::staff(&post, size, index));
            self.departments.push(named);
        }
    }

    fn seat(&mut self, department: &Department, staff: Vec<Person>) {
        let ids: Vec<OfficerId> = staff.iter().map(|p| p.officer.id).collect();
        let size = ids.len();
        let at = |place: usize| ids[place.min(size - 1)];
        self.by_code.insert(department.code.clone(), self.desks.len());
        self.desks.push(Desks {
            agency: department.agency,
            department: department.id,
            name: format!("{} {}", department.bureau, department.name),
            head: at(0),
            manager: at(staff::managing(size)),
            cooperator: at(staff::cooperating(size)),
            handlers: ids[staff::handling(size).min(size - 1)..].to_vec(),
        });
        for person in staff {
            if person.duties.iter().any(|duty| duty.role == Role::AgencyManager) {
                self.agency_managers.insert(department.agency, person.officer.id);
            }
            self.people.insert(person.officer.id, person);
        }
    }

    fn holders(&self, role: Role) -> Vec<OfficerId> {
        let mut found: Vec<&Person> =
            self.people.values().filter(|p| p.duties.contains(&Duty::city(role))).collect();
        // Log-ins with a name before `s000123`.
        found.sort_by_key(|p| (p.officer.login.starts_with('s'), p.officer.login.clone()));
        found.into_iter().map(|p| p.officer.id).collect()
    }

    /// The last handler of 의약과 is away this week; `handler2` minds the desk.
    fn somebody_is_away(&mut self, now: Timestamp) {
        let today = seoul_date(now);
        let desks = &self.desks[self.medicine()];
        if let (Some(absent), Some(stand_in)) = (desks.handlers.last(), desks.handlers.get(2)) {
            let (from, until) = (today.saturating_sub(4.days()), today.saturating_add(7.days()));
            self.stand_ins.push(StandIn { absent: *absent, stand_in: *stand_in, from, until });
        }
        self.others_are_away(now);
    }

    /// Elsewhere in 송파구 too somebody is on leave; nobody minds the desk of somebody who is away.
    fn others_are_away(&mut self, now: Timestamp) {
        let today = seoul_date(now);
        let here = self.desks[self.medicine()].agency;
        let medicine = self.medicine();
        let departments = self.desks.iter().enumerate().filter(|(at, d)| d.agency == here && *at != medicine);
        let away = departments.step_by(4).filter_map(|(_, desks)| match desks.handlers.as_slice() {
            [.., stand_in, absent] => Some((*absent, *stand_in)),
            _ => None,
        });
        let (from, until) = (today.saturating_sub(1.days()), today.saturating_add(5.days()));
        self.stand_ins.extend(away.map(|(absent, stand_in)| StandIn { absent, stand_in, from, until }));
    }

    /// Handlers of 송파구 who ask to manage their departments.
    pub(crate) fn askers(&self) -> Vec<&Person> {
        let here = self.desks[self.medicine()].agency;
        let desks = self.desks.iter().filter(|d| d.agency == here).step_by(5).take(3);
        desks.filter_map(|d| self.people.get(d.handlers.first()?)).collect()
    }

    /// The place of the department with this full code.
    pub(crate) fn desks_of(&self, full_code: &str) -> Option<usize> {
        self.by_code.get(full_code).copied()
    }

    /// Where a complaint of this district about this duty belongs; 의약과 where nobody carries it.
    pub(crate) fn serving(&self, gu: &'static str, duty: &'static str) -> usize {
        let known = self.serving.read().unwrap_or_else(PoisonError::into_inner).get(&(gu, duty)).copied();
        known.unwrap_or_else(|| {
            let owner = seoul::owner(gu, duty);
            let found = owner.and_then(|(agency, d)| self.desks_of(&agency.full_code(d)));
            let found = found.unwrap_or_else(|| self.medicine());
            self.serving.write().unwrap_or_else(PoisonError::into_inner).insert((gu, duty), found);
            found
        })
    }

    /// 송파구 보건소 의약과.
    pub(crate) fn medicine(&self) -> usize {
        self.known.0
    }

    pub(crate) fn is_songpa(&self, agency: AgencyId) -> bool {
        self.desks[self.medicine()].agency == agency
    }

    /// How many other departments the agency of this one has.
    pub(crate) fn neighbours(&self, office: usize) -> usize {
        let agency = self.desks[office].agency;
        self.desks.iter().filter(|d| d.agency == agency).count() - 1
    }

    /// 송파구 교통환경국 주차관리과.
    pub(crate) fn parking(&self) -> usize {
        self.known.1
    }

    pub(crate) fn in_songpa(&self, name: &str) -> usize {
        let seed = seoul::agencies().into_iter().find(|agency| agency.code == SONGPA_CODE);
        let code = seed.and_then(|agency| {
            let found = agency.departments().find(|(_, d)| d.name == name);
            found.map(|(_, d)| agency.full_code(d))
        });
        code.and_then(|code| self.desks_of(&code)).unwrap_or_default()
    }

    pub(crate) fn agency_manager(&self, agency: AgencyId) -> Option<OfficerId> {
        self.agency_managers.get(&agency).copied()
    }

    /// 민원심사관 of the agency, where there is one.
    pub(crate) fn inspector(&self, agency: AgencyId) -> Option<OfficerId> {
        let inspects = |duty: &Duty| duty.role == Role::Inspector && duty.agency == Some(agency);
        let found = self.people.values().filter(|person| person.duties.iter().any(inspects));
        found.map(|person| person.officer.id).min()
    }

    /// Whoever works at this officer's desk at this moment: the officer, or the stand-in.
    pub(crate) fn at_desk(&self, officer: OfficerId, at: Timestamp) -> Option<Actor> {
        let day = seoul_date(at);
        let away = |s: &&StandIn| s.absent == officer && s.from <= day && day <= s.until;
        let minder = self.stand_ins.iter().find(away).map(|s| s.stand_in);
        let person = self.people.get(&minder.unwrap_or(officer))?;
        let absent = self.people.get(&officer).filter(|_| minder.is_some());
        let principal = absent.map(|p| Principal {
            id: p.officer.id,
            agency: p.officer.agency,
            department: p.officer.department,
            duties: p.duties.clone(),
        });
        Some(Actor::Officer(OnDuty {
            id: person.officer.id,
            agency: person.officer.agency,
            department: person.officer.department,
            duties: person.duties.clone(),
            stands_in_for: principal.into_iter().collect(),
        }))
    }
}

/// 실국 as the statistics group it: `송파구 보건소`, and at city hall the bureau alone.
fn bureau_name(agency: &AgencySeed, bureau: &str) -> String {
    match agency.kind {
        seoul::AgencyKind::Headquarters => bureau.to_owned(),
        _ => format!("{} {bureau}", agency.name),
    }
}

fn kind(kind: seoul::AgencyKind) -> AgencyKind {
    match kind {
        seoul::AgencyKind::Headquarters => AgencyKind::Headquarters,
        seoul::AgencyKind::Office => AgencyKind::Office,
        seoul::AgencyKind::District => AgencyKind::District,
        seoul::AgencyKind::Affiliate => AgencyKind::Affiliate,
        seoul::AgencyKind::CallCentre => AgencyKind::CallCentre,
    }
}
