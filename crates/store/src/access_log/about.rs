//! The lines about one case, with their places in the chain.

use sqlx::AssertSqlSafe;

use super::{Access, AccessRow, COLUMNS};
use crate::codec::instant;
use crate::crypto::KeyRing;
use crate::error::Result;
use crate::tx::{Read, on};

/// A line with its link to the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedAccess {
    pub seq: u64,
    pub access: Access,
    pub prev_hash: String,
    pub hash: String,
}

impl Read {
    /// Oldest first: lines whose subject is this, or something of this (`20260310000001/…`).
    pub async fn accesses_about(&mut self, subject: &str, limit: u32) -> Result<Vec<ChainedAccess>> {
        let bytewise = self.engine().bytewise();
        // '0' is what follows '/'.
        let sql = format!(
            "select {COLUMNS} from access_log where subject{bytewise} = $1
                or (subject{bytewise} > $1 || '/' and subject{bytewise} < $1 || '0')
             order by seq limit $2"
        );
        let rows: Vec<AccessRow> = on!(self, db => sqlx::query_as(AssertSqlSafe(sql))
            .bind(subject).bind(i64::from(limit)).fetch_all(db).await)?;
        rows.into_iter().map(AccessRow::chained).collect()
    }
}

impl ChainedAccess {
    /// Whether its hash is the one that these keys make of it.
    pub fn is_as_written(&self, keys: &KeyRing) -> Result<bool> {
        let row = AccessRow::new(self.seq.cast_signed(), &self.access, self.prev_hash.clone());
        Ok(row.computed_hash(keys)? == self.hash)
    }
}

impl AccessRow {
    fn chained(self) -> Result<ChainedAccess> {
        let AccessRow { seq, at, account, ip, action, subject, outcome, prev_hash, hash } = self;
        let access = Access { at: instant(at)?, account, ip, action, subject, outcome };
        Ok(ChainedAccess { seq: seq.cast_unsigned(), access, prev_hash, hash })
    }
}
