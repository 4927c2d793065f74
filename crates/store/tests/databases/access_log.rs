//! The access log is a chain: what was changed, taken out or cut off shows.

use domain::audit::Break;
use store::{Access, AccessAnchor, Chain, KeptAnchor, Store};
use testkit::databases::{Address, by_hand, keys};

use crate::fixture::{at, loosen, settle_with_case, tamper};

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

fn broken(seq: u64, how: Break) -> Chain {
    Chain::BrokenAt { seq, how }
}

async fn anchor(store: &Store) -> AccessAnchor {
    let mut tx = store.write().await.unwrap();
    let taken = tx.take_access_anchor(at(60)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    taken
}

/// As somebody who owns the database, and so may take its guards away.
async fn behind_our_back(url: &str, statements: &[&'static str]) {
    loosen(url, "access_log").await;
    for sql in statements {
        tamper(url, sql).await;
    }
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
        behind_our_back(&address.0, &["update access_log set account = 'choi' where seq = 3"]).await;
        assert_eq!(verify(&store).await, broken(3, Break::Changed));
    }

    async fn a_line_taken_out_shows(address: Address) {
        let store = five_lines(&address.0).await;
        behind_our_back(&address.0, &["delete from access_log where seq = 3"]).await;
        assert_eq!(verify(&store).await, broken(4, Break::Missing));
    }

    async fn a_beginning_taken_out_shows(address: Address) {
        let store = five_lines(&address.0).await;
        behind_our_back(&address.0, &["delete from access_log where seq <= 2"]).await;
        assert_eq!(verify(&store).await, broken(3, Break::Missing));
    }

    async fn lines_that_changed_places_show(address: Address) {
        let store = five_lines(&address.0).await;
        behind_our_back(&address.0, &[
            "update access_log set seq = 99 where seq = 2",
            "update access_log set seq = 2 where seq = 4",
            "update access_log set seq = 4 where seq = 99",
        ]).await;
        assert_eq!(verify(&store).await, broken(2, Break::Moved { from: 4 }));
    }

    async fn a_cut_off_end_shows(address: Address) {
        let store = five_lines(&address.0).await;
        behind_our_back(&address.0, &["delete from access_log where seq = 5"]).await;
        assert_eq!(verify(&store).await, broken(4, Break::CutOff));
    }

    async fn an_end_cut_off_with_its_mark_shows_by_the_anchor(address: Address) {
        let store = five_lines(&address.0).await;
        let taken = anchor(&store).await;
        behind_our_back(&address.0, &[
            "delete from access_log where seq = 5",
            "update chain_heads set seq = 4, hash = (select hash from access_log where seq = 4)",
        ]).await;
        assert_eq!(verify(&store).await, broken(4, Break::CutOff));
        let held = store.read().await.unwrap().holds_anchor(&taken).await.unwrap();
        assert!(!held, "an anchor that was written down elsewhere tells as well");
    }

    async fn a_log_made_anew_with_the_keys_shows_by_the_anchor(address: Address) {
        let store = five_lines(&address.0).await;
        anchor(&store).await;
        behind_our_back(&address.0, &["delete from access_log", "update chain_heads set seq = 0, hash = ''"]).await;
        let mut tx = store.write().await.unwrap();
        for n in [1, 2, 3, 5, 5, 6] {
            tx.log_access(&access(n)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(verify(&store).await, broken(5, Break::MadeAnew));
    }

    async fn an_anchor_is_taken_of_the_end_once(address: Address) {
        let store = five_lines(&address.0).await;
        let first = anchor(&store).await;
        assert_eq!(anchor(&store).await, first);
        assert_eq!(verify(&store).await, Chain::Whole { lines: 5 });
        let kept = store.read().await.unwrap().kept_anchors(9).await.unwrap();
        assert_eq!(kept, [KeptAnchor { anchor: first, at: at(60) }]);
    }

    async fn what_was_written_is_neither_changed_nor_taken_away(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        settle_with_case(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.log_access(&access(1)).await.unwrap();
        tx.commit().await.unwrap();
        anchor(&store).await;
        for sql in [
            "insert into events (complaint_id, seq, at, name, data) select id, 1, 0, 'filed', '' from complaints",
            "insert into openings (id, at, officer_id, what, purpose) select id, 0, id, '', '' from officers",
            "insert into access_reviews (id, month, reviewer_id, remarks, findings, at)
             select id, '2026-01', id, '', '', 0 from officers",
        ] {
            tamper(&address.0, sql).await;
        }
        for table in ["access_log", "access_anchors", "events", "openings", "access_reviews"] {
            for sql in [format!("update {table} set at = 7"), format!("delete from {table}")] {
                let refused = by_hand(&address.0, &sql).await.unwrap_err().to_string();
                assert!(refused.contains("is append-only"), "{sql}: {refused}");
            }
        }
        if !address.0.starts_with("sqlite") {
            let refused = by_hand(&address.0, "truncate access_log").await.unwrap_err().to_string();
            assert!(refused.contains("access_log is append-only"), "{refused}");
        }
        assert_eq!(verify(&store).await, Chain::Whole { lines: 1 });
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
