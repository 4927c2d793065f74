//! 월별 점검: that an inspector has looked through a month's handling, by the 5th of the next (시행규칙 제7조).

use domain::id::{AgencyId, OfficerId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, micros, parsed};
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// Months shown beside the open one: three years.
const MONTHS_MOST: i64 = 36;

/// A check that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlyCheck {
    /// `2026-10`.
    pub month: String,
    pub by: OfficerId,
    pub at: Timestamp,
    /// 점검 의견.
    pub note: String,
}

#[derive(FromRow)]
struct CheckRow {
    month: String,
    done_by: String,
    done_at: i64,
    note: String,
}

fn place(agency: Option<AgencyId>) -> String {
    agency.map(|id| id.to_string()).unwrap_or_default()
}

impl Read {
    /// The checks of an agency, or of the whole city; the newest month first.
    pub async fn monthly_checks(&mut self, agency: Option<AgencyId>) -> Result<Vec<MonthlyCheck>> {
        let rows: Vec<CheckRow> = on!(self, db => sqlx::query_as(
            "select month, done_by, done_at, note from monthly_checks where place = $1 order by month desc limit $2"
        ).bind(place(agency)).bind(MONTHS_MOST).fetch_all(db).await)?;
        rows.into_iter().map(CheckRow::check).collect()
    }
}

impl Write {
    /// Marks a month as checked, once: whoever comes second finds it done (`false`).
    pub async fn put_monthly_check(
        &mut self,
        agency: Option<AgencyId>,
        check: &MonthlyCheck,
    ) -> Result<bool> {
        let written = on!(self, db => sqlx::query(
            "insert into monthly_checks (month, place, done_by, done_at, note) values ($1, $2, $3, $4, $5)
             on conflict (month, place) do nothing"
        )
        .bind(&check.month)
        .bind(place(agency))
        .bind(check.by.to_string())
        .bind(micros(check.at))
        .bind(&check.note)
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(written == 1)
    }
}

impl CheckRow {
    fn check(self) -> Result<MonthlyCheck> {
        Ok(MonthlyCheck {
            month: self.month,
            by: parsed("officer id", &self.done_by)?,
            at: instant(self.done_at)?,
            note: self.note,
        })
    }
}
