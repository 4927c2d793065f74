//! The access log is a chain: what was changed, taken out or cut off shows.

use store::{Access, Chain, Store};
use testkit::databases::{Address, keys};

use crate::fixture::{at, tamper};

fn access(n: i64) -> Access {
    Access {
        at: at(n),
        account: Some(if n % 2 == 0 { "kim" } else { "lee" }.into()),
        ip: Some("10.0.0.1".into()),
        action: "open".into(),
        subject: Some(format!("2026031000000{n}")),
        outcome: "allowed".into(),
    }
}

async fn five_lines(url: &str) -> Store {
    let store = Store::open(url, keys()).await.unwrap();
    for n in 1..=5 {
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.log_access(&access(n)).await.unwrap(), n.cast_unsigned());
        tx.commit().await.unwrap();
    }
    assert_eq!(verify(&store).await, Chain::Whole { lines: 5 });
    store
}

async fn verify(store: &Store) -> Chain {
    store.read().await.unwrap().verify_accesses().await.unwrap()
}

testkit::both_databases! {
    async fn an_empty_log_is_whole(store: Store) {
        assert_eq!(verify(&store).await, Chain::Whole { lines: 0 });
    }

    async fn lines_come_back_newest_first_by_account_and_page(address: Address) {
        let store = five_lines(&address.0).await;
        let mut tx = store.read().await.unwrap();
        let page = tx.accesses(None, None, 2).await.unwrap();
        assert_eq!(page.iter().map(|line| line.seq).collect::<Vec<_>>(), [5, 4]);
        assert_eq!(page[0].access, access(5));
        let page = tx.accesses(None, Some(4), 10).await.unwrap();
        assert_eq!(page.iter().map(|line| line.seq).collect::<Vec<_>>(), [3, 2, 1]);
        let kims = tx.accesses(Some("kim"), None, 10).await.unwrap();
        assert_eq!(kims.iter().map(|line| line.seq).collect::<Vec<_>>(), [4, 2]);
    }

    async fn a_changed_line_shows(address: Address) {
        let store = five_lines(&address.0).await;
        tamper(&address.0, "update access_log set account = 'choi' where seq = 3").await;
        assert_eq!(verify(&store).await, Chain::BrokenAt { seq: 3 });
    }

    async fn a_line_taken_out_shows(address: Address) {
        let store = five_lines(&address.0).await;
        tamper(&address.0, "delete from access_log where seq = 3").await;
        assert_eq!(verify(&store).await, Chain::BrokenAt { seq: 4 });
    }

    async fn a_cut_off_end_shows(address: Address) {
        let store = five_lines(&address.0).await;
        tamper(&address.0, "delete from access_log where seq = 5").await;
        assert_eq!(verify(&store).await, Chain::BrokenAt { seq: 4 });
    }

    async fn a_pruned_beginning_is_no_break(address: Address) {
        let store = five_lines(&address.0).await;
        tamper(&address.0, "delete from access_log where seq <= 2").await;
        assert_eq!(verify(&store).await, Chain::Whole { lines: 3 });
    }

    async fn many_at_once_make_one_chain(store: Store) {
        let line = |store: Store, n| async move {
            let mut tx = store.write().await.unwrap();
            tx.log_access(&access(n)).await.unwrap();
            tx.commit().await.unwrap();
        };
        let tasks: Vec<_> = (0..30).map(|n| tokio::spawn(line(store.clone(), n))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(verify(&store).await, Chain::Whole { lines: 30 });
    }
}
