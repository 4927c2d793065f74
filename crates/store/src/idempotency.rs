//! Answers kept under an `Idempotency-Key`, in the transaction of the act they answer.

use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, Write, on};

/// What was asked and answered before.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct KeptResponse {
    /// Another hash under the same key is the caller's mistake.
    pub request_hash: String,
    pub response: String,
}

impl Read {
    pub async fn kept_response(&mut self, actor: &str, key: &str) -> Result<Option<KeptResponse>> {
        let kept = on!(self, db => sqlx::query_as(
            "select request_hash, response from idempotency_keys where actor = $1 and key = $2"
        ).bind(actor).bind(key).fetch_optional(db).await)?;
        Ok(kept)
    }
}

impl Write {
    /// A conflict when a twin of this request was faster: undo, and read what it was answered.
    pub async fn keep_response(
        &mut self,
        actor: &str,
        key: &str,
        kept: &KeptResponse,
        at: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into idempotency_keys (actor, key, request_hash, response, created_at)
             values ($1, $2, $3, $4, $5)"
        )
        .bind(actor)
        .bind(key)
        .bind(&kept.request_hash)
        .bind(&kept.response)
        .bind(micros(at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn prune_responses(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from idempotency_keys where created_at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
