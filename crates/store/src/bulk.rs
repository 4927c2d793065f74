//! Loading: the rows of many files at once, into tables whose indexes are built when all is in.
//!
//! The rows are those of `rows`, value by value; only the way into the table is another: statements of many rows on
//! SQLite, `copy` on PostgreSQL. What a load lays aside (indexes, foreign keys) is noted in the settings in the
//! same transaction, so that a load that was killed can be taken up again and ended.

mod aside;
mod copy;

use sqlx::AssertSqlSafe;

use crate::error::Result;
use crate::open::{Pools, Store, WAIT};
use crate::rows::{Group, Rows};
use crate::tx::{Engine, Write, on};

pub(crate) use aside::LOADED;

/// How SQLite writes while it loads: a killed program loses nothing, a power cut may; the load is then begun anew.
/// References are proven by a test instead of row by row.
const RELAXED: &str = "pragma synchronous = off; pragma foreign_keys = off; pragma threads = 2;
    pragma cache_size = -262144; pragma wal_autocheckpoint = 32000";
/// As `open` has it.
const STRICT: &str = "pragma foreign_keys = on; pragma threads = 0; pragma cache_size = -65536;
    pragma wal_autocheckpoint = 8000; pragma synchronous = full; pragma wal_checkpoint(truncate)";

/// Fewer rows than this go in by one statement on PostgreSQL too: a `copy` waits longer than they take.
const COPY_FROM: usize = 60;

/// Rows as their engine takes them, made before the transaction begins.
#[derive(Default)]
pub struct Packed(Vec<Packing>);

enum Packing {
    Statements(Group),
    Copy(String, Vec<u8>),
}

impl Rows {
    pub fn packed(self, engine: Engine) -> Packed {
        let pack = |group: Group| match engine {
            Engine::Postgres if group.cells.len() / group.table.columns.len() >= COPY_FROM => {
                let (sql, bytes) = copy::copied(group);
                Packing::Copy(sql, bytes)
            }
            Engine::Sqlite | Engine::Postgres => Packing::Statements(group),
        };
        Packed(self.groups.into_iter().map(pack).collect())
    }
}

impl Store {
    /// Lays indexes, foreign keys and triggers of the loaded tables aside. Running it again after a kill changes nothing.
    pub async fn begin_loading(&self) -> Result<()> {
        self.ease(RELAXED).await?;
        let mut tx = self.write_alone().await?;
        tx.lay_aside().await?;
        tx.commit().await
    }

    /// Puts everything back, telling how many pieces are back and how many there are, and makes the database
    /// know its own sizes.
    pub async fn end_loading(&self, mut told: impl FnMut(usize, usize) + Send) -> Result<()> {
        self.ease(RELAXED).await?;
        let mut back = 0;
        loop {
            told(back, back + self.read().await?.laid_aside().await?.len());
            let mut tx = self.write_alone().await?;
            if !tx.put_one_back().await? {
                break;
            }
            tx.commit().await?;
            back += 1;
        }
        // No trigger counted what came.
        self.rebuild_sums().await?;
        if self.engine() == Engine::Postgres {
            let mut tx = self.write_alone().await?;
            tx.know_sizes().await?;
            tx.commit().await?;
        }
        self.ease(STRICT).await
    }

    /// SQLite's writer is one connection for the life of the program.
    async fn ease(&self, how: &'static str) -> Result<()> {
        if let Pools::Sqlite { writer, .. } = &self.pools {
            let mut connection = writer.between(WAIT).await?;
            sqlx::raw_sql(how).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

impl Write {
    /// Writes rows none of which is there yet.
    pub async fn load(&mut self, packed: Packed) -> Result<()> {
        if self.engine() == Engine::Postgres {
            self.do_not_wait_for_the_disk().await?;
        }
        for packing in packed.0 {
            match packing {
                Packing::Statements(Group { table, cells }) => {
                    self.0.db().await?.insert_group(table, cells).await?
                }
                Packing::Copy(sql, bytes) => self.copy_in(&sql, bytes).await?,
            }
        }
        Ok(())
    }

    /// What a crash of the server takes with it is loaded again: the mark of the load goes with it.
    async fn do_not_wait_for_the_disk(&mut self) -> Result<()> {
        let sql = "set local synchronous_commit = off";
        on!(self, db => sqlx::query(sql).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn know_sizes(&mut self) -> Result<()> {
        for table in LOADED {
            let sql = AssertSqlSafe(format!("analyze {table}"));
            on!(self, db => sqlx::query(sql).execute(db).await.map(drop))?;
        }
        Ok(())
    }
}
