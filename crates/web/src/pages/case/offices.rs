//! Departments and agencies by the names people type: one list of suggestions on the page, read back on arrival.
//!
//! A drop-down of two thousand departments is no choice; typing three letters is.

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

/// Every department by its full name, of one agency or of all.
fn department_names(chart: &OrgChart, of: Option<AgencyId>) -> Vec<(String, DepartmentId)> {
    let departments = match of {
        Some(agency) => chart.departments_of(agency),
        None => chart.departments(),
    };
    departments.into_iter().map(|d| (full_name(chart, d.id), d.id)).collect()
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
    of: Option<AgencyId>,
    agencies: bool,
) -> Markup {
    html! {
        datalist #(id) {
            @if agencies { @for agency in chart.agencies() { option value=(agency.name) {} } }
            @for (name, _) in department_names(chart, of) { option value=(name) {} }
        }
    }
}
