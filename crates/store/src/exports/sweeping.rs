//! Files whose time is over: the link first, then the bytes, at last the row.

use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{COLUMNS, Export, ExportRow};
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Write {
    /// What was to be taken until `now` cannot be taken any longer: how many.
    pub async fn expire_exports(&mut self, now: Timestamp) -> Result<u64> {
        Ok(on!(self, db => sqlx::query(
            "update exports set state = 'expired' where state = 'done' and expires_at <= $1"
        ).bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// The bytes are gone from the vault.
    pub async fn export_removed(&mut self, id: Uuid) -> Result<()> {
        on!(self, db => sqlx::query("update exports set file_key = null where id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Rows that nobody looks at any more: over before then, and without bytes. How many.
    pub async fn prune_exports(&mut self, before: Timestamp) -> Result<u64> {
        Ok(on!(self, db => sqlx::query(
            "delete from exports where finished_at is not null and finished_at < $1 and file_key is null
             and state not in ('waiting', 'running', 'done')"
        ).bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?)
    }
}

impl Read {
    /// Files whose bytes are to go: expired, failed or called off, and no worker has them in hand (by the
    /// machine's clock `now`).
    pub async fn exports_to_remove(&mut self, now: Timestamp, most: u32) -> Result<Vec<Export>> {
        let sql = format!(
            "select {COLUMNS} from exports where finished_at is not null and file_key is not null
             and state in ('expired', 'failed', 'cancelled') and (lease_until is null or lease_until <= $1)
             order by finished_at, id limit $2"
        );
        let rows: Vec<ExportRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(micros(now)).bind(i64::from(most)).fetch_all(db).await)?;
        rows.into_iter().map(ExportRow::export).collect()
    }
}
