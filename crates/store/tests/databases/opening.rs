//! Transactions: what is committed stays, what is dropped never was, and nobody opens what is not ours.

use store::{Store, StoreError};
use testkit::databases::keys;

use crate::fixture::at;

testkit::both_databases! {
    async fn a_dropped_change_never_was(store: Store) {
        let mut tx = store.write().await.unwrap();
        tx.put_setting("theme", "kept", None, at(0)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        tx.put_setting("theme", "dropped", None, at(1)).await.unwrap();
        assert_eq!(tx.setting("theme").await.unwrap().as_deref(), Some("dropped"));
        drop(tx);
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.setting("theme").await.unwrap().as_deref(), Some("kept"));
    }

    async fn a_reader_sees_one_moment_only(store: Store) {
        let mut reader = store.read().await.unwrap();
        assert!(reader.settings().await.unwrap().is_empty());
        let mut tx = store.write().await.unwrap();
        tx.put_setting("theme", "later", None, at(0)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(reader.settings().await.unwrap().is_empty());
        assert_eq!(store.read().await.unwrap().settings().await.unwrap().len(), 1);
    }

    /// Somebody who goes away while a transaction begins leaves none behind for the next one to fall into.
    async fn who_goes_away_while_it_begins_leaves_nothing_behind(store: Store) {
        for round in 0..60_u32 {
            for polls in 0..3 {
                let mut begin = std::pin::pin!(store.read());
                for _ in 0..polls {
                    let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(begin.as_mut().poll(cx)));
                    if polled.await.is_ready() {
                        break;
                    }
                    tokio::task::yield_now().await;
                }
            }
            let mut tx = store.write().await.unwrap();
            tx.put_setting("round", &round.to_string(), None, at(i64::from(round))).await.unwrap();
            tx.commit().await.unwrap();
            let seen = store.read().await.unwrap().setting("round").await.unwrap();
            assert_eq!(seen, Some(round.to_string()), "an old snapshot was left behind");
        }
    }

    async fn writers_wait_for_each_other(store: Store) {
        let mut tasks = Vec::new();
        for n in 0..8_i64 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for round in 0..10 {
                    let mut tx = store.write().await.unwrap();
                    tx.put_setting(&format!("{n}"), &format!("{round}"), None, at(round)).await.unwrap();
                    tx.commit().await.unwrap();
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(store.read().await.unwrap().settings().await.unwrap().len(), 8);
    }
}

#[tokio::test]
async fn an_address_that_cannot_work_is_refused_in_words() {
    for (url, why) in [
        ("sqlite::memory:", "name a file"),
        ("mysql://localhost/x", "sqlite:// or postgres://"),
        ("", "sqlite:// or postgres://"),
    ] {
        match Store::open(url, keys()).await {
            Err(StoreError::Setup(message)) => assert!(message.contains(why), "{message}"),
            Err(other) => panic!("{url}: {other:?}"),
            Ok(_) => panic!("{url} was opened"),
        }
    }
}
