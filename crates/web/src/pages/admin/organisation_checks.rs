//! Names and codes of the organisation: what a code looks like, and what is taken already.

use domain::org::{Agency, Department, OrgChart};

/// Short and stable: what files and other systems name it by.
pub(super) fn code(text: &str) -> Option<String> {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (plain && (1..=30).contains(&text.len())).then(|| text.to_owned())
}

/// Why an agency cannot be called so: the field, and what to do.
pub(super) fn taken(chart: &OrgChart, wanted: &Agency) -> Option<(&'static str, &'static str)> {
    let others = || chart.agencies().into_iter().filter(|agency| agency.id != wanted.id);
    if others().any(|agency| agency.name == wanted.name) {
        return Some(("agency_name", "같은 이름의 기관이 이미 있습니다."));
    }
    others()
        .any(|agency| agency.code == wanted.code)
        .then_some(("agency_code", "이미 쓰는 코드입니다. 다른 코드를 입력해 주십시오."))
}

/// Why a department cannot be called so.
pub(super) fn clash(chart: &OrgChart, wanted: &Department) -> Option<&'static str> {
    let others = || chart.departments_of(wanted.agency).into_iter().filter(|d| d.id != wanted.id);
    if others().any(|d| d.name == wanted.name && d.bureau == wanted.bureau) {
        return Some("같은 실국에 같은 이름의 부서가 이미 있습니다.");
    }
    others().any(|d| d.code == wanted.code).then_some("이 기관에서 이미 쓰는 부서 코드입니다.")
}
