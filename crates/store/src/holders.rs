//! Who holds a role at a place on a day, and whoever minds their desks: those an alert goes to.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::role::Role;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{day, maybe_parsed, parsed};
use crate::error::{Result, StoreError};
use crate::stand_ins::after_day;
use crate::tx::{Read, on};

/// More people than this are a mailing list, not an alert.
pub const MOST: usize = 50;

/// A role that an active officer holds at a place, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub officer: OfficerId,
    pub role: Role,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub from: Date,
    pub until: Option<Date>,
}

#[derive(FromRow)]
struct HoldingRow {
    officer_id: String,
    role: String,
    agency_id: Option<String>,
    department_id: Option<String>,
    from_date: String,
    until_date: Option<String>,
}

impl Read {
    /// Who manages each department of an agency on this day, for its chart.
    pub async fn department_managers(
        &mut self,
        agency: AgencyId,
        on: Date,
    ) -> Result<Vec<(DepartmentId, OfficerId)>> {
        let rows: Vec<(String, String)> = on!(self, db => sqlx::query_as(
            "select d.id, g.officer_id from departments d
             join grants g on g.role = 'department-manager' and g.department_id = d.id
             join officers o on o.id = g.officer_id
             where d.agency_id = $1 and o.active and g.from_date <= $2
               and (g.until_date is null or g.until_date >= $2)
             order by d.id, g.from_date, g.officer_id"
        ).bind(agency.to_string()).bind(on.to_string()).fetch_all(db).await)?;
        rows.iter().map(|(d, o)| Ok((parsed("department id", d)?, parsed("officer id", o)?))).collect()
    }

    /// Active officers with this role at exactly this place, and their stand-ins of the day. A department
    /// names its agency; the city when both are empty.
    pub async fn holders(
        &mut self,
        role: Role,
        agency: Option<AgencyId>,
        department: Option<DepartmentId>,
        on: Date,
    ) -> Result<Vec<OfficerId>> {
        let today = on.to_string();
        let ids: Vec<String> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("with holding as (
                select g.officer_id from grants g join officers o on o.id = g.officer_id
                where o.active and g.role = ");
            sql.push_bind(role.as_str());
            match (agency, department) {
                (_, Some(id)) => sql.push(" and g.department_id = ").push_bind(id.to_string()),
                (Some(id), None) => {
                    sql.push(" and g.department_id is null and g.agency_id = ").push_bind(id.to_string())
                }
                (None, None) => sql.push(" and g.department_id is null and g.agency_id is null"),
            };
            sql.push(" and g.from_date <= ").push_bind(&today);
            sql.push(" and (g.until_date is null or g.until_date >= ").push_bind(&today);
            sql.push(")) select officer_id from holding
                union select s.stand_in_id from stand_ins s join holding h on h.officer_id = s.absent_id
                where s.from_date <= ").push_bind(&today);
            sql.push(" and s.until_date >= ").push_bind(&today);
            sql.push(" and (s.ended_at is null or s.ended_at >= ").push_bind(after_day(on)).push(")");
            sql.push(" order by 1 limit ").push_bind(i64::try_from(MOST).unwrap_or(i64::MAX));
            sql.build_query_scalar().fetch_all(db).await
        })?;
        ids.iter().map(|id| parsed("officer id", id)).collect()
    }

    /// Every role that anybody active ever held: thousands, read once for a load.
    pub async fn holdings(&mut self) -> Result<Vec<Holding>> {
        let rows: Vec<HoldingRow> = on!(self, db => sqlx::query_as(
            "select g.officer_id, g.role, g.agency_id, g.department_id, g.from_date, g.until_date
             from grants g join officers o on o.id = g.officer_id where o.active order by g.officer_id, g.id"
        ).fetch_all(db).await)?;
        rows.into_iter().map(HoldingRow::holding).collect()
    }
}

impl HoldingRow {
    fn holding(self) -> Result<Holding> {
        let role = Role::parse(&self.role);
        Ok(Holding {
            officer: parsed("officer id", &self.officer_id)?,
            role: role.ok_or_else(|| StoreError::corrupt("role", &self.role))?,
            agency: maybe_parsed("agency id", self.agency_id.as_deref())?,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            from: day(&self.from_date)?,
            until: self.until_date.as_deref().map(day).transpose()?,
        })
    }
}
