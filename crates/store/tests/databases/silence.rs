//! A PostgreSQL that falls silent: nobody waits for it without end, and its dead connections leave the pool.

use std::time::{Duration, Instant};

use store::{Engine, Store, StoreError};
use testkit::databases::{TestDatabase, keys};
use testkit::proxy::{Proxy, Weather};

use crate::fixture::at;

/// How long is waited for an answer that does not come.
const SHORT: Duration = Duration::from_millis(300);
/// For one that comes, on a busy machine.
const LONG: Duration = Duration::from_secs(10);
/// More than the pool has.
const MANY: usize = 24;

struct Far {
    database: TestDatabase,
    proxy: Proxy,
    store: Store,
}

async fn far(patience: Duration) -> Far {
    let database = TestDatabase::new(Engine::Postgres).await;
    let host = database.url().split('@').nth(1).unwrap().split('/').next().unwrap().to_owned();
    let proxy = Proxy::before(host.parse().unwrap()).await;
    let url = database.url().replace(&host, &proxy.address().to_string());
    let store = Store::open(&url, keys()).await.unwrap().waiting(patience);
    Far { database, proxy, store }
}

async fn asked(store: &Store) -> Result<(), StoreError> {
    store.read().await?.settings().await.map(drop)
}

mod a_silent_server_is_waited_for_so_long_and_its_connections_are_given_up {
    #[tokio::test]
    async fn postgres() {
        super::silent().await;
    }
}

async fn silent() {
    let Far { database, proxy, store } = far(SHORT).await;
    // As many connections as there may be, in the middle of their work.
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(store.read().await.unwrap());
    }
    proxy.set(Weather::Silent).await;
    let began = Instant::now();
    let asking = open.into_iter().map(|mut tx| tokio::spawn(async move { tx.settings().await.map(drop) }));
    for answer in asking.collect::<Vec<_>>() {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::Unavailable(_))));
    }
    assert!(began.elapsed() < SHORT * 10, "{:?}", began.elapsed());
    let answers = futures_of(&store, MANY).await;
    assert!(answers.iter().all(|answer| matches!(answer, Err(StoreError::Unavailable(_)))), "{answers:?}");
    // Those that were spoken into stay silent; the pool has others as soon as the line is good.
    proxy.set(Weather::Fair).await;
    let limit = Instant::now() + Duration::from_secs(20);
    while !futures_of(&store, MANY).await.iter().all(Result::is_ok) {
        assert!(Instant::now() < limit, "dead connections keep the places of living ones");
    }
    drop(store);
    database.remove().await;
}

async fn futures_of(store: &Store, many: usize) -> Vec<Result<(), StoreError>> {
    let asking: Vec<_> = (0..many)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { asked(&store).await })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asking {
        answers.push(answer.await.unwrap());
    }
    answers
}

mod a_commit_whose_answer_is_lost_is_told_as_one_that_may_have_been {
    #[tokio::test]
    async fn postgres() {
        super::lost().await;
    }
}

async fn lost() {
    let Far { database, proxy, store } = far(LONG).await;
    let mut tx = store.write().await.unwrap();
    tx.put_setting("theme", "kept", None, at(0)).await.unwrap();
    proxy.set(Weather::Cut).await;
    assert!(matches!(tx.commit().await, Err(StoreError::Unavailable(_))));
    assert!(!store.keeps().await, "nobody knows that anything is kept");
    proxy.set(Weather::Fair).await;
    let kept = store.read().await.unwrap().setting("theme").await.unwrap();
    assert_eq!(kept.as_deref(), Some("kept"), "the server had it");
    assert!(store.keeps().await);
    drop(store);
    database.remove().await;
}

mod connections_that_died_while_nobody_looked_are_noticed_by_nobody {
    #[tokio::test]
    async fn postgres() {
        super::died().await;
    }
}

async fn died() {
    let Far { database, proxy, store } = far(LONG).await;
    let answers = futures_of(&store, MANY).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    proxy.set(Weather::Refusing).await;
    proxy.set(Weather::Fair).await;
    assert!(proxy.cuts() > 1, "nothing was cut");
    let answers = futures_of(&store, MANY).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    drop(store);
    database.remove().await;
}
