//! Running numbers of the day: from one, without gap or twin, whoever asks at once.

use std::collections::BTreeSet;

use jiff::civil::date;
use store::{Engine, Store};
use testkit::databases::cluster::{Home, Server};
use testkit::databases::{self, Address, keys};

use crate::fixture::tamper;

testkit::both_databases! {
    async fn each_day_and_series_begins_at_one(store: Store) {
        let mut tx = store.write().await.unwrap();
        let (today, tomorrow) = (date(2026, 3, 10), date(2026, 3, 11));
        assert_eq!(tx.next_receipt(today).await.unwrap(), 1);
        assert_eq!(tx.next_receipt(today).await.unwrap(), 2);
        assert_eq!(tx.next_application(today).await.unwrap(), 1);
        assert_eq!(tx.next_receipt(tomorrow).await.unwrap(), 1);
    }

    async fn a_number_not_committed_is_given_again(store: Store) {
        let today = date(2026, 3, 10);
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.next_receipt(today).await.unwrap(), 1);
        drop(tx);
        assert_eq!(store.write().await.unwrap().next_receipt(today).await.unwrap(), 1);
    }

    async fn many_at_once_leave_no_gap_and_no_twin(store: Store) {
        let take = |store: Store| async move {
            let mut tx = store.write().await.unwrap();
            let number = tx.next_receipt(date(2026, 3, 10)).await.unwrap();
            tx.commit().await.unwrap();
            number
        };
        let tasks: Vec<_> = (0..50).map(|_| tokio::spawn(take(store.clone()))).collect();
        let mut taken = BTreeSet::new();
        for task in tasks {
            taken.insert(task.await.unwrap());
        }
        assert!(taken.into_iter().eq(1..=50));
    }

    async fn a_day_of_more_than_a_million_goes_on(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        tamper(&address.0, "insert into number_series (series, day, last) values ('receipt', '2026-03-10', 999999)").await;
        let number = store.write().await.unwrap().next_receipt(date(2026, 3, 10)).await.unwrap();
        assert_eq!(domain::complaint::Number::receipt(date(2026, 3, 10), number).as_str(), "202603101000000");
    }
}

/// On PostgreSQL alone: SQLite has one writer.
#[test]
fn two_that_wait_for_each_others_series_are_told_apart() {
    databases::run(Engine::Postgres, |store: Store| async move {
        let today = date(2026, 3, 10);
        let (mut one, mut other) = (store.write().await.unwrap(), store.write().await.unwrap());
        one.next_receipt(today).await.unwrap();
        other.next_application(today).await.unwrap();
        let (one, other) =
            tokio::join!(async move { one.next_application(today).await.is_ok() }, async move {
                other.next_receipt(today).await.is_ok()
            });
        assert!(one != other, "one of them goes on, the other is refused");
    });
}

/// Takes the right to write behind a commit from everybody, and gives the address of a role that has the rest.
async fn without_the_right(server: &Server) -> String {
    server.told("create role office login").await;
    server.told("grant create on schema public to office").await;
    let revoke = "revoke execute on function pg_logical_emit_message(boolean, text, text) from public";
    server.told(revoke).await;
    server.url.replace("eungdapso@", "office@")
}

/// An administrator has hardened the database: slower, and nothing else.
#[test]
fn whoever_may_not_write_behind_a_commit_keeps_the_number_until_it_lasts() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let home = Home::make();
        let server = home.start("data", &[]);
        let url = without_the_right(&server).await;
        let store = Store::open(&url, keys()).await.unwrap();
        let today = date(2026, 3, 10);
        let mut first = store.write().await.unwrap();
        assert_eq!(first.next_receipt(today).await.unwrap(), 1);
        first.commit().await.unwrap();
        store.write().await.unwrap().seen_to_last().await.unwrap();
        let server_is = store.read().await.unwrap().server().await.unwrap();
        assert_eq!((server_is.get("role"), server_is.get("lets_go")), (Some("office"), Some("false")));

        nobody_follows(&server).await;
        let mut second = store.write().await.unwrap();
        assert_eq!(second.next_receipt(today).await.unwrap(), 2);
        let second = tokio::spawn(second.commit());
        server.until_yes("select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep'").await;
        let mut third = Store::connect(&url, keys()).await.unwrap().write().await.unwrap();
        let third = tokio::spawn(async move { third.next_receipt(today).await });
        server
            .until_yes("select count(*) > 0 from pg_stat_activity where wait_event = 'transactionid'")
            .await;
        assert!(!second.is_finished() && !third.is_finished(), "let go before a standby has it");
        somebody_need_not_follow(&server).await;
        second.await.unwrap().unwrap();
        assert_eq!(third.await.unwrap().unwrap(), 3);
        store.close().await;
    });
}

/// No commit lasts: a standby is waited for that does not exist.
async fn nobody_follows(server: &Server) {
    server.told("alter system set synchronous_standby_names = 'nobody'").await;
    server.asked("select pg_reload_conf()::text").await;
    server.until_yes("select current_setting('synchronous_standby_names') = 'nobody'").await;
}

async fn somebody_need_not_follow(server: &Server) {
    server.told("alter system reset synchronous_standby_names").await;
    server.asked("select pg_reload_conf()::text").await;
}

/// Where a commit lasts no earlier than a standby has it, and none does.
#[test]
fn a_filing_that_waits_for_a_standby_keeps_nobody_from_the_next_number() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let home = Home::make();
        let server = home.start("data", &[]);
        Store::open(&server.url, keys()).await.unwrap().close().await;
        nobody_follows(&server).await;

        let nodes = [
            Store::connect(&server.url, keys()).await.unwrap(),
            Store::connect(&server.url, keys()).await.unwrap(),
        ];
        let today = date(2026, 3, 10);
        let mut first = nodes[0].write().await.unwrap();
        assert_eq!(first.next_receipt(today).await.unwrap(), 1);
        let first = tokio::spawn(first.commit());
        server.until_yes("select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep'").await;
        for node in &nodes {
            let mut next = node.write().await.unwrap();
            assert_eq!(next.next_receipt(today).await.unwrap(), 2);
            next.rollback().await.unwrap();
        }
        // Who asks again is told that it is done only when it lasts.
        let again = tokio::spawn(nodes[1].write().await.unwrap().seen_to_last());
        server.until_yes("select count(*) > 1 from pg_stat_activity where wait_event = 'SyncRep'").await;
        assert!(!first.is_finished() && !again.is_finished(), "acknowledged before a standby has it");

        somebody_need_not_follow(&server).await;
        first.await.unwrap().unwrap();
        again.await.unwrap().unwrap();
        for node in nodes {
            node.close().await;
        }
    });
}
