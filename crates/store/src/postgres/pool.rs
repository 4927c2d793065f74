//! Connections to PostgreSQL: to a leader alone, or aside to a server that others may follow, with what we wish of them.

use std::time::Duration;

use futures_util::TryFutureExt;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection};
use tokio::time::timeout;

use super::CONNECTIONS;
use crate::open::WAIT;

/// A connection that lay still for longer is asked whether it lives; before each use it would cost everybody a journey.
const STILL: Duration = Duration::from_secs(10);
/// For that answer. Twenty dead ones are found out while one waits for a connection, or nearly.
const ALIVE: Duration = Duration::from_millis(500);

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
    usual(CONNECTIONS, WAIT)
        .after_connect(move |connection, _| Box::pin(only_to_a_leader(connection, greeting.clone())))
        .connect_with(options)
        .await
}

/// Connections to a server that others may follow or not, made when they are needed; whoever asks for one waits so long.
pub(crate) fn pool_aside(options: PgConnectOptions, connections: u32, wait: Duration) -> PgPool {
    let greeting = greeting(&options);
    usual(connections, wait)
        .after_connect(move |connection, _| Box::pin(greeted(connection, greeting.clone()).map_ok(drop)))
        .connect_lazy_with(options)
}

/// So many at most, and whoever asks for one waits so long.
fn usual(connections: u32, wait: Duration) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(is_alive(connection, about)))
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
