//! Wrong tries at a name, each place they come from for itself.

use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instant, instants, micros};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// What is remembered of the tries at one name from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tries {
    /// Wrong ones since the last pause.
    pub wrong: u32,
    /// Pauses in a row.
    pub pauses: u32,
    /// When counting began.
    pub since: Timestamp,
    pub last_at: Timestamp,
    pub locked_until: Option<Timestamp>,
}

#[derive(FromRow)]
struct TriesRow {
    wrong: i64,
    pauses: i64,
    since: i64,
    last_at: i64,
    locked_until: Option<i64>,
}

impl Read {
    /// Until when the name is locked from these places, if it is.
    pub async fn locked_until(
        &mut self,
        name: &str,
        places: (&str, &str),
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let until: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select max(locked_until) from log_in_tries
             where name = $1 and origin in ($2, $3) and locked_until > $4"
        ).bind(name).bind(places.0).bind(places.1).bind(micros(now)).fetch_one(db).await)?;
        instants(until)
    }
}

impl Write {
    /// One more wrong try: what is remembered before it is judged. Of two at once the second waits for the first.
    pub async fn count_wrong_try(&mut self, name: &str, origin: &str, now: Timestamp) -> Result<Tries> {
        let row: TriesRow = on!(self, db => sqlx::query_as(
            "insert into log_in_tries (name, origin, wrong, pauses, since, last_at)
             values ($1, $2, 1, 0, $3, $3)
             on conflict (name, origin) do update set wrong = log_in_tries.wrong + 1
             returning wrong, pauses, since, last_at, locked_until"
        ).bind(name).bind(origin).bind(micros(now)).fetch_one(db).await)?;
        row.tries()
    }

    /// How the try was judged.
    pub async fn put_tries(&mut self, name: &str, origin: &str, tries: &Tries) -> Result<()> {
        on!(self, db => sqlx::query(
            "update log_in_tries set wrong = $3, pauses = $4, since = $5, last_at = $6, locked_until = $7
             where name = $1 and origin = $2"
        )
        .bind(name)
        .bind(origin)
        .bind(i64::from(tries.wrong))
        .bind(i64::from(tries.pauses))
        .bind(micros(tries.since))
        .bind(micros(tries.last_at))
        .bind(tries.locked_until.map(micros))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// After a success: what was tried from there is forgiven.
    pub async fn forget_tries_from(&mut self, name: &str, origin: &str) -> Result<()> {
        on!(self, db => sqlx::query("delete from log_in_tries where name = $1 and origin = $2")
            .bind(name).bind(origin).execute(db).await.map(drop))?;
        Ok(())
    }

    /// 잠금 해제: from everywhere. Whether there was anything to forget.
    pub async fn forget_tries(&mut self, name: &str) -> Result<bool> {
        let gone = on!(self, db => sqlx::query("delete from log_in_tries where name = $1")
            .bind(name).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// What nobody has tried since then, and nobody waits for.
    pub async fn prune_tries(&mut self, before: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query(
            "delete from log_in_tries where last_at <= $1 and (locked_until is null or locked_until <= $1)"
        ).bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}

impl TriesRow {
    fn tries(self) -> Result<Tries> {
        let small = |n: i64| u32::try_from(n).map_err(|_| StoreError::corrupt("tries", n));
        Ok(Tries {
            wrong: small(self.wrong)?,
            pauses: small(self.pauses)?,
            since: instant(self.since)?,
            last_at: instant(self.last_at)?,
            locked_until: instants(self.locked_until)?,
        })
    }
}
