//! Passkeys of officers: their public halves, how often each was used, and what somebody is asked to sign.

use domain::id::OfficerId;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::codec::{instant, instants, micros, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// The public half of a key that an officer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: Uuid,
    pub officer: OfficerId,
    /// The name the key has on its device, in base64url.
    pub credential: String,
    /// As the device told it (COSE), in base64url.
    pub public_key: String,
    /// How often it was used by its own count; zero where its maker does not count.
    pub count: u32,
    /// What its owner calls it.
    pub name: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    officer_id: String,
    credential: String,
    public_key: String,
    sign_count: i64,
    name: String,
    made_at: i64,
    used_at: Option<i64>,
}

/// What a [`Row`] is read from.
macro_rules! columns {
    () => {
        "select id, officer_id, credential, public_key, sign_count, name, made_at, used_at from passkeys "
    };
}

impl Row {
    fn passkey(self) -> Result<Passkey> {
        let count = u32::try_from(self.sign_count);
        Ok(Passkey {
            id: parsed("passkey id", &self.id)?,
            officer: parsed("officer id", &self.officer_id)?,
            credential: self.credential,
            public_key: self.public_key,
            count: count.map_err(|_| StoreError::corrupt("sign count", self.sign_count))?,
            name: self.name,
            made_at: instant(self.made_at)?,
            used_at: instants(self.used_at)?,
        })
    }
}

impl Read {
    /// The oldest first; how many there may be is the caller's rule.
    pub async fn passkeys_of(&mut self, officer: OfficerId) -> Result<Vec<Passkey>> {
        let rows: Vec<Row> = on!(self, db => sqlx::query_as(
            concat!(columns!(), "where officer_id = $1 order by made_at, id")
        ).bind(officer.to_string()).fetch_all(db).await)?;
        rows.into_iter().map(Row::passkey).collect()
    }

    /// By the name it has on its device, whoever it belongs to.
    pub async fn passkey(&mut self, credential: &str) -> Result<Option<Passkey>> {
        let row: Option<Row> = on!(self, db => sqlx::query_as(
            concat!(columns!(), "where credential = $1")
        ).bind(credential).fetch_optional(db).await)?;
        row.map(Row::passkey).transpose()
    }

    pub async fn has_passkey(&mut self, officer: OfficerId) -> Result<bool> {
        let id: Option<String> = on!(self, db => sqlx::query_scalar(
            "select id from passkeys where officer_id = $1 limit 1"
        ).bind(officer.to_string()).fetch_optional(db).await)?;
        Ok(id.is_some())
    }
}

impl Write {
    /// # Errors
    /// A conflict where that credential is known already.
    pub async fn put_passkey(&mut self, passkey: &Passkey) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into passkeys (id, officer_id, credential, public_key, sign_count, name, made_at, used_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ).bind(passkey.id.to_string()).bind(passkey.officer.to_string()).bind(&passkey.credential)
            .bind(&passkey.public_key).bind(i64::from(passkey.count)).bind(&passkey.name)
            .bind(micros(passkey.made_at)).bind(passkey.used_at.map(micros)).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn rename_passkey(&mut self, officer: OfficerId, id: Uuid, name: &str) -> Result<bool> {
        let named = on!(self, db => sqlx::query(
            "update passkeys set name = $3 where id = $1 and officer_id = $2"
        ).bind(id.to_string()).bind(officer.to_string()).bind(name)
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(named == 1)
    }

    /// Used once more, at a count beyond the last one; `false` where it is not beyond it: then there are two of this key.
    /// One that never counts stays at zero. Of two at once at the same count one is first.
    pub async fn use_passkey(&mut self, id: Uuid, count: u32, at: Timestamp) -> Result<bool> {
        let used = on!(self, db => sqlx::query(
            "update passkeys set sign_count = $2, used_at = $3
             where id = $1 and (sign_count < $2 or (sign_count = 0 and $2 = 0))"
        ).bind(id.to_string()).bind(i64::from(count)).bind(micros(at))
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(used == 1)
    }

    /// Worth nothing from now on. Spare codes go with the last thing that they stand in for.
    pub async fn drop_passkey(&mut self, officer: OfficerId, id: Uuid) -> Result<bool> {
        let gone = on!(self, db => sqlx::query("delete from passkeys where id = $1 and officer_id = $2")
            .bind(id.to_string()).bind(officer.to_string())
            .execute(db).await.map(|done| done.rows_affected()))?;
        self.drop_what_stands_in(officer).await?;
        Ok(gone == 1)
    }

    pub(crate) async fn drop_passkeys(&mut self, officer: OfficerId) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from passkeys where officer_id = $1")
            .bind(officer.to_string()).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }

    /// Somebody is asked to sign this.
    pub async fn put_passkey_challenge(
        &mut self,
        hash: &str,
        given_to: &str,
        until: Timestamp,
    ) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into passkey_challenges (challenge_hash, given_to, expires_at) values ($1, $2, $3)"
        ).bind(hash).bind(given_to).bind(micros(until)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Uses a challenge up; `false` when it was given to somebody else, too long ago, or never, or was used.
    pub async fn take_passkey_challenge(
        &mut self,
        hash: &str,
        given_to: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let taken = on!(self, db => sqlx::query(
            "delete from passkey_challenges where challenge_hash = $1 and given_to = $2 and expires_at > $3"
        ).bind(hash).bind(given_to).bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    pub async fn prune_passkey_challenges(&mut self, now: Timestamp) -> Result<u64> {
        let gone = on!(self, db => sqlx::query("delete from passkey_challenges where expires_at <= $1")
            .bind(micros(now)).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(gone)
    }
}
