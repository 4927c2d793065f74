//! Answers kept under an `Idempotency-Key`, in the transaction of the act they answer.

use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::micros;
use crate::error::Result;
use crate::postgres::within;
use crate::rows::Table;
use crate::tx::{Engine, Read, Tx, Write, on};

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

    /// Of each, whether anything is kept under it: whose key, and which. PostgreSQL is asked once for all of them.
    pub async fn are_kept(&mut self, keys: &[Option<(String, &str)>]) -> Result<Vec<bool>> {
        let mut kept = vec![false; keys.len()];
        if keys.iter().all(Option::is_none) {
            return Ok(kept);
        }
        if self.engine() == Engine::Sqlite {
            for (key, kept) in keys.iter().zip(&mut kept) {
                let Some((actor, key)) = key else { continue };
                *kept = self.kept_response(actor, key).await?.is_some();
            }
            return Ok(kept);
        }
        let actors: Vec<Option<&str>> =
            keys.iter().map(|key| key.as_ref().map(|(actor, _)| actor.as_str())).collect();
        let names: Vec<Option<&str>> = keys.iter().map(|key| key.as_ref().map(|(_, key)| *key)).collect();
        let Tx::Postgres(tx) = self.db().await? else { return Ok(kept) };
        let asked = sqlx::query_scalar(
            "select exists (select 1 from idempotency_keys k where k.actor = asked.actor and k.key = asked.key)
             from unnest($1::text[], $2::text[]) with ordinality asked (actor, key, which) order by which"
        ).bind(actors).bind(names);
        Ok(within(tx.patience, asked.fetch_all(&mut **tx)).await?)
    }

    /// [`Read::facts_version`] and [`Read::kept_response`] in one question: every act asks both.
    pub async fn facts_version_and_response(
        &mut self,
        actor: &str,
        key: &str,
    ) -> Result<(i64, Option<KeptResponse>)> {
        let (version, request_hash, response): (i64, Option<String>, Option<String>) = on!(self, db => sqlx::query_as(
                "select f.version, k.request_hash, k.response
                 from facts_versions f left join idempotency_keys k on k.actor = $1 and k.key = $2
                 where f.name = 'facts'"
            ).bind(actor).bind(key).fetch_one(db).await)?;
        let kept = request_hash.zip(response);
        Ok((version, kept.map(|(request_hash, response)| KeptResponse { request_hash, response })))
    }
}

impl Write {
    /// A conflict, told at the latest by the commit, when a twin of this request was faster: undo, and read what
    /// it was answered.
    pub async fn keep_response(
        &mut self,
        actor: &str,
        key: &str,
        kept: &KeptResponse,
        at: Timestamp,
    ) -> Result<()> {
        let KeptResponse { request_hash, response } = kept.clone();
        let mut rows = self.rows();
        let cells = [actor.into(), key.into(), request_hash.into(), response.into(), micros(at).into()];
        rows.push(&KEYS, cells);
        self.insert(rows).await
    }

    pub async fn prune_responses(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from idempotency_keys where created_at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}

static KEYS: Table = Table {
    name: "idempotency_keys",
    columns: &["actor", "key", "request_hash", "response", "created_at"],
    conflict: "",
};
