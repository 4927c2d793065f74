//! What the database itself refuses: taking the person out of a file without a decision, or while it is on hold.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::retention::Decision;
use store::{Remains, Review, Store};
use testkit::databases::{Address, by_hand, keys};
use uuid::Uuid;

use crate::fixture::{CASE, KIM, at, peek, settle_with_case};

async fn refused(url: &str, sql: &str) -> String {
    by_hand(url, sql).await.unwrap_err().to_string()
}

async fn decided(store: &Store) {
    let review = Review {
        id: Uuid::from_u128(7),
        complaint: CASE,
        decision: Decision::Anonymise,
        keep_until: None,
        reason: "심의회 의결".into(),
        by: KIM,
        at: at(60),
    };
    let mut tx = store.write().await.unwrap();
    tx.put_review(&review).await.unwrap();
    tx.commit().await.unwrap();
}

const TAKE: &str = "update complaints set anonymised_at = 1";
const ERASE: &str = "update petitioners set erased_at = 1";

testkit::both_databases! {
    async fn the_person_is_not_taken_out_without_a_decision_or_on_hold(address: Address) {
        let url = &address.0;
        let store = Store::open(url, keys()).await.unwrap();
        settle_with_case(&store).await;
        assert!(refused(url, TAKE).await.contains("nobody has decided"));
        decided(&store).await;
        let hold = Uuid::from_u128(9);
        let mut tx = store.write().await.unwrap();
        tx.put_hold((hold, CASE), (KIM, at(61)), "소송").await.unwrap();
        tx.commit().await.unwrap();
        assert!(refused(url, TAKE).await.contains("is on hold"));
        assert!(refused(url, ERASE).await.contains("is on hold"));
        assert!(refused(url, "delete from holds").await.contains("holds"));
        for sql in ["delete from retention_reviews", "update retention_reviews set reason = ''"] {
            assert!(refused(url, sql).await.contains("append-only"));
        }
        let mut tx = store.write().await.unwrap();
        assert!(tx.put_hold((Uuid::from_u128(10), CASE), (KIM, at(62)), "감사").await.is_err(), "one at a time");
        drop(tx);
        let mut tx = store.write().await.unwrap();
        assert!(tx.lift_hold(hold, (KIM, at(63)), "종결").await.unwrap());
        tx.commit().await.unwrap();
        by_hand(url, TAKE).await.unwrap();
        assert!(refused(url, "update complaints set anonymised_at = null").await.contains("not undone"));
    }

    async fn nothing_of_the_person_lies_there_afterwards(address: Address) {
        let url = &address.0;
        let store = Store::open(url, keys()).await.unwrap();
        settle_with_case(&store).await;
        decided(&store).await;
        let sums = "select facet || day || agency_id || key || taken_in || live || answered from sums_now
                    order by facet, day, agency_id, key";
        let before = peek(url, sums).await;
        assert!(!before.is_empty());
        let everything = Scope::of(&Actor::System(Machinery::Sweep));
        let mut tx = store.write().await.unwrap();
        let file = tx.complaint_by_id_to_change(&everything, CASE).await.unwrap().complaint;
        let remains = Remains { title: "(익명)".into(), notes: Vec::new() };
        tx.anonymise(&file, &remains, at(70)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(peek(url, sums).await, before, "to the row");
        assert_eq!(peek(url, "select title || body || coalesce(place, '') from complaints").await, ["(익명)"]);
        let person = "select coalesce(name, '') || coalesce(phone, '') || coalesce(email, '') || coalesce(address, '')
                      || coalesce(name_index, '') || coalesce(phone_index, '') || coalesce(email_index, '')
                      || coalesce(secret_hash, '') from petitioners";
        assert_eq!(peek(url, person).await, [""]);
        store.fold_search().await.unwrap();
        assert!(store.check_search().await.unwrap().is_sound());
        assert_eq!(peek(url, "select 'left' from search_postings").await, Vec::<String>::new());
    }
}
