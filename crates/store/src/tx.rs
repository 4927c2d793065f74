//! Transactions on either engine, and `on!`, which types one body for both.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::Change;
use crate::crypto::KeyRing;
use crate::error::{MayBeTheDisk, Result, StoreError};
use crate::numbers::Turns;
use crate::postgres::OnPostgres;
use crate::rows::Waiting;

/// Which database lies below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub(crate) enum Tx {
    Sqlite(OnSqlite),
    Postgres(OnPostgres),
}

impl Tx {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }
}

/// A snapshot of its own, or the writer's turn.
pub(crate) enum OnSqlite {
    Snapshot(sqlx::Transaction<'static, sqlx::Sqlite>),
    Change(Change),
}

impl From<sqlx::Transaction<'static, sqlx::Sqlite>> for OnSqlite {
    fn from(snapshot: sqlx::Transaction<'static, sqlx::Sqlite>) -> OnSqlite {
        OnSqlite::Snapshot(snapshot)
    }
}

impl From<Change> for OnSqlite {
    fn from(change: Change) -> OnSqlite {
        OnSqlite::Change(change)
    }
}

impl Deref for OnSqlite {
    type Target = sqlx::SqliteConnection;
    fn deref(&self) -> &sqlx::SqliteConnection {
        match self {
            OnSqlite::Snapshot(snapshot) => snapshot,
            OnSqlite::Change(change) => change,
        }
    }
}

impl DerefMut for OnSqlite {
    fn deref_mut(&mut self) -> &mut sqlx::SqliteConnection {
        match self {
            OnSqlite::Snapshot(snapshot) => snapshot,
            OnSqlite::Change(change) => change,
        }
    }
}

/// Whether what is committed is kept: a full disk is read from as if nothing were wrong.
#[derive(Clone)]
pub(crate) struct Writable(Arc<AtomicBool>);

impl Default for Writable {
    fn default() -> Writable {
        Writable(Arc::new(AtomicBool::new(true)))
    }
}

impl Writable {
    pub(crate) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn again(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// A successful commit does not clear the flag: it may have written nothing.
    fn note(&self, done: &Result<()>) {
        if let Err(StoreError::Unavailable(_)) = done {
            self.0.store(false, Ordering::Relaxed);
        }
    }

    /// PostgreSQL refuses what has no room when it is written, and not when it is committed.
    pub(crate) fn heard<T, E: MayBeTheDisk>(
        &self,
        answer: std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if answer.as_ref().is_err_and(MayBeTheDisk::is_the_disk) {
            self.0.store(false, Ordering::Relaxed);
        }
        answer
    }
}

/// One consistent view of the database. Dropping it ends it.
pub struct Read {
    /// Asked through [`Read::db`] alone, behind what waits.
    pub(crate) tx: Tx,
    pub(crate) waiting: Waiting,
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) writable: Writable,
    pub(crate) turns: Turns,
}

/// A change in the making: everything a [`Read`] can do, and more. Nothing lasts before
/// [`Write::commit`]; dropping it undoes all.
pub struct Write(pub(crate) Read);

impl Read {
    pub fn engine(&self) -> Engine {
        self.tx.engine()
    }

    /// A digest that only this installation's key ring can make; the same for the same value, always.
    pub fn keyed_digest(&self, purpose: &str, value: &str) -> Option<String> {
        self.keys.blind(purpose, value)
    }

    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }
}

impl Write {
    /// Undoes all, and waits until it is undone. Dropping does the same some time later, and until then
    /// PostgreSQL keeps the rows from everybody else.
    pub async fn rollback(self) -> Result<()> {
        match self.0.tx {
            Tx::Sqlite(OnSqlite::Snapshot(snapshot)) => snapshot.rollback().await?,
            Tx::Sqlite(OnSqlite::Change(change)) => change.rollback().await,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Returns once everything lasts that was seen here, for whoever is told of it as done: another's change is seen on
    /// PostgreSQL before a disk or a standby has it (see [`Write::next_receipt`]).
    pub async fn seen_to_last(mut self) -> Result<()> {
        if let Tx::Postgres(tx) = self.0.db().await? {
            tx.write_behind().await?;
        }
        self.commit().await
    }

    /// A row that waited and is refused undoes all, as a refused commit does.
    pub async fn commit(mut self) -> Result<()> {
        if let Err(refused) = self.0.db().await {
            self.rollback().await?;
            return Err(refused);
        }
        let Read { tx, writable, .. } = self.0;
        let done = match tx {
            Tx::Sqlite(OnSqlite::Snapshot(snapshot)) => snapshot.commit().await.map_err(StoreError::from),
            Tx::Sqlite(OnSqlite::Change(change)) => change.commit().await,
            Tx::Postgres(tx) => tx.commit().await.map_err(StoreError::from),
        };
        writable.note(&done);
        done
    }
}

impl Deref for Write {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.0
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.0
    }
}

/// Expands one body for both drivers. `db` is the driver's connection, `&mut SqliteConnection` or
/// `&mut PgConnection`: hand it over (`.fetch_all(db)`), or lend it (`&mut *db`) to use it again.
///
/// ```ignore
/// on!(self, db => sqlx::query_as::<_, Row>("select … where id = $1").bind(id).fetch_all(db).await)?
/// on!(self, db: Db => {                    // `Db` names the driver, for dynamic filters
///     let mut sql = QueryBuilder::<Db>::new("select … where true");
///     if let Some(stage) = stage { sql.push(" and stage = ").push_bind(stage); }
///     sql.build_query_as::<Row>().fetch_all(db).await
/// })?
/// ```
///
/// Parameters are written `$1` on both. The body must end in a type that knows no driver
/// (`Vec<Row>`, `.map(|done| done.rows_affected())`, `.map(drop)`); the compiler insists. On PostgreSQL it is given
/// up when no answer comes.
macro_rules! on {
    ($tx:expr, $db:ident => $body:expr) => {{
        let writable = $tx.writable.clone();
        writable.heard(match $tx.db().await? {
            $crate::tx::Tx::Sqlite(tx) => {
                let $db: &mut sqlx::SqliteConnection = &mut **tx;
                $body
            }
            $crate::tx::Tx::Postgres(tx) => {
                let patience = tx.patience;
                let $db: &mut sqlx::PgConnection = &mut **tx;
                $crate::postgres::within(patience, async { $body }).await
            }
        })
    }};
    ($tx:expr, $db:ident : $driver:ident => $body:expr) => {{
        let writable = $tx.writable.clone();
        writable.heard(match $tx.db().await? {
            $crate::tx::Tx::Sqlite(tx) => {
                type $driver = sqlx::Sqlite;
                let $db: &mut sqlx::SqliteConnection = &mut **tx;
                $body
            }
            $crate::tx::Tx::Postgres(tx) => {
                type $driver = sqlx::Postgres;
                let patience = tx.patience;
                let $db: &mut sqlx::PgConnection = &mut **tx;
                $crate::postgres::within(patience, async { $body }).await
            }
        })
    }};
}

pub(crate) use on;
