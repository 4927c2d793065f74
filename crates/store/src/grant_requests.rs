//! 권한 요청: asked of the agency manager with a reason, answered once, and told to whoever asked.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::role::Role;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{instant, instants, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::grant_history::Word;
use crate::read::PAGE_MAX;
use crate::tx::{Read, Write, on};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    Open,
    Granted,
    Refused,
    /// Taken back by whoever asked, or overtaken by a move.
    Withdrawn,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRequest {
    pub id: Uuid,
    pub officer: OfficerId,
    pub role: Role,
    pub agency: AgencyId,
    pub department: DepartmentId,
    pub reason: String,
    pub asked_at: Timestamp,
    pub state: RequestState,
    pub decided_by: Option<OfficerId>,
    pub decided_for: Option<OfficerId>,
    pub decided_at: Option<Timestamp>,
    pub answer: Option<String>,
    /// The decision was read by whoever asked.
    pub seen_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct RequestRow {
    id: String,
    officer_id: String,
    role: String,
    agency_id: String,
    department_id: String,
    reason: String,
    asked_at: i64,
    state: String,
    decided_by: Option<String>,
    decided_for: Option<String>,
    decided_at: Option<i64>,
    answer: Option<String>,
    seen_at: Option<i64>,
}

const REQUEST: &str = "select id, officer_id, role, agency_id, department_id, reason, asked_at, state, decided_by, \
                       decided_for, decided_at, answer, seen_at from grant_requests where ";

/// Where a page of the inbox begins, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestCursor {
    pub asked_at: Timestamp,
    pub id: Uuid,
}

impl Read {
    pub async fn grant_request(&mut self, id: Uuid) -> Result<Option<GrantRequest>> {
        let row: Option<RequestRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(REQUEST);
            sql.push("id = ").push_bind(id.to_string());
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(RequestRow::request).transpose()
    }

    /// What this officer asked for, newest first; the last few.
    pub async fn grant_requests_of(&mut self, officer: OfficerId, limit: u32) -> Result<Vec<GrantRequest>> {
        let rows: Vec<RequestRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(REQUEST);
            sql.push("officer_id = ").push_bind(officer.to_string());
            sql.push(" order by asked_at desc, id desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(RequestRow::request).collect()
    }

    /// A page of what waits for this agency's manager, oldest first.
    pub async fn open_grant_requests(
        &mut self,
        agency: AgencyId,
        (after, limit): (Option<&RequestCursor>, u32),
    ) -> Result<(Vec<GrantRequest>, Option<RequestCursor>)> {
        let limit = limit.clamp(1, PAGE_MAX);
        let rows: Vec<RequestRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(REQUEST);
            sql.push("agency_id = ").push_bind(agency.to_string()).push(" and state = ").push_bind("open");
            if let Some(after) = after {
                sql.push(" and (asked_at, id) > (").push_bind(micros(after.asked_at)).push(", ")
                    .push_bind(after.id.to_string()).push(")");
            }
            sql.push(" order by asked_at, id limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as().fetch_all(db).await
        })?;
        let mut requests = rows.into_iter().map(RequestRow::request).collect::<Result<Vec<_>>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = requests.len() > limit;
        requests.truncate(limit);
        let last = requests.last().filter(|_| more);
        let next = last.map(|request| RequestCursor { asked_at: request.asked_at, id: request.id });
        Ok((requests, next))
    }
}

impl Write {
    /// A new request; the same asked twice while the first is open is a conflict.
    pub async fn put_grant_request(&mut self, request: &GrantRequest) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into grant_requests (id, officer_id, role, agency_id, department_id, reason, asked_at, state)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        )
        .bind(request.id.to_string())
        .bind(request.officer.to_string())
        .bind(request.role.as_str())
        .bind(request.agency.to_string())
        .bind(request.department.to_string())
        .bind(&request.reason)
        .bind(micros(request.asked_at))
        .bind(request.state.as_str())
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Decides an open request; of two who decide it at once, the second is a conflict.
    pub async fn settle_grant_request(
        &mut self,
        id: Uuid,
        state: RequestState,
        word: Word<'_>,
        (at, grant): (Timestamp, Option<Uuid>),
    ) -> Result<()> {
        let settled = on!(self, db => sqlx::query(
            "update grant_requests set state = $2, decided_by = $3, decided_for = $4, decided_at = $5, answer = $6,
                    grant_id = $7
             where id = $1 and state = 'open'"
        )
        .bind(id.to_string())
        .bind(state.as_str())
        .bind(text(word.by))
        .bind(text(word.on_behalf_of))
        .bind(micros(at))
        .bind(word.reason)
        .bind(text(grant))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if settled == 0 { Err(StoreError::Conflict("the request is decided".into())) } else { Ok(()) }
    }

    /// Whoever moves or leaves no longer asks for what was asked there.
    pub async fn withdraw_grant_requests_of(
        &mut self,
        officer: OfficerId,
        why: &str,
        at: Timestamp,
    ) -> Result<u64> {
        let gone = on!(self, db => sqlx::query(
            "update grant_requests set state = 'withdrawn', decided_at = $2, answer = $3
             where officer_id = $1 and state = 'open'"
        )
        .bind(officer.to_string()).bind(micros(at)).bind(why)
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }

    /// The asker has read every decision there is.
    pub async fn see_grant_requests(&mut self, officer: OfficerId, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "update grant_requests set seen_at = $2 where officer_id = $1 and state <> 'open' and seen_at is null"
        ).bind(officer.to_string()).bind(micros(at)).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl RequestState {
    const ALL: [RequestState; 4] =
        [RequestState::Open, RequestState::Granted, RequestState::Refused, RequestState::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            RequestState::Open => "open",
            RequestState::Granted => "granted",
            RequestState::Refused => "refused",
            RequestState::Withdrawn => "withdrawn",
        }
    }
}

impl RequestRow {
    fn request(self) -> Result<GrantRequest> {
        let state = RequestState::ALL.into_iter().find(|state| state.as_str() == self.state);
        Ok(GrantRequest {
            id: parsed("request id", &self.id)?,
            officer: parsed("officer id", &self.officer_id)?,
            role: Role::parse(&self.role).ok_or_else(|| StoreError::corrupt("role", &self.role))?,
            agency: parsed("agency id", &self.agency_id)?,
            department: parsed("department id", &self.department_id)?,
            reason: self.reason,
            asked_at: instant(self.asked_at)?,
            state: state.ok_or_else(|| StoreError::corrupt("request state", &self.state))?,
            decided_by: maybe_parsed("officer id", self.decided_by.as_deref())?,
            decided_for: maybe_parsed("officer id", self.decided_for.as_deref())?,
            decided_at: instants(self.decided_at)?,
            answer: self.answer,
            seen_at: instants(self.seen_at)?,
        })
    }
}
