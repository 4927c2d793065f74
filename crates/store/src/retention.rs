//! 보존기간: what is to be reviewed, what was decided, and what may not be touched.

mod anonymising;
mod holds;

use domain::complaint::Kind;
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::retention::{Decision, Keeping};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::codec::{covered, instant, maybe_parsed, micros, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

pub use anonymising::Remains;
pub use holds::{Hold, HoldCursor};

/// A file whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewable {
    pub complaint: ComplaintId,
    pub number: String,
    pub title: String,
    pub kind: Option<Kind>,
    pub ended_at: Timestamp,
    pub department: Option<DepartmentId>,
    pub on_hold: bool,
}

/// Whose files, which have ended before when, and the day of today.
#[derive(Clone, Debug)]
pub struct ReviewFilter {
    /// `None`: the whole city.
    pub agencies: Option<Vec<AgencyId>>,
    /// For each kind, and for files that never got one.
    pub ended_before: Vec<(Option<Kind>, Timestamp)>,
    pub today: Date,
}

/// The last file of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewCursor {
    pub ended_at: Timestamp,
    pub complaint: ComplaintId,
}

/// One decision, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub id: Uuid,
    pub complaint: ComplaintId,
    pub decision: Decision,
    pub keep_until: Option<Date>,
    pub reason: String,
    pub by: OfficerId,
    pub at: Timestamp,
}

#[derive(FromRow)]
struct ReviewableRow {
    complaint_id: String,
    number: String,
    title: String,
    kind: Option<String>,
    ended_at: i64,
    department_id: Option<String>,
    on_hold: bool,
}

impl Read {
    /// Longest ended first. Sealed files are in none of it.
    pub async fn to_review(
        &mut self,
        filter: &ReviewFilter,
        after: Option<ReviewCursor>,
        limit: u32,
    ) -> Result<Vec<Reviewable>> {
        let Some(last) = filter.ended_before.iter().map(|(_, before)| *before).max() else {
            return Ok(Vec::new());
        };
        let rows: Vec<ReviewableRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select o.complaint_id, coalesce(c.number, c.application_number) as number, c.title, o.kind,
                    o.ended_at, o.department_id, exists (select 1 from holds h
                        where h.complaint_id = o.complaint_id and h.lifted_at is null) as on_hold
                 from outcomes o join complaints c on c.id = o.complaint_id
                 where not o.sealed and not o.disposed and c.anonymised_at is null and o.ended_at < ");
            sql.push_bind(micros(last));
            sql.push(" and (c.keep_until is null or c.keep_until <= ").push_bind(filter.today.to_string());
            sql.push(") and (");
            for (index, (kind, before)) in filter.ended_before.iter().enumerate() {
                sql.push(if index == 0 { "(" } else { " or (" });
                match kind {
                    Some(kind) => sql.push("o.kind = ").push_bind(kind.as_str()),
                    None => sql.push("o.kind is null"),
                };
                sql.push(" and o.ended_at < ").push_bind(micros(*before)).push(")");
            }
            sql.push(")");
            if let Some(agencies) = &filter.agencies {
                sql.push(" and o.agency_id in (");
                let mut list = sql.separated(", ");
                for agency in agencies {
                    list.push_bind(agency.to_string());
                }
                sql.push(")");
            }
            if let Some(after) = after {
                sql.push(" and (o.ended_at, o.complaint_id) > (").push_bind(micros(after.ended_at)).push(", ");
                sql.push_bind(after.complaint.to_string()).push(")");
            }
            sql.push(" order by o.ended_at, o.complaint_id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(ReviewableRow::reviewable).collect()
    }

    /// What earlier decisions say of a file.
    pub async fn keeping(&mut self, id: ComplaintId) -> Result<Keeping> {
        let sql = "select keep_until, anonymised_at, exists (select 1 from holds h
                       where h.complaint_id = c.id and h.lifted_at is null) as on_hold
                   from complaints c where c.id = $1";
        let row: Option<(Option<String>, Option<i64>, bool)> =
            on!(self, db => sqlx::query_as(sql).bind(id.to_string()).fetch_optional(db).await)?;
        let (until, anonymised, on_hold) = row.ok_or(StoreError::NotFound("complaint"))?;
        let until = maybe_parsed("day of keeping", until.as_deref())?;
        Ok(Keeping { until, on_hold, anonymised: anonymised.is_some() })
    }
}

impl Write {
    /// Kept for ever: what was decided about a file, by whom and why.
    pub async fn put_review(&mut self, review: &Review) -> Result<()> {
        let until = review.keep_until.map(|day| day.to_string());
        on!(self, db => sqlx::query(
            "insert into retention_reviews (id, complaint_id, decision, keep_until, reason, by_officer, at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        )
        .bind(review.id.to_string())
        .bind(review.complaint.to_string())
        .bind(review.decision.as_str())
        .bind(&until)
        .bind(&review.reason)
        .bind(review.by.to_string())
        .bind(micros(review.at))
        .execute(db).await.map(drop))?;
        if let Some(until) = until {
            on!(self, db => sqlx::query("update complaints set keep_until = $2 where id = $1")
                .bind(review.complaint.to_string()).bind(until).execute(db).await.map(drop))?;
        }
        Ok(())
    }
}

impl ReviewableRow {
    fn reviewable(self) -> Result<Reviewable> {
        let kind = match self.kind {
            None => None,
            Some(kind) => Some(Kind::parse(&kind).ok_or_else(|| StoreError::corrupt("kind", &kind))?),
        };
        Ok(Reviewable {
            complaint: parsed("complaint id", &self.complaint_id)?,
            number: self.number,
            title: covered(self.title),
            kind,
            ended_at: instant(self.ended_at)?,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            on_hold: self.on_hold,
        })
    }
}
