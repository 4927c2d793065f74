//! A PostgreSQL database for one test, copied from a migrated template.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use store::{Engine, Store};

/// The server on which tests may make databases.
const SERVER: &str = "EUNGDAPSO_TEST_POSTGRES";
/// Held while the template is made, so that one test process of many does it.
const TEMPLATE_LOCK: i64 = 7_203_485_918;

static MADE: AtomicU32 = AtomicU32::new(0);

/// Name and address of a new, migrated database.
pub(super) async fn create() -> (String, String) {
    let mut server = connect().await;
    let template = template(&mut server).await;
    make(&mut server, &format!("template {template}")).await
}

/// The same without a table.
pub(super) async fn create_vacant() -> (String, String) {
    make(&mut connect().await, "encoding 'UTF8' locale 'C' template template0").await
}

async fn make(server: &mut PgConnection, how: &str) -> (String, String) {
    let name = format!("eungdapso_test_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    // A killed run may have left its database behind, and process ids come round again.
    run(server, format!("drop database if exists {name} with (force)")).await;
    run(server, format!("create database {name} {how}")).await;
    let url = address(&name);
    (name, url)
}

pub(super) async fn remove(name: &str) {
    run(&mut connect().await, format!("drop database if exists {name} with (force)")).await;
}

/// The template belongs to one schema: a changed migration makes a new one.
async fn template(server: &mut PgConnection) -> String {
    let name = format!("eungdapso_template_{}", store::fingerprint(Engine::Postgres));
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *server).await.unwrap();
    let there: bool = sqlx::query_scalar("select exists (select 1 from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut *server)
        .await
        .unwrap();
    if !there {
        let making = format!("{name}_making");
        run(server, format!("drop database if exists {making} with (force)")).await;
        run(server, format!("create database {making} encoding 'UTF8' locale 'C' template template0")).await;
        Store::open(&address(&making), super::keys()).await.unwrap().close().await;
        run(server, format!("alter database {making} rename to {name}")).await;
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(server).await.unwrap();
    name
}

async fn run(server: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(server).await.unwrap();
}

async fn connect() -> PgConnection {
    let url = server_url();
    match PgConnection::connect(&url).await {
        Ok(connection) => connection,
        Err(error) => panic!("PostgreSQL of {SERVER} does not answer: {error}"),
    }
}

fn server_url() -> String {
    match std::env::var(SERVER) {
        Ok(url) => url,
        Err(_) => {
            panic!(
                "PostgreSQL is missing: run `cargo xtask test` (it starts one) or set EUNGDAPSO_TEST_POSTGRES"
            )
        }
    }
}

/// The server's address with another database's name.
fn address(name: &str) -> String {
    let url = server_url();
    let (before, query) =
        url.split_once('?').map_or((url.as_str(), None), |(before, query)| (before, Some(query)));
    let server = match before.split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest)),
        None => before.to_owned(),
    };
    query.map_or_else(|| format!("{server}/{name}"), |query| format!("{server}/{name}?{query}"))
}
