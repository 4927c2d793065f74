//! 월별 점검: who looked at the access log of a month, and what stood out then.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{instant, micros, parsed};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// One look of one reviewer at one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessReview {
    pub id: Uuid,
    /// `2026-10`.
    pub month: String,
    pub reviewer: OfficerId,
    pub remarks: String,
    /// What was surfaced when it was reviewed, in words.
    pub findings: String,
    pub at: Timestamp,
}

#[derive(FromRow)]
struct ReviewRow {
    id: String,
    month: String,
    reviewer_id: String,
    remarks: String,
    findings: String,
    at: i64,
}

impl Read {
    /// Of the months from this one on, the newest month first.
    pub async fn access_reviews(&mut self, from_month: &str) -> Result<Vec<AccessReview>> {
        let rows: Vec<ReviewRow> = on!(self, db => sqlx::query_as(
            "select id, month, reviewer_id, remarks, findings, at from access_reviews
             where month >= $1 order by month desc, at desc, id"
        ).bind(from_month).fetch_all(db).await)?;
        rows.into_iter().map(ReviewRow::review).collect()
    }
}

impl Write {
    pub async fn put_access_review(&mut self, review: &AccessReview) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into access_reviews (id, month, reviewer_id, remarks, findings, at)
             values ($1, $2, $3, $4, $5, $6)"
        )
        .bind(review.id.to_string())
        .bind(&review.month)
        .bind(review.reviewer.to_string())
        .bind(&review.remarks)
        .bind(&review.findings)
        .bind(micros(review.at))
        .execute(db).await.map(drop))?;
        Ok(())
    }
}

impl ReviewRow {
    fn review(self) -> Result<AccessReview> {
        Ok(AccessReview {
            id: parsed("review id", &self.id)?,
            month: self.month,
            reviewer: parsed("officer id", &self.reviewer_id)?,
            remarks: self.remarks,
            findings: self.findings,
            at: instant(self.at)?,
        })
    }
}
