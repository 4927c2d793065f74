//! A transaction on PostgreSQL whose server may fall silent: whatever is asked is waited for so long and no longer, and a
//! connection that no longer answers leaves the pool.
//!
//! A server that was killed says so: its connections break. One whose machine or network is gone says nothing; the
//! system would wait for it a quarter of an hour, and the pool for ever.

mod address;

use std::io;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use futures_util::TryFutureExt;
use futures_util::future::BoxFuture;
use sqlx::pool::{PoolConnection, PoolConnectionMetadata};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, Postgres};
use sqlx::{AssertSqlSafe, Connection, raw_sql};
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

use crate::error::is_gone;
use crate::open::WAIT;

pub(crate) use address::options;

/// Connections of one server to PostgreSQL; its default allows a hundred in all.
pub const CONNECTIONS: u32 = 20;
/// For one answer to somebody who waits: requests end by then.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// For one answer to a long change: an index of a million rows is made within it.
pub(crate) const LONG: Duration = Duration::from_secs(2 * 3600);
/// For undoing what was left undone, and for a last word before a connection goes back.
const GOODBYE: Duration = Duration::from_secs(5);
/// A connection that lay still for longer is asked whether it lives; before each use it would cost everybody a journey.
const STILL: Duration = Duration::from_secs(10);
/// For that answer. Twenty dead ones are found out while one waits for a connection, or nearly.
const ALIVE: Duration = Duration::from_millis(500);

/// Between two tries where there is nobody to connect to, at first and at most: a hand-over takes some seconds.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_millis(500);

/// What the server does about us when it is we who fall silent; in its own units. An address may say otherwise.
const ABOUT_US: [(&str, &str); 6] = [
    // A transaction of a program that is gone would keep its rows from everybody for two hours.
    ("idle_in_transaction_session_timeout", "300s"),
    ("tcp_keepalives_idle", "60"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "30s"),
    // A question whose asker has hung up is not worked on any more.
    ("client_connection_check_interval", "10s"),
];

/// Connects once, to hear at start that it cannot be.
pub(crate) async fn pool(options: PgConnectOptions) -> sqlx::Result<PgPool> {
    let greeting = greeting(&options);
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(WAIT)
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
        .after_connect(move |connection, _| Box::pin(only_to_a_leader(connection, greeting.clone())))
        .connect_with(options)
        .await
}

/// Connections to a server that others may follow or not, made when they are needed; whoever asks for one waits so long.
pub(crate) fn pool_aside(options: PgConnectOptions, connections: u32, wait: Duration) -> PgPool {
    let greeting = greeting(&options);
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
        .after_connect(move |connection, _| Box::pin(greeted(connection, greeting.clone()).map_ok(drop)))
        .connect_lazy_with(options)
}

/// What each new connection is asked: whether its server follows another one. Our wishes are told in the same journey, and
/// not as the line is opened, for pgbouncer takes no `options` there.
fn greeting(options: &PgConnectOptions) -> String {
    let said = options.get_options().unwrap_or_default();
    let ours = ABOUT_US.into_iter().filter(|(name, _)| !said.contains(name));
    let wishes: String =
        ours.map(|(name, value)| format!(", set_config('{name}', '{value}', false)")).collect();
    format!("select pg_is_in_recovery(){wishes}")
}

async fn greeted(connection: &mut PgConnection, greeting: String) -> sqlx::Result<bool> {
    sqlx::query_scalar(AssertSqlSafe(greeting)).fetch_one(connection).await
}

/// A proxy may lead to a standby for a moment, when it starts or while another server becomes the leader. Such a line
/// would refuse every change for as long as it lives: it is given up at once, and another one is tried.
async fn only_to_a_leader(connection: &mut PgConnection, greeting: String) -> sqlx::Result<()> {
    if greeted(connection, greeting).await? {
        return Err(sqlx::Error::Protocol("this server follows another one and takes no change".into()));
    }
    Ok(())
}

async fn is_alive(connection: &mut PgConnection, about: PoolConnectionMetadata) -> sqlx::Result<bool> {
    Ok(about.idle_for < STILL || matches!(timeout(ALIVE, connection.ping()).await, Ok(Ok(()))))
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
        Ok(OnPostgres { connection, patience: PATIENCE, standing: Standing::Done })
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

    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        self.end("commit").await
    }

    pub(crate) async fn rollback(self) -> sqlx::Result<()> {
        self.end("rollback").await
    }

    /// What a server that fell silent did with these words nobody knows: its connection is not used again.
    async fn end(mut self, words: &'static str) -> sqlx::Result<()> {
        self.standing = Standing::Unsure;
        within(self.patience, async { raw_sql(words).execute(&mut *self).await }).await?;
        self.standing = Standing::Done;
        Ok(())
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

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn what_an_address_says_of_our_silence_stands() {
        let told = |url: &str| greeting(&PgConnectOptions::from_str(url).unwrap());
        assert!(told("postgres://u@h/d").contains("set_config('tcp_user_timeout', '30s', false)"));
        let theirs = told("postgres://u@h/d?options=-c%20tcp_user_timeout%3D5s");
        assert!(!theirs.contains("tcp_user_timeout") && theirs.contains("tcp_keepalives_idle"), "{theirs}");
    }
}
