//! 내려받기 파일: what was asked for, how far it is, and until when it may be taken; the bytes lie in the vault.

mod making;
mod sweeping;

use domain::export::{ExportFailure, ExportState};
use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::codec::{from_json, instant, instants, json, maybe_parsed, micros, parsed};
use crate::error::{Result, StoreError};
use crate::read::{Filter, Sort};
use crate::tx::{Read, Write, on};

pub use making::{ClaimedExport, Progress};

/// A list as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ListAsked {
    /// The address of the list: `/complaints`.
    pub list: String,
    pub title: String,
    /// Its conditions, as the address had them.
    pub query: String,
    pub filter: Filter,
    pub sort: Sort,
    /// The conditions in words, label and value.
    pub conditions: Vec<(String, String)>,
}

/// A file somebody asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    pub id: Uuid,
    pub officer: OfficerId,
    pub asked: ListAsked,
    pub state: ExportState,
    pub failure: Option<ExportFailure>,
    pub rows_done: u64,
    /// Counted no further than one file holds, and one more; none where nobody counted.
    pub rows_expected: Option<u64>,
    /// There were more rows than one file holds.
    pub cut: bool,
    /// Where bytes lie in the vault, or may lie; none: there are none.
    pub file: Option<Uuid>,
    /// In bytes, once it is there.
    pub size: Option<u64>,
    pub asked_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct ExportRow {
    id: String,
    officer_id: String,
    list: String,
    title: String,
    query: String,
    filter: String,
    sort: String,
    conditions: String,
    state: String,
    failure: Option<String>,
    rows_done: i64,
    rows_expected: Option<i64>,
    cut: bool,
    attempts: i64,
    remade: i64,
    file_key: Option<String>,
    size: Option<i64>,
    asked_at: i64,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    expires_at: Option<i64>,
}

const COLUMNS: &str = "id, officer_id, list, title, query, filter, sort, conditions, state, failure, rows_done, \
    rows_expected, cut, attempts, remade, file_key, size, asked_at, started_at, finished_at, expires_at";

impl Read {
    /// What somebody asked for, newest first.
    pub async fn exports_of(&mut self, officer: OfficerId, most: u32) -> Result<Vec<Export>> {
        let sql = format!(
            "select {COLUMNS} from exports where officer_id = $1 order by asked_at desc, id desc limit $2"
        );
        let rows: Vec<ExportRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(officer.to_string()).bind(i64::from(most)).fetch_all(db).await)?;
        rows.into_iter().map(ExportRow::export).collect()
    }

    /// One of somebody's own; another's is not there.
    pub async fn export(&mut self, officer: OfficerId, id: Uuid) -> Result<Option<Export>> {
        let sql = format!("select {COLUMNS} from exports where id = $1 and officer_id = $2");
        let row: Option<ExportRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(id.to_string()).bind(officer.to_string()).fetch_optional(db).await)?;
        row.map(ExportRow::export).transpose()
    }
}

impl Write {
    /// Waits for a worker from now on.
    pub async fn ask_export(
        &mut self,
        id: Uuid,
        officer: OfficerId,
        asked: &ListAsked,
        at: Timestamp,
    ) -> Result<()> {
        let sql = "insert into exports (id, officer_id, list, title, query, filter, sort, conditions, state, \
                   rows_done, cut, attempts, asked_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, false, 0, $9)";
        let (filter, conditions) = (json(&asked.filter)?, json(&asked.conditions)?);
        on!(self, db => sqlx::query(sql)
            .bind(id.to_string()).bind(officer.to_string()).bind(&asked.list).bind(&asked.title)
            .bind(&asked.query).bind(filter).bind(asked.sort.as_str()).bind(conditions).bind(micros(at))
            .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Called off by its owner; `false` when it is over already.
    pub async fn cancel_export(&mut self, officer: OfficerId, id: Uuid, at: Timestamp) -> Result<bool> {
        let done = on!(self, db => sqlx::query(
            "update exports set state = 'cancelled', finished_at = $3
             where id = $1 and officer_id = $2 and state in ('waiting', 'running')"
        ).bind(id.to_string()).bind(officer.to_string()).bind(micros(at))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }
}

impl ExportRow {
    fn export(self) -> Result<Export> {
        let bad = |what: &str| StoreError::corrupt("export", what);
        let count = |n: i64| u64::try_from(n).map_err(|_| StoreError::corrupt("count of an export", n));
        Ok(Export {
            id: parsed("export id", &self.id)?,
            officer: parsed("officer id", &self.officer_id)?,
            asked: ListAsked {
                filter: from_json("filter of an export", &self.filter)?,
                sort: Sort::parse(&self.sort).ok_or_else(|| bad(&self.sort))?,
                conditions: from_json("conditions of an export", &self.conditions)?,
                list: self.list,
                title: self.title,
                query: self.query,
            },
            state: ExportState::parse(&self.state).ok_or_else(|| bad(&self.state))?,
            failure: self
                .failure
                .map(|why| ExportFailure::parse(&why).ok_or_else(|| bad(&why)))
                .transpose()?,
            rows_done: count(self.rows_done)?,
            rows_expected: self.rows_expected.map(count).transpose()?,
            cut: self.cut,
            file: maybe_parsed("file of an export", self.file_key.as_deref())?,
            size: self.size.map(count).transpose()?,
            asked_at: instant(self.asked_at)?,
            started_at: instants(self.started_at)?,
            finished_at: instants(self.finished_at)?,
            expires_at: instants(self.expires_at)?,
        })
    }
}
