//! Duties granted from one day to another. Ended, never deleted.

use domain::id::OfficerId;
use domain::org::Grant;
use domain::role::{Duty, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{day, instant, instants, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::org::BULK;
use crate::tx::{Read, Write, on};

/// A grant as it is kept: what, who gave it, who ended it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptGrant {
    pub id: Uuid,
    pub grant: Grant,
    /// Nobody: given at installation or by the staff directory.
    pub granted_by: Option<OfficerId>,
    pub granted_at: Timestamp,
    pub ended_by: Option<OfficerId>,
    pub ended_at: Option<Timestamp>,
}

#[derive(FromRow)]
pub(crate) struct GrantRow {
    id: String,
    officer_id: String,
    role: String,
    agency_id: Option<String>,
    department_id: Option<String>,
    from_date: String,
    until_date: Option<String>,
    granted_by: Option<String>,
    granted_at: i64,
    ended_by: Option<String>,
    ended_at: Option<i64>,
}

impl Read {
    /// Everything this officer was ever granted, newest first.
    pub async fn grants_of(&mut self, officer: OfficerId) -> Result<Vec<KeptGrant>> {
        let rows: Vec<GrantRow> = on!(self, db => sqlx::query_as(
            "select id, officer_id, role, agency_id, department_id, from_date, until_date,
                    granted_by, granted_at, ended_by, ended_at
             from grants where officer_id = $1 order by granted_at desc, id desc"
        ).bind(officer.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(GrantRow::kept).collect()
    }
}

impl Write {
    pub async fn put_grants(&mut self, grants: &[KeptGrant]) -> Result<()> {
        for some in grants.chunks(BULK) {
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into grants (id, officer_id, role, agency_id,
                    department_id, from_date, until_date, granted_by, granted_at, ended_by, ended_at) ");
                sql.push_values(some, |mut row, kept| {
                    row.push_bind(kept.id.to_string())
                        .push_bind(kept.grant.officer.to_string())
                        .push_bind(kept.grant.duty.role.as_str())
                        .push_bind(text(kept.grant.duty.agency))
                        .push_bind(text(kept.grant.duty.department))
                        .push_bind(kept.grant.from.to_string())
                        .push_bind(text(kept.grant.until))
                        .push_bind(text(kept.granted_by))
                        .push_bind(micros(kept.granted_at))
                        .push_bind(text(kept.ended_by))
                        .push_bind(kept.ended_at.map(micros));
                });
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Ends a grant with this last day; one already ended stays as it is and is not found.
    pub async fn end_grant(&mut self, id: Uuid, last: Date, by: OfficerId, at: Timestamp) -> Result<()> {
        let ended = on!(self, db => sqlx::query(
            "update grants set until_date = $2, ended_by = $3, ended_at = $4 where id = $1 and ended_at is null"
        )
        .bind(id.to_string())
        .bind(last.to_string())
        .bind(by.to_string())
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if ended == 0 { Err(StoreError::NotFound("grant")) } else { Ok(()) }
    }
}

impl GrantRow {
    pub(crate) fn kept(self) -> Result<KeptGrant> {
        let duty = duty(&self.role, self.agency_id.as_deref(), self.department_id.as_deref())?;
        Ok(KeptGrant {
            id: parsed("grant id", &self.id)?,
            grant: Grant {
                officer: parsed("officer id", &self.officer_id)?,
                duty,
                from: day(&self.from_date)?,
                until: self.until_date.as_deref().map(day).transpose()?,
            },
            granted_by: maybe_parsed("officer id", self.granted_by.as_deref())?,
            granted_at: instant(self.granted_at)?,
            ended_by: maybe_parsed("officer id", self.ended_by.as_deref())?,
            ended_at: instants(self.ended_at)?,
        })
    }
}

pub(crate) fn duty(role: &str, agency: Option<&str>, department: Option<&str>) -> Result<Duty> {
    Ok(Duty {
        role: Role::parse(role).ok_or_else(|| StoreError::corrupt("role", role))?,
        agency: maybe_parsed("agency id", agency)?,
        department: maybe_parsed("department id", department)?,
    })
}
