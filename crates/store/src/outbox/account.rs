//! Letters to an officer about their own account: put in with the change, and gone when nobody asks for them any more.

use domain::account::AccountChange;
use domain::id::{NoticeId, OfficerId};
use jiff::Timestamp;

use super::{ACCOUNT_TABLE, NoticeState};
use crate::codec::{json, micros};
use crate::crypto::Place;
use crate::error::Result;
use crate::tx::{Write, on};

/// An account notice as the change writes it. There is no petitioner it could go to.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccountNotice {
    pub id: NoticeId,
    pub to: OfficerId,
    pub change: AccountChange,
    /// Where they are reached at this moment; without it the letter lies on their own page only.
    pub address: Option<String>,
    pub subject: String,
    pub body: String,
    pub at: Timestamp,
}

impl Write {
    /// In the change's own transaction. It leaves once: the delivery key is its own.
    pub async fn put_account_notice(&mut self, notice: &NewAccountNotice) -> Result<()> {
        let (id, keys) = (notice.id.to_string(), self.keys());
        let seal = |column, clear: &str| keys.seal(Place { table: ACCOUNT_TABLE, column, row: &id }, clear);
        let (subject, body) = (seal("subject", &notice.subject)?, seal("body", &notice.body)?);
        let address = notice.address.as_deref().map(|clear| seal("address", clear)).transpose()?;
        let channel = if address.is_some() { "mail" } else { "screen" };
        let (key, delivery_key) = (keys.current_id().to_owned(), format!("account:{id}"));
        let channels = json(&[channel])?;
        on!(self, db => sqlx::query(
            "insert into account_notices (id, officer_id, change, address, channels, subject, body, key_id,
                 delivery_key, state, attempts, created_at, next_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11)"
        )
        .bind(&id)
        .bind(notice.to.to_string())
        .bind(notice.change.as_str())
        .bind(address)
        .bind(channels)
        .bind(subject)
        .bind(body)
        .bind(key)
        .bind(delivery_key)
        .bind(NoticeState::Pending.as_str())
        .bind(micros(notice.at))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Those that failed are tried again, where they were to go; how many they are.
    pub async fn retry_account_notices(&mut self, to: OfficerId, at: Timestamp) -> Result<u64> {
        Ok(on!(self, db => sqlx::query(
            "update account_notices set state = 'pending', next_at = $2, attempts = 0
             where officer_id = $1 and state in ('failed', 'given_up')"
        ).bind(to.to_string()).bind(micros(at)).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// Takes away what was written before; how much it was.
    pub async fn prune_account_notices(&mut self, before: Timestamp) -> Result<u64> {
        on!(self, db => sqlx::query(
            "delete from account_notice_attempts where notice_id in
                 (select id from account_notices where created_at < $1)"
        ).bind(micros(before)).execute(db).await.map(drop))?;
        Ok(on!(self, db => sqlx::query("delete from account_notices where created_at < $1")
            .bind(micros(before)).execute(db).await.map(|done| done.rows_affected()))?)
    }
}
