//! What can go wrong between us and a database.

use std::io;
use std::sync::Arc;

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

/// A fault of the store. The message is for the log; people get their own words from whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody was faster: the row's version moved on, or the unique value is taken.
    #[error("conflict: {0}")]
    Conflict(String),
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// The database cannot be reached or is too busy; worth trying again.
    #[error("the database is not available")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// What lies in the database cannot be what we wrote.
    #[error("corrupt data: {0}")]
    Corrupt(String),
    /// The installation must be changed by somebody: wrong address, collation, schema or keys.
    #[error("{0}")]
    Setup(String),
    /// A key is missing, or a sealed text was altered.
    #[error(transparent)]
    Crypto(#[from] crate::crypto::CryptoError),
    #[error("SQL failed")]
    Sql(#[source] sqlx::Error),
}

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    pub fn is_conflict(&self) -> bool {
        matches!(self, StoreError::Conflict(_))
    }

    /// Whoever was at it is gone, and what became of it nobody knows.
    pub fn cut_short() -> StoreError {
        sqlx::Error::WorkerCrashed.into()
    }

    /// Nobody was served in time.
    pub fn no_turn() -> StoreError {
        sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "nobody had a turn in time")).into()
    }

    /// What is to be told to several whose change was one.
    #[must_use]
    pub fn for_another(&self) -> StoreError {
        match self {
            StoreError::Unavailable(why) => StoreError::Unavailable(Arc::clone(why)),
            _ => StoreError::cut_short(),
        }
    }

    pub(crate) fn corrupt(what: &str, value: impl std::fmt::Display) -> StoreError {
        StoreError::Corrupt(format!("{what}: {value}"))
    }
}

/// PostgreSQL's serialisation failure and deadlock: the loser may simply try again.
const LOST_RACES: [&str; 2] = ["40001", "40P01"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        use sqlx::Error as E;
        match &error {
            E::Database(db) if db.is_unique_violation() => StoreError::Conflict(db.message().to_owned()),
            E::Database(db) if db.code().is_some_and(|code| LOST_RACES.contains(&code.as_ref())) => {
                StoreError::Conflict(db.message().to_owned())
            }
            E::Database(db) if is_outage(db.as_ref()) => StoreError::Unavailable(Arc::new(error)),
            E::Io(_) | E::Tls(_) | E::Protocol(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => {
                StoreError::Unavailable(Arc::new(error))
            }
            _ => StoreError::Sql(error),
        }
    }
}

/// SQLite: busy (5), locked (6), with extended codes in the upper bits.
/// PostgreSQL: classes 08 (connection), 53 (resources), 57 (somebody ended it), and 25P03 (it lay still for too long) and
/// 25006: this server became another one's standby while we were connected to it. All that pgbouncer says is of class 08.
/// A panic ends the whole server, whatever it is called: it cannot write its log.
fn is_outage(db: &dyn DatabaseError) -> bool {
    let Some(code) = db.code() else { return false };
    if is_of_the_disk(db) {
        return true;
    }
    match db.try_downcast_ref::<PgDatabaseError>() {
        Some(told) => {
            told.severity() == PgSeverity::Panic
                || ["08", "53", "57", "25P03", "25006"].iter().any(|class| code.starts_with(class))
        }
        None => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6)),
    }
}

/// Where PostgreSQL reads and writes tables, what does not fit into memory, and what became of transactions.
const ON_DISK: [&str; 3] = ["md.c", "buffile.c", "slru.c"];

/// The disk fails or is full. SQLite: 10 and 13. PostgreSQL: 53100 and class 58; and what it has no class for and calls
/// internal, where it comes from its files: a quota that is used up (EDQUOT), a file that may grow no further (EFBIG).
fn is_of_the_disk(db: &dyn DatabaseError) -> bool {
    let Some(code) = db.code() else { return false };
    match db.try_downcast_ref::<PgDatabaseError>() {
        Some(told) => {
            let of_files = told.file().is_some_and(|file| ON_DISK.contains(&file));
            code == "53100" || code.starts_with("58") || (code == "XX000" && of_files)
        }
        None => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 10 | 13)),
    }
}

/// What may be the disk's fault.
pub(crate) trait MayBeTheDisk {
    fn is_the_disk(&self) -> bool;
}

impl MayBeTheDisk for sqlx::Error {
    fn is_the_disk(&self) -> bool {
        matches!(self, sqlx::Error::Database(db) if is_of_the_disk(db.as_ref()))
    }
}

impl MayBeTheDisk for StoreError {
    fn is_the_disk(&self) -> bool {
        matches!(self, StoreError::Unavailable(why) if why.is_the_disk())
    }
}

/// Of PostgreSQL: this connection will not answer any more, another may.
pub(crate) fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(why) => why.kind() != std::io::ErrorKind::TimedOut,
        sqlx::Error::Protocol(_) => true,
        // Ended by somebody, or by the server because it lay still; told to whoever uses it next.
        sqlx::Error::Database(db) => db
            .code()
            .is_some_and(|code| ["08", "57P"].iter().any(|class| code.starts_with(class)) || code == "25P03"),
        _ => false,
    }
}
