//! A copy of the whole database as it was at one moment, made while everybody works on.
//!
//! On SQLite a second file (`vacuum into`), read from then on instead of the first. On PostgreSQL a snapshot that
//! `pg_dump` shares with the view in which everything else about the copy is asked.

use std::fs::File;
use std::io;
use std::process::Stdio;
use std::str::FromStr;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tempfile::{NamedTempFile, TempPath};

use super::tools::Tool;
use super::{WholeFault, folder_of, sweep};
use crate::open::{Pools, Store, WAIT};
use crate::tx::{Read, Tx, on};

/// Begins the name of a second file.
const COPY: &str = ".eungdapso-copy-";

/// The database at one moment.
pub struct Snapshot {
    view: Read,
    source: Source,
}

enum Source {
    /// The second file; it goes with the snapshot.
    File(TempPath),
    Server {
        url: String,
        snapshot: String,
    },
}

/// The bytes of the copy, to be read to their end and then finished.
pub enum Copied {
    File(File),
    Dump(Box<Dump>),
}

/// `pg_dump` at work.
pub struct Dump(Tool);

impl Store {
    /// Takes the snapshot. On SQLite the second file lies beside the first, under the same protection, and is as large.
    pub async fn snapshot(&self, url: &str) -> Result<Snapshot, WholeFault> {
        match self.pools {
            Pools::Sqlite { .. } => {
                let file = second_file(url).await?;
                let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(WAIT);
                let options = SqliteConnectOptions::new().filename(&file).read_only(true).immutable(true);
                let tx = pool.connect_lazy_with(options).begin().await?;
                let view = self.view(Tx::Sqlite(tx.into()));
                Ok(Snapshot { view, source: Source::File(file) })
            }
            Pools::Postgres(_) => {
                let mut view = self.read().await?;
                // It waits for as long as `pg_dump` works; a server may be set to end those who only wait.
                on!(view, db => sqlx::query("set local idle_in_transaction_session_timeout = 0")
                    .execute(db).await.map(drop))?;
                let snapshot: String = on!(view, db => sqlx::query_scalar("select pg_export_snapshot()::text")
                    .fetch_one(db).await)?;
                Ok(Snapshot { view, source: Source::Server { url: url.to_owned(), snapshot } })
            }
        }
    }
}

async fn second_file(url: &str) -> Result<TempPath, WholeFault> {
    let options = SqliteConnectOptions::from_str(url)?.create_if_missing(false).busy_timeout(WAIT);
    let folder = folder_of(options.get_filename());
    sweep(folder, COPY)?;
    // Made here, so that nobody else may read it; `vacuum into` fills an empty file.
    let file = NamedTempFile::with_prefix_in(COPY, folder)?.into_temp_path();
    let name = file.to_str().ok_or_else(|| io::Error::other("the folder's name is not UTF-8"))?;
    let mut connection = options.connect().await?;
    sqlx::query("vacuum into $1").bind(name).execute(&mut connection).await?;
    sqlx::Connection::close(connection).await?;
    Ok(file)
}

impl Snapshot {
    /// Everything that can be asked, as of that moment.
    pub fn view(&mut self) -> &mut Read {
        &mut self.view
    }

    /// Begins to copy. On PostgreSQL the snapshot must live until the copy is finished.
    pub fn copy(&self) -> Result<Copied, WholeFault> {
        match &self.source {
            Source::File(path) => Ok(Copied::File(File::open(path)?)),
            Source::Server { url, snapshot } => {
                let tool = Tool::start("pg_dump", url, |command| {
                    command.args(["--format=custom", "--no-owner", "--no-privileges", "--encoding=UTF8"]);
                    command.arg("--snapshot").arg(snapshot).stdout(Stdio::piped());
                })?;
                Ok(Copied::Dump(Box::new(Dump(tool))))
            }
        }
    }
}

impl io::Read for Copied {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Copied::File(file) => file.read(into),
            Copied::Dump(dump) => match &mut dump.0.child.stdout {
                Some(stdout) => stdout.read(into),
                None => Ok(0),
            },
        }
    }
}

impl Copied {
    /// All was read: did whoever made it get to the end?
    pub fn finish(self) -> Result<(), WholeFault> {
        match self {
            Copied::File(_) => Ok(()),
            Copied::Dump(dump) => dump.0.finish(),
        }
    }
}
