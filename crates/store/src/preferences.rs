//! How officers like their desk, name by name.

use std::collections::BTreeMap;

use domain::id::OfficerId;
use jiff::Timestamp;

use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// What one officer chose, by name.
pub type Preferences = BTreeMap<String, String>;

impl Read {
    pub async fn preferences_of(&mut self, officer: OfficerId) -> Result<Preferences> {
        let rows: Vec<(String, String)> = on!(self, db => sqlx::query_as(
            "select name, value from preferences where officer_id = $1"
        ).bind(officer.to_string()).fetch_all(db).await)?;
        Ok(rows.into_iter().collect())
    }
}

impl Write {
    pub async fn put_preference(
        &mut self,
        officer: OfficerId,
        (name, value): (&str, &str),
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into preferences (officer_id, name, value, changed_at) values ($1, $2, $3, $4)
             on conflict (officer_id, name) do update set value = excluded.value,
                changed_at = excluded.changed_at"
        )
        .bind(officer.to_string()).bind(name).bind(value).bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// As everybody has it again.
    pub async fn drop_preference(&mut self, officer: OfficerId, name: &str) -> Result<()> {
        on!(self, db => sqlx::query("delete from preferences where officer_id = $1 and name = $2")
            .bind(officer.to_string()).bind(name).execute(db).await.map(drop))?;
        Ok(())
    }
}
