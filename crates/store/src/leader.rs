//! The line to PostgreSQL: to the one server that may write, also after another one has become it.

use std::time::Duration;

use sqlx::postgres::{PgConnection, PgPool, PgPoolOptions};
use tokio::time::{Instant, sleep};

use crate::error::{Result, StoreError, is_away};
use crate::open::{Pools, WAIT, postgres_options};

/// Connections of one server to PostgreSQL; its default allows a hundred in all.
const CONNECTIONS: u32 = 20;
/// Between two tries where there is nobody to connect to, at first and at most: a hand-over takes some seconds.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_millis(500);

pub(crate) async fn open_postgres(url: &str) -> Result<Pools> {
    let options = postgres_options(url)?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(WAIT)
        .test_before_acquire(false)
        .after_connect(|line, _| Box::pin(only_to_a_leader(line)))
        .connect_with(options)
        .await?;
    let (encoding, collation): (String, String) = sqlx::query_as(
        "select pg_encoding_to_char(encoding)::text, datcollate::text from pg_database where datname = current_database()",
    )
    .fetch_one(&pool)
    .await?;
    if encoding != "UTF8" || !matches!(collation.as_str(), "C" | "C.UTF-8" | "C.utf8" | "POSIX") {
        return Err(StoreError::Setup(format!(
            "the PostgreSQL database has encoding {encoding} and collation {collation}; 가나다 sorts alike everywhere \
             only with UTF8 and C: create database eungdapso encoding 'UTF8' locale 'C' template template0"
        )));
    }
    Ok(Pools::Postgres(pool))
}

/// A proxy may lead to a standby for a moment, when it starts or while another server becomes the leader. Such a line
/// would refuse every change for as long as it lives: it is given up at once, and another one is tried.
async fn only_to_a_leader(line: &mut PgConnection) -> Result<(), sqlx::Error> {
    let follows: bool = sqlx::query_scalar("select pg_is_in_recovery()").fetch_one(line).await?;
    if follows {
        return Err(sqlx::Error::Protocol("this server follows another one and takes no change".into()));
    }
    Ok(())
}

/// Begins on a connection that may have died since it was used last: the next one is tried then. Asking each
/// connection before each use whether it lives would cost every request a journey. Where no connection can be had
/// the server is waited for, as long as for a free connection: a hand-over to another one is over by then.
pub(crate) async fn begin_there(
    pool: &PgPool,
    words: &'static str,
) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, sqlx::Error> {
    let until = Instant::now() + WAIT;
    let (mut at_once, mut pause) = (CONNECTIONS, PAUSE);
    loop {
        match pool.begin_with(words).await {
            Err(error) if is_away(&error) && Instant::now() < until => {}
            begun => return begun,
        }
        if at_once > 0 {
            at_once -= 1;
        } else {
            sleep(pause).await;
            pause = PAUSE_MAX.min(pause * 2);
        }
    }
}
