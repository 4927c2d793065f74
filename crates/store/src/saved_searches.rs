//! Searches that officers keep under a name; one of them may lead.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{micros, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    pub id: Uuid,
    pub name: String,
    /// The query part of the list's address.
    pub query: String,
    /// Opens when the list is asked for without conditions.
    pub leads: bool,
}

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
    query: String,
    leads: bool,
}

impl Read {
    /// By name; how many there may be is the caller's rule.
    pub async fn saved_searches_of(&mut self, officer: OfficerId) -> Result<Vec<SavedSearch>> {
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(
            "select id, name, query, leads from saved_searches where officer_id = $1 order by name"
        ).bind(officer.to_string()).fetch_all(db).await)?;
        rows.into_iter()
            .map(|Row { id, name, query, leads }| {
                Ok(SavedSearch { id: parsed("saved search id", &id)?, name, query, leads })
            })
            .collect()
    }
}

impl Write {
    /// A name that is taken keeps its place and gets these conditions.
    pub async fn put_saved_search(
        &mut self,
        officer: OfficerId,
        search: &SavedSearch,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into saved_searches (id, officer_id, name, query, leads, saved_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (officer_id, name) do update set query = excluded.query, saved_at = excluded.saved_at"
        )
        .bind(search.id.to_string()).bind(officer.to_string()).bind(&search.name).bind(&search.query)
        .bind(search.leads).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// One's own only; a name that is taken is a conflict.
    pub async fn rename_saved_search(&mut self, officer: OfficerId, id: Uuid, name: &str) -> Result<()> {
        let done = on!(self, db => sqlx::query(
            "update saved_searches set name = $3 where officer_id = $1 and id = $2"
        )
        .bind(officer.to_string()).bind(id.to_string()).bind(name)
        .execute(db).await.map(|done| done.rows_affected()))?;
        found(done)
    }

    pub async fn delete_saved_search(&mut self, officer: OfficerId, id: Uuid) -> Result<()> {
        let done = on!(self, db => sqlx::query("delete from saved_searches where officer_id = $1 and id = $2")
            .bind(officer.to_string()).bind(id.to_string())
            .execute(db).await.map(|done| done.rows_affected()))?;
        found(done)
    }

    /// This one leads, or none.
    pub async fn lead_with(&mut self, officer: OfficerId, id: Option<Uuid>) -> Result<()> {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        on!(self, db => sqlx::query(
            "update saved_searches set leads = (id = $2) where officer_id = $1"
        ).bind(officer.to_string()).bind(id).execute(db).await.map(drop))?;
        Ok(())
    }
}

fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(StoreError::NotFound("saved search")) } else { Ok(()) }
}
