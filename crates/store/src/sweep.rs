//! What the recurring jobs ask: whose turn it is, and which live files are concerned.

use domain::complaint::{Complaint, Visibility};
use domain::id::ComplaintId;
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{from_json, instant, micros};
use crate::complaints::NEVER;
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// Which live files a sweep looks at. Sealed ones are swept too: their clocks run like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sweep {
    /// Received, and still owed an answer.
    All,
    /// Due at or after the first moment and before the second.
    Due { from: Timestamp, before: Timestamp },
    /// Received, without a due moment: the clock stands.
    Standing,
    /// Received, and due at or after this moment or not at all now: what a change of days can move.
    DueFrom(Timestamp),
    /// Received at or before this moment.
    ReceivedBy(Timestamp),
}

/// A live file as a sweep finds it, with what its columns keep of the rules' answer.
#[derive(Clone, Debug)]
pub struct Swept {
    pub complaint: Complaint,
    pub title: String,
    pub due_at: Option<Timestamp>,
    pub calendar_version: u32,
}

/// Where the next batch begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SweepCursor {
    sealed: bool,
    due_at: i64,
    id: String,
}

#[derive(FromRow)]
struct SweptRow {
    id: String,
    title: String,
    file: String,
    due_at: i64,
    calendar_version: i64,
}

impl Read {
    /// A batch of live files that can be read, soonest due first, and where the next one begins; all served by
    /// `complaints_due`, so the work is bounded by the backlog and not by the archive.
    pub async fn sweep(
        &mut self,
        which: Sweep,
        after: Option<&SweepCursor>,
        limit: u32,
    ) -> Result<(Vec<Swept>, Option<SweepCursor>)> {
        let start = SweepCursor { sealed: false, due_at: which.first_due(), id: String::new() };
        let after = after.unwrap_or(&start);
        let rows = self.swept_rows(which, after, limit).await?;
        let full = u32::try_from(rows.len()).is_ok_and(|found| found >= limit);
        let next = match rows.last() {
            Some(last) if full => {
                Some(SweepCursor { sealed: after.sealed, due_at: last.due_at, id: last.id.clone() })
            }
            _ if after.sealed => None,
            _ => Some(SweepCursor { sealed: true, ..start }),
        };
        Ok((rows.into_iter().filter_map(SweptRow::readable).collect(), next))
    }

    async fn swept_rows(&mut self, which: Sweep, after: &SweepCursor, limit: u32) -> Result<Vec<SweptRow>> {
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, title, file, due_at, calendar_version from complaints where sealed = ");
            sql.push_bind(after.sealed).push(" and live");
            match which {
                Sweep::All | Sweep::Standing | Sweep::DueFrom(_) => sql.push(" and received_at is not null"),
                Sweep::Due { before, .. } => sql.push(" and due_at < ").push_bind(micros(before)),
                Sweep::ReceivedBy(moment) => sql.push(" and received_at <= ").push_bind(micros(moment)),
            };
            sql.push(" and (due_at, id) > (").push_bind(after.due_at).push(", ").push_bind(&after.id);
            sql.push(") order by due_at, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?)
    }
}

impl Write {
    /// True for one server: this job has not been begun since `since` (or was, and never ended), and
    /// nobody is at it now. Until `until` it is the caller's. One statement, so that of two servers
    /// that both see it due one runs it, however quick the first one is.
    pub async fn claim_due_job(
        &mut self,
        name: &str,
        now: Timestamp,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        // A run begun after `now` is one before somebody moved a demo's clock back.
        let claimed = on!(self, db => sqlx::query(
            "insert into job_runs (name, locked_until, started_at) values ($1, $3, $2)
             on conflict (name) do update set locked_until = excluded.locked_until,
                started_at = excluded.started_at, finished_at = null, result = null
             where job_runs.started_at > $2
                or ((job_runs.locked_until is null or job_runs.locked_until <= $2)
                    and (job_runs.started_at < $4 or job_runs.finished_at is null))"
        )
        .bind(name)
        .bind(micros(now))
        .bind(micros(until))
        .bind(micros(since))
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(claimed == 1)
    }

    /// The run came to nothing: it stays unfinished, with the reason, and may be claimed again from then on.
    pub async fn postpone_job(&mut self, name: &str, again: Timestamp, why: &str) -> Result<()> {
        on!(self, db => sqlx::query(
            "update job_runs set locked_until = $2, finished_at = null, result = $3 where name = $1"
        ).bind(name).bind(micros(again)).bind(why).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl Sweep {
    /// Where it begins: the key of the index says the rest. A clock that stands sorts last.
    fn first_due(self) -> i64 {
        match self {
            Sweep::All | Sweep::ReceivedBy(_) => i64::MIN,
            Sweep::Due { from, .. } | Sweep::DueFrom(from) => micros(from),
            Sweep::Standing => NEVER,
        }
    }
}

impl SweepCursor {
    /// Right behind this file.
    pub fn after(file: &Swept) -> SweepCursor {
        let sealed = file.complaint.visibility == Visibility::Sealed;
        SweepCursor { sealed, due_at: file.due_at.map_or(NEVER, micros), id: file.complaint.id.to_string() }
    }

    /// As an address carries it, among the files that are not sealed.
    pub fn as_text(&self) -> String {
        format!("{}:{}", self.due_at, self.id)
    }

    pub fn parse(text: &str) -> Option<SweepCursor> {
        let (due_at, id) = text.split_once(':')?;
        let id: ComplaintId = id.parse().ok()?;
        Some(SweepCursor { sealed: false, due_at: due_at.parse().ok()?, id: id.to_string() })
    }

    /// Does this file come after it?
    pub fn is_before(&self, file: &Swept) -> bool {
        let SweepCursor { sealed, due_at, id } = SweepCursor::after(file);
        (sealed, due_at, id.as_str()) > (self.sealed, self.due_at, self.id.as_str())
    }
}

impl SweptRow {
    /// One that cannot be read is left alone: no file keeps all others waiting.
    fn readable(self) -> Option<Swept> {
        let id = self.id.clone();
        self.swept().inspect_err(|fault| tracing::error!(complaint = %id, error = %fault, "not swept")).ok()
    }

    fn swept(self) -> Result<Swept> {
        let version = self.calendar_version;
        Ok(Swept {
            complaint: from_json("complaint file", &self.file)?,
            title: self.title,
            due_at: if self.due_at == NEVER { None } else { Some(instant(self.due_at)?) },
            calendar_version: u32::try_from(version)
                .map_err(|_| StoreError::corrupt("calendar version", version))?,
        })
    }
}
