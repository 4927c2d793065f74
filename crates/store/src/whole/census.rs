//! What a copy says of itself: how much there is, under which keys, at which schema, and whose bytes lie elsewhere.

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::codec::parsed;
use crate::crypto::KeyMark;
use crate::error::{Result, StoreError};
use crate::rotation::SEALED;
use crate::tx::{Read, on};

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Census {
    pub complaints: u64,
    pub events: u64,
    /// Rows whose bytes have arrived.
    pub attachments: u64,
}

/// Bytes that a row says lie in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBytes {
    pub id: Uuid,
    /// In bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub digest: String,
    /// A small picture lies beside them.
    pub preview: bool,
}

#[derive(FromRow)]
struct KeptRow {
    id: String,
    size: i64,
    digest: String,
    preview: bool,
}

impl Read {
    /// The newest migration that was applied here; none where there is no schema.
    pub async fn schema(&mut self) -> Result<Option<i64>> {
        Ok(
            on!(self, db => sqlx::query_scalar("select max(number) from schema_migrations").fetch_one(db).await)?,
        )
    }

    pub async fn census(&mut self) -> Result<Census> {
        Ok(Census {
            complaints: self.how_many_rows("complaints").await?,
            events: self.how_many_rows("events").await?,
            attachments: self.how_many_rows("attachments where arrived").await?,
        })
    }

    async fn how_many_rows(&mut self, of: &'static str) -> Result<u64> {
        let sql = AssertSqlSafe(format!("select count(*) from {of}"));
        let count: i64 = on!(self, db => sqlx::query_scalar(sql).fetch_one(db).await)?;
        u64::try_from(count).map_err(|_| StoreError::corrupt("count", count))
    }

    /// The marks of every key that sealed something here, and of the key of the blind indexes.
    pub async fn keys_needed(&mut self) -> Result<Vec<KeyMark>> {
        let mut ids: Vec<String> = Vec::new();
        for sealed in &SEALED {
            let sql = AssertSqlSafe(format!("select distinct key_id from {}", sealed.table));
            let found: Vec<String> = on!(self, db => sqlx::query_scalar(sql).fetch_all(db).await)?;
            ids.extend(found);
        }
        ids.sort_unstable();
        ids.dedup();
        let marks = self.keys().marks(&ids);
        match ids.into_iter().find(|id| !marks.iter().any(|mark| mark.id == *id)) {
            Some(id) => Err(crate::crypto::CryptoError::UnknownKey(id).into()),
            None => Ok(marks),
        }
    }

    /// What lies in the vault, in the order of the ids.
    pub async fn kept_bytes(&mut self, after: Option<Uuid>, most: u32) -> Result<Vec<KeptBytes>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let sql = "select id, size, digest, preview from attachments where arrived and id > $1 order by id limit $2";
        let rows: Vec<KeptRow> =
            on!(self, db => sqlx::query_as(sql).bind(after).bind(i64::from(most)).fetch_all(db).await)?;
        rows.into_iter().map(KeptRow::kept).collect()
    }
}

impl KeptRow {
    fn kept(self) -> Result<KeptBytes> {
        let size = u64::try_from(self.size).map_err(|_| StoreError::corrupt("size", self.size))?;
        let KeptRow { digest, preview, .. } = self;
        Ok(KeptBytes { id: parsed("attachment id", &self.id)?, size, digest, preview })
    }
}
