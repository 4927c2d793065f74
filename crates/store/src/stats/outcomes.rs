//! Writing how a file ended, in the transaction of the act that ended it.

use domain::complaint::{Complaint, Visibility};
use domain::id::ComplaintId;
use domain::measure::Outcome;

use crate::codec::{micros, text};
use crate::error::Result;
use crate::rows::{Rows, Table};
use crate::tx::{Write, on};

impl Write {
    pub async fn put_outcome(&mut self, c: &Complaint, outcome: &Outcome) -> Result<()> {
        let mut rows = self.rows();
        rows.outcome(c, outcome);
        self.insert(rows).await
    }

    /// The file goes on after all: how it ended no longer counts.
    pub async fn forget_outcome(&mut self, id: ComplaintId) -> Result<()> {
        on!(self, db => sqlx::query("delete from outcomes where complaint_id = $1")
            .bind(id.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }
}

static OUTCOMES: Table = Table {
    name: "outcomes",
    columns: &[
        "complaint_id",
        "sealed",
        "agency_id",
        "department_id",
        "handler_id",
        "kind",
        "channel",
        "stage",
        "ended_at",
        "late",
        "allowed_minutes",
        "saved_minutes",
    ],
    conflict: "",
};

impl Rows {
    pub fn outcome(&mut self, c: &Complaint, outcome: &Outcome) {
        let holder = c.holder();
        let minutes = |minutes: u64| i64::try_from(minutes).unwrap_or(i64::MAX);
        let cells = [
            c.id.to_string().into(),
            (c.visibility == Visibility::Sealed).into(),
            text(holder.agency).into(),
            text(holder.department).into(),
            text(holder.handler).into(),
            c.kind.map(|kind| kind.as_str()).into(),
            c.channel.as_str().into(),
            outcome.stage.as_str().into(),
            micros(outcome.ended_at).into(),
            outcome.late.into(),
            outcome.spent.map(|spent| minutes(spent.allowed)).into(),
            outcome.spent.map(|_| minutes(outcome.saved())).into(),
        ];
        self.push(&OUTCOMES, cells);
    }
}
