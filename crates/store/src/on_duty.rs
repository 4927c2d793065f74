//! An officer at work on a day: own duties, and those of whoever they stand in for.

use std::collections::HashMap;

use domain::actor::{OnDuty, Principal};
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::role::{Duty, Role};
use jiff::civil::Date;
use sqlx::FromRow;

use crate::codec::parsed;
use crate::error::Result;
use crate::grants::duty;
use crate::stand_ins::after_day;
use crate::tx::{Read, on};

#[derive(FromRow)]
struct DeskRow {
    id: String,
    agency_id: String,
    department_id: String,
}

#[derive(FromRow)]
struct DutyRow {
    officer_id: String,
    role: String,
    agency_id: Option<String>,
    department_id: Option<String>,
}

struct Place {
    officer: OfficerId,
    agency: AgencyId,
    department: DepartmentId,
}

impl Read {
    /// `None` when there is no such active officer. Standing in is not handed on: whoever stands in
    /// for a stand-in minds that desk only.
    pub async fn on_duty(&mut self, officer: OfficerId, on: Date) -> Result<Option<OnDuty>> {
        let own: Option<DeskRow> = on!(self, db => sqlx::query_as(
            "select id, agency_id, department_id from officers where id = $1 and active"
        ).bind(officer.to_string()).fetch_optional(db).await)?;
        let Some(own) = own else { return Ok(None) };
        let minded: Vec<DeskRow> = on!(self, db => sqlx::query_as(
            "select distinct o.id, o.agency_id, o.department_id
             from stand_ins s join officers o on o.id = s.absent_id
             where s.stand_in_id = $1 and s.from_date <= $2 and s.until_date >= $2 and s.absent_id <> $1
               and (s.ended_at is null or s.ended_at >= $3)
             order by o.id"
        ).bind(officer.to_string()).bind(on.to_string()).bind(after_day(on)).fetch_all(db).await)?;
        let mut duties = self.duties(officer, on).await?;
        let own = own.place()?;
        let mut stands_in_for = Vec::new();
        for row in minded {
            let desk = row.place()?;
            let duties = with_handling(&desk, duties.remove(&desk.officer).unwrap_or_default());
            stands_in_for.push(Principal {
                id: desk.officer,
                agency: desk.agency,
                department: desk.department,
                duties,
            });
        }
        let duties = with_handling(&own, duties.remove(&officer).unwrap_or_default());
        Ok(Some(OnDuty {
            id: officer,
            agency: own.agency,
            department: own.department,
            duties,
            stands_in_for,
        }))
    }

    /// Grants that hold on this day, of this officer and of those they stand in for.
    async fn duties(&mut self, officer: OfficerId, on: Date) -> Result<HashMap<OfficerId, Vec<Duty>>> {
        let rows: Vec<DutyRow> = on!(self, db => sqlx::query_as(
            "select officer_id, role, agency_id, department_id from grants
             where (officer_id = $1 or officer_id in (
                       select absent_id from stand_ins
                       where stand_in_id = $1 and from_date <= $2 and until_date >= $2
                         and (ended_at is null or ended_at >= $3)))
               and from_date <= $2 and (until_date is null or until_date >= $2)
             order by granted_at, id"
        ).bind(officer.to_string()).bind(on.to_string()).bind(after_day(on)).fetch_all(db).await)?;
        let mut duties: HashMap<OfficerId, Vec<Duty>> = HashMap::new();
        for row in rows {
            let found = duty(&row.role, row.agency_id.as_deref(), row.department_id.as_deref())?;
            duties.entry(parsed("officer id", &row.officer_id)?).or_default().push(found);
        }
        Ok(duties)
    }
}

/// Everybody is a handler in their own department; it needs no grant.
fn with_handling(place: &Place, mut duties: Vec<Duty>) -> Vec<Duty> {
    let handler = Duty::department(Role::Handler, place.agency, place.department);
    if !duties.contains(&handler) {
        duties.push(handler);
    }
    duties
}

impl DeskRow {
    fn place(self) -> Result<Place> {
        Ok(Place {
            officer: parsed("officer id", &self.id)?,
            agency: parsed("agency id", &self.agency_id)?,
            department: parsed("department id", &self.department_id)?,
        })
    }
}
