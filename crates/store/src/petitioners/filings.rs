//! How much was filed of late under a telephone number or an address, whoever typed it.

use jiff::Timestamp;

use super::LookUp;
use crate::codec::instant;
use crate::crypto::KeyRing;
use crate::error::{Result, StoreError};
use crate::postgres::within;
use crate::tx::{Read, Tx};

/// Under a telephone number and an address each; asked for one of the two, the other is nothing.
const OF_EACH: &str = "select asked.which, filed.created_at
    from unnest((select $1::text[]), (select $2::text[])) with ordinality asked (phone, email, which)
    cross join lateral (
        (select id, created_at from petitioners where phone_index = asked.phone order by id desc limit $3)
        union all
        (select id, created_at from petitioners where email_index = asked.email order by id desc limit $3)) filed
    order by asked.which, filed.id desc";

impl LookUp<'_> {
    /// The newest rows by it, so many; none by a name.
    fn newest(self) -> Option<&'static str> {
        match self {
            LookUp::Name(_) => None,
            LookUp::Phone(_) => {
                Some("select created_at from petitioners where phone_index = $1 order by id desc limit $2")
            }
            LookUp::Email(_) => {
                Some("select created_at from petitioners where email_index = $1 order by id desc limit $2")
            }
        }
    }

    /// As a telephone number, and as an address.
    fn reached_at(self, keys: &KeyRing) -> (Option<String>, Option<String>) {
        match self {
            LookUp::Name(_) => (None, None),
            LookUp::Phone(_) => (self.index(keys), None),
            LookUp::Email(_) => (None, self.index(keys)),
        }
    }
}

impl Read {
    /// Of each, when the newest were filed under this number or address, so many at most, the newest first; nothing
    /// under a name. PostgreSQL is asked once for all of them.
    pub async fn newest_filings(&mut self, by: &[LookUp<'_>], most: u32) -> Result<Vec<Vec<Timestamp>>> {
        let mut filed = vec![Vec::new(); by.len()];
        if by.is_empty() {
            return Ok(filed);
        }
        let keys = std::sync::Arc::clone(&self.keys);
        match self.db().await? {
            Tx::Sqlite(tx) => {
                for (by, filed) in by.iter().zip(&mut filed) {
                    let Some(sql) = by.newest() else { continue };
                    let rows = sqlx::query_scalar(sql).bind(by.index(&keys)).bind(i64::from(most));
                    let rows: Vec<i64> = rows.fetch_all(&mut **tx).await?;
                    *filed = rows.into_iter().map(instant).collect::<Result<_>>()?;
                }
            }
            Tx::Postgres(tx) => {
                let (phones, emails): (Vec<_>, Vec<_>) = by.iter().map(|by| by.reached_at(&keys)).unzip();
                let rows = sqlx::query_as(OF_EACH).bind(phones).bind(emails).bind(i64::from(most));
                let rows: Vec<(i64, i64)> = within(tx.patience, rows.fetch_all(&mut **tx)).await?;
                for (which, at) in rows {
                    let place = usize::try_from(which - 1).ok().and_then(|which| filed.get_mut(which));
                    place.ok_or_else(|| StoreError::corrupt("place in a list", which))?.push(instant(at)?);
                }
            }
        }
        Ok(filed)
    }
}
