//! Pulses: that something changed, and how far it is felt; written in the change's own transaction.

use domain::complaint::Complaint;
use domain::reach::Reach;
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{from_json, json, micros};
use crate::error::Result;
use crate::rows::{Rows, Table};
use crate::tx::{Read, Write, on};

/// A change to a file: known by the file and the version it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// Tells one change from another, and nothing else.
    pub key: (String, i64),
    pub reach: Reach,
}

#[derive(FromRow)]
struct PulseRow {
    complaint_id: String,
    version: i64,
    reach: String,
}

impl Read {
    /// Everything that changed at or after this moment. Whoever asks again and again asks for longer than a
    /// transaction may take, and leaves out what it knows: changes may commit in another order than they
    /// were decided.
    pub async fn pulses_since(&mut self, since: Timestamp) -> Result<Vec<Pulse>> {
        let rows: Vec<PulseRow> = on!(self, db => sqlx::query_as(
            "select complaint_id, version, reach from pulses where at >= $1 order by at"
        ).bind(micros(since)).fetch_all(db).await)?;
        rows.into_iter()
            .map(|row| {
                let reach = from_json("reach", &row.reach)?;
                Ok(Pulse { key: (row.complaint_id, row.version), reach })
            })
            .collect()
    }
}

impl Write {
    /// Tells of a change; of a sealed file nothing is told.
    pub(crate) async fn put_pulse(&mut self, before: Option<&Complaint>, after: &Complaint) -> Result<()> {
        let mut rows = self.rows();
        rows.pulse_since(before, after)?;
        self.insert(rows).await
    }

    pub async fn prune_pulses(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from pulses where at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}

/// A due date derived anew makes no new version: its pulse is the version's.
static PULSES: Table = Table {
    name: "pulses",
    columns: &["complaint_id", "version", "at", "reach"],
    conflict: "on conflict (complaint_id, version) do nothing",
};

impl Rows {
    /// Tells of a new file.
    pub fn pulse(&mut self, c: &Complaint) -> Result<()> {
        self.pulse_since(None, c)
    }

    fn pulse_since(&mut self, before: Option<&Complaint>, after: &Complaint) -> Result<()> {
        let Some(reach) = Reach::of(before, after) else { return Ok(()) };
        let version = i64::try_from(after.version).unwrap_or(i64::MAX);
        let cells = [
            after.id.to_string().into(),
            version.into(),
            micros(after.last_event_at).into(),
            json(&reach)?.into(),
        ];
        self.push(&PULSES, cells);
        Ok(())
    }
}
