//! What administrators look through.

use jiff::Timestamp;
use store::Store;

use crate::shape::Shape;

pub(crate) async fn ask(store: &Store, shape: &Shape) {
    let moment = |micros| Timestamp::from_microsecond(micros).unwrap();
    let (from, to) = (moment(6_000), moment(13_000));
    let mut tx = store.read().await.unwrap();
    match shape {
        Shape::OutboxWaiting => drop(tx.outbox_waiting().await),
        Shape::DispatchedAll | Shape::DispatchedFailed | Shape::DispatchedSent | Shape::DispatchedWaiting => {
            let state = match shape {
                Shape::DispatchedFailed => Some(store::NoticeState::Failed),
                Shape::DispatchedSent => Some(store::NoticeState::Sent),
                Shape::DispatchedWaiting => Some(store::NoticeState::Pending),
                _ => None,
            };
            let filter = store::DispatchFilter { from, to, state, channel: None };
            drop(tx.dispatched(&filter, None, 20).await);
        }
        Shape::OpeningsCounted => drop(tx.frequent_openings(from, to, 5).await),
        _ => {
            let account = (*shape == Shape::AccessesOfAccount).then(|| "kim".to_owned());
            let filter = store::AccessFilter { from, to, account, action: None, outcome: None };
            drop(tx.accesses_found(&filter, None, 20).await);
        }
    }
}
