//! The small city that tests share: 서울특별시 and 송파구 with three departments each, 120다산콜재단, and
//! people with names and duties.

use std::sync::Arc;

use domain::actor::{Actor, Machinery, OnDuty, Principal};
use domain::calendar::WorkCalendar;
use domain::desk::{ApprovalRoutes, Desk};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, Grant, Officer, OrgChart, Origin};
use domain::role::{Duty, Role};
use jiff::Timestamp;
use jiff::civil::date;
use store::{KeptGrant, Store};
use uuid::Uuid;

pub const SEOUL: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub const SONGPA: AgencyId = AgencyId(Uuid::from_u128(0xa2));
pub const DASAN: AgencyId = AgencyId(Uuid::from_u128(0xa3));

pub const ROADS: DepartmentId = DepartmentId(Uuid::from_u128(0xd1));
pub const PARKS: DepartmentId = DepartmentId(Uuid::from_u128(0xd2));
pub const CIVIL: DepartmentId = DepartmentId(Uuid::from_u128(0xd3));
pub const WORKS: DepartmentId = DepartmentId(Uuid::from_u128(0xd4));
pub const CLEANING: DepartmentId = DepartmentId(Uuid::from_u128(0xd5));
pub const PHARMACY: DepartmentId = DepartmentId(Uuid::from_u128(0xd6));
pub const COUNSEL: DepartmentId = DepartmentId(Uuid::from_u128(0xd7));

pub const KIM: OfficerId = OfficerId(Uuid::from_u128(0x01));
pub const PARK: OfficerId = OfficerId(Uuid::from_u128(0x02));
pub const LEE: OfficerId = OfficerId(Uuid::from_u128(0x03));
pub const CHOI: OfficerId = OfficerId(Uuid::from_u128(0x04));
pub const CHO: OfficerId = OfficerId(Uuid::from_u128(0x05));
pub const HAN: OfficerId = OfficerId(Uuid::from_u128(0x06));
pub const DA: OfficerId = OfficerId(Uuid::from_u128(0x07));
pub const JEONG: OfficerId = OfficerId(Uuid::from_u128(0x08));
pub const OH: OfficerId = OfficerId(Uuid::from_u128(0x09));
pub const SEO: OfficerId = OfficerId(Uuid::from_u128(0x0a));
pub const NAM: OfficerId = OfficerId(Uuid::from_u128(0x0b));
pub const MIN: OfficerId = OfficerId(Uuid::from_u128(0x0c));
pub const SI: OfficerId = OfficerId(Uuid::from_u128(0x0d));
pub const YU: OfficerId = OfficerId(Uuid::from_u128(0x0e));
pub const KANG: OfficerId = OfficerId(Uuid::from_u128(0x0f));
pub const SONG: OfficerId = OfficerId(Uuid::from_u128(0x10));
pub const MUN: OfficerId = OfficerId(Uuid::from_u128(0x11));
pub const YAK: OfficerId = OfficerId(Uuid::from_u128(0x12));

pub const AGENCIES: [(AgencyId, &str, &str, AgencyKind); 3] = [
    (SEOUL, "seoul", "서울특별시", AgencyKind::Headquarters),
    (SONGPA, "songpa", "송파구", AgencyKind::District),
    (DASAN, "dasan", "120다산콜재단", AgencyKind::CallCentre),
];

pub const DEPARTMENTS: [(DepartmentId, AgencyId, &str, &str); 7] = [
    (ROADS, SEOUL, "안전총괄실", "도로과"),
    (PARKS, SEOUL, "푸른도시국", "공원과"),
    (CIVIL, SEOUL, "행정국", "민원과"),
    (WORKS, SONGPA, "안전건설국", "건설과"),
    (CLEANING, SONGPA, "맑은환경국", "청소과"),
    (PHARMACY, SONGPA, "송파구 보건소", "의약과"),
    (COUNSEL, DASAN, "상담본부", "상담과"),
];

/// Id, desk, log-in and name; 강퇴직 has left.
pub const OFFICERS: [(OfficerId, DepartmentId, &str, &str); 18] = [
    (KIM, ROADS, "kim", "김도로"),
    (PARK, ROADS, "park", "박보수"),
    (LEE, ROADS, "lee", "이분배"),
    (CHOI, PARKS, "choi", "최공원"),
    (CHO, PARKS, "cho", "조협조"),
    (HAN, CIVIL, "han", "한접수"),
    (DA, COUNSEL, "da", "다산이"),
    (JEONG, CIVIL, "jeong", "정기관"),
    (OH, CLEANING, "oh", "오기관"),
    (SEO, ROADS, "seo", "서팀장"),
    (NAM, ROADS, "nam", "남과장"),
    (MIN, CIVIL, "min", "민심사"),
    (SI, CIVIL, "si", "시관리"),
    (YU, ROADS, "yu", "유대직"),
    (KANG, ROADS, "kang", "강퇴직"),
    (SONG, WORKS, "song", "송건설"),
    (MUN, WORKS, "mun", "문분배"),
    (YAK, PHARMACY, "yak", "약의약"),
];

/// Who is trusted with what, besides being the handler of one's own desk.
pub const DUTIES: [(OfficerId, Duty); 13] = [
    (HAN, Duty { role: Role::Receiver, agency: None, department: None }),
    (DA, Duty { role: Role::CallCentre, agency: None, department: None }),
    (JEONG, Duty { role: Role::AgencyManager, agency: Some(SEOUL), department: None }),
    (OH, Duty { role: Role::AgencyManager, agency: Some(SONGPA), department: None }),
    (LEE, Duty { role: Role::DepartmentManager, agency: Some(SEOUL), department: Some(ROADS) }),
    (CHOI, Duty { role: Role::DepartmentManager, agency: Some(SEOUL), department: Some(PARKS) }),
    (MUN, Duty { role: Role::DepartmentManager, agency: Some(SONGPA), department: Some(WORKS) }),
    (YAK, Duty { role: Role::DepartmentManager, agency: Some(SONGPA), department: Some(PHARMACY) }),
    (CHO, Duty { role: Role::Cooperator, agency: Some(SEOUL), department: Some(PARKS) }),
    (SEO, Duty { role: Role::Approver, agency: Some(SEOUL), department: Some(ROADS) }),
    (NAM, Duty { role: Role::Approver, agency: Some(SEOUL), department: Some(ROADS) }),
    (MIN, Duty { role: Role::Inspector, agency: None, department: None }),
    (SI, Duty { role: Role::Administrator, agency: None, department: None }),
];

/// A moment in Seoul, written `2026-03-10 09:30`.
pub fn seoul_time(text: &str) -> Timestamp {
    format!("{}:00+09:00", text.replace(' ', "T")).parse().unwrap()
}

/// Tuesday, 10 March 2026, 09:30 in Seoul: where most tests begin.
pub fn morning() -> Timestamp {
    seoul_time("2026-03-10 09:30")
}

pub fn agency_of(department: DepartmentId) -> AgencyId {
    DEPARTMENTS.iter().find(|row| row.0 == department).map(|row| row.1).unwrap()
}

fn home(officer: OfficerId) -> (AgencyId, DepartmentId) {
    let department = OFFICERS.iter().find(|row| row.0 == officer).map(|row| row.1).unwrap();
    (agency_of(department), department)
}

fn duties_of(officer: OfficerId) -> Vec<Duty> {
    let (agency, department) = home(officer);
    let granted = DUTIES.iter().filter(|row| row.0 == officer).map(|row| row.1);
    granted.chain([Duty::department(Role::Handler, agency, department)]).collect()
}

/// An officer at work with today's duties, as the store would find them.
pub fn officer(id: OfficerId) -> Actor {
    let (agency, department) = home(id);
    Actor::Officer(OnDuty { id, agency, department, duties: duties_of(id), stands_in_for: Vec::new() })
}

/// `who` at work, minding the desk of `absent` with the duties held there.
pub fn minding(who: OfficerId, absent: OfficerId) -> Actor {
    let Actor::Officer(mut on_duty) = officer(who) else { return officer(who) };
    let (agency, department) = home(absent);
    on_duty.stands_in_for.push(Principal { id: absent, agency, department, duties: duties_of(absent) });
    Actor::Officer(on_duty)
}

pub fn sweep() -> Actor {
    Actor::System(Machinery::Sweep)
}

pub fn connector() -> Actor {
    Actor::System(Machinery::Connector)
}

fn agencies() -> Vec<Agency> {
    AGENCIES.map(|(id, code, name, kind)| Agency { id, code: code.into(), name: name.into(), kind }).into()
}

fn departments() -> Vec<Department> {
    DEPARTMENTS
        .map(|(id, agency, bureau, name)| Department {
            id,
            agency,
            code: name.into(),
            bureau: bureau.into(),
            name: name.into(),
            duties: Vec::new(),
        })
        .into()
}

fn officers() -> Vec<Officer> {
    OFFICERS
        .map(|(id, department, login, name)| Officer {
            id,
            agency: agency_of(department),
            department,
            login: login.into(),
            name: name.into(),
            title: "주무관".into(),
            email: format!("{login}@office.example"),
            phone: "02-2133-0000".into(),
            duty: String::new(),
            origin: Origin::Linked,
            active: id != KANG,
        })
        .into()
}

/// The organisation as rules ask it.
pub fn chart() -> OrgChart {
    OrgChart::new(agencies(), departments(), officers())
}

/// The desk as it lies at this moment, without a database.
pub fn desk(now: Timestamp) -> Desk {
    let calendar = WorkCalendar::published();
    let (outages, approval) = (Arc::default(), ApprovalRoutes::default());
    Desk { now, calendar, outages, chart: Arc::new(chart()), approval }
}

/// Puts the whole small city into an empty database.
pub async fn settle(store: &Store) {
    let mut tx = store.write().await.unwrap();
    tx.put_agencies(&agencies()).await.unwrap();
    tx.put_departments(&departments()).await.unwrap();
    tx.put_officers(&officers()).await.unwrap();
    let grants: Vec<KeptGrant> =
        (1_u128..).zip(DUTIES).map(|(n, (officer, duty))| grant(n, officer, duty)).collect();
    tx.put_grants(&grants).await.unwrap();
    tx.commit().await.unwrap();
}

fn grant(n: u128, officer: OfficerId, duty: Duty) -> KeptGrant {
    KeptGrant {
        id: Uuid::from_u128(0x9000 + n),
        grant: Grant { officer, duty, from: date(2026, 1, 1), until: None },
        granted_by: Some(SI),
        granted_at: seoul_time("2026-01-01 09:00"),
        ended_by: None,
        ended_at: None,
    }
}
