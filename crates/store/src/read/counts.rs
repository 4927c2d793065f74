//! Counts by stage for one place, with what is due today and what is overdue.

use domain::access::{Scope, Sight};
use domain::complaint::StageName;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;

use crate::error::{Result, StoreError};
use crate::tx::Read;

/// Whose complaints are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Handler(OfficerId),
    Department(DepartmentId),
    Agency(AgencyId),
    City,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageCount {
    pub stage: StageName,
    pub total: u64,
    /// Live and past the due moment.
    pub overdue: u64,
    /// Live, not yet past it, and due by the end of today.
    pub due_today: u64,
}

pub type Counts = Vec<StageCount>;

impl Place {
    fn column(self) -> Option<(&'static str, String)> {
        match self {
            Place::Handler(id) => Some(("handler_id", id.to_string())),
            Place::Department(id) => Some(("department_id", id.to_string())),
            Place::Agency(id) => Some(("agency_id", id.to_string())),
            Place::City => None,
        }
    }

    /// Does the scope hold this whole place?
    fn lies_in(self, scope: &Scope) -> bool {
        match (scope.sight(), self) {
            (Sight::Everything, _) => true,
            (Sight::Own(_), _) => false,
            (Sight::Office(sight), _) if sight.city => true,
            (Sight::Office(sight), Place::Handler(id)) => sight.desks.contains(&id),
            (Sight::Office(sight), Place::Department(id)) => sight.departments.contains(&id),
            (Sight::Office(sight), Place::Agency(id)) => sight.agencies.contains(&id),
            (Sight::Office(_), Place::City) => false,
        }
    }
}

impl Read {
    /// Counts by stage, in the order of the stages; stages without a complaint are there with 0.
    pub async fn counts(
        &mut self,
        scope: &Scope,
        place: Place,
        now: Timestamp,
        end_of_today: Timestamp,
    ) -> Result<Counts> {
        if !place.lies_in(scope) {
            return Err(StoreError::NotFound("place to count"));
        }
        self.by_stage(&place.column(), &[], (now, end_of_today)).await
    }
}
