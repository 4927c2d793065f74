//! Log-ins: an officer's or a petitioner's, with the argon2id text.

use std::fmt;

use domain::id::{OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, maybe_parsed, micros, text};
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
    must_change: bool,
    changed_at: i64,
}

impl Read {
    pub async fn account(&mut self, login: &str) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, db => sqlx::query_as(
            "select login, officer_id, petitioner_id, password_hash, must_change, changed_at
             from accounts where login = $1"
        ).bind(login).fetch_optional(db).await)?;
        row.map(AccountRow::account).transpose()
    }

    pub async fn account_of(&mut self, owner: Owner) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, db => sqlx::query_as(
            "select login, officer_id, petitioner_id, password_hash, must_change, changed_at
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
                    password_hash, must_change, changed_at) ");
                sql.push_values(some, |mut row, account| {
                    row.push_bind(&account.login)
                        .push_bind(text(account.owner.officer()))
                        .push_bind(text(account.owner.petitioner()))
                        .push_bind(&account.password_hash)
                        .push_bind(account.must_change)
                        .push_bind(micros(account.changed_at));
                });
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// A new password; wrong tries, locks and known browsers go with the old one.
    pub async fn set_password(
        &mut self,
        login: &str,
        hash: &str,
        must_change: bool,
        at: Timestamp,
    ) -> Result<()> {
        let changed = on!(self, db => sqlx::query(
            "update accounts set password_hash = $2, must_change = $3, changed_at = $4
             where login = $1"
        )
        .bind(login)
        .bind(hash)
        .bind(must_change)
        .bind(micros(at))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::NotFound("account"));
        }
        self.forget_tries(login).await?;
        match self.account(login).await?.and_then(|account| account.owner.officer()) {
            Some(officer) => self.forget_browsers_of(officer).await,
            None => Ok(()),
        }
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
