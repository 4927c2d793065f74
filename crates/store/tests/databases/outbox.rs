//! Notices leave once, whoever delivers, and every attempt is kept.

use std::collections::BTreeSet;

use domain::id::NoticeId;
use store::{About, Attempt, Ended, NewNotice, Notice, NoticeState, Owner, Settled, Store, StoreError};
use uuid::Uuid;

use crate::fixture::{CASE, KIM, PARK, at, settle_with_case};

pub(crate) fn notice(n: u128, to: Owner) -> NewNotice {
    NewNotice {
        id: NoticeId(Uuid::from_u128(n)),
        complaint: CASE,
        event_seq: 1,
        to,
        channels: vec!["alimtalk".into(), "sms".into()],
        owed: false,
        subject: "접수 안내".into(),
        body: "박시민 님의 민원이 접수되었습니다.".into(),
        channel_texts: std::collections::BTreeMap::new(),
        delivery_key: format!("{CASE}/1/{n}"),
        created_at: at(0),
        next_at: at(0),
    }
}

pub(crate) fn attempt(channel: &str, success: bool, seconds: i64) -> Attempt {
    Attempt { channel: channel.into(), answer: "수신 거부".into(), success, at: at(seconds) }
}

pub(crate) async fn put(store: &Store, notices: &[NewNotice]) {
    let mut tx = store.write().await.unwrap();
    tx.put_notices(notices).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn claim(store: &Store, now: i64, limit: u32) -> Vec<Notice> {
    let mut tx = store.write().await.unwrap();
    let claimed = tx.claim_notices(at(now), at(now + 60), limit).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

testkit::both_databases! {
    async fn what_was_put_is_claimed_and_put_once_only(store: Store) {
        settle_with_case(&store).await;
        let written = notice(1, Owner::Petitioner(PARK));
        let twin = NewNotice { id: NoticeId(Uuid::from_u128(9)), ..written.clone() };
        put(&store, &[written.clone(), notice(2, Owner::Officer(KIM)), twin]).await;
        let claimed = claim(&store, 0, 10).await;
        assert_eq!(claimed.len(), 2);
        let found = &claimed[0];
        assert_eq!((found.id, found.to, &found.channels), (written.id, written.to, &written.channels));
        assert_eq!((&found.subject, &found.body), (&written.subject, &written.body));
        assert_eq!((found.state, found.attempts), (NoticeState::Pending, 1));
        assert!(found.about == About::Case { complaint: CASE, event_seq: 1 });
        assert_eq!(claimed[1].to, Owner::Officer(KIM));
        assert!(claim(&store, 0, 10).await.is_empty());
    }

    async fn nothing_is_claimed_before_its_time(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[NewNotice { next_at: at(100), ..notice(1, Owner::Petitioner(PARK)) }]).await;
        assert!(claim(&store, 99, 10).await.is_empty());
        assert_eq!(claim(&store, 100, 10).await.len(), 1);
    }

    async fn eight_deliverers_take_each_notice_once(store: Store) {
        settle_with_case(&store).await;
        let many: Vec<_> = (0..200).map(|n| notice(n, Owner::Petitioner(PARK))).collect();
        put(&store, &many).await;
        let deliverer = |store: Store| async move {
            let mut mine = Vec::new();
            loop {
                let claimed = claim(&store, 0, 7).await;
                if claimed.is_empty() {
                    return mine;
                }
                mine.extend(claimed.into_iter().map(|notice| notice.id));
            }
        };
        let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(deliverer(store.clone()))).collect();
        let mut taken = Vec::new();
        for task in tasks {
            taken.extend(task.await.unwrap());
        }
        assert_eq!(taken.len(), 200);
        assert_eq!(taken.into_iter().collect::<BTreeSet<_>>().len(), 200);
    }

    async fn a_claim_that_ran_out_goes_to_another_and_settles_nothing(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK))]).await;
        let dead = claim(&store, 0, 1).await.remove(0);
        assert!(claim(&store, 59, 1).await.is_empty());
        let alive = claim(&store, 60, 1).await.remove(0);
        assert_eq!(alive.attempts, 2);
        let mut tx = store.write().await.unwrap();
        assert!(matches!(tx.settle_notice(&dead, Settled::Sent).await, Err(StoreError::Conflict(_))));
        tx.settle_notice(&alive, Settled::Sent).await.unwrap();
        assert!(matches!(tx.settle_notice(&alive, Settled::Sent).await, Err(StoreError::Conflict(_))));
    }

    async fn retried_then_sent_with_every_attempt_kept(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK))]).await;
        let first = claim(&store, 0, 1).await.remove(0);
        let mut tx = store.write().await.unwrap();
        tx.record_attempt(&first, &attempt("alimtalk", false, 1)).await.unwrap();
        tx.settle_notice(&first, Settled::Retry(at(300))).await.unwrap();
        tx.commit().await.unwrap();
        assert!(claim(&store, 299, 1).await.is_empty());
        let second = claim(&store, 300, 1).await.remove(0);
        let mut tx = store.write().await.unwrap();
        tx.record_attempt(&second, &attempt("sms", true, 301)).await.unwrap();
        tx.settle_notice(&second, Settled::Sent).await.unwrap();
        tx.commit().await.unwrap();
        assert!(claim(&store, 10_000, 1).await.is_empty());
        let shown = store.read().await.unwrap().notices_of(CASE, None, 10).await.unwrap().remove(0);
        assert_eq!((shown.notice.state, shown.notice.attempts), (NoticeState::Sent, 2));
        assert_eq!(shown.attempts, [attempt("alimtalk", false, 1), attempt("sms", true, 301)]);
    }

    async fn notices_that_end_together_end_each_as_it_did(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK))]).await;
        let late = claim(&store, 0, 1).await.remove(0);
        let again = claim(&store, 60, 1).await.remove(0);
        let many: Vec<_> = (2..=5).map(|n| notice(n, Owner::Officer(KIM))).collect();
        put(&store, &many).await;
        let ends = [Settled::Sent, Settled::Retry(at(300)), Settled::Failed, Settled::GivenUp];
        let others = claim(&store, 60, 4).await;
        assert_eq!(others.len(), ends.len());
        let mut ended: Vec<Ended> = others.into_iter().zip(ends).zip(1..)
            .map(|((notice, settled), n)| Ended { notice, last: attempt("sms", n == 1, 60 + n), settled })
            .collect();
        ended.push(Ended { notice: late, last: attempt("alimtalk", true, 65), settled: Settled::Sent });
        ended.push(Ended { notice: again, last: attempt("sms", false, 66), settled: Settled::Failed });
        let mut tx = store.write().await.unwrap();
        let in_time = tx.end_notices(&ended).await.unwrap();
        assert_eq!(in_time, [true, true, true, true, false, true]);
        tx.commit().await.unwrap();
        let shown = store.read().await.unwrap().notices_of(CASE, None, 10).await.unwrap();
        let of = |id: NoticeId| shown.iter().find(|with| with.notice.id == id).unwrap();
        let states = [NoticeState::Sent, NoticeState::Pending, NoticeState::Failed, NoticeState::GivenUp];
        for (one, state) in ended.iter().zip(states) {
            let with = of(one.notice.id);
            assert_eq!((with.notice.state, &with.attempts), (state, &vec![one.last.clone()]));
            assert_eq!(with.notice.locked_until, None);
        }
        assert_eq!(of(ended[1].notice.id).notice.next_at, at(300));
        let twice = of(ended[4].notice.id);
        assert_eq!(twice.notice.state, NoticeState::Failed, "as its second deliverer says");
        assert_eq!(twice.attempts, [ended[4].last.clone(), ended[5].last.clone()], "both tries happened");
        let mut tx = store.write().await.unwrap();
        assert!(tx.end_notices(&[]).await.unwrap().is_empty());
    }

    async fn a_failed_notice_is_counted_and_may_be_tried_again(store: Store) {
        settle_with_case(&store).await;
        put(&store, &[notice(1, Owner::Petitioner(PARK)), notice(2, Owner::Officer(KIM))]).await;
        let claimed = claim(&store, 0, 2).await;
        let mut tx = store.write().await.unwrap();
        tx.settle_notice(&claimed[0], Settled::Failed).await.unwrap();
        tx.settle_notice(&claimed[1], Settled::GivenUp).await.unwrap();
        assert_eq!(tx.count_notices().await.unwrap(), [(NoticeState::Failed, 1), (NoticeState::GivenUp, 1)]);
        tx.retry_notice(claimed[0].id, at(500)).await.unwrap();
        assert!(matches!(tx.retry_notice(claimed[0].id, at(500)).await, Err(StoreError::NotFound(_))));
        tx.commit().await.unwrap();
        assert_eq!(claim(&store, 500, 10).await.len(), 1);
    }

    async fn lists_turn_their_pages_without_a_gap(store: Store) {
        settle_with_case(&store).await;
        let many: Vec<_> = (0..7)
            .map(|n| {
                let created_at = at(i64::try_from(n / 2).unwrap());
                NewNotice { created_at, next_at: created_at, ..notice(n, Owner::Petitioner(PARK)) }
            })
            .collect();
        put(&store, &many).await;
        let mut tx = store.read().await.unwrap();
        let (mut newest_first, mut before) = (Vec::new(), None);
        for _ in 0..4 {
            let page = tx.notices_of(CASE, before, 2).await.unwrap();
            before = page.last().map(|last| (last.notice.created_at, last.notice.id)).or(before);
            newest_first.extend(page.into_iter().map(|with| with.notice.id));
        }
        newest_first.reverse();
        assert_eq!(newest_first, many.iter().map(|notice| notice.id).collect::<Vec<_>>());
    }
}
