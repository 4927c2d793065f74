//! What the segments do not know yet.

use domain::id::ComplaintId;
use sqlx::FromRow;

use crate::error::{Result, StoreError};
use crate::postgres::within;
use crate::rows::{Rows, Table};
use crate::tx::{Engine, Read, Tx, Write, on};

/// A complaint that was filed, or sealed, since its chunk was last folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Waiting {
    pub(crate) ordinal: i64,
    pub(crate) gone: bool,
}

impl Read {
    /// The oldest of what waits.
    pub(crate) async fn search_waiting(&mut self, limit: u32) -> Result<Vec<Waiting>> {
        Ok(on!(self, db => sqlx::query_as(
            "select ordinal, gone from search_queue order by ordinal limit $1"
        ).bind(i64::from(limit)).fetch_all(db).await)?)
    }

    /// What may be found and is in no segment yet, in any order.
    pub(crate) async fn search_unfolded(&mut self) -> Result<Vec<i64>> {
        Ok(on!(self, db => sqlx::query_scalar("select ordinal from search_queue where not gone")
            .fetch_all(db).await)?)
    }

    /// How many wait to be folded, counted up to `most`.
    pub async fn search_backlog(&mut self, most: u32) -> Result<u32> {
        let count: i64 = on!(self, db => sqlx::query_scalar(
            "select count(*) from (select ordinal from search_queue limit $1) as waiting"
        ).bind(i64::from(most)).fetch_one(db).await)?;
        u32::try_from(count).map_err(|_| StoreError::corrupt("count", count))
    }

    /// The place of the complaint that was filed last.
    pub(crate) async fn newest_ordinal(&mut self) -> Result<Option<i64>> {
        Ok(on!(self, db => sqlx::query_scalar("select max(ordinal) from complaints").fetch_one(db).await)?)
    }

    pub(crate) async fn ordinal_of(&mut self, id: ComplaintId) -> Result<i64> {
        Ok(on!(self, db => sqlx::query_scalar("select ordinal from complaints where id = $1")
            .bind(id.to_string()).fetch_one(db).await)?)
    }
}

static TABLE: Table = Table { name: "search_queue", columns: &["ordinal", "gone"], conflict: "" };

impl Rows {
    /// A new complaint that is not sealed.
    pub fn to_be_indexed(&mut self, ordinal: i64) {
        self.push(&TABLE, [ordinal.into(), false.into()]);
    }
}

impl Write {
    /// The place of a new complaint in the order of filing.
    pub async fn next_ordinal(&mut self) -> Result<i64> {
        let sql = sqlx::AssertSqlSafe(format!("select {}", self.engine().next_ordinal()));
        Ok(on!(self, db => sqlx::query_scalar(sql).fetch_one(db).await)?)
    }

    /// The places of several, in their order.
    pub async fn next_ordinals(&mut self, how_many: u32) -> Result<Vec<i64>> {
        if self.engine() == Engine::Sqlite {
            let first = self.next_ordinal().await?;
            return Ok((first..first + i64::from(how_many)).collect());
        }
        let sql = "select nextval('complaint_ordinals') from generate_series(1, $1)";
        Ok(on!(self, db => sqlx::query_scalar(sql).bind(i64::from(how_many)).fetch_all(db).await)?)
    }

    /// Places were given elsewhere: the next one is behind them all.
    pub async fn ordinals_go_on(&mut self) -> Result<()> {
        let Tx::Postgres(tx) = self.0.db().await? else { return Ok(()) };
        let sql = "select setval('complaint_ordinals', (select coalesce(max(ordinal), 0) + 1 from complaints), false)";
        within(tx.patience, sqlx::query(sql).execute(&mut **tx)).await?;
        Ok(())
    }

    pub(crate) async fn queue_for_search(&mut self, ordinal: i64, gone: bool) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into search_queue (ordinal, gone) values ($1, $2)
             on conflict (ordinal) do update set gone = excluded.gone"
        ).bind(ordinal).bind(gone).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Takes this off the queue as it was seen; false if somebody changed it since.
    pub(crate) async fn search_done(&mut self, seen: &[Waiting]) -> Result<bool> {
        /// Values of one statement.
        const TOGETHER: usize = 500;
        let mut done: u64 = 0;
        for part in seen.chunks(TOGETHER) {
            for gone in [false, true] {
                let ordinals =
                    part.iter().filter(|waiting| waiting.gone == gone).map(|waiting| waiting.ordinal);
                let ordinals: Vec<i64> = ordinals.collect();
                if ordinals.is_empty() {
                    continue;
                }
                done += on!(self, db: Db => {
                    let mut sql = sqlx::QueryBuilder::<Db>::new("delete from search_queue where gone = ");
                    sql.push_bind(gone).push(" and ordinal in (");
                    let mut list = sql.separated(", ");
                    for ordinal in ordinals {
                        list.push_bind(ordinal);
                    }
                    sql.push(")");
                    sql.build().execute(db).await.map(|done| done.rows_affected())
                })?;
            }
        }
        Ok(usize::try_from(done).is_ok_and(|done| done == seen.len()))
    }
}
