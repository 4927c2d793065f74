//! Who is writing on a file at this moment: seen a moment ago, or not there.

use domain::id::{ComplaintId, OfficerId};
use jiff::Timestamp;

use crate::codec::{micros, parsed};
use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Read {
    /// Officers seen writing on this file since then, by id.
    pub async fn writing_on(&mut self, id: ComplaintId, since: Timestamp) -> Result<Vec<OfficerId>> {
        let rows: Vec<String> = on!(self, db => sqlx::query_scalar(
            "select officer_id from presence where complaint_id = $1 and seen_at >= $2 order by officer_id"
        ).bind(id.to_string()).bind(micros(since)).fetch_all(db).await)?;
        rows.iter().map(|id| parsed("officer id", id)).collect()
    }
}

impl Write {
    pub async fn put_presence(&mut self, id: ComplaintId, officer: OfficerId, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into presence (complaint_id, officer_id, seen_at) values ($1, $2, $3)
             on conflict (complaint_id, officer_id) do update set seen_at = excluded.seen_at"
        )
        .bind(id.to_string()).bind(officer.to_string()).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn end_presence(&mut self, id: ComplaintId, officer: OfficerId) -> Result<()> {
        on!(self, db => sqlx::query("delete from presence where complaint_id = $1 and officer_id = $2")
            .bind(id.to_string()).bind(officer.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn prune_presence(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from presence where seen_at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
