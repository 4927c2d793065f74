//! The offices and officers of the small city: 본청, 송파구 and 120다산콜재단.

use std::sync::{Arc, LazyLock};

use domain::calendar::WorkCalendar;
use domain::desk::{ApprovalRoutes, Desk};
use domain::id::{AgencyId, DepartmentId, OfficerId, PetitionerId};
use domain::org::{Agency, AgencyKind, Department, Officer, OrgChart, Origin};
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) const SEOUL: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub(crate) const SONGPA: AgencyId = AgencyId(Uuid::from_u128(0xa2));
pub(crate) const DASAN: AgencyId = AgencyId(Uuid::from_u128(0xa3));

pub(crate) const ROADS: DepartmentId = DepartmentId(Uuid::from_u128(0xd1));
pub(crate) const PARKS: DepartmentId = DepartmentId(Uuid::from_u128(0xd2));
pub(crate) const CIVIL: DepartmentId = DepartmentId(Uuid::from_u128(0xd3));
pub(crate) const WORKS: DepartmentId = DepartmentId(Uuid::from_u128(0xd4));
pub(crate) const CLEANING: DepartmentId = DepartmentId(Uuid::from_u128(0xd5));
pub(crate) const PHARMACY: DepartmentId = DepartmentId(Uuid::from_u128(0xd6));
pub(crate) const COUNSEL: DepartmentId = DepartmentId(Uuid::from_u128(0xd7));

pub(crate) const KIM: OfficerId = OfficerId(Uuid::from_u128(0x01));
pub(crate) const PARK: OfficerId = OfficerId(Uuid::from_u128(0x02));
pub(crate) const LEE: OfficerId = OfficerId(Uuid::from_u128(0x03));
pub(crate) const CHOI: OfficerId = OfficerId(Uuid::from_u128(0x04));
pub(crate) const CHO: OfficerId = OfficerId(Uuid::from_u128(0x05));
pub(crate) const HAN: OfficerId = OfficerId(Uuid::from_u128(0x06));
pub(crate) const DA: OfficerId = OfficerId(Uuid::from_u128(0x07));
pub(crate) const JEONG: OfficerId = OfficerId(Uuid::from_u128(0x08));
pub(crate) const OH: OfficerId = OfficerId(Uuid::from_u128(0x09));
pub(crate) const SEO: OfficerId = OfficerId(Uuid::from_u128(0x0a));
pub(crate) const NAM: OfficerId = OfficerId(Uuid::from_u128(0x0b));
pub(crate) const MIN: OfficerId = OfficerId(Uuid::from_u128(0x0c));
pub(crate) const SI: OfficerId = OfficerId(Uuid::from_u128(0x0d));
pub(crate) const YU: OfficerId = OfficerId(Uuid::from_u128(0x0e));
pub(crate) const KANG: OfficerId = OfficerId(Uuid::from_u128(0x0f));
pub(crate) const SONG: OfficerId = OfficerId(Uuid::from_u128(0x10));
pub(crate) const MUN: OfficerId = OfficerId(Uuid::from_u128(0x11));

/// 박시민, who files; and 이이웃, who has nothing to do with it.
pub(crate) const CITIZEN: PetitionerId = PetitionerId(Uuid::from_u128(0xc1));
pub(crate) const NEIGHBOUR: PetitionerId = PetitionerId(Uuid::from_u128(0xc2));

pub(crate) const DEPARTMENTS: [(DepartmentId, AgencyId, &str, &str); 7] = [
    (ROADS, SEOUL, "안전총괄실", "도로과"),
    (PARKS, SEOUL, "푸른도시국", "공원과"),
    (CIVIL, SEOUL, "행정국", "민원과"),
    (WORKS, SONGPA, "안전건설국", "건설과"),
    (CLEANING, SONGPA, "맑은환경국", "청소과"),
    (PHARMACY, SONGPA, "송파구 보건소", "의약과"),
    (COUNSEL, DASAN, "상담본부", "상담과"),
];

/// Name, desk, and whether still in service.
pub(crate) const OFFICERS: [(OfficerId, DepartmentId, &str, bool); 17] = [
    (KIM, ROADS, "김도로", true),
    (PARK, ROADS, "박보수", true),
    (LEE, ROADS, "이분배", true),
    (CHOI, PARKS, "최공원", true),
    (CHO, PARKS, "조협조", true),
    (HAN, CIVIL, "한접수", true),
    (DA, COUNSEL, "다산이", true),
    (JEONG, CIVIL, "정기관", true),
    (OH, CLEANING, "오기관", true),
    (SEO, ROADS, "서팀장", true),
    (NAM, ROADS, "남과장", true),
    (MIN, CIVIL, "민심사", true),
    (SI, CIVIL, "시관리", true),
    (YU, ROADS, "유대직", true),
    (KANG, ROADS, "강퇴직", false),
    (SONG, WORKS, "송건설", true),
    (MUN, WORKS, "문분배", true),
];

static CHART: LazyLock<Arc<OrgChart>> = LazyLock::new(|| Arc::new(chart()));
static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::published);

/// The desk as it lies at this moment. 송파구 has the outside approval system, all others the built-in line.
pub(crate) fn desk(now: Timestamp) -> Desk {
    Desk {
        now,
        calendar: CALENDAR.clone(),
        outages: Arc::default(),
        chart: Arc::clone(&CHART),
        approval: ApprovalRoutes::outside([SONGPA]),
    }
}

pub(crate) fn agency_of(department: DepartmentId) -> AgencyId {
    DEPARTMENTS.iter().find(|row| row.0 == department).map(|row| row.1).unwrap()
}

/// What the staff directory said since: the chart of those who are left.
#[derive(Clone, Default)]
pub(crate) struct Gone(Option<Arc<OrgChart>>);

impl Gone {
    /// Officers who have left; departments that are no more, whose people went to the one that follows.
    pub(crate) fn of(officers: &[OfficerId], ended: &[(DepartmentId, Option<DepartmentId>)]) -> Gone {
        let followed = |d: DepartmentId| ended.iter().find(|(from, _)| *from == d).and_then(|(_, to)| *to);
        let people = OFFICERS.map(|(id, home, name, active)| {
            (id, followed(home).unwrap_or(home), name, active && !officers.contains(&id))
        });
        Gone(Some(Arc::new(chart_of(people).with_ended(ended.to_vec()))))
    }

    pub(crate) fn chart(&self) -> Arc<OrgChart> {
        self.0.clone().unwrap_or_else(|| Arc::clone(&CHART))
    }
}

fn chart() -> OrgChart {
    chart_of(OFFICERS)
}

fn chart_of(officers: [(OfficerId, DepartmentId, &str, bool); 17]) -> OrgChart {
    let agency = |id, code: &str, name: &str, kind| Agency { id, code: code.into(), name: name.into(), kind };
    let agencies = vec![
        agency(SEOUL, "seoul", "서울특별시", AgencyKind::Headquarters),
        agency(SONGPA, "songpa", "송파구", AgencyKind::District),
        agency(DASAN, "dasan", "120다산콜재단", AgencyKind::CallCentre),
    ];
    let department = |(id, agency, bureau, name): (DepartmentId, AgencyId, &str, &str)| Department {
        id,
        agency,
        code: name.into(),
        bureau: bureau.into(),
        name: name.into(),
        duties: Vec::new(),
    };
    let officer = |(id, department, name, active): (OfficerId, DepartmentId, &str, bool)| Officer {
        id,
        agency: agency_of(department),
        department,
        login: name.into(),
        name: name.into(),
        title: "주무관".into(),
        email: String::new(),
        phone: String::new(),
        duty: String::new(),
        origin: Origin::Linked,
        active,
    };
    OrgChart::new(agencies, DEPARTMENTS.map(department).into(), officers.map(officer).into())
}
