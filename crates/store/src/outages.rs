//! 장애: windows in which the system was down and no clock runs.

use domain::deadline::Outage;
use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{instant, instants, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOutage {
    pub id: Uuid,
    pub from: Timestamp,
    /// Still down when empty.
    pub until: Option<Timestamp>,
    /// Who declared it and where: what an explanation of a due date shows.
    pub reason: String,
    pub declared_by: Option<OfficerId>,
    pub declared_at: Timestamp,
}

#[derive(FromRow)]
struct OutageRow {
    id: String,
    from_at: i64,
    until_at: Option<i64>,
    reason: String,
    declared_by: Option<String>,
    declared_at: i64,
}

impl KeptOutage {
    /// What the clocks need to know of it.
    pub fn outage(&self) -> Outage {
        Outage { from: self.from, until: self.until, source: self.reason.clone() }
    }
}

impl Read {
    /// All outages, oldest first; a city has a handful a year.
    pub async fn outages(&mut self) -> Result<Vec<KeptOutage>> {
        let rows: Vec<OutageRow> = on!(self, db => sqlx::query_as(
            "select id, from_at, until_at, reason, declared_by, declared_at from outages order by from_at, id"
        ).fetch_all(db).await)?;
        rows.into_iter().map(OutageRow::outage).collect()
    }
}

impl Write {
    pub async fn put_outage(&mut self, outage: &KeptOutage) -> Result<()> {
        self.raise_facts_version().await?;
        on!(self, db => sqlx::query(
            "insert into outages (id, from_at, until_at, reason, declared_by, declared_at)
             values ($1, $2, $3, $4, $5, $6)"
        )
        .bind(outage.id.to_string())
        .bind(micros(outage.from))
        .bind(outage.until.map(micros))
        .bind(&outage.reason)
        .bind(text(outage.declared_by))
        .bind(micros(outage.declared_at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn end_outage(&mut self, id: Uuid, until: Timestamp) -> Result<()> {
        self.raise_facts_version().await?;
        let ended = on!(self, db => sqlx::query(
            "update outages set until_at = $2 where id = $1 and until_at is null and from_at <= $2"
        ).bind(id.to_string()).bind(micros(until)).execute(db).await.map(|done| done.rows_affected()))?;
        if ended == 0 { Err(StoreError::NotFound("open outage")) } else { Ok(()) }
    }
}

impl OutageRow {
    fn outage(self) -> Result<KeptOutage> {
        Ok(KeptOutage {
            id: parsed("outage id", &self.id)?,
            from: instant(self.from_at)?,
            until: instants(self.until_at)?,
            reason: self.reason,
            declared_by: maybe_parsed("officer id", self.declared_by.as_deref())?,
            declared_at: instant(self.declared_at)?,
        })
    }
}
