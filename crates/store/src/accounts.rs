//! Log-ins: an officer's or a petitioner's, with the argon2id text and the count of failures.

use std::fmt;

use domain::id::{OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, instants, maybe_parsed, micros, text};
use crate::error::{Result, StoreError};
use crate::org::BULK;
use crate::tx::{Read, Write, on};

/// Whose account or session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    Officer(OfficerId),
    Petitioner(PetitionerId),
}

#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub login: String,
    pub owner: Owner,
    /// PHC string: algorithm, parameters, salt and hash.
    pub password_hash: String,
    /// Failures since the last success.
    pub failed: u32,
    pub locked_until: Option<Timestamp>,
    /// The password was given by somebody else.
    pub must_change: bool,
    /// When the password was set.
    pub changed_at: Timestamp,
}

#[derive(FromRow)]
struct AccountRow {
    login: String,
    officer_id: Option<String>,
    petitioner_id: Option<String>,
    password_hash: String,
    failed: i64,
    locked_until: Option<i64>,
    must_change: bool,
    changed_at: i64,
}

impl Read {
    pub async fn account(&mut self, login: &str) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, db => sqlx::query_as(
            "select login, officer_id, petitioner_id, password_hash, failed, locked_until, must_change, changed_at
             from accounts where login = $1"
        ).bind(login).fetch_optional(db).await)?;
        row.map(AccountRow::account).transpose()
    }

    pub async fn account_of(&mut self, owner: Owner) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, db => sqlx::query_as(
            "select login, officer_id, petitioner_id, password_hash, failed, locked_until, must_change, changed_at
             from accounts where officer_id = $1 or petitioner_id = $2"
        ).bind(text(owner.officer())).bind(text(owner.petitioner())).fetch_optional(db).await)?;
        row.map(AccountRow::account).transpose()
    }
}

impl Write {
    /// New accounts. A login that is taken is a conflict.
    pub async fn put_accounts(&mut self, accounts: &[Account]) -> Result<()> {
        for some in accounts.chunks(BULK) {
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into accounts (login, officer_id, petitioner_id,
                    password_hash, failed, locked_until, must_change, changed_at) ");
                sql.push_values(some, |mut row, account| {
                    row.push_bind(&account.login)
                        .push_bind(text(account.owner.officer()))
                        .push_bind(text(account.owner.petitioner()))
                        .push_bind(&account.password_hash)
                        .push_bind(i64::from(account.failed))
                        .push_bind(account.locked_until.map(micros))
                        .push_bind(account.must_change)
                        .push_bind(micros(account.changed_at));
                });
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// One more failure: how many there are now. Two at once count as two.
    pub async fn count_failed_login(&mut self, login: &str) -> Result<u32> {
        let failed: Option<i64> = on!(self, db => sqlx::query_scalar(
            "update accounts set failed = failed + 1 where login = $1 returning failed"
        ).bind(login).fetch_optional(db).await)?;
        let failed = failed.ok_or(StoreError::NotFound("account"))?;
        u32::try_from(failed).map_err(|_| StoreError::corrupt("failures", failed))
    }

    pub async fn lock_account(&mut self, login: &str, until: Timestamp) -> Result<()> {
        on!(self, db => sqlx::query("update accounts set locked_until = $2 where login = $1")
            .bind(login).bind(micros(until)).execute(db).await.map(drop))?;
        Ok(())
    }

    /// After a success: failures and lock are forgotten.
    pub async fn clear_failed_logins(&mut self, login: &str) -> Result<()> {
        on!(self, db => sqlx::query(
            "update accounts set failed = 0, locked_until = null
             where login = $1 and (failed <> 0 or locked_until is not null)"
        ).bind(login).execute(db).await.map(drop))?;
        Ok(())
    }

    /// A new password; failures and lock go with the old one.
    pub async fn set_password(
        &mut self,
        login: &str,
        hash: &str,
        must_change: bool,
        at: Timestamp,
    ) -> Result<()> {
        let changed = on!(self, db => sqlx::query(
            "update accounts set password_hash = $2, must_change = $3, changed_at = $4, failed = 0,
                    locked_until = null
             where login = $1"
        )
        .bind(login)
        .bind(hash)
        .bind(must_change)
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if changed == 0 { Err(StoreError::NotFound("account")) } else { Ok(()) }
    }
}

impl Owner {
    pub fn officer(self) -> Option<OfficerId> {
        match self {
            Owner::Officer(id) => Some(id),
            Owner::Petitioner(_) => None,
        }
    }

    pub fn petitioner(self) -> Option<PetitionerId> {
        match self {
            Owner::Petitioner(id) => Some(id),
            Owner::Officer(_) => None,
        }
    }

    /// Out of the two columns, of which exactly one is filled.
    pub(crate) fn of(officer: Option<&str>, petitioner: Option<&str>) -> Result<Owner> {
        match (maybe_parsed("officer id", officer)?, maybe_parsed("petitioner id", petitioner)?) {
            (Some(id), None) => Ok(Owner::Officer(id)),
            (None, Some(id)) => Ok(Owner::Petitioner(id)),
            (None, None) | (Some(_), Some(_)) => Err(StoreError::corrupt("owner", "not exactly one")),
        }
    }
}

impl AccountRow {
    fn account(self) -> Result<Account> {
        Ok(Account {
            owner: Owner::of(self.officer_id.as_deref(), self.petitioner_id.as_deref())?,
            login: self.login,
            password_hash: self.password_hash,
            failed: u32::try_from(self.failed).map_err(|_| StoreError::corrupt("failures", self.failed))?,
            locked_until: instants(self.locked_until)?,
            must_change: self.must_change,
            changed_at: instant(self.changed_at)?,
        })
    }
}

/// Without the hash.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("login", &self.login)
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}
