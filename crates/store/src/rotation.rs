//! Re-sealing what older keys sealed, a batch at a time.

use sqlx::AssertSqlSafe;

use crate::crypto::{KeyRing, Place};
use crate::error::Result;
use crate::tx::{Write, on};

/// A table with sealed columns; its key is `id`, and `key_id` names the key.
pub(crate) struct Sealed {
    pub(crate) table: &'static str,
    columns: &'static [&'static str],
}

pub(crate) const SEALED: [Sealed; 6] = [
    Sealed { table: crate::petitioners::TABLE, columns: &["name", "phone", "email", "address", "identity"] },
    Sealed { table: crate::dispatches::TABLE, columns: &["payload"] },
    Sealed { table: crate::inbound_messages::TABLE, columns: &["payload"] },
    Sealed { table: crate::second_factors::TABLE, columns: &["secret"] },
    Sealed { table: crate::outbox::TABLE, columns: &["subject", "body", "channel_texts"] },
    Sealed { table: crate::outbox::ACCOUNT_TABLE, columns: &["subject", "body", "address"] },
];

impl Write {
    /// Re-seals at most `batch` rows a table with the current key; how many they were. Commit and call
    /// again until none: an interrupted rotation goes on where it stopped, and the old key may leave the
    /// ring afterwards.
    pub async fn rotate_keys(&mut self, batch: u32) -> Result<u64> {
        let mut rotated = 0;
        for sealed in &SEALED {
            for id in self.rows_of_older_keys(sealed, batch).await? {
                self.reseal(sealed, &id).await?;
                rotated += 1;
            }
        }
        Ok(rotated)
    }

    async fn rows_of_older_keys(&mut self, sealed: &Sealed, batch: u32) -> Result<Vec<String>> {
        let sql = format!(
            "select id from {} where key_id < $1 or key_id > $1 order by key_id, id limit $2{}",
            sealed.table,
            self.engine().skip_locked()
        );
        let current = self.keys().current_id().to_owned();
        let ids = on!(self, db => sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(current).bind(i64::from(batch)).fetch_all(db).await)?;
        Ok(ids)
    }

    async fn reseal(&mut self, sealed: &Sealed, id: &str) -> Result<()> {
        let mut changes = Vec::new();
        for column in sealed.columns {
            let select = format!("select {column} from {} where id = $1", sealed.table);
            let old: Option<String> = on!(self, db => sqlx::query_scalar(AssertSqlSafe(select))
                .bind(id).fetch_one(db).await)?;
            if let Some(old) = old {
                let place = Place { table: sealed.table, column, row: id };
                changes.push((column, again(self.keys(), place, &old)?));
            }
        }
        for (column, new) in changes {
            let update = format!("update {} set {column} = $2 where id = $1", sealed.table);
            on!(self, db => sqlx::query(AssertSqlSafe(update)).bind(id).bind(new).execute(db).await.map(drop))?;
        }
        let current = self.keys().current_id().to_owned();
        let update = format!("update {} set key_id = $2 where id = $1", sealed.table);
        on!(self, db => sqlx::query(AssertSqlSafe(update)).bind(id).bind(current).execute(db).await.map(drop))?;
        Ok(())
    }
}

fn again(keys: &KeyRing, place: Place<'_>, sealed: &str) -> Result<String> {
    Ok(keys.seal(place, &keys.open(place, sealed)?)?)
}
