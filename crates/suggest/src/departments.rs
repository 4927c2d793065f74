//! Likely departments: whose duties are spoken of, and in whose district.

use domain::id::{AgencyId, DepartmentId};
use domain::org::{AgencyKind, Department};

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
    /// The best three, best first; of one agency, or of the whole city when none is given. A district answers for its own
    /// ground: where a place is named, in 위치 or else in the words, no other district is suggested.
    pub fn departments(
        &self,
        agency: Option<AgencyId>,
        (title, body): (&str, &str),
        place: Option<&str>,
    ) -> Vec<Suggestion> {
        let matter = Matter::new(title, body);
        let grounds = match agency {
            Some(_) => Vec::new(),
            None => self.grounds(&matter, place),
        };
        let among = match agency {
            Some(agency) => self.chart.departments_of(agency),
            None => self.chart.departments(),
        };
        let mut found: Vec<Suggestion> = among
            .into_iter()
            .filter(|d| grounds.is_empty() || grounds.contains(&d.agency) || !self.is_district(d.agency))
            .filter_map(|d| self.weigh(d, &matter))
            .collect();
        // The chart's own order decides between equals, so that the same question has one answer.
        found.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.score));
        found.truncate(GIVEN);
        found
    }

    /// The districts whose ground it is, as far as it is said.
    fn grounds(&self, matter: &Matter, place: Option<&str>) -> Vec<AgencyId> {
        let named_in = |written: &Matter| -> Vec<AgencyId> {
            let named = self.names.iter().filter(|(id, name)| written.names(name) && self.is_district(**id));
            named.map(|(id, _)| *id).collect()
        };
        let there = place.map(|place| named_in(&Matter::new(place, ""))).unwrap_or_default();
        if there.is_empty() { named_in(matter) } else { there }
    }

    fn is_district(&self, agency: AgencyId) -> bool {
        self.chart.agency(agency).is_some_and(|agency| agency.kind == AgencyKind::District)
    }

    fn weigh(&self, department: &Department, matter: &Matter) -> Option<Suggestion> {
        let (score, because) = matter.weigh(self.work_of_department(department.id));
        if score == 0 {
            return None;
        }
        let named = self.names.get(&department.agency).is_some_and(|name| matter.names(name));
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
        let found = adviser().departments(None, ("강동구 불법 주정차 단속", ""), None);
        let ids: Vec<_> = found.iter().map(|s| s.department.0.as_u128()).collect();
        assert_eq!(ids, [3], "the other district's is not theirs to do");
        assert_eq!(found[0].because[0].word, "불법주정차");
    }

    #[test]
    fn a_district_answers_for_its_own_ground_and_no_other() {
        let asked = |words, place| -> Vec<u128> {
            let found = adviser().departments(None, words, place);
            found.iter().map(|s| s.department.0.as_u128()).collect()
        };
        let parking = ("불법주정차 단속 요청", "집 앞입니다");
        assert_eq!(asked(parking, Some("서울 송파구 방이동 42")), [1]);
        assert_eq!(asked(parking, Some("강동구 천호대로 1")), [3]);
        assert_eq!(asked(parking, None), [1, 3], "nobody said where");
        assert_eq!(asked(parking, Some("지하철역 앞")), [1, 3]);
        // What is written where it happens says more than where somebody comes from.
        assert_eq!(asked(("불법주정차", "저는 강동구에 삽니다"), Some("송파구 방이동")), [1]);
        // Nothing there does this work: the wrong district would not do it either.
        assert_eq!(asked(("약국 문의", ""), Some("강동구 천호동")), [0; 0]);
    }

    #[test]
    fn nobody_is_suggested_without_a_reason_or_from_another_agency() {
        assert!(adviser().departments(None, ("감사합니다", ""), None).is_empty());
        let songpa = Some(AgencyId(Uuid::from_u128(10)));
        let found = adviser().departments(songpa, ("견인 문의", ""), None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].department.0.as_u128(), 1);
    }
}
