//! 권한 이력: who was granted what, from when to when, by whom and why; kept at least three years.

use domain::desk::seoul_date;
use domain::id::{AgencyId, OfficerId};
use domain::role::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{maybe_parsed, micros, text};
use crate::error::{Result, StoreError};
use crate::grants::{GrantRow, KeptGrant};
use crate::read::PAGE_MAX;
use crate::tx::{Read, Write, on};

/// By whose word, in whose place, and why.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// Nobody when the staff directory says so.
    pub by: Option<OfficerId>,
    /// The absent officer whose powers were used.
    pub on_behalf_of: Option<OfficerId>,
    pub reason: &'a str,
}

/// A grant with everything that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantLine {
    pub kept: KeptGrant,
    pub granted_for: Option<OfficerId>,
    pub reason: Option<String>,
    pub ended_for: Option<OfficerId>,
    pub end_reason: Option<String>,
}

#[derive(FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    grant: GrantRow,
    granted_for: Option<String>,
    reason: Option<String>,
    ended_for: Option<String>,
    end_reason: Option<String>,
}

const LINE: &str = "select id, officer_id, role, agency_id, department_id, from_date, until_date, granted_by, \
                    granted_at, ended_by, ended_at, granted_for, reason, ended_for, end_reason from grants where ";

/// Where a page of the history begins, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantCursor {
    pub granted_at: Timestamp,
    pub id: Uuid,
}

impl Read {
    pub async fn grant_line(&mut self, id: Uuid) -> Result<Option<GrantLine>> {
        let row: Option<LineRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(LINE);
            sql.push("id = ").push_bind(id.to_string());
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(LineRow::line).transpose()
    }

    /// Everything this officer was ever granted, newest first.
    pub async fn grant_lines_of(&mut self, officer: OfficerId) -> Result<Vec<GrantLine>> {
        let rows: Vec<LineRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(LINE);
            sql.push("officer_id = ").push_bind(officer.to_string()).push(" order by granted_at desc, id desc");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(LineRow::line).collect()
    }

    /// A page of the grants of a role, of one agency or of the city, newest first; ended ones too.
    pub async fn grant_lines(
        &mut self,
        role: Role,
        agency: Option<AgencyId>,
        (after, limit): (Option<&GrantCursor>, u32),
    ) -> Result<(Vec<GrantLine>, Option<GrantCursor>)> {
        let limit = limit.clamp(1, PAGE_MAX);
        let rows: Vec<LineRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(LINE);
            sql.push("role = ").push_bind(role.as_str());
            if let Some(agency) = agency {
                sql.push(" and agency_id = ").push_bind(agency.to_string());
            }
            if let Some(after) = after {
                sql.push(" and (granted_at, id) < (").push_bind(micros(after.granted_at)).push(", ")
                    .push_bind(after.id.to_string()).push(")");
            }
            sql.push(" order by granted_at desc, id desc limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as().fetch_all(db).await
        })?;
        let mut lines = rows.into_iter().map(LineRow::line).collect::<Result<Vec<_>>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = lines.len() > limit;
        lines.truncate(limit);
        let last = lines.last().filter(|_| more).map(|line| &line.kept);
        let next = last.map(|kept| GrantCursor { granted_at: kept.granted_at, id: kept.id });
        Ok((lines, next))
    }
}

impl Write {
    /// A grant with its reason. `kept.granted_by` and the word agree.
    pub async fn put_grant(&mut self, kept: &KeptGrant, word: Word<'_>) -> Result<()> {
        self.put_grants(std::slice::from_ref(kept)).await?;
        on!(self, db => sqlx::query("update grants set granted_for = $2, reason = $3 where id = $1")
            .bind(kept.id.to_string())
            .bind(text(word.on_behalf_of))
            .bind(word.reason)
            .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Ends a grant with this last day and says why; one already ended is a conflict.
    pub async fn end_grant_for(&mut self, id: Uuid, last: Date, word: Word<'_>, at: Timestamp) -> Result<()> {
        let ended = on!(self, db => sqlx::query(
            "update grants set until_date = $2, ended_by = $3, ended_for = $4, end_reason = $5, ended_at = $6
             where id = $1 and ended_at is null"
        )
        .bind(id.to_string())
        .bind(last.to_string())
        .bind(text(word.by))
        .bind(text(word.on_behalf_of))
        .bind(word.reason)
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if ended == 0 { Err(StoreError::Conflict("the grant has ended".into())) } else { Ok(()) }
    }

    /// Ends whatever this officer still holds or is to hold: how many that were.
    pub async fn end_grants_of(
        &mut self,
        officer: OfficerId,
        last: Date,
        word: Word<'_>,
        at: Timestamp,
    ) -> Result<u64> {
        let ended = on!(self, db => sqlx::query(
            "update grants set until_date = $2, ended_by = $3, ended_for = $4, end_reason = $5, ended_at = $6
             where officer_id = $1 and ended_at is null and (until_date is null or until_date > $2)"
        )
        .bind(officer.to_string())
        .bind(last.to_string())
        .bind(text(word.by))
        .bind(text(word.on_behalf_of))
        .bind(word.reason)
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(ended)
    }

    /// Ends every stand-in in which this officer has a part, absent or minding: how many that were.
    pub async fn end_stand_ins_of(&mut self, officer: OfficerId, at: Timestamp) -> Result<u64> {
        let ended = on!(self, db => sqlx::query(
            "update stand_ins set ended_at = $3
             where (absent_id = $1 or stand_in_id = $1) and ended_at is null and until_date >= $2"
        )
        .bind(officer.to_string())
        .bind(seoul_date(at).to_string())
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(ended)
    }
}

impl LineRow {
    fn line(self) -> Result<GrantLine> {
        Ok(GrantLine {
            kept: self.grant.kept()?,
            granted_for: maybe_parsed("officer id", self.granted_for.as_deref())?,
            reason: self.reason,
            ended_for: maybe_parsed("officer id", self.ended_for.as_deref())?,
            end_reason: self.end_reason,
        })
    }
}
