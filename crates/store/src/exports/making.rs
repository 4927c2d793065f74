//! Making a file: claimed by one worker, kept claimed batch by batch, settled once.

use domain::export::ExportFailure;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{COLUMNS, Export, ExportRow};
use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Write, on};

/// A file in one worker's hands. Whoever takes it up again has another attempt, and this one is over.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedExport {
    pub export: Export,
    /// How often it was begun, this time counted.
    pub attempt: u32,
    /// How often it had been made, and had to be made anew.
    pub remade: u32,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    pub expected: Option<u64>,
}

impl Write {
    /// The file that waits longest, or whose worker has not been heard of until `now`; this worker's alone
    /// until `until`. The machine's clock counts; `at` is what people read. Commit before making it.
    pub async fn claim_export(
        &mut self,
        (now, until): (Timestamp, Timestamp),
        at: Timestamp,
    ) -> Result<Option<ClaimedExport>> {
        let sql = format!(
            "update exports set state = 'running', lease_until = $2, started_at = $3, rows_done = 0,
                rows_expected = null, cut = false, attempts = attempts + 1
             where id in (
                select id from exports where state in ('waiting', 'running')
                    and (state = 'waiting' or lease_until <= $1)
                order by asked_at, id limit 1{}) returning {COLUMNS}",
            self.engine().skip_locked()
        );
        let row: Option<ExportRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(micros(now)).bind(micros(until)).bind(micros(at)).fetch_optional(db).await)?;
        let claimed = row.map(|row| {
            let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
            let (attempt, remade) = (count(row.attempts), count(row.remade));
            Ok(ClaimedExport { export: row.export()?, attempt, remade })
        });
        claimed.transpose()
    }

    /// What was made, or is being made, and may still be taken waits for a worker again, which removes the bytes that
    /// lie there; how many they are.
    pub async fn remake_exports(&mut self, now: Timestamp) -> Result<u64> {
        let sql = "update exports set state = 'waiting', remade = remade + 1, lease_until = null, size = null, \
                   finished_at = null, expires_at = null \
                   where state = 'running' or (state = 'done' and expires_at > $1)";
        Ok(
            on!(self, db => sqlx::query(sql).bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?,
        )
    }

    /// It is so far, and this worker's until then. `false`: called off, or somebody else's.
    pub async fn keep_export(
        &mut self,
        claimed: &ClaimedExport,
        progress: Progress,
        until: Timestamp,
    ) -> Result<bool> {
        let (rows, expected) = (signed(progress.rows), progress.expected.map(signed));
        let kept = on!(self, db => sqlx::query(
            "update exports set rows_done = $3, rows_expected = $4, lease_until = $5
             where id = $1 and attempts = $2 and state = 'running'"
        ).bind(claimed.id()).bind(i64::from(claimed.attempt)).bind(rows).bind(expected).bind(micros(until))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(kept == 1)
    }

    /// From now on bytes may lie in the vault at this place. `false` as above: then none may be put there.
    pub async fn store_export(
        &mut self,
        claimed: &ClaimedExport,
        place: Uuid,
        until: Timestamp,
    ) -> Result<bool> {
        let kept = on!(self, db => sqlx::query(
            "update exports set file_key = $3, lease_until = $4
             where id = $1 and attempts = $2 and state = 'running'"
        ).bind(claimed.id()).bind(i64::from(claimed.attempt)).bind(place.to_string()).bind(micros(until))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(kept == 1)
    }

    /// The bytes lie in the vault; it may be taken until `expires`. `false` as above.
    pub async fn finish_export(
        &mut self,
        claimed: &ClaimedExport,
        (rows, cut, size): (u64, bool, u64),
        (at, expires): (Timestamp, Timestamp),
    ) -> Result<bool> {
        let done = on!(self, db => sqlx::query(
            "update exports set state = 'done', rows_done = $3, cut = $4, size = $5, finished_at = $6,
                expires_at = $7
             where id = $1 and attempts = $2 and state = 'running'"
        ).bind(claimed.id()).bind(i64::from(claimed.attempt)).bind(signed(rows)).bind(cut)
            .bind(signed(size)).bind(micros(at)).bind(micros(expires))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }

    /// It comes to nothing. `false` as above.
    pub async fn fail_export(
        &mut self,
        claimed: &ClaimedExport,
        why: ExportFailure,
        at: Timestamp,
    ) -> Result<bool> {
        let done = on!(self, db => sqlx::query(
            "update exports set state = 'failed', failure = $3, finished_at = $4
             where id = $1 and attempts = $2 and state = 'running'"
        ).bind(claimed.id()).bind(i64::from(claimed.attempt)).bind(why.as_str()).bind(micros(at))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }
}

impl ClaimedExport {
    fn id(&self) -> String {
        self.export.id.to_string()
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
