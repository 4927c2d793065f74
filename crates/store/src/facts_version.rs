//! Which edition of organisation, calendar, outages and wordings is in force: every process compares it with its own.

use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Read {
    /// One row by its key: cheap enough for every request and every act.
    pub async fn facts_version(&mut self) -> Result<i64> {
        Ok(on!(self, db => sqlx::query_scalar("select version from facts_versions where name = 'facts'")
            .fetch_one(db).await)?)
    }
}

impl Write {
    /// Everybody reads organisation, calendar, outages and wordings again once this is committed. Whatever changes
    /// one of them calls it in the same transaction.
    pub async fn raise_facts_version(&mut self) -> Result<()> {
        on!(self, db => sqlx::query("update facts_versions set version = version + 1 where name = 'facts'")
            .execute(db).await.map(drop))?;
        Ok(())
    }
}
