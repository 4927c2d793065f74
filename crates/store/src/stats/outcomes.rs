//! Writing how a file ended, in the transaction of the act that ended it.

use domain::complaint::{Complaint, Visibility};
use domain::id::ComplaintId;
use domain::measure::Outcome;

use crate::codec::{micros, text};
use crate::error::Result;
use crate::tx::{Write, on};

impl Write {
    pub async fn put_outcome(&mut self, c: &Complaint, outcome: &Outcome) -> Result<()> {
        let holder = c.holder();
        let minutes = |minutes: u64| i64::try_from(minutes).unwrap_or(i64::MAX);
        on!(self, db => sqlx::query(
            "insert into outcomes (complaint_id, sealed, agency_id, department_id, handler_id, kind, channel, stage,
             ended_at, late, allowed_minutes, saved_minutes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        )
        .bind(c.id.to_string())
        .bind(c.visibility == Visibility::Sealed)
        .bind(text(holder.agency))
        .bind(text(holder.department))
        .bind(text(holder.handler))
        .bind(c.kind.map(|kind| kind.as_str()))
        .bind(c.channel.as_str())
        .bind(outcome.stage.as_str())
        .bind(micros(outcome.ended_at))
        .bind(outcome.late)
        .bind(outcome.spent.map(|spent| minutes(spent.allowed)))
        .bind(outcome.spent.map(|_| minutes(outcome.saved())))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The file goes on after all: how it ended no longer counts.
    pub async fn forget_outcome(&mut self, id: ComplaintId) -> Result<()> {
        on!(self, db => sqlx::query("delete from outcomes where complaint_id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}
