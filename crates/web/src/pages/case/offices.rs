//! Departments and agencies by the names people type: one list of suggestions on the page, read back on arrival.
//!
//! A drop-down of two thousand departments is no choice; typing three letters is.

use domain::actor::OnDuty;
use domain::id::{AgencyId, DepartmentId};
use domain::org::{Department, OrgChart};
use maud::{Markup, html};
use words::Names;

/// Where something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    Department(DepartmentId),
    Agency(AgencyId),
}

/// `송파구 송파구 보건소 의약과`, without the agency where the department already begins with it.
fn full_name(chart: &OrgChart, id: DepartmentId) -> String {
    let name = Names::department(chart, id);
    let Some(agency) = OrgChart::department(chart, id).map(|d| Names::agency(chart, d.agency)) else {
        return name;
    };
    if name.starts_with(&agency) { name } else { format!("{agency} {name}") }
}

/// How many departments of one name are told apart before the rest is counted.
const CANDIDATES: usize = 5;

/// Lower is nearer: one's own department, those one looks after, one's own agency, the rest of the city.
fn distance(asker: &OnDuty, department: &Department) -> u8 {
    let placed = |duty: &&domain::role::Duty| duty.agency.is_some();
    let mut duties = asker.all_duties().filter(placed);
    match department {
        d if asker.departments().any(|own| own == d.id) => 0,
        d if duties.any(|duty| duty.covers(Some(d.agency), Some(d.id))) => 1,
        d if d.agency == asker.agency => 2,
        _ => 3,
    }
}

/// What stands in somebody's sight as a place: their own department, and wherever a duty of theirs holds.
fn in_sight(asker: &OnDuty, department: &Department) -> bool {
    let covers = |duty: &domain::role::Duty| duty.covers(Some(department.agency), Some(department.id));
    asker.departments().any(|own| own == department.id) || asker.all_duties().any(covers)
}

/// Every department by its full name, the nearest to the asker first.
fn department_names(chart: &OrgChart, asker: Option<&OnDuty>) -> Vec<String> {
    let mut departments = chart.departments();
    if let Some(asker) = asker {
        departments.sort_by_key(|d| distance(asker, d));
    }
    departments.into_iter().map(|d| full_name(chart, d.id)).collect()
}

/// A department as a condition of a list names it: `의약과` is the one in the asker's sight, or the city's only one.
/// Several are told with their full names.
pub(in crate::pages) fn department_asked(
    chart: &OrgChart,
    asker: &OnDuty,
    typed: &str,
) -> Result<DepartmentId, String> {
    let wanted = squeezed(typed);
    let mut departments = chart.departments();
    departments.sort_by_key(|d| distance(asker, d));
    let named = |is: &dyn Fn(&Department) -> bool| {
        let found: Vec<&Department> = departments.iter().copied().filter(|d| is(d)).collect();
        let near: Vec<&Department> = found.iter().copied().filter(|d| in_sight(asker, d)).collect();
        if near.is_empty() { found } else { near }
    };
    let ways: [&dyn Fn(&Department) -> bool; 4] = [
        &|d| squeezed(&full_name(chart, d.id)) == wanted,
        &|d| squeezed(&Names::department(chart, d.id)) == wanted,
        &|d| squeezed(&d.name) == wanted,
        &|d| squeezed(&full_name(chart, d.id)).ends_with(&wanted),
    ];
    let found = ways.into_iter().map(|way| named(way)).find(|found| !found.is_empty());
    match found.as_deref() {
        Some([only]) => Ok(only.id),
        Some(several) => Err(told_apart(chart, typed, several)),
        None => {
            Err(format!("'{typed}' 부서를 찾을 수 없습니다. 이름의 일부를 입력한 뒤 목록에서 골라 주십시오."))
        }
    }
}

fn told_apart(chart: &OrgChart, typed: &str, several: &[&Department]) -> String {
    let names: Vec<String> = several.iter().take(CANDIDATES).map(|d| full_name(chart, d.id)).collect();
    let rest = match several.len().saturating_sub(CANDIDATES) {
        0 => String::new(),
        more => format!(" 외 {more}곳"),
    };
    let (many, names) = (several.len(), names.join(", "));
    format!("'{typed}' 부서가 {many}곳 있습니다. 기관·실국까지 입력해 주십시오: {names}{rest}")
}

/// By full name, by bureau and name, or by name alone where only one department bears it.
pub(in crate::pages) fn department_named(chart: &OrgChart, typed: &str) -> Option<DepartmentId> {
    let wanted = squeezed(typed);
    let departments = chart.departments();
    let only = |name: &dyn Fn(&Department) -> String| {
        let mut found = departments.iter().filter(|d| squeezed(&name(d)) == wanted);
        found.next().filter(|_| found.next().is_none()).map(|d| d.id)
    };
    only(&|d| full_name(chart, d.id))
        .or_else(|| only(&|d| Names::department(chart, d.id)))
        .or_else(|| only(&|d| d.name.clone()))
}

/// Whole names of the departments that are all called this.
pub(super) fn departments_called(chart: &OrgChart, typed: &str) -> Vec<String> {
    let wanted = squeezed(typed);
    let called = chart.departments().into_iter().filter(|d| squeezed(&d.name) == wanted);
    called.map(|d| full_name(chart, d.id)).collect()
}

pub(super) fn office_named(chart: &OrgChart, typed: &str) -> Option<Office> {
    let agency = chart.agency_named(typed).map(|agency| Office::Agency(agency.id));
    agency.or_else(|| department_named(chart, typed).map(Office::Department))
}

/// The field that names this office in an act: a department, or an agency.
pub(in crate::pages) fn office_pair(chart: &OrgChart, typed: &str) -> Option<(String, String)> {
    Some(match office_named(chart, typed)? {
        Office::Department(id) => ("department".to_owned(), id.to_string()),
        Office::Agency(id) => ("agency".to_owned(), id.to_string()),
    })
}

pub(in crate::pages) fn name_of(chart: &OrgChart, id: DepartmentId) -> String {
    full_name(chart, id)
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The suggestions; once a page, under this id.
pub(in crate::pages) fn office_list(
    id: &str,
    chart: &OrgChart,
    asker: Option<&OnDuty>,
    agencies: bool,
) -> Markup {
    html! {
        datalist #(id) {
            @if agencies { @for agency in chart.agencies() { option value=(agency.name) {} } }
            @for name in department_names(chart, asker) { option value=(name) {} }
        }
    }
}
