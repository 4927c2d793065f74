//! The names behind the ids in a history: officers, departments, agencies, other complaints.

use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::org::OrgChart;

/// Whoever knows the names to show.
pub trait Names {
    /// `김하늘 주무관`
    fn officer(&self, id: OfficerId) -> String;
    /// `송파구 보건소 의약과`
    fn department(&self, id: DepartmentId) -> String;
    /// `송파구`
    fn agency(&self, id: AgencyId) -> String;
    /// The number of another complaint, where the reader may know it.
    fn complaint(&self, _id: ComplaintId) -> Option<String> {
        None
    }
}

impl Names for OrgChart {
    fn officer(&self, id: OfficerId) -> String {
        match OrgChart::officer(self, id) {
            Some(officer) if officer.title.is_empty() => officer.name.clone(),
            Some(officer) => format!("{} {}", officer.name, officer.title),
            None => "(명부에 없는 직원)".to_owned(),
        }
    }

    fn department(&self, id: DepartmentId) -> String {
        match OrgChart::department(self, id) {
            // A bureau already carries its district's name: 송파구 보건소.
            Some(office) if office.bureau.is_empty() || office.name.starts_with(&office.bureau) => {
                office.name.clone()
            }
            Some(office) => format!("{} {}", office.bureau, office.name),
            None => "(명부에 없는 부서)".to_owned(),
        }
    }

    fn agency(&self, id: AgencyId) -> String {
        OrgChart::agency(self, id)
            .map_or_else(|| "(명부에 없는 기관)".to_owned(), |agency| agency.name.clone())
    }
}
