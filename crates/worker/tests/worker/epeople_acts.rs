//! What petitioners do at 국민신문고 is done here once, when its time has come; what is refused is kept.

use connect::epeople::EpeopleMischief;
use connect::epeople::protocol::{Request, Wish};
use domain::complaint::{Command, StageName};
use domain::dispatch::Neighbour;
use domain::text::Body;
use jiff::SignedDuration;
use store::{DispatchState, InboundState, Store};

use crate::city::HAN;
use crate::epeople::There;

testkit::both_databases! {
    async fn a_rating_before_the_answer_waits_and_counts_once(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        there.rate(&number, 25, Some("언제 고치는지요?"));
        there.round().await;
        assert_eq!(there.waiting().await, 2, "the rating and its question");
        let ours = there.answered(&number).await;
        there.city.pass(SignedDuration::from_mins(5));
        there.fake.misbehave(EpeopleMischief::Replay, 3);
        there.round().await;
        let c = there.city.complaint(&ours).await;
        assert_eq!((c.ratings.len(), c.follow_ups.len()), (1, 1));
        assert_eq!(there.waiting().await, 0);
        let body = Body::new("다음 주에 고칩니다.").unwrap();
        there.city.act(HAN, &ours, Command::AnswerFollowUp { body }).await;
        there.rate(&number, 100, None);
        there.round().await;
        assert_eq!(there.told(&number), ["received", "answers", "answers"]);
        assert_eq!(there.city.complaint(&ours).await.rating().unwrap().points(), 100);
    }

    async fn a_rating_of_a_complaint_not_yet_here_waits_for_it(store: Store) {
        let there = There::new(store).await;
        there.rate("1AA-2603-7777777", 100, None);
        there.round().await;
        assert_eq!(there.waiting().await, 1);
        there.city.pass(SignedDuration::from_hours(91 * 24));
        there.round().await;
        assert_eq!(there.waiting().await, 0, "nobody waits for ever");
    }

    async fn who_withdraws_over_there_is_not_told_so(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        let ours = there.received(&number).await;
        let wish = |what| Request { id: String::new(), number: number.clone(), sent_at: there.city.office.now(), what, text: None };
        there.fake.request(wish(Wish::Withdrawal));
        there.fake.request(wish(Wish::Withdrawal));
        there.round().await;
        assert_eq!(there.city.complaint(&ours).await.stage.name(), StageName::Withdrawn);
        there.round().await;
        assert_eq!(there.told(&number), ["received"]);
        let mut tx = there.city.office.store().read().await.unwrap();
        let refused = tx.inbound_list(Neighbour::Epeople, InboundState::Refused, None, 10).await.unwrap();
        assert_eq!(refused.len(), 1, "the second withdrawal has nothing to withdraw");
    }

    async fn what_they_refuse_is_kept_until_somebody_looks(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        // They restored an old backup and no longer know it.
        there.fake.lose(&number);
        there.received(&number).await;
        there.round().await;
        let failed = async || {
            let mut tx = there.city.office.store().read().await.unwrap();
            tx.dispatches(Neighbour::Epeople, DispatchState::Failed, None, 10).await.unwrap()
        };
        let refused = failed().await.remove(0);
        assert!(refused.answer.contains("UNKNOWN_NUMBER"), "{}", refused.answer);
        there.fake.know(std::slice::from_ref(&number));
        let mut tx = there.city.office.store().write().await.unwrap();
        tx.retry_dispatch(refused.id, there.city.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        there.round().await;
        assert!(failed().await.is_empty());
        assert_eq!(there.told(&number), ["received"]);
    }
}
