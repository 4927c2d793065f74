//! The second factor of officers: the telephone's secret, sealed; spare codes, as digests; and log-ins that wait for one.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{instants, micros, parsed};
use crate::crypto::Place;
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

pub(crate) const TABLE: &str = "second_factors";

/// What an officer's telephone and we both know.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// In base32, as it is typed.
    pub secret: String,
    /// Asked for at the door only from then on.
    pub confirmed_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct FactorRow {
    secret: String,
    confirmed_at: Option<i64>,
}

impl Read {
    pub async fn second_factor(&mut self, officer: OfficerId) -> Result<Option<SecondFactor>> {
        let id = officer.to_string();
        let row: Option<FactorRow> = on!(self, db => sqlx::query_as(
            "select secret, confirmed_at from second_factors where id = $1"
        ).bind(&id).fetch_optional(db).await)?;
        let Some(row) = row else { return Ok(None) };
        let secret = self.keys().open(Place { table: TABLE, column: "secret", row: &id }, &row.secret)?;
        Ok(Some(SecondFactor { secret, confirmed_at: instants(row.confirmed_at)? }))
    }

    /// Is more than the password asked of this officer?
    pub async fn has_second_factor(&mut self, officer: OfficerId) -> Result<bool> {
        Ok(self.has_telephone(officer).await? || self.has_passkey(officer).await?)
    }

    /// Has their telephone shown that it has the secret?
    pub async fn has_telephone(&mut self, officer: OfficerId) -> Result<bool> {
        let id: Option<String> = on!(self, db => sqlx::query_scalar(
            "select id from second_factors where id = $1 and confirmed_at is not null"
        ).bind(officer.to_string()).fetch_optional(db).await)?;
        Ok(id.is_some())
    }

    pub async fn recovery_codes_left(&mut self, officer: OfficerId) -> Result<u32> {
        let left: i64 = on!(self, db => sqlx::query_scalar(
            "select count(*) from recovery_codes where officer_id = $1"
        ).bind(officer.to_string()).fetch_one(db).await)?;
        u32::try_from(left).map_err(|_| StoreError::corrupt("recovery codes", left))
    }

    /// Whose password was right, and who owes a code.
    pub async fn half_log_in(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<OfficerId>> {
        let id: Option<String> = on!(self, db => sqlx::query_scalar(
            "select officer_id from half_log_ins where token_hash = $1 and expires_at > $2"
        ).bind(token_hash).bind(micros(now)).fetch_optional(db).await)?;
        id.map(|id| parsed("officer id", &id)).transpose()
    }
}

impl Write {
    /// A secret to be confirmed; one that was not confirmed before is gone with it.
    pub async fn put_second_factor(&mut self, officer: OfficerId, secret: &str) -> Result<()> {
        let id = officer.to_string();
        let sealed = self.keys().seal(Place { table: TABLE, column: "secret", row: &id }, secret)?;
        let key = self.keys().current_id().to_owned();
        let put = on!(self, db => sqlx::query(
            "insert into second_factors (id, secret, key_id, last_step) values ($1, $2, $3, 0)
             on conflict (id) do update set secret = excluded.secret, key_id = excluded.key_id
             where second_factors.confirmed_at is null"
        ).bind(&id).bind(sealed).bind(key).execute(db).await.map(|done| done.rows_affected()))?;
        if put == 0 { Err(StoreError::Conflict("second factor".into())) } else { Ok(()) }
    }

    pub async fn confirm_second_factor(&mut self, officer: OfficerId, at: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query("update second_factors set confirmed_at = $2 where id = $1")
            .bind(officer.to_string()).bind(micros(at)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Uses up a time step and all before it; `false` when it was used already. Of two at once one is first.
    pub async fn use_step(&mut self, officer: OfficerId, step: i64) -> Result<bool> {
        let used = on!(self, db => sqlx::query(
            "update second_factors set last_step = $2 where id = $1 and last_step < $2"
        ).bind(officer.to_string()).bind(step).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(used == 1)
    }

    /// The telephone is asked for no more. Spare codes stay as long as there is a passkey that they stand in for.
    pub async fn drop_telephone(&mut self, officer: OfficerId) -> Result<bool> {
        let gone = on!(self, db => sqlx::query("delete from second_factors where id = $1")
            .bind(officer.to_string()).execute(db).await.map(|done| done.rows_affected()))?;
        self.drop_what_stands_in(officer).await?;
        Ok(gone == 1)
    }

    /// Reset: telephone and passkeys; the codes and whoever waits at the door go with them.
    pub async fn drop_second_factors(&mut self, officer: OfficerId) -> Result<bool> {
        let passkeys = self.drop_passkeys(officer).await?;
        Ok(self.drop_telephone(officer).await? || passkeys > 0)
    }

    /// Spare codes and log-ins that wait for a second step, once there is nothing left to wait for.
    pub(crate) async fn drop_what_stands_in(&mut self, officer: OfficerId) -> Result<()> {
        if self.has_second_factor(officer).await? {
            return Ok(());
        }
        for sql in [
            "delete from recovery_codes where officer_id = $1",
            "delete from half_log_ins where officer_id = $1",
        ] {
            on!(self, db => sqlx::query(sql).bind(officer.to_string()).execute(db).await.map(drop))?;
        }
        Ok(())
    }

    /// New spare codes in place of whatever is left of the old ones.
    pub async fn put_recovery_codes(&mut self, officer: OfficerId, hashes: &[String]) -> Result<()> {
        let id = officer.to_string();
        on!(self, db => sqlx::query("delete from recovery_codes where officer_id = $1")
            .bind(&id).execute(db).await.map(drop))?;
        for hash in hashes {
            on!(self, db => sqlx::query("insert into recovery_codes (officer_id, code_hash) values ($1, $2)")
                .bind(&id).bind(hash).execute(db).await.map(drop))?;
        }
        Ok(())
    }

    /// Uses a spare code up; `false` when it is none, or was used.
    pub async fn use_recovery_code(&mut self, officer: OfficerId, hash: &str) -> Result<bool> {
        let used = on!(self, db => sqlx::query(
            "delete from recovery_codes where officer_id = $1 and code_hash = $2"
        ).bind(officer.to_string()).bind(hash).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(used == 1)
    }

    pub async fn put_half_log_in(&mut self, hash: &str, officer: OfficerId, until: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into half_log_ins (token_hash, officer_id, expires_at) values ($1, $2, $3)"
        ).bind(hash).bind(officer.to_string()).bind(micros(until)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Whole now, or given up.
    pub async fn end_half_log_in(&mut self, hash: &str) -> Result<bool> {
        let ended = on!(self, db => sqlx::query("delete from half_log_ins where token_hash = $1")
            .bind(hash).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(ended == 1)
    }

    pub async fn prune_half_log_ins(&mut self, now: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from half_log_ins where expires_at <= $1")
            .bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
