//! Likely handlers of a department: whose duties are spoken of, and among equals who has less to do.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::id::{DepartmentId, OfficerId};

use crate::adviser::Adviser;
use crate::text::{Matter, Reason};

/// Suggestions given.
const GIVEN: usize = 3;

/// An officer who may be the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerSuggestion {
    pub officer: OfficerId,
    pub score: u32,
    pub because: Vec<Reason>,
    /// Complaints on the desk now.
    pub open: u32,
}

impl Adviser {
    /// The best three whose duties are spoken of; `load` is what lies on each desk now.
    pub fn handlers(
        &self,
        department: DepartmentId,
        title: &str,
        body: &str,
        load: &HashMap<OfficerId, u32>,
    ) -> Vec<HandlerSuggestion> {
        let matter = Matter::new(title, body);
        let mut found: Vec<HandlerSuggestion> = self
            .chart
            .officers_of(department)
            .into_iter()
            .filter_map(|officer| {
                let (score, because) = matter.weigh(self.work_of(officer.id));
                let open = load.get(&officer.id).copied().unwrap_or_default();
                (score > 0).then_some(HandlerSuggestion { officer: officer.id, score, because, open })
            })
            .collect();
        found.sort_by_key(|suggestion| (Reverse(suggestion.score), suggestion.open));
        found.truncate(GIVEN);
        found
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::id::AgencyId;
    use domain::org::{Officer, OrgChart, Origin};
    use uuid::Uuid;

    use super::*;

    const HERE: DepartmentId = DepartmentId(Uuid::from_u128(1));

    fn officer(id: u128, duty: &str) -> Officer {
        Officer {
            id: OfficerId(Uuid::from_u128(id)),
            agency: AgencyId(Uuid::from_u128(9)),
            department: HERE,
            login: format!("o{id}"),
            name: format!("직원{id}"),
            title: String::new(),
            email: String::new(),
            phone: String::new(),
            duty: duty.to_owned(),
            origin: Origin::Linked,
            active: true,
        }
    }

    #[test]
    fn among_equals_the_one_with_less_to_do_comes_first() {
        let people = vec![officer(1, "약국·의료기기 담당"), officer(2, "약국 담당"), officer(3, "서무")];
        let adviser = Adviser::of(Arc::new(OrgChart::new(vec![], vec![], people)));
        let load = HashMap::from([(OfficerId(Uuid::from_u128(1)), 7)]);
        let found = adviser.handlers(HERE, "약국 영업시간 문의", "", &load);
        let order: Vec<_> = found.iter().map(|s| (s.officer.0.as_u128(), s.open)).collect();
        assert_eq!(order, [(2, 0), (1, 7)]);
    }
}
