//! Rows that wait in their change: the change reads them, nobody else does, and one that is refused takes all along.

use domain::id::PetitionerId;
use store::{KeptResponse, LookUp, Store, Write};
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

    async fn rows_of_one_table_that_came_one_by_one_are_each_as_they_were_given(store: Store) {
        let phones = [None, Some("02-120"), Some("010-1234-5678"), None];
        let people: Vec<_> = (1_u128..).zip(phones).map(|(n, phone)| {
            let plain = petitioner(PetitionerId(Uuid::from_u128(n)), &format!("시민 {{{n}}}, \"NULL\" \\"));
            store::Petitioner { phone: phone.map(str::to_owned), created_at: at(i64::try_from(n).unwrap()), ..plain }
        }).collect();
        let mut tx = store.write().await.unwrap();
        for (person, key) in people.iter().zip(["one", "two", "three", "four"]) {
            tx.put_petitioners(std::slice::from_ref(person)).await.unwrap();
            keep(&mut tx, key).await;
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        for person in &people {
            let found = tx.petitioner(person.id).await.unwrap().unwrap();
            let told = |p: &store::Petitioner| (p.name.clone(), p.phone.clone(), p.email.clone(), p.created_at);
            assert_eq!(told(&found), told(person));
        }
        let asked = [Some(("kim".to_owned(), "four")), None, Some(("kim".to_owned(), "five")), Some(("lee".to_owned(), "one"))];
        assert_eq!(tx.are_kept(&asked).await.unwrap(), [true, false, false, false]);
    }

    async fn when_the_newest_were_filed_is_told_of_each_number_and_address(store: Store) {
        let mut tx = store.write().await.unwrap();
        for n in 1..=5 {
            let plain = petitioner(PetitionerId(Uuid::from_u128(n)), "박시민");
            let phone = (n % 2 == 0).then(|| "+82 10 1234 5678".to_owned());
            let person = store::Petitioner { phone, created_at: at(i64::try_from(n).unwrap()), ..plain };
            tx.put_petitioners(&[person]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let asked = [
            LookUp::Email("park@example.KR"),
            LookUp::Phone("010-0000-0000"),
            LookUp::Name("박시민"),
            LookUp::Phone("010-1234-5678"),
            LookUp::Phone(""),
        ];
        let filed = store.read().await.unwrap().newest_filings(&asked, 3).await.unwrap();
        assert_eq!(filed, [vec![at(5), at(4), at(3)], vec![], vec![], vec![at(4), at(2)], vec![]]);
        assert!(store.read().await.unwrap().newest_filings(&[], 3).await.unwrap().is_empty());
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
