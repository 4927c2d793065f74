//! Messages to neighbours leave once and in their order; a neighbour's message is noted once.

use domain::dispatch::{Message, Neighbour};
use domain::id::DispatchId;
use store::{
    ClaimedDispatch, DispatchSettled, DispatchState, Inbound, InboundState, KeptReconciliation, Mark,
    NewDispatch, Queue, Seen, Store, StoreError,
};
use uuid::Uuid;

use crate::fixture::{CASE, at, settle_with_case, tamper};

pub(crate) fn dispatch(n: u128, message: Message) -> NewDispatch {
    let created_at = at(i64::try_from(n).unwrap());
    NewDispatch {
        id: DispatchId(Uuid::from_u128(n)),
        to: Neighbour::Epeople,
        message,
        complaint: CASE,
        event_seq: 1,
        key: format!("epeople:{CASE}:{n}"),
        payload: "박시민 님의 민원을 접수하였습니다.".into(),
        created_at,
    }
}

pub(crate) async fn put(store: &Store, dispatches: &[NewDispatch]) {
    let mut tx = store.write().await.unwrap();
    tx.put_dispatches(dispatches).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(store: &Store, now: i64) -> Vec<ClaimedDispatch> {
    let mut tx = store.write().await.unwrap();
    let claimed = tx.claim_dispatches(Neighbour::Epeople, at(now), at(now + 60), 10).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn settle(store: &Store, claimed: &ClaimedDispatch, outcome: DispatchSettled, now: i64) {
    let mut tx = store.write().await.unwrap();
    tx.settle_dispatch(claimed, outcome, "받음", at(now)).await.unwrap();
    tx.commit().await.unwrap();
}

fn inbound(id: &str, digest: &str) -> Inbound {
    let text = "내용";
    Inbound {
        from: Neighbour::Epeople,
        message_id: id.into(),
        kind: "rating".into(),
        digest: digest.into(),
        payload: text.into(),
        said_at: at(0),
    }
}

testkit::both_databases! {
    async fn a_message_is_put_once_and_told_before_the_next_one_of_its_file(store: Store) {
        settle_with_case(&store).await;
        let first = dispatch(1, Message::Receipt);
        let twin = NewDispatch { id: DispatchId(Uuid::from_u128(9)), ..first.clone() };
        put(&store, &[first.clone(), twin, dispatch(2, Message::Answer)]).await;
        let claimed = claim(&store, 100).await;
        assert_eq!(claimed.len(), 1, "the answer waits for the receipt");
        assert_eq!((claimed[0].dispatch.id, claimed[0].payload.as_str()), (first.id, first.payload.as_str()));
        assert!(claim(&store, 100).await.is_empty());
        settle(&store, &claimed[0], DispatchSettled::Retry(at(500)), 101).await;
        assert!(claim(&store, 499).await.is_empty(), "the answer still waits");
        let again = claim(&store, 500).await.remove(0);
        assert_eq!(again.dispatch.attempts, 2);
        settle(&store, &again, DispatchSettled::Sent, 501).await;
        let answer = claim(&store, 502).await.remove(0);
        assert_eq!(answer.dispatch.message, Message::Answer);
        settle(&store, &answer, DispatchSettled::Failed, 503).await;
        let mut tx = store.read().await.unwrap();
        let of_case = tx.dispatches_of(CASE, 10).await.unwrap();
        let states: Vec<_> = of_case.iter().map(|d| (d.message, d.state, d.answer.as_str())).collect();
        assert_eq!(states, [
            (Message::Receipt, DispatchState::Sent, "받음"),
            (Message::Answer, DispatchState::Failed, "받음"),
        ]);
        let sent = tx.dispatches_sent(Neighbour::Epeople, (at(0), at(1000)), 10).await.unwrap();
        assert_eq!(sent.len(), 1);
        assert_eq!(tx.dispatch_queue(Neighbour::Epeople).await.unwrap(), Queue { failed: 1, ..Queue::default() });
    }

    async fn a_claim_that_ran_out_settles_nothing(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[dispatch(1, Message::Receipt)]).await;
        let dead = claim(&store, 10).await.remove(0);
        let alive = claim(&store, 70).await.remove(0);
        let mut tx = store.write().await.unwrap();
        let late = tx.settle_dispatch(&dead, DispatchSettled::Sent, "", at(71)).await;
        assert!(matches!(late, Err(StoreError::Conflict(_))));
        tx.settle_dispatch(&alive, DispatchSettled::Sent, "", at(71)).await.unwrap();
    }

    async fn a_refused_message_is_tried_again_when_somebody_wants_it(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[dispatch(1, Message::Receipt)]).await;
        let claimed = claim(&store, 10).await.remove(0);
        settle(&store, &claimed, DispatchSettled::Failed, 11).await;
        let failed = store.read().await.unwrap()
            .dispatches(Neighbour::Epeople, DispatchState::Failed, None, 10).await.unwrap();
        assert_eq!(failed.len(), 1);
        let mut tx = store.write().await.unwrap();
        tx.retry_dispatch(failed[0].id, at(20)).await.unwrap();
        let unknown = tx.retry_dispatch(DispatchId(Uuid::from_u128(77)), at(20)).await;
        assert!(matches!(unknown, Err(StoreError::NotFound(_))));
        tx.commit().await.unwrap();
        assert_eq!(claim(&store, 20).await.len(), 1);
    }

    async fn a_neighbour_that_is_back_is_told_at_once_what_was_put_off(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[dispatch(1, Message::Receipt)]).await;
        let claimed = claim(&store, 10).await.remove(0);
        settle(&store, &claimed, DispatchSettled::Retry(at(5000)), 11).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.wake_dispatches(Neighbour::Epeople, at(12)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(claim(&store, 12).await.len(), 1);
    }

    async fn a_message_is_noted_once_and_a_waiting_one_until_it_is_done(store: Store) {
        settle_with_case(&store).await;
        let mut tx = store.write().await.unwrap();
        let early = inbound("R1", "aa");
        assert_eq!(tx.inbound_seen(&early).await.unwrap(), Seen::Never);
        tx.note_inbound(&early, (InboundState::Waiting, "답변 전"), None, (at(0), at(60))).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert!(tx.inbound_messages(Neighbour::Epeople, InboundState::Waiting, at(59), 10).await.unwrap().is_empty());
        let due = tx.inbound_messages(Neighbour::Epeople, InboundState::Waiting, at(60), 10).await.unwrap();
        assert_eq!(due[0].inbound.payload, "내용");
        assert_eq!(tx.inbound_queue(Neighbour::Epeople).await.unwrap(), (1, 0));
        tx.note_inbound(&early, (InboundState::Taken, "rate"), Some(CASE), (at(61), at(61))).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.inbound_seen(&early).await.unwrap(), Seen::Before(InboundState::Taken));
        assert_eq!(tx.inbound_seen(&inbound("R1", "bb")).await.unwrap(), Seen::OtherWords);
        let twice = tx.note_inbound(&early, (InboundState::Taken, ""), None, (at(62), at(62))).await;
        assert!(matches!(twice, Err(StoreError::Conflict(_))));
        let day = tx.inbound_between(Neighbour::Epeople, (at(0), at(1)), 10).await.unwrap();
        assert_eq!(day, [("R1".to_owned(), "rating".to_owned())]);
        let fate = tx.inbound_fate(Neighbour::Epeople, "R1").await.unwrap();
        assert_eq!(fate, Some((InboundState::Taken, false)));
        assert_eq!(tx.inbound_fate(Neighbour::Epeople, "R2").await.unwrap(), None);
    }

    async fn marks_and_sheets_are_kept_by_name_and_day(store: Store) {
        let mut tx = store.write().await.unwrap();
        let mark = |value: &str, n| Mark { name: "complaints".into(), value: value.into(), at: at(n) };
        tx.set_connector_mark(Neighbour::Epeople, &mark("1", 0)).await.unwrap();
        tx.set_connector_mark(Neighbour::Epeople, &mark("2", 5)).await.unwrap();
        assert_eq!(tx.connector_marks(Neighbour::Epeople).await.unwrap(), [mark("2", 5)]);
        assert!(tx.connector_marks(Neighbour::Approval).await.unwrap().is_empty());
        let sheet = |day: i8, differences| KeptReconciliation {
            day: jiff::civil::date(2026, 3, day), made_at: at(0), differences, sheet: "{}".into(),
        };
        for kept in [sheet(9, 3), sheet(10, 1), sheet(10, 0)] {
            tx.put_reconciliation(Neighbour::Epeople, &kept).await.unwrap();
        }
        assert_eq!(tx.reconciliations(Neighbour::Epeople, None, 1).await.unwrap(), [sheet(10, 0)]);
        assert_eq!(tx.reconciliations(Neighbour::Epeople, Some(sheet(10, 0).day), 9).await.unwrap(), [sheet(9, 3)]);
        assert_eq!(tx.reconciliation(Neighbour::Epeople, sheet(9, 3).day).await.unwrap(), Some(sheet(9, 3)));
    }
}

#[test]
fn what_is_told_of_a_sealed_file_is_in_no_list_and_no_count() {
    use testkit::databases::TestDatabase;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for engine in [store::Engine::Sqlite, store::Engine::Postgres] {
            let db = TestDatabase::new(engine).await;
            let store = db.open().await;
            settle_with_case(&store).await;
            put(&store, &[dispatch(1, Message::Transfer)]).await;
            tamper(db.url(), "update complaints set sealed = true").await;
            let mut tx = store.read().await.unwrap();
            let (to, waiting) = (Neighbour::Epeople, DispatchState::Waiting);
            assert!(tx.dispatches(to, waiting, None, 10).await.unwrap().is_empty());
            assert_eq!(tx.dispatch_queue(to).await.unwrap(), Queue::default());
            assert_eq!(tx.dispatches_of(CASE, 10).await.unwrap().len(), 1, "on the case itself it shows");
            let fate = tx.dispatch_fate(&dispatch(1, Message::Transfer).key).await.unwrap();
            assert_eq!(fate, Some((waiting, true)));
            drop(tx);
            store.close().await;
            db.remove().await;
        }
    });
}
