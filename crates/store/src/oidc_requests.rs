//! Log-ins on their way to the identity provider and back: each is good for one return.

use jiff::Timestamp;

use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Write, on};

impl Write {
    /// Somebody sets out; afterwards they want to go on to `next`.
    pub async fn put_oidc_request(&mut self, state_hash: &str, next: &str, until: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into oidc_requests (state_hash, next, expires_at) values ($1, $2, $3)"
        ).bind(state_hash).bind(next).bind(micros(until)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Somebody is back: where they wanted to go. Of two who bring the same state only one is somebody.
    pub async fn take_oidc_request(&mut self, state_hash: &str, now: Timestamp) -> Result<Option<String>> {
        let next = on!(self, db => sqlx::query_scalar(
            "delete from oidc_requests where state_hash = $1 and expires_at > $2 returning next"
        ).bind(state_hash).bind(micros(now)).fetch_optional(db).await)?;
        Ok(next)
    }

    pub async fn prune_oidc_requests(&mut self, now: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from oidc_requests where expires_at <= $1")
            .bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
