//! A copy brought back into an empty place: a file that gets its name last, or one transaction of `pg_restore`.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::str::FromStr;

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::NamedTempFile;

use super::tools::Tool;
use super::{WholeFault, folder_of, sweep};
use crate::open::{Store, scheme};
use crate::tx::{Engine, on};

/// Begins the name of a file that is not the database yet.
const DRAFT: &str = ".eungdapso-restore-";

/// Nothing lies at this address: no file, or a database without a table.
pub async fn is_vacant(url: &str) -> Result<bool, WholeFault> {
    match scheme(url)? {
        Engine::Sqlite => {
            let file = file_of(url)?;
            // A log without its database is somebody's last changes.
            let mut log = file.clone().into_os_string();
            log.push("-wal");
            Ok(!file.exists() && !PathBuf::from(log).exists())
        }
        Engine::Postgres => {
            let mut connection = PgConnectOptions::from_str(url)?.connect().await?;
            let sql = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace \
                       where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'";
            let things: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
            sqlx::Connection::close(connection).await?;
            Ok(things == 0)
        }
    }
}

fn file_of(url: &str) -> Result<PathBuf, WholeFault> {
    Ok(SqliteConnectOptions::from_str(url)?.get_filename().to_owned())
}

/// A database on its way back: written to, then finished. Dropped before that, nothing is there.
pub enum BringingBack {
    File { draft: Box<NamedTempFile>, place: PathBuf },
    Server(Box<Server>),
}

/// `pg_restore` at work.
pub struct Server(Tool);

impl BringingBack {
    /// Begins at an address where nothing lies.
    pub fn begin(url: &str) -> Result<BringingBack, WholeFault> {
        match scheme(url)? {
            Engine::Sqlite => {
                let place = file_of(url)?;
                sweep(folder_of(&place), DRAFT)?;
                let draft = Box::new(NamedTempFile::with_prefix_in(DRAFT, folder_of(&place))?);
                Ok(BringingBack::File { draft, place })
            }
            Engine::Postgres => {
                let tool = Tool::start("pg_restore", url, |command| {
                    command.args([
                        "--exit-on-error",
                        "--single-transaction",
                        "--no-owner",
                        "--no-privileges",
                    ]);
                    command.stdin(Stdio::piped());
                })?;
                Ok(BringingBack::Server(Box::new(Server(tool))))
            }
        }
    }

    /// All was written: it is the database from now on, and stays it through a power cut.
    pub fn finish(self) -> Result<(), WholeFault> {
        match self {
            BringingBack::File { draft, place } => {
                draft.as_file().sync_all()?;
                draft.persist_noclobber(&place).map_err(|error| error.error)?;
                File::open(folder_of(&place))?.sync_all()?;
                Ok(())
            }
            BringingBack::Server(mut server) => {
                drop(server.0.child.stdin.take());
                server.0.finish()
            }
        }
    }
}

impl io::Write for BringingBack {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            BringingBack::File { draft, .. } => draft.write(bytes),
            BringingBack::Server(server) => match &mut server.0.child.stdin {
                Some(stdin) => stdin.write(bytes),
                None => Err(io::ErrorKind::BrokenPipe.into()),
            },
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            BringingBack::File { draft, .. } => draft.flush(),
            BringingBack::Server(_) => Ok(()),
        }
    }
}

impl Store {
    /// Makes a database that was just brought back know its own sizes: without them PostgreSQL guesses its plans.
    pub async fn know_itself(&self) -> Result<(), WholeFault> {
        let mut tx = self.write_alone().await?;
        on!(tx.0, db => sqlx::raw_sql("analyze").execute(db).await.map(drop))?;
        Ok(tx.commit().await?)
    }
}
