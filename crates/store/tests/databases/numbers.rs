//! Running numbers of the day: from one, without gap or twin, whoever asks at once.

use std::collections::BTreeSet;

use jiff::civil::date;
use store::Store;
use testkit::databases::{Address, keys};

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
