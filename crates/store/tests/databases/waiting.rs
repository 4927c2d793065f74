//! Rows that wait in their change: the change reads them, nobody else does, and one that is refused takes all along.

use domain::id::PetitionerId;
use store::{KeptResponse, Store, Write};
use uuid::Uuid;

use crate::fixture::{PARK, at, petitioner};

async fn keep(tx: &mut Write, key: &str) {
    let kept = KeptResponse { request_hash: "hash".into(), response: "{}".into() };
    tx.keep_response("kim", key, &kept, at(0)).await.unwrap();
}

async fn kept(store: &Store, key: &str) -> bool {
    store.read().await.unwrap().kept_response("kim", key).await.unwrap().is_some()
}

testkit::both_databases! {
    async fn what_waits_is_read_by_its_own_change_and_by_nobody_else_before_the_commit(store: Store) {
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "one").await;
        tx.put_petitioners(&[petitioner(PARK, "박시민")]).await.unwrap();
        keep(&mut tx, "two").await;
        assert_eq!(tx.petitioner(PARK).await.unwrap().unwrap().name, "박시민");
        for key in ["one", "two"] {
            assert!(tx.kept_response("kim", key).await.unwrap().is_some(), "{key}");
            assert!(!kept(&store, key).await, "{key}");
        }
        tx.commit().await.unwrap();
        assert!(kept(&store, "two").await);
    }

    async fn what_waits_goes_with_a_change_that_is_given_up(store: Store) {
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "rolled back").await;
        tx.rollback().await.unwrap();
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "dropped").await;
        drop(tx);
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "committed").await;
        tx.commit().await.unwrap();
        for (key, there) in [("rolled back", false), ("dropped", false), ("committed", true)] {
            assert_eq!(kept(&store, key).await, there, "{key}");
        }
    }

    async fn one_row_that_is_refused_takes_the_others_along(store: Store) {
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "taken").await;
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        tx.put_petitioners(&[petitioner(PARK, "박시민")]).await.unwrap();
        keep(&mut tx, "taken").await;
        assert!(tx.commit().await.unwrap_err().is_conflict());
        assert!(store.read().await.unwrap().petitioner(PARK).await.unwrap().is_none());
    }

    /// More than one statement takes, with others before and behind.
    async fn many_rows_travel_with_few(store: Store) {
        let many: Vec<_> = (1..=450).map(|n| petitioner(PetitionerId(Uuid::from_u128(n)), "박시민")).collect();
        let mut tx = store.write().await.unwrap();
        keep(&mut tx, "before").await;
        tx.put_petitioners(&many).await.unwrap();
        keep(&mut tx, "behind").await;
        tx.commit().await.unwrap();
        let ids: Vec<_> = many.iter().map(|petitioner| petitioner.id).collect();
        assert_eq!(store.read().await.unwrap().petitioners(&ids).await.unwrap().len(), many.len());
        assert!(kept(&store, "before").await && kept(&store, "behind").await);
    }
}
