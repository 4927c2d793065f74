//! PostgreSQL of which another server may become the leader: who cannot take a change is not written to.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{Store, StoreError};
use testkit::databases::cluster::Home;
use testkit::databases::{TestDatabase, keys};

use crate::fixture::at;

/// So many log-ins at the standby are longer than one that is let in takes.
const LONG: &str = "select sessions > 25 from pg_stat_database where datname = current_database()";

#[test]
fn a_standby_is_not_taken_for_the_leader_and_is_found_when_it_becomes_one() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let home = Home::make();
        let leader = home.start("data", &[]);
        Store::open(&leader.url, keys()).await.unwrap().close().await;
        leader.cut();
        home.shell("touch data/standby.signal");
        let standby = home.start("data", &[]);
        let url = standby.url.clone();
        let connecting = tokio::spawn(async move { Store::connect(&url, keys()).await });
        standby.until_yes(LONG).await;
        assert!(!connecting.is_finished(), "a standby was taken for the leader");
        standby.asked("select pg_promote()::text").await;
        let store = connecting.await.unwrap().unwrap();
        let mut tx = store.write().await.unwrap();
        tx.put_setting("theme", "kept", None, at(0)).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
}

#[test]
fn a_server_that_takes_no_change_any_more_is_an_outage_and_no_fault() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = TestDatabase::new(store::Engine::Postgres).await;
        database.open().await.close().await;
        let mut db = PgConnection::connect(database.url()).await.unwrap();
        let name: String =
            sqlx::query_scalar("select current_database()::text").fetch_one(&mut db).await.unwrap();
        let demoted = format!("alter database \"{name}\" set default_transaction_read_only = on");
        sqlx::raw_sql(AssertSqlSafe(demoted)).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
        let store = Store::connect(database.url(), keys()).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let refused = tx.put_setting("theme", "lost", None, at(0)).await.err();
        assert!(matches!(refused, Some(StoreError::Unavailable(_))), "{refused:?}");
        drop(tx);
        store.close().await;
        database.remove().await;
    });
}
