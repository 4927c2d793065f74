//! What is chosen while the system runs, by key.

use std::collections::BTreeMap;

use domain::id::OfficerId;
use jiff::Timestamp;

use crate::codec::{micros, text};
use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Read {
    pub async fn setting(&mut self, key: &str) -> Result<Option<String>> {
        let value = on!(self, db => sqlx::query_scalar("select value from settings where key = $1")
            .bind(key).fetch_optional(db).await)?;
        Ok(value)
    }

    pub async fn settings(&mut self) -> Result<BTreeMap<String, String>> {
        let rows: Vec<(String, String)> = on!(self, db => sqlx::query_as("select key, value from settings")
            .fetch_all(db).await)?;
        Ok(rows.into_iter().collect())
    }
}

impl Write {
    pub async fn put_setting(
        &mut self,
        key: &str,
        value: &str,
        by: Option<OfficerId>,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into settings (key, value, changed_at, changed_by) values ($1, $2, $3, $4)
             on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by"
        )
        .bind(key)
        .bind(value)
        .bind(micros(at))
        .bind(text(by))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// It was never chosen.
    pub async fn drop_setting(&mut self, key: &str) -> Result<()> {
        on!(self, db => sqlx::query("delete from settings where key = $1")
            .bind(key).execute(db).await.map(drop))?;
        Ok(())
    }
}
