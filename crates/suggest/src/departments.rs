//! Likely departments: whose duties are spoken of, and in whose district.

use domain::id::{AgencyId, DepartmentId};
use domain::org::Department;

use crate::adviser::Adviser;
use crate::text::{Matter, Reason};

/// Suggestions given; a longer list is the organisation chart.
const GIVEN: usize = 3;
/// Points for a department whose agency the petitioner names: 송파구.
const AGENCY_NAMED: u32 = 2;

/// A department that may be the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub department: DepartmentId,
    pub score: u32,
    pub because: Vec<Reason>,
}

impl Adviser {
    /// The best three, best first; of one agency, or of the whole city when none is given.
    pub fn departments(&self, agency: Option<AgencyId>, title: &str, body: &str) -> Vec<Suggestion> {
        let matter = Matter::new(title, body);
        let among = match agency {
            Some(agency) => self.chart.departments_of(agency),
            None => self.chart.departments(),
        };
        let mut found: Vec<Suggestion> = among.into_iter().filter_map(|d| self.weigh(d, &matter)).collect();
        // The chart's own order decides between equals, so that the same question has one answer.
        found.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.score));
        found.truncate(GIVEN);
        found
    }

    fn weigh(&self, department: &Department, matter: &Matter) -> Option<Suggestion> {
        let (score, because) = matter.weigh(self.work_of_department(department.id));
        if score == 0 {
            return None;
        }
        let named = self.chart.agency(department.agency).is_some_and(|agency| matter.names(&agency.name));
        let score = score + if named { AGENCY_NAMED } else { 0 };
        Some(Suggestion { department: department.id, score, because })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::org::{Agency, AgencyKind, OrgChart};
    use uuid::Uuid;

    use super::*;

    fn department(id: u128, agency: u128, name: &str, duties: &[&str]) -> Department {
        Department {
            id: DepartmentId(Uuid::from_u128(id)),
            agency: AgencyId(Uuid::from_u128(agency)),
            code: id.to_string(),
            bureau: String::new(),
            name: name.to_owned(),
            duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
        }
    }

    fn agency(id: u128, name: &str) -> Agency {
        Agency {
            id: AgencyId(Uuid::from_u128(id)),
            code: id.to_string(),
            name: name.to_owned(),
            kind: AgencyKind::District,
        }
    }

    fn adviser() -> Adviser {
        let departments = vec![
            department(1, 10, "주차관리과", &["불법주정차", "견인"]),
            department(2, 10, "의약과", &["약국", "의료기기"]),
            department(3, 20, "주차관리과", &["불법주정차", "견인"]),
        ];
        let agencies = vec![agency(10, "송파구"), agency(20, "강동구")];
        Adviser::of(Arc::new(OrgChart::new(agencies, departments, vec![])))
    }

    #[test]
    fn the_department_of_the_named_district_comes_first() {
        let found = adviser().departments(None, "강동구 불법 주정차 단속", "");
        let ids: Vec<_> = found.iter().map(|s| s.department.0.as_u128()).collect();
        assert_eq!(ids, [3, 1]);
        assert_eq!(found[0].because[0].word, "불법주정차");
    }

    #[test]
    fn nobody_is_suggested_without_a_reason_or_from_another_agency() {
        assert!(adviser().departments(None, "감사합니다", "").is_empty());
        let songpa = Some(AgencyId(Uuid::from_u128(10)));
        let found = adviser().departments(songpa, "견인 문의", "");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].department.0.as_u128(), 1);
    }
}
