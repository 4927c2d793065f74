//! Browsers that somebody has come in with before, by the digest of the token they keep.

use domain::id::OfficerId;
use jiff::Timestamp;

use crate::codec::micros;
use crate::error::Result;
use crate::tx::{Read, Write, on};

impl Read {
    /// Has this officer come in with this browser, and not too long ago?
    pub async fn knows_browser(&mut self, hash: &str, officer: OfficerId, after: Timestamp) -> Result<bool> {
        let seen: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select seen_at from known_browsers where token_hash = $1 and officer_id = $2 and seen_at > $3"
        ).bind(hash).bind(officer.to_string()).bind(micros(after)).fetch_optional(db).await)?;
        Ok(seen.is_some())
    }
}

impl Write {
    /// The browser has a new token: whoever it knew, it knows on.
    pub async fn rename_browser(&mut self, old: &str, new: &str) -> Result<()> {
        on!(self, db => sqlx::query("update known_browsers set token_hash = $2 where token_hash = $1")
            .bind(old).bind(new).execute(db).await.map(drop))?;
        Ok(())
    }

    /// This officer came in with it now. Of more than `most` those used longest ago are forgotten.
    pub async fn remember_browser(
        &mut self,
        hash: &str,
        officer: OfficerId,
        now: Timestamp,
        most: u32,
    ) -> Result<()> {
        let id = officer.to_string();
        on!(self, db => sqlx::query(
            "insert into known_browsers (token_hash, officer_id, seen_at) values ($1, $2, $3)
             on conflict (token_hash, officer_id) do update set seen_at = excluded.seen_at"
        ).bind(hash).bind(&id).bind(micros(now)).execute(db).await.map(drop))?;
        on!(self, db => sqlx::query(
            "delete from known_browsers where officer_id = $1 and token_hash not in (
                 select token_hash from known_browsers where officer_id = $1
                 order by seen_at desc, token_hash limit $2)"
        ).bind(&id).bind(i64::from(most)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// After a new password: every browser is a stranger.
    pub async fn forget_browsers_of(&mut self, officer: OfficerId) -> Result<()> {
        on!(self, db => sqlx::query("delete from known_browsers where officer_id = $1")
            .bind(officer.to_string()).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn prune_browsers(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from known_browsers where seen_at <= $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
