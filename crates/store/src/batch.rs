//! Group commit on SQLite: changes of several people, one wait for the disk.
//!
//! SQLite has one writer, and a commit waits until the disk has it; one by one, no more acts are done in a second
//! than the disk can confirm. So whoever has done their change does not commit at once but lines up again, behind
//! those who already wait for the writer. They do theirs in the same transaction, each behind a savepoint of its
//! own, and the first to have the writer again commits for all. Nobody hears of their own change before the disk
//! has it, and where nobody waits nothing is any slower.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::error::{Result, StoreError};

/// The one writer and those in line for it, first come first served. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Writer {
    line: Arc<Mutex<Line>>,
}

/// With whom a change may be committed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Company {
    /// With those before and after it.
    Shared,
    /// With nobody before it: a long one, which none of their commits should wait for.
    Alone,
}

/// What is under way on the writer's connection.
struct Line {
    options: SqliteConnectOptions,
    connection: SqliteConnection,
    batch: Option<Batch>,
    /// A change that was begun; it is undone unless it is finished.
    torn: bool,
    /// The connection cannot be used any more.
    broken: bool,
}

/// Changes that are committed together. What became of them is told to all who are in it.
struct Batch {
    outcome: watch::Sender<Option<Outcome>>,
    /// Changes that are done and wait for the commit.
    done: usize,
}

#[derive(Clone)]
enum Outcome {
    Committed,
    /// Nothing of it is in the database.
    Lost(Arc<sqlx::Error>),
}

impl Outcome {
    fn told(&self) -> Result<()> {
        match self {
            Outcome::Committed => Ok(()),
            Outcome::Lost(fault) => Err(StoreError::Unavailable(Arc::clone(fault))),
        }
    }
}

/// One change in the making: the only one on the connection until it ends.
pub(crate) struct Change {
    writer: Writer,
    line: OwnedMutexGuard<Line>,
}

impl Writer {
    pub(crate) async fn connect(options: SqliteConnectOptions) -> Result<Writer> {
        let connection = options.connect().await?;
        let line = Line { options, connection, batch: None, torn: false, broken: false };
        Ok(Writer { line: Arc::new(Mutex::new(line)) })
    }

    /// Begins a change as soon as nobody else is in one.
    pub(crate) async fn begin(&self, company: Company, wait: Duration) -> Result<Change> {
        let mut change = self.turn(wait).await?;
        if company == Company::Alone {
            change.line.commit().await;
        }
        change.line.begin().await?;
        Ok(change)
    }

    /// The connection between two batches, in no transaction while it is held.
    pub(crate) async fn between(&self, wait: Duration) -> Result<Change> {
        let mut change = self.turn(wait).await?;
        change.line.commit().await;
        Ok(change)
    }

    async fn turn(&self, wait: Duration) -> Result<Change> {
        let line = tokio::time::timeout(wait, Arc::clone(&self.line).lock_owned());
        let line = line.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let mut change = Change { writer: self.clone(), line };
        change.line.mend().await;
        Ok(change)
    }

    /// Commits what is done, and leaves the file complete without its log.
    pub(crate) async fn close(&self) {
        let mut line = self.line.lock().await;
        line.mend().await;
        line.commit().await;
        if let Err(fault) = line.run("pragma wal_checkpoint(truncate)").await {
            tracing::debug!(%fault, "the log stays beside the database");
        }
    }
}

impl Line {
    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(&mut self.connection).await.map(drop)
    }

    async fn begin(&mut self) -> Result<()> {
        if self.batch.is_some() {
            if let Err(fault) = self.run("savepoint change").await {
                return Err(StoreError::Unavailable(self.lose(fault).await));
            }
        } else {
            if self.broken {
                self.connection = self.options.connect().await?;
                self.broken = false;
            }
            if let Err(fault) = self.run("begin immediate").await {
                self.give_up().await;
                return Err(fault.into());
            }
            self.batch = Some(Batch { outcome: watch::Sender::new(None), done: 0 });
        }
        self.torn = true;
        Ok(())
    }

    /// Whether the change under way has others before it in its batch.
    fn follows(&self) -> bool {
        self.batch.as_ref().is_some_and(|batch| batch.done > 0)
    }

    /// The change under way is done; what becomes of it is heard from the receiver.
    async fn finish(&mut self) -> Result<watch::Receiver<Option<Outcome>>, Arc<sqlx::Error>> {
        if self.follows()
            && let Err(fault) = self.run("release change").await
        {
            return Err(self.lose(fault).await);
        }
        self.torn = false;
        match &mut self.batch {
            Some(batch) => {
                batch.done += 1;
                Ok(batch.outcome.subscribe())
            }
            None => Err(Arc::new(sqlx::Error::WorkerCrashed)),
        }
    }

    /// Undoes a change that was dropped half-way; those before it in the batch stay.
    async fn mend(&mut self) {
        if !std::mem::take(&mut self.torn) {
            return;
        }
        if !self.follows() {
            self.batch = None;
            self.give_up().await;
            return;
        }
        for sql in ["rollback to change", "release change"] {
            if let Err(fault) = self.run(sql).await {
                self.lose(fault).await;
                return;
            }
        }
    }

    /// Commits whatever is done, and tells those it belongs to.
    async fn commit(&mut self) {
        if self.batch.is_none() {
            return;
        }
        match self.run("commit").await {
            Ok(()) => self.tell(&Outcome::Committed),
            Err(fault) => drop(self.lose(fault).await),
        }
    }

    /// The batch is not in the database: SQLite undid it by itself, or could not commit it.
    async fn lose(&mut self, fault: sqlx::Error) -> Arc<sqlx::Error> {
        let fault = Arc::new(fault);
        self.torn = false;
        self.tell(&Outcome::Lost(Arc::clone(&fault)));
        self.give_up().await;
        fault
    }

    fn tell(&mut self, outcome: &Outcome) {
        if let Some(batch) = self.batch.take() {
            batch.outcome.send_replace(Some(outcome.clone()));
        }
    }

    /// Ends whatever transaction there is; a connection that cannot even do that is not used again.
    async fn give_up(&mut self) {
        // A database that answers had ended it already.
        self.broken = matches!(self.run("rollback").await, Err(fault) if fault.as_database_error().is_none());
    }
}

impl Change {
    /// Returns once the disk has it. Goes on to the end although the asker goes away: those after it in the
    /// batch count on somebody to commit.
    pub(crate) async fn commit(self) -> Result<()> {
        match tokio::spawn(self.finish()).await {
            Ok(done) => done,
            Err(_) => Err(sqlx::Error::WorkerCrashed.into()),
        }
    }

    async fn finish(mut self) -> Result<()> {
        let finished = self.line.finish().await;
        let mut outcome = finished.map_err(StoreError::Unavailable)?;
        let line = Arc::clone(&self.writer.line);
        drop(self);
        // Behind all who waited while this change was made.
        let turn = tokio::select! {
            biased;
            _ = outcome.wait_for(Option::is_some) => None,
            line = line.lock() => Some(line),
        };
        if let Some(mut line) = turn {
            line.mend().await;
            if outcome.borrow().is_none() {
                line.commit().await;
            }
        }
        let told = outcome.borrow().clone();
        told.map_or_else(|| Err(sqlx::Error::WorkerCrashed.into()), |outcome| outcome.told())
    }

    /// Undoes it, and waits until it is undone.
    pub(crate) async fn rollback(mut self) {
        self.line.mend().await;
    }
}

/// Undone by a task of its own: the batch, and another program that wants to write, must not wait for the next
/// one who comes.
impl Drop for Change {
    fn drop(&mut self) {
        if !self.line.torn {
            return;
        }
        let line = Arc::clone(&self.writer.line);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { line.lock().await.mend().await });
        }
    }
}

impl Deref for Change {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.line.connection
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.line.connection
    }
}

#[cfg(test)]
mod tests;
