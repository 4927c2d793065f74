//! 접속기록: append only, each line's hash over the line before (개인정보의 안전성 확보조치 기준 제8조).

mod about;
mod anchor;
mod following;

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instant, json, micros};
use crate::crypto::KeyRing;
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

pub use about::ChainedAccess;
pub use anchor::{AccessAnchor, KeptAnchor, NoAnchor};
pub use following::Chain;

/// Who did what, from where, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub at: Timestamp,
    pub account: Option<String>,
    pub ip: Option<String>,
    pub action: String,
    /// A complaint's or account's number or name; never personal data.
    pub subject: Option<String>,
    pub outcome: String,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedAccess {
    pub seq: u64,
    pub access: Access,
}

/// The columns of an [`AccessRow`].
macro_rules! columns {
    () => {
        "seq, at, account, ip, action, subject, outcome, prev_hash, hash"
    };
}

use columns;

const COLUMNS: &str = columns!();

#[derive(FromRow)]
struct AccessRow {
    seq: i64,
    at: i64,
    account: Option<String>,
    ip: Option<String>,
    action: String,
    subject: Option<String>,
    outcome: String,
    prev_hash: String,
    hash: String,
}

impl Read {
    /// Newest first, of one account or of all; `before` is the last line of the page before.
    pub async fn accesses(
        &mut self,
        account: Option<&str>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LoggedAccess>> {
        let rows: Vec<AccessRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                concat!("select ", columns!(), " from access_log where "));
            sql.push("seq < ").push_bind(before.map_or(i64::MAX, u64::cast_signed));
            if let Some(account) = account {
                sql.push(" and account = ").push_bind(account);
            }
            sql.push(" order by seq desc limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(AccessRow::logged).collect()
    }
}

impl Write {
    /// Appends a line. Holds the chain's head until the commit, so keep this transaction short.
    pub async fn log_access(&mut self, access: &Access) -> Result<u64> {
        // An update that changes `seq` locks the row on both engines and gives the head before anybody else.
        let (seq, prev_hash): (i64, String) = on!(self, db => sqlx::query_as(
            "update chain_heads set seq = seq + 1 where name = 'access_log' returning seq, hash"
        ).fetch_one(db).await)?;
        let mut row = AccessRow::new(seq, access, prev_hash);
        row.hash = row.computed_hash(self.keys())?;
        let row = &row;
        on!(self, db => sqlx::query(
            "insert into access_log (seq, at, account, ip, action, subject, outcome, prev_hash, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        )
        .bind(row.seq)
        .bind(row.at)
        .bind(&row.account)
        .bind(&row.ip)
        .bind(&row.action)
        .bind(&row.subject)
        .bind(&row.outcome)
        .bind(&row.prev_hash)
        .bind(&row.hash)
        .execute(db).await.map(drop))?;
        on!(self, db => sqlx::query("update chain_heads set hash = $1 where name = 'access_log'")
            .bind(&row.hash).execute(db).await.map(drop))?;
        Ok(seq.cast_unsigned())
    }
}

impl AccessRow {
    fn new(seq: i64, access: &Access, prev_hash: String) -> AccessRow {
        let Access { at, account, ip, action, subject, outcome } = access.clone();
        let (at, hash) = (micros(at), String::new());
        AccessRow { seq, at, account, ip, action, subject, outcome, prev_hash, hash }
    }

    fn computed_hash(&self, keys: &KeyRing) -> Result<String> {
        self.hash_as(self.seq, keys)
    }

    /// Keyed, so that whoever can change the table cannot make a new chain without the key ring.
    fn hash_as(&self, seq: i64, keys: &KeyRing) -> Result<String> {
        let line = json(&(
            seq,
            self.at,
            &self.account,
            &self.ip,
            &self.action,
            &self.subject,
            &self.outcome,
            &self.prev_hash,
        ))?;
        keys.blind("access_log", &line).ok_or_else(|| StoreError::corrupt("access log line", self.seq))
    }

    fn logged(self) -> Result<LoggedAccess> {
        let access = Access {
            at: instant(self.at)?,
            account: self.account,
            ip: self.ip,
            action: self.action,
            subject: self.subject,
            outcome: self.outcome,
        };
        Ok(LoggedAccess { seq: self.seq.cast_unsigned(), access })
    }
}
