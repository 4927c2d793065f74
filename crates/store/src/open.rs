//! Opening a database, either engine, by its address.

use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::batch::{Company, Writer};
use crate::begun::begun;
use crate::crypto::KeyRing;
use crate::error::{Result, StoreError};
use crate::numbers::Turns;
use crate::postgres::{self, LONG, OnPostgres, PATIENCE, may_let_go};
use crate::rows::Waiting;
use crate::standby::Standby;
use crate::tx::{Engine, Read, Tx, Writable, Write};

/// How long anybody waits for a connection before hearing that the database is not available.
pub(crate) const WAIT: Duration = Duration::from_secs(10);
/// Begins a change on PostgreSQL that somebody waits for. Whose line was cut in the middle of one would keep its rows from
/// everybody, the day's numbers too, until the server gives it up: requests have ended long before.
const CHANGE: &str = "begin; set local idle_in_transaction_session_timeout = '45s'";
/// Readers of an SQLite file; WAL lets them read while the writer writes.
const SQLITE_READERS: u32 = 4;
/// Page cache of the SQLite writer: 32 MiB at most, taken only as it is needed (negative: in KiB).
const WRITER_CACHE: &str = "-32768";
/// Pages of the log after which it is written back: 32 MiB of 4 KiB pages.
const CHECKPOINT_PAGES: &str = "8000";
/// Size in bytes of the write that tests whether commits are kept: more than one act needs, because a disk can be full for
/// acts alone. Random bytes, because PostgreSQL compresses repetition.
const PROBE: usize = 384 * 1024;

/// The office's files, on either database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
    keys: Arc<RwLock<Arc<KeyRing>>>,
    writable: Writable,
    turns: Turns,
    /// How long an answer is waited for that does not come; PostgreSQL alone can fall silent.
    pub(crate) patience: Duration,
    /// Where sums may be asked, besides.
    pub(crate) standby: Option<Standby>,
}

#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite:///path/to/file.db` (made when missing) or `postgres://…`, and brings the schema up to date.
    pub async fn open(url: &str, keys: KeyRing) -> Result<Store> {
        let store = Store::connect(url, keys).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// Opens without touching the schema.
    pub async fn connect(url: &str, keys: KeyRing) -> Result<Store> {
        let keys = Arc::new(RwLock::new(Arc::new(keys)));
        let pools = match scheme(url)? {
            Engine::Sqlite => open_sqlite(url).await?,
            Engine::Postgres => open_postgres(url).await?,
        };
        Ok(Store {
            pools,
            keys,
            writable: Writable::default(),
            patience: PATIENCE,
            standby: None,
            turns: Turns::default(),
        })
    }

    /// For work that nobody waits for at a screen: a question may take hours.
    #[must_use]
    pub fn unhurried(self) -> Store {
        self.waiting(LONG)
    }

    /// Waits so long for an answer of a PostgreSQL that fell silent.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Store {
        Store { patience, ..self }
    }

    pub(crate) fn keys(&self) -> Arc<KeyRing> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From the next transaction on, this ring opens and seals, in every clone of the store. It must know the keys
    /// that were known so far, and digests must stay what they are.
    ///
    /// # Errors
    /// When it does not; the ring so far stays.
    pub fn use_keys(&self, ring: KeyRing) -> Result<()> {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if !ring.succeeds(&keys) {
            let why = "the new key ring lacks a key that rows may be sealed with, or has another index key";
            return Err(StoreError::Setup(why.into()));
        }
        *keys = Arc::new(ring);
        Ok(())
    }

    /// False after a commit that could not be kept (a full disk, a database that is away), until this has written
    /// something that was.
    pub async fn keeps(&self) -> bool {
        if self.writable.is_so() {
            return true;
        }
        let mut bytes = vec![0; PROBE];
        rand::fill(&mut bytes);
        let probe = BASE64.encode(&bytes);
        let tried = async {
            let mut tx = self.write().await?;
            tx.put_setting("probe", &probe, None, jiff::Timestamp::UNIX_EPOCH).await?;
            tx.commit().await?;
            let mut tx = self.write().await?;
            tx.drop_setting("probe").await?;
            tx.commit().await
        };
        let kept = tried.await.is_ok();
        if kept {
            self.writable.again();
        }
        kept
    }

    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Applies missing migrations; says how many. Safe to run twice, and by two servers at once.
    pub async fn migrate(&self) -> Result<usize> {
        let mut tx = self.write_alone().await?;
        let applied = tx.migrate().await?;
        tx.commit().await?;
        Ok(applied)
    }

    /// One consistent view; never waits for writers.
    pub async fn read(&self) -> Result<Read> {
        // What SQLite's snapshot gives, on PostgreSQL too: a page never mixes before and after.
        let tx = match self.pools.clone() {
            Pools::Sqlite { readers, .. } => {
                begun(async move { readers.begin().await.map(|seen| Tx::Sqlite(seen.into())) }).await?
            }
            Pools::Postgres(pool) => {
                let (words, patience) = ("begin isolation level repeatable read read only", self.patience);
                begun(async move { OnPostgres::begin(&pool, words, patience).await.map(Tx::Postgres) })
                    .await?
            }
        };
        Ok(self.view(tx))
    }

    /// What reading meets says nothing of what is kept.
    pub(crate) fn view(&self, tx: Tx) -> Read {
        self.opened(tx, Writable::default())
    }

    fn opened(&self, tx: Tx, writable: Writable) -> Read {
        let (waiting, keys, turns) = (Waiting::default(), self.keys(), self.turns.clone());
        Read { tx, waiting, keys, writable, turns }
    }

    /// A change. On SQLite the only writer from its first moment on, so that it never fails half-way
    /// with "database is locked"; on PostgreSQL read committed.
    pub async fn write(&self) -> Result<Write> {
        self.writing(Company::Shared).await
    }

    /// A long change: on SQLite those who only want to commit do not wait for it to end.
    pub async fn write_alone(&self) -> Result<Write> {
        self.writing(Company::Alone).await
    }

    async fn writing(&self, company: Company) -> Result<Write> {
        let tx =
            match self.pools.clone() {
                Pools::Sqlite { writer, .. } => begun(async move {
                    writer.begin(company, WAIT).await.map(|change| Tx::Sqlite(change.into()))
                })
                .await?,
                Pools::Postgres(pool) => {
                    let (words, patience) = match company {
                        Company::Shared => (CHANGE, self.patience),
                        Company::Alone => ("begin", LONG),
                    };
                    begun(async move { OnPostgres::begin(&pool, words, patience).await.map(Tx::Postgres) })
                        .await?
                }
            };
        Ok(Write(self.opened(tx, self.writable.clone())))
    }

    /// Ends all connections, waiting for those in use.
    pub async fn close(&self) {
        if let Some(standby) = &self.standby {
            standby.pool.close().await;
        }
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

pub(crate) fn scheme(url: &str) -> Result<Engine> {
    if url.starts_with("sqlite:") {
        if url.contains(":memory:") || url.contains("mode=memory") {
            let why = "an SQLite database in memory has one connection and no durability: name a file";
            return Err(StoreError::Setup(why.into()));
        }
        return Ok(Engine::Sqlite);
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Ok(Engine::Postgres);
    }
    Err(StoreError::Setup("the database address must begin with sqlite:// or postgres://".into()))
}

async fn open_sqlite(url: &str) -> Result<Pools> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL may lose the last acknowledged commits at a power cut; FULL does not.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT);
    // The writer keeps a batch's pages in memory instead of spilling them into the log again and again.
    let for_writing =
        options.clone().pragma("cache_size", WRITER_CACHE).pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
    let writer = Writer::connect(for_writing).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(WAIT)
        .test_before_acquire(false)
        .connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Pools::Sqlite { writer, readers })
}

async fn open_postgres(url: &str) -> Result<Pools> {
    let pool = postgres::pool(postgres::options(url)?).await?;
    let (encoding, collation, lets_go): (String, String, bool) = sqlx::query_as(concat!(
        "select pg_encoding_to_char(encoding)::text, datcollate::text, ",
        may_let_go!(),
        " from pg_database where datname = current_database()",
    ))
    .fetch_one(&pool)
    .await?;
    if encoding != "UTF8" || !matches!(collation.as_str(), "C" | "C.UTF-8" | "C.utf8" | "POSIX") {
        return Err(StoreError::Setup(format!(
            "the PostgreSQL database has encoding {encoding} and collation {collation}; 가나다 sorts alike everywhere \
             only with UTF8 and C: create database eungdapso encoding 'UTF8' locale 'C' template template0"
        )));
    }
    if !lets_go {
        tracing::warn!(
            "the database role may not execute pg_logical_emit_message: whoever takes a number keeps \
             the next one waiting until the commit is on the disk and on the standby; `eungdapso doctor` says what to grant"
        );
    }
    Ok(Pools::Postgres(pool))
}
