//! Recurring jobs: one server runs each, and when it last ran.

use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, instants, micros};
use crate::error::Result;
use crate::tx::{Read, Write, on};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRun {
    pub name: String,
    pub started_at: Timestamp,
    /// Empty while it runs, or when its server died.
    pub finished_at: Option<Timestamp>,
    pub result: Option<String>,
}

#[derive(FromRow)]
struct JobRunRow {
    name: String,
    started_at: i64,
    finished_at: Option<i64>,
    result: Option<String>,
}

impl Read {
    pub async fn job_runs(&mut self) -> Result<Vec<JobRun>> {
        let rows: Vec<JobRunRow> = on!(self, db => sqlx::query_as(
            "select name, started_at, finished_at, result from job_runs order by name"
        ).fetch_all(db).await)?;
        rows.into_iter().map(JobRunRow::run).collect()
    }
}

impl Write {
    /// True for one server: until `until`, or until it finishes, nobody else runs this job.
    pub async fn claim_job(&mut self, name: &str, now: Timestamp, until: Timestamp) -> Result<bool> {
        let claimed = on!(self, db => sqlx::query(
            "insert into job_runs (name, locked_until, started_at) values ($1, $3, $2)
             on conflict (name) do update set locked_until = excluded.locked_until,
                started_at = excluded.started_at, finished_at = null, result = null
             where job_runs.locked_until is null or job_runs.locked_until <= excluded.started_at"
        )
        .bind(name)
        .bind(micros(now))
        .bind(micros(until))
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(claimed == 1)
    }

    pub async fn finish_job(&mut self, name: &str, at: Timestamp, result: &str) -> Result<()> {
        on!(self, db => sqlx::query(
            "update job_runs set locked_until = null, finished_at = $2, result = $3 where name = $1"
        ).bind(name).bind(micros(at)).bind(result).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl JobRunRow {
    fn run(self) -> Result<JobRun> {
        Ok(JobRun {
            name: self.name,
            started_at: instant(self.started_at)?,
            finished_at: instants(self.finished_at)?,
            result: self.result,
        })
    }
}
