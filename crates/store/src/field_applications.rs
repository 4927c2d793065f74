//! 모바일현장민원시스템 신청: who asked for it, and what was answered. Kept, never deleted.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{instant, instants, maybe_parsed, micros, parsed};
use crate::error::{Result, StoreError};
use crate::read::{Cursor, Slice};
use crate::tx::{Read, Write, on};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationState {
    Applied,
    Granted,
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldApplication {
    pub id: Uuid,
    pub officer: OfficerId,
    /// The telephone it is to run on.
    pub phone: String,
    pub reason: String,
    pub applied_at: Timestamp,
    pub state: ApplicationState,
    /// What was answered; empty until then.
    pub answer: String,
    pub decided_by: Option<OfficerId>,
    pub decided_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    officer_id: String,
    phone: String,
    reason: String,
    applied_at: i64,
    state: String,
    answer: String,
    decided_by: Option<String>,
    decided_at: Option<i64>,
}

const COLUMNS: &str = "select id, officer_id, phone, reason, applied_at, state, answer, decided_by, decided_at \
                       from field_applications where ";

impl ApplicationState {
    pub fn as_str(self) -> &'static str {
        match self {
            ApplicationState::Applied => "applied",
            ApplicationState::Granted => "granted",
            ApplicationState::Refused => "refused",
        }
    }

    pub fn parse(text: &str) -> Option<ApplicationState> {
        use ApplicationState::*;
        [Applied, Granted, Refused].into_iter().find(|state| state.as_str() == text)
    }
}

impl Read {
    /// One officer's own, latest first, as many as are shown.
    pub async fn field_applications_of(
        &mut self,
        officer: OfficerId,
        limit: u32,
    ) -> Result<Vec<FieldApplication>> {
        let sql = format!("{COLUMNS} officer_id = $1 order by applied_at desc, id desc limit $2");
        let sql = sqlx::AssertSqlSafe(sql);
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(sql)
            .bind(officer.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(Row::application).collect()
    }

    /// Those in this state, longest waiting first.
    pub async fn field_applications(
        &mut self,
        state: ApplicationState,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Slice<FieldApplication>> {
        let sql =
            format!("{COLUMNS} state = $1 and (applied_at, id) > ($2, $3) order by applied_at, id limit $4");
        let sql = sqlx::AssertSqlSafe(sql);
        let (key, id) = after.map_or((i64::MIN, String::new()), |after| (after.key, after.id.clone()));
        let mut rows: Vec<Row> = on!(self, db => sqlx::query_as(sql)
            .bind(state.as_str()).bind(key).bind(id).bind(i64::from(limit) + 1).fetch_all(db).await)?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| Cursor { key: row.applied_at, id: row.id.clone() });
        Ok(Slice { rows: rows.into_iter().map(Row::application).collect::<Result<_>>()?, next })
    }
}

impl Write {
    pub async fn put_field_application(&mut self, asked: &FieldApplication) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into field_applications (id, officer_id, phone, reason, applied_at, state, answer)
             values ($1, $2, $3, $4, $5, $6, $7)"
        )
        .bind(asked.id.to_string()).bind(asked.officer.to_string()).bind(&asked.phone).bind(&asked.reason)
        .bind(micros(asked.applied_at)).bind(asked.state.as_str()).bind(&asked.answer)
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Once: of two administrators the second hears that it is decided.
    pub async fn decide_field_application(
        &mut self,
        id: Uuid,
        (state, answer): (ApplicationState, &str),
        by: OfficerId,
        at: Timestamp,
    ) -> Result<()> {
        let done = on!(self, db => sqlx::query(
            "update field_applications set state = $2, answer = $3, decided_by = $4, decided_at = $5
             where id = $1 and state = 'applied'"
        )
        .bind(id.to_string()).bind(state.as_str()).bind(answer).bind(by.to_string()).bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if done == 0 { Err(StoreError::NotFound("open application")) } else { Ok(()) }
    }
}

impl Row {
    fn application(self) -> Result<FieldApplication> {
        Ok(FieldApplication {
            id: parsed("application id", &self.id)?,
            officer: parsed("officer id", &self.officer_id)?,
            phone: self.phone,
            reason: self.reason,
            applied_at: instant(self.applied_at)?,
            state: ApplicationState::parse(&self.state)
                .ok_or_else(|| StoreError::corrupt("application state", &self.state))?,
            answer: self.answer,
            decided_by: maybe_parsed("officer id", self.decided_by.as_deref())?,
            decided_at: instants(self.decided_at)?,
        })
    }
}
