//! Counts by stage for one place, with what is due today and what is overdue.

use domain::access::{Scope, Sight};
use domain::complaint::StageName;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::micros;
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

/// Whose complaints are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

#[derive(FromRow)]
struct CountRow {
    stage: String,
    total: i64,
    overdue: i64,
    due_today: i64,
}

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
        let (now, tonight) = (micros(now), micros(end_of_today));
        let rows: Vec<CountRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select stage, count(*) as total, cast(sum(case when due_at < ");
            sql.push_bind(now).push(" then 1 else 0 end) as bigint) as overdue, \
                cast(sum(case when due_at >= ").push_bind(now).push(" and due_at <= ").push_bind(tonight)
                .push(" then 1 else 0 end) as bigint) as due_today from complaints where sealed = ").push_bind(false);
            if let Some((column, id)) = place.column() {
                sql.push(" and ").push(column).push(" = ").push_bind(id);
            }
            sql.push(" group by stage");
            sql.build_query_as().fetch_all(db).await
        })?;
        let of = |stage: StageName| rows.iter().find(|row| row.stage == stage.as_str());
        let whole = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
        Ok(StageName::ALL
            .into_iter()
            .map(|stage| {
                // Which stages are live is known here; asking for the column would miss the index.
                let live = of(stage).filter(|_| stage.is_live());
                StageCount {
                    stage,
                    total: whole(of(stage).map(|row| row.total)),
                    overdue: whole(live.map(|row| row.overdue)),
                    due_today: whole(live.map(|row| row.due_today)),
                }
            })
            .collect())
    }
}
