//! The people one can log in as: where each sits and what each is trusted with.

use domain::role::Role;

use crate::seoul::SONGPA_CODE;

/// The log-ins in the order in which they are shown, with what each is for.
pub(crate) const LOG_INS: [(&str, &str); 11] = [
    ("admin", "시스템 관리자"),
    ("receiver", "통합접수자 (본청 민원담당관)"),
    ("dasan", "120다산콜재단 접수자"),
    ("agency", "기관 관리자 (송파구)"),
    ("manager", "부서 관리자 (송파구 보건소 의약과)"),
    ("handler", "처리자 (송파구 보건소 의약과)"),
    ("handler2", "처리자 (송파구 보건소 의약과)"),
    ("cooperator", "협조자 (송파구 교통환경국 주차관리과)"),
    ("approver", "결재자 (송파구 보건소 의약과장)"),
    ("inspector", "민원심사관 (송파구)"),
    ("auditor", "감사 (서울시 감사위원회, 접속기록 점검)"),
];

pub(crate) const HEADQUARTERS_CODE: &str = "6110000";
pub(crate) const CALL_CENTRE_CODE: &str = "6119900";

/// 의약과, the department of the guide, and 주차관리과, which it asks for co-operation.
pub(crate) const MEDICINE: &str = "의약과";
pub(crate) const PARKING: &str = "주차관리과";
/// The department of the city's receivers, and 다산콜재단's for what comes back.
const RECEIVERS: &str = "민원담당관";
const CALL_TRANSFERS: &str = "이관관리팀";
/// Whoever inspects the whole city.
const AUDIT: &str = "감사담당관";

/// A seat: agency code, department, place in the department.
type Seat<'a> = (&'a str, &'a str, usize);

/// The log-in of whoever sits here, if it is one of those.
pub(crate) fn login_at(seat: Seat<'_>) -> Option<&'static str> {
    match seat {
        (HEADQUARTERS_CODE, RECEIVERS, 1) => Some("receiver"),
        (HEADQUARTERS_CODE, RECEIVERS, 2) => Some("admin"),
        (HEADQUARTERS_CODE, AUDIT, 1) => Some("auditor"),
        (CALL_CENTRE_CODE, CALL_TRANSFERS, 1) => Some("dasan"),
        (SONGPA_CODE, "민원행정과", 1) => Some("agency"),
        (SONGPA_CODE, MEDICINE, 0) => Some("approver"),
        (SONGPA_CODE, MEDICINE, 1) => Some("manager"),
        (SONGPA_CODE, MEDICINE, 3) => Some("handler"),
        (SONGPA_CODE, MEDICINE, 4) => Some("handler2"),
        (SONGPA_CODE, PARKING, 2) => Some("cooperator"),
        (SONGPA_CODE, "고충민원팀", 2) => Some("inspector"),
        _ => None,
    }
}

/// Roles for the whole city that come with a seat.
pub(crate) fn city_role(seat: Seat<'_>) -> Option<Role> {
    match seat {
        (HEADQUARTERS_CODE, RECEIVERS, 2) => Some(Role::Administrator),
        (HEADQUARTERS_CODE, RECEIVERS, 1 | 3..) => Some(Role::Receiver),
        (HEADQUARTERS_CODE, AUDIT, 1) => Some(Role::Inspector),
        (CALL_CENTRE_CODE, CALL_TRANSFERS, 1..) => Some(Role::CallCentre),
        _ => None,
    }
}

/// Roles for the whole agency that come with a seat; `home` is the department that keeps the agency's desk.
pub(crate) fn agency_role(seat: Seat<'_>, home: &str) -> Option<Role> {
    match seat {
        (SONGPA_CODE, "고충민원팀", 2) => Some(Role::Inspector),
        (SONGPA_CODE, department, 1) if department == home => Some(Role::AgencyManager),
        (SONGPA_CODE, ..) => None,
        (_, department, 0) if department == home => Some(Role::AgencyManager),
        _ => None,
    }
}

/// How many work in a department: 송파구 in full, elsewhere enough to carry every duty.
pub(crate) fn size(agency: &str, department: &str, index: usize) -> usize {
    match (agency, department) {
        (SONGPA_CODE, MEDICINE) => 8,
        (SONGPA_CODE, _) => 5 + index % 4,
        (HEADQUARTERS_CODE, RECEIVERS) => 6,
        (CALL_CENTRE_CODE, _) => 3,
        _ => 2 + index % 2,
    }
}
