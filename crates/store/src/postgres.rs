//! A transaction on PostgreSQL whose server may fall silent: whatever is asked is waited for so long and no longer, and a
//! connection that no longer answers leaves the pool.
//!
//! A server that was killed says so: its connections break. One whose machine or network is gone says nothing; the
//! system would wait for it a quarter of an hour, and the pool for ever.

mod address;
mod pool;

use std::io;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool, Postgres};
use sqlx::{Row, raw_sql};
use tokio::runtime::Handle;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{sleep, timeout};

use crate::error::is_gone;
use crate::open::WAIT;

pub use address::goes_in_the_clear;
pub(crate) use address::options;
pub(crate) use pool::{pool, pool_aside};

/// Connections of one server to PostgreSQL; its default allows a hundred in all.
pub const CONNECTIONS: u32 = 20;
/// For one answer to somebody who waits: requests end by then.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// For one answer to a long change: an index of a million rows is made within it.
pub(crate) const LONG: Duration = Duration::from_secs(2 * 3600);
/// For undoing what was left undone, and for a last word before a connection goes back.
const GOODBYE: Duration = Duration::from_secs(5);
/// Between two tries where there is nobody to connect to, at first and at most: a hand-over takes some seconds.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_millis(500);

/// Whether one may write behind a commit. 3577 is `pg_logical_emit_message` of a text in every release: from PostgreSQL 17 on
/// it has a parameter more.
macro_rules! may_let_go {
    () => {
        "has_function_privilege(3577::oid, 'execute')"
    };
}

pub(crate) use may_let_go;

/// A commit keeps its rows from others until the disk has it, and a standby that is waited for. After this one gives them to
/// others at once, and says nothing of how long it lasts; it tells only which server it is. Whoever may not write behind it
/// keeps its rows, as any commit does: it lasts when it is answered, and names no server.
///
/// The server is named in each transaction, and not remembered for a connection: a proxy that gives each transaction another
/// line would leave what is remembered standing, and it is the one that is to be found out.
macro_rules! let_go {
    () => {
        concat!(
            "case when ",
            $crate::postgres::may_let_go!(),
            " and set_config('synchronous_commit', 'off', true) = 'off'
             then pg_backend_pid() || ' ' || pg_postmaster_start_time() end"
        )
    };
}

pub(crate) use let_go;

/// Asked behind it: what is written after a commit is on that server's disk, and its standby's, no earlier. A proxy that
/// gives each transaction another line might ask another server, which knows nothing of it.
const LASTS: &str = "select pg_backend_pid() || ' ' || pg_postmaster_start_time() from pg_logical_emit_message(true, 'lasts', ''::text)";

/// Held from others of this program for as long as a row is held that everybody waits for.
struct Turn {
    held: OwnedMutexGuard<()>,
    /// Where it is let go before it lasts.
    server: Option<String>,
}

/// An answer, or that none came in time.
pub(crate) async fn within<T, E: From<sqlx::Error>>(
    patience: Duration,
    asked: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    match timeout(patience, asked).await {
        Ok(answered) => answered,
        Err(_) => Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into()).into()),
    }
}

/// Asks on a connection that may have died since it was used last: the next one is tried then. Where none can be had
/// the server is waited for, as long as for a free connection: a hand-over to another one is over by then. Only for what
/// nobody has seen happen yet.
pub(crate) async fn next_if_gone<T, F: Future<Output = sqlx::Result<T>>>(
    patience: Duration,
    mut ask: impl FnMut() -> F,
) -> sqlx::Result<T> {
    let (mut at_once, mut pause) = (CONNECTIONS, PAUSE);
    let asked = async {
        loop {
            match ask().await {
                Err(error) if is_gone(&error) && at_once > 0 => at_once -= 1,
                Err(error) if is_gone(&error) => {
                    sleep(pause).await;
                    pause = PAUSE_MAX.min(pause * 2);
                }
                asked => return asked,
            }
        }
    };
    within(WAIT.min(patience), asked).await
}

/// A connection in a transaction, or with a question of its own.
pub(crate) struct OnPostgres {
    /// Taken out when it goes.
    connection: Option<PoolConnection<Postgres>>,
    pub(crate) patience: Duration,
    standing: Standing,
    turn: Option<Turn>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nobody knows what the server has heard.
    Unsure,
    Begun,
    Done,
}

impl OnPostgres {
    /// Begins with these words.
    pub(crate) async fn begin(
        pool: &PgPool,
        words: &'static str,
        patience: Duration,
    ) -> sqlx::Result<OnPostgres> {
        let mut this = next_if_gone(patience, || async {
            let mut this = OnPostgres::free(pool).await?;
            this.start(words).await?;
            Ok(this)
        })
        .await?;
        this.patience = patience;
        Ok(this)
    }

    /// Outside of any transaction.
    pub(crate) async fn free(pool: &PgPool) -> sqlx::Result<OnPostgres> {
        let connection = Some(pool.acquire().await?);
        Ok(OnPostgres { connection, patience: PATIENCE, standing: Standing::Done, turn: None })
    }

    /// The same on a connection that was free. In a box: every act's future holds this one.
    pub(crate) fn start(&mut self, words: &'static str) -> BoxFuture<'_, sqlx::Result<()>> {
        Box::pin(async move {
            self.standing = Standing::Unsure;
            raw_sql(words).execute(&mut **self).await?;
            self.standing = Standing::Begun;
            Ok(())
        })
    }

    /// Whether it holds a row already that others wait for.
    pub(crate) fn is_waited_for(&self) -> bool {
        self.turn.is_some()
    }

    /// It is about to hold such a row: those of this program wait for the turn, and not on a connection each.
    pub(crate) fn take_turn(&mut self, held: OwnedMutexGuard<()>) {
        self.turn = Some(Turn { held, server: None });
    }

    /// It holds the row, and this server lets it go with the commit; `None` where it may not.
    pub(crate) fn lets_go_at(&mut self, server: Option<String>) {
        if let Some(turn) = &mut self.turn {
            turn.server = server;
        }
    }

    /// Something to commit, behind all that was committed before. Where nobody may write it, nobody let go of what does
    /// not last: the right is taken away with all programs stopped.
    pub(crate) async fn write_behind(&mut self) -> sqlx::Result<()> {
        let patience = self.patience;
        within(patience, async {
            if sqlx::query_scalar(concat!("select ", may_let_go!())).fetch_one(&mut **self).await? {
                raw_sql(LASTS).execute(&mut **self).await?;
            }
            Ok(())
        })
        .await
    }

    /// Returns once it lasts, whoever it let go before.
    pub(crate) async fn commit(mut self) -> sqlx::Result<()> {
        let Some(turn) = self.turn.take() else { return self.end("commit").await };
        self.say_last("commit").await?;
        drop(turn.held);
        if turn.server.is_some() && self.last_said().await? != turn.server {
            return Err(sqlx::Error::Protocol(
                "another server answered for a commit than the one that took it".into(),
            ));
        }
        self.standing = Standing::Done;
        Ok(())
    }

    /// Behind what was let go and is there for everybody to see: nobody may take a refusal for nothing done, and do it again.
    async fn last_said(&mut self) -> sqlx::Result<Option<String>> {
        // To the end: it lasts when the server says that it is ready, and not when it has named itself.
        let said = within(self.patience, async { sqlx::query(LASTS).fetch_all(&mut **self).await });
        let said = said.await.map_err(|why| match why {
            sqlx::Error::Database(why) => {
                sqlx::Error::Protocol(format!("let go, and not known to last: {why}"))
            }
            why => why,
        })?;
        said.first().map_or(Ok(None), |row| row.try_get(0))
    }

    pub(crate) async fn rollback(self) -> sqlx::Result<()> {
        self.end("rollback").await
    }

    /// Says these words and gives the connection back.
    async fn end(mut self, words: &'static str) -> sqlx::Result<()> {
        self.say_last(words).await?;
        self.standing = Standing::Done;
        Ok(())
    }

    /// What a server that fell silent did with these words nobody knows: its connection is not used again.
    async fn say_last(&mut self, words: &'static str) -> sqlx::Result<()> {
        self.standing = Standing::Unsure;
        within(self.patience, async { raw_sql(words).execute(&mut **self).await.map(drop) }).await
    }
}

impl Deref for OnPostgres {
    type Target = PgConnection;
    #[expect(clippy::expect_used, reason = "it is there until it is dropped")]
    fn deref(&self) -> &PgConnection {
        self.connection.as_ref().expect("taken only when dropped")
    }
}

impl DerefMut for OnPostgres {
    #[expect(clippy::expect_used, reason = "it is there until it is dropped")]
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection.as_mut().expect("taken only when dropped")
    }
}

impl Drop for OnPostgres {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        match Handle::try_current() {
            Ok(runtime) if self.standing != Standing::Unsure => {
                let goodbye = GOODBYE.min(self.patience);
                runtime.spawn(give_back(connection, self.standing == Standing::Begun, goodbye));
            }
            // Closed at once; whatever it was in ends with it.
            Ok(_) | Err(_) => drop(connection.detach()),
        }
    }
}

/// Back into the pool if it answers; otherwise out of it, so that another takes its place.
async fn give_back(mut connection: PoolConnection<Postgres>, undo: bool, goodbye: Duration) {
    if undo {
        let undone = timeout(goodbye, raw_sql("rollback").execute(&mut *connection)).await;
        if !matches!(undone, Ok(Ok(_))) {
            drop(connection.detach());
            return;
        }
    }
    // Dropped unfinished, it is closed.
    drop(timeout(goodbye, connection.return_to_pool()).await);
}
