//! 내려받기 파일: one worker has it, whoever asked may call it off, and its bytes are known until they are gone.

use domain::complaint::StageName;
use domain::export::{ExportFailure, ExportState};
use domain::id::OfficerId;
use jiff::{SignedDuration, Timestamp};
use store::read::{Filter, Sort};
use store::{ClaimedExport, Export, KeptBy, ListAsked, Progress, Store};
use testkit::office::TestOffice;
use testkit::world::{KIM, LEE, morning};
use uuid::Uuid;

const LEASE: SignedDuration = SignedDuration::from_mins(5);

fn later(minutes: i64) -> Timestamp {
    morning() + SignedDuration::from_mins(minutes)
}

fn list() -> ListAsked {
    let filter = Filter {
        stages: vec![StageName::Accepted],
        words: Some("가로등".to_owned()),
        from: Some(morning()),
        ..Filter::default()
    };
    ListAsked {
        list: "/complaints".to_owned(),
        title: "총괄 민원 조회".to_owned(),
        query: "stage=accepted&q=%EA%B0%80%EB%A1%9C%EB%93%B1".to_owned(),
        filter,
        sort: Sort::Newest,
        conditions: vec![("진행상태".to_owned(), "처리자 접수".to_owned())],
    }
}

async fn ask(store: &Store, n: u128, by: OfficerId, minutes: i64) -> Uuid {
    let id = Uuid::from_u128(n);
    let mut tx = store.write().await.unwrap();
    tx.ask_export(id, by, &list(), later(minutes)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn claim(store: &Store, minutes: i64) -> Option<ClaimedExport> {
    let now = later(minutes);
    let mut tx = store.write().await.unwrap();
    let claimed = tx.claim_export((now, now + LEASE), now).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn one(store: &Store, by: OfficerId, id: Uuid) -> Export {
    store.read().await.unwrap().export(by, id).await.unwrap().unwrap()
}

testkit::both_databases! {
    async fn it_is_kept_as_it_was_asked_and_is_its_owners_alone(office: TestOffice) {
        let store = office.store().clone();
        let (first, second) = (ask(&store, 1, KIM, 0).await, ask(&store, 2, KIM, 1).await);
        let export = one(&store, KIM, first).await;
        assert_eq!((&export.asked, export.state, export.rows_expected), (&list(), ExportState::Waiting, None));
        let mut tx = store.write().await.unwrap();
        let own: Vec<Uuid> = tx.exports_of(KIM, 5).await.unwrap().iter().map(|export| export.id).collect();
        assert_eq!(own, [second, first]);
        assert!(tx.exports_of(LEE, 5).await.unwrap().is_empty());
        assert!(tx.export(LEE, first).await.unwrap().is_none());
        assert!(!tx.cancel_export(LEE, first, later(2)).await.unwrap(), "somebody else's");
    }

    async fn one_worker_has_it_until_nobody_hears_of_that_worker(office: TestOffice) {
        let store = office.store().clone();
        let (first, second) = (ask(&store, 1, KIM, 0).await, ask(&store, 2, LEE, 1).await);
        let mine = claim(&store, 2).await.unwrap();
        assert_eq!((mine.export.id, mine.attempt, mine.export.state), (first, 1, ExportState::Running));
        assert_eq!(claim(&store, 2).await.unwrap().export.id, second, "the next one");
        assert_eq!(claim(&store, 2).await, None, "each is somebody's");
        let mut tx = store.write().await.unwrap();
        let far = Progress { rows: 200, expected: Some(450) };
        assert!(tx.keep_export(&mine, far, later(6) + LEASE).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(claim(&store, 8).await.unwrap().export.id, second, "the other was not heard of");
        assert_eq!(one(&store, KIM, first).await.rows_done, 200);
        let again = claim(&store, 11).await.unwrap();
        assert_eq!((again.export.id, again.attempt, again.export.rows_done), (first, 2, 0));
        let mut tx = store.write().await.unwrap();
        assert!(!tx.keep_export(&mine, far, later(20)).await.unwrap(), "it is another's now");
        assert!(!tx.store_export(&mine, Uuid::from_u128(9), later(20)).await.unwrap());
        assert!(!tx.finish_export(&mine, (450, false, 9), (later(12), later(99))).await.unwrap());
        assert!(!tx.fail_export(&mine, ExportFailure::Storage, later(12)).await.unwrap());
        assert!(tx.finish_export(&again, (450, true, 9), (later(12), later(99))).await.unwrap());
        assert!(!tx.finish_export(&again, (450, true, 9), (later(12), later(99))).await.unwrap(), "once");
        tx.commit().await.unwrap();
        let done = one(&store, KIM, first).await;
        assert_eq!((done.state, done.rows_done, done.cut, done.size), (ExportState::Done, 450, true, Some(9)));
        assert_eq!((done.finished_at, done.expires_at), (Some(later(12)), Some(later(99))));
    }

    async fn workers_that_ask_at_once_have_one_each(office: TestOffice) {
        let store = office.store().clone();
        for n in 1..=4 {
            ask(&store, n, KIM, 0).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            workers.spawn(async move { claim(&store, 1).await });
        }
        let mut had: Vec<Uuid> = workers.join_all().await.into_iter().flatten().map(|c| c.export.id).collect();
        had.sort();
        assert_eq!(had, (1..=4).map(Uuid::from_u128).collect::<Vec<_>>());
    }

    async fn what_was_called_off_goes_on_no_further(office: TestOffice) {
        let store = office.store().clone();
        let (running, waiting) = (ask(&store, 1, KIM, 0).await, ask(&store, 2, KIM, 1).await);
        let claimed = claim(&store, 2).await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert!(tx.cancel_export(KIM, running, later(3)).await.unwrap());
        assert!(tx.cancel_export(KIM, waiting, later(3)).await.unwrap());
        assert!(!tx.cancel_export(KIM, waiting, later(3)).await.unwrap(), "it is over already");
        assert!(!tx.keep_export(&claimed, Progress { rows: 1, expected: None }, later(9)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(claim(&store, 60).await, None);
        assert_eq!(one(&store, KIM, running).await.state, ExportState::Cancelled);
    }

    async fn bytes_are_known_until_they_are_gone(office: TestOffice) {
        let store = office.store().clone();
        let (taken, cancelled) = (ask(&store, 1, KIM, 0).await, ask(&store, 2, KIM, 1).await);
        let mut tx = store.write().await.unwrap();
        for (id, place) in [(taken, 0xf1), (cancelled, 0xf2)] {
            let claimed = tx.claim_export((later(2), later(2) + LEASE), later(2)).await.unwrap().unwrap();
            assert_eq!(claimed.export.id, id);
            assert!(tx.store_export(&claimed, Uuid::from_u128(place), later(3) + LEASE).await.unwrap());
            if id == taken {
                assert!(tx.finish_export(&claimed, (3, false, 9), (later(3), later(100))).await.unwrap());
            }
        }
        tx.cancel_export(KIM, cancelled, later(4)).await.unwrap();
        let to_remove = async |tx: &mut store::Write, minutes| -> Vec<Option<Uuid>> {
            tx.exports_to_remove(later(minutes), 9).await.unwrap().into_iter().map(|export| export.file).collect()
        };
        assert!(to_remove(&mut tx, 5).await.is_empty(), "a worker may have it in hand still");
        assert_eq!(to_remove(&mut tx, 50).await, [Some(Uuid::from_u128(0xf2))]);
        tx.export_removed(cancelled).await.unwrap();
        assert_eq!(tx.expire_exports(later(99)).await.unwrap(), 0);
        assert_eq!(tx.expire_exports(later(100)).await.unwrap(), 1);
        assert_eq!(to_remove(&mut tx, 100).await, [Some(Uuid::from_u128(0xf1))]);
        assert_eq!(tx.prune_exports(later(200)).await.unwrap(), 1, "not the one whose bytes lie there");
        tx.export_removed(taken).await.unwrap();
        assert_eq!(tx.prune_exports(later(200)).await.unwrap(), 1);
        assert!(tx.exports_of(KIM, 5).await.unwrap().is_empty());
    }

    async fn bytes_of_a_file_are_held_only_while_it_may_be_taken(office: TestOffice) {
        let store = office.store().clone();
        ask(&store, 1, KIM, 0).await;
        let claimed = claim(&store, 1).await.unwrap();
        let place = Uuid::from_u128(7);
        let held = async || store.write_alone().await.unwrap().hold_bytes(place).await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert!(tx.store_export(&claimed, place, later(5)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(held().await, None, "its bytes are on their way");
        let mut tx = store.write().await.unwrap();
        assert!(tx.finish_export(&claimed, (1, false, 1), (later(2), later(60))).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(held().await, Some(KeptBy::Export));
        let mut tx = store.write().await.unwrap();
        tx.expire_exports(later(61)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(held().await, None, "a sweep takes them away");
    }
}
