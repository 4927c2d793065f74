//! Notices leave: once, by the channel that takes them, through outages and crashes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use casework::Person;
use casework::timetable::{Job, last_runs};
use connect::message::mail::MailMischief;
use connect::message::text::GatewayMischief;
use domain::id::NoticeId;
use jiff::SignedDuration;
use store::{About, KeyRing, NewNotice, Notice, NoticeState, NoticeWithAttempts, Store};
use testkit::databases::{Address, keys};

use crate::city::{City, at, park, sound};

/// Longer than a worker may hold a notice.
const CLAIM_OVER: SignedDuration = SignedDuration::from_mins(6);

/// Channel and success of every try.
fn tries(with: &NoticeWithAttempts) -> Vec<(&str, bool)> {
    with.attempts.iter().map(|attempt| (attempt.channel.as_str(), attempt.success)).collect()
}

/// One more notice to the same reader.
fn another(first: &Notice, key: &str) -> NewNotice {
    let About::Case { complaint, event_seq } = first.about else { panic!("about an account") };
    NewNotice {
        id: NoticeId(uuid::Uuid::from_u128(0xee)),
        complaint,
        event_seq,
        to: first.to,
        channels: first.channels.clone(),
        owed: false,
        subject: first.subject.clone(),
        body: first.body.clone(),
        channel_texts: std::collections::BTreeMap::new(),
        delivery_key: key.to_owned(),
        created_at: first.created_at,
        next_at: first.next_at,
    }
}

async fn put(store: &Store, notice: NewNotice) {
    let mut tx = store.write().await.unwrap();
    tx.put_notices(&[notice]).await.unwrap();
    tx.commit().await.unwrap();
}

fn only_mail() -> Person {
    Person { phone: None, ..park() }
}

/// Somebody else each time: one address is told of only so many filings an hour.
fn anybody() -> Person {
    static SO_FAR: AtomicUsize = AtomicUsize::new(0);
    let mail = format!("citizen{}@example.kr", SO_FAR.fetch_add(1, Ordering::Relaxed));
    Person { email: Some(mail), ..only_mail() }
}

/// Until so much is true, for five seconds.
async fn until(true_now: impl Fn() -> bool) {
    for _ in 0..500 {
        if true_now() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came true");
}

testkit::both_databases! {
    async fn a_receipt_reaches_the_petitioner_once(store: Store) {
        let city = City::new(store).await;
        let c = city.received(park()).await;
        let report = city.round().await;
        assert_eq!(report.deliveries.sent, 2, "신청 확인 and 접수 안내");
        assert_eq!(city.round().await.deliveries.sent, 0);
        let texts = city.standin.texts();
        assert_eq!(texts.len(), 2);
        assert!(texts.iter().all(|text| text.message.to == "01012345678"));
        assert!(texts.iter().any(|text| text.message.text.contains(c.spoken_number().as_str())));
        assert!(city.standin.mails().is_empty());
        for with in city.notices(&c).await {
            assert_eq!((with.notice.state, tries(&with)), (NoticeState::Sent, vec![("alimtalk", true)]));
        }
        let runs = last_runs(&city.office).await.unwrap();
        let (_, run) = runs.iter().find(|(entry, _)| entry.job == Job::Deliver).unwrap();
        assert!(run.as_ref().unwrap().result.as_ref().unwrap().contains("발송 2건"));
    }

    async fn a_mail_is_readable_at_the_relay(store: Store) {
        let city = City::new(store).await;
        let c = city.received(only_mail()).await;
        city.round().await;
        let mails = city.standin.mails();
        assert_eq!(mails.len(), 2);
        assert!(mails.iter().all(|mail| mail.to == ["park@example.kr"]));
        assert!(mails.iter().any(|mail| mail.text.contains(c.spoken_number().as_str())));
    }

    async fn a_refused_text_falls_back_to_mail_and_every_try_is_on_the_case(store: Store) {
        let city = City::new(store).await;
        city.standin.gateway.reject("01012345678");
        let c = city.file(park()).await;
        assert_eq!(city.round().await.deliveries.sent, 1);
        let with = city.notices(&c).await.remove(0);
        assert_eq!(tries(&with), [("alimtalk", false), ("sms", false), ("mail", true)]);
        assert!(with.attempts.iter().all(|attempt| !attempt.answer.is_empty()));
        assert_eq!(with.notice.state, NoticeState::Sent);
        assert_eq!((city.standin.texts().len(), city.standin.mails().len()), (0, 1));
    }

    async fn a_gateway_that_is_down_is_tried_again_later(store: Store) {
        let city = City::new(store).await;
        city.standin.gateway.misbehave(GatewayMischief::Broken, 2);
        let c = city.file(park()).await;
        assert_eq!(city.round().await.deliveries.postponed, 1);
        city.pass(SignedDuration::from_secs(59));
        assert_eq!(city.round().await.deliveries, worker::Deliveries::default());
        city.pass(SignedDuration::from_secs(1));
        assert_eq!(city.round().await.deliveries.postponed, 1);
        city.pass(SignedDuration::from_mins(5));
        assert_eq!(city.round().await.deliveries.sent, 1);
        let with = city.notices(&c).await.remove(0);
        assert_eq!(tries(&with), [("alimtalk", false), ("alimtalk", false), ("alimtalk", true)]);
        assert_eq!(city.standin.texts().len(), 1);
    }

    async fn a_channel_that_stays_down_gives_way_and_the_last_one_gives_up(store: Store) {
        let city = City::new(store).await;
        city.standin.mail.misbehave(MailMischief::NotNow, 100);
        let c = city.file(only_mail()).await;
        for pause in [0, 1, 5, 30, 120] {
            city.pass(SignedDuration::from_mins(pause));
            assert_eq!(city.round().await.deliveries.postponed, 1, "{pause}");
        }
        city.pass(SignedDuration::from_hours(6));
        assert_eq!(city.round().await.deliveries.failed, 1);
        let with = city.notices(&c).await.remove(0);
        assert_eq!((with.notice.state, with.attempts.len()), (NoticeState::GivenUp, 6));
    }

    async fn a_notice_given_up_begins_anew_when_somebody_wishes(store: Store) {
        let city = City::new(store).await;
        city.standin.gateway.reject("01012345678");
        let no_mail = Person { email: None, ..park() };
        let c = city.file(no_mail).await;
        assert_eq!(city.round().await.deliveries.failed, 1);
        let failed = city.notices(&c).await.remove(0).notice;
        let mut tx = city.office.store().write().await.unwrap();
        tx.retry_notice(failed.id, city.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(city.round().await.deliveries.failed, 1);
        let with = city.notices(&c).await.remove(0);
        let twice = [("alimtalk", false), ("sms", false), ("alimtalk", false), ("sms", false)];
        assert_eq!(tries(&with), twice);
    }

    async fn a_letter_too_long_for_a_text_says_where_to_read_it(store: Store) {
        let city = City::new(store).await;
        let c = city.file(park()).await;
        let first = city.notices(&c).await.remove(0).notice;
        let long = NewNotice { body: "긴 답변입니다. ".repeat(500), ..another(&first, "long") };
        put(city.office.store(), long).await;
        assert_eq!(city.round().await.deliveries.sent, 2);
        let texts = city.standin.texts();
        assert!(texts.iter().any(|text| text.message.text.contains("누리집")), "{texts:?}");
    }

    async fn a_notice_nobody_can_read_does_not_keep_the_others_waiting(address: Address) {
        let city = City::new(Store::open(&address.0, keys()).await.unwrap()).await;
        let c = city.file(park()).await;
        let first = city.notices(&c).await.remove(0).notice;
        let index = "aW5kZXggaW5kZXggaW5kZXggaW5kZXggaW5kZXggaTE";
        let lost = "b2ZmaWNlIG9mZmljZSBvZmZpY2Ugb2ZmaWNlIG9mZjI";
        let strange = KeyRing::parse(&format!("index:{index},k2:{lost}")).unwrap();
        let stranger = Store::open(&address.0, strange).await.unwrap();
        put(&stranger, NewNotice { next_at: at("2026-03-10 09:00"), ..another(&first, "unreadable") }).await;
        for _ in 0..20 {
            city.file(anybody()).await;
        }
        assert_eq!(city.round().await.deliveries.sent, 21);
        city.pass(CLAIM_OVER);
        city.file(only_mail()).await;
        assert_eq!(city.round().await.deliveries.sent, 1);
    }

    async fn a_notice_without_an_address_is_never_taken_up_and_waits_for_somebody(store: Store) {
        let city = City::new(store).await;
        let c = city.file(park()).await;
        let first = city.notices(&c).await.remove(0).notice;
        put(city.office.store(), NewNotice { channels: Vec::new(), owed: true, ..another(&first, "by post") }).await;
        let done = city.round().await.deliveries;
        assert_eq!((done.sent, done.failed), (1, 0), "only the one that has an address");
        let waiting = city.notices(&c).await.into_iter().find(|n| n.notice.delivery_key == "by post").unwrap();
        assert!(waiting.notice.waits_for_somebody() && waiting.attempts.is_empty(), "{:?}", waiting.attempts);
        let mut tx = city.office.store().write().await.unwrap();
        let again = tx.retry_notice(waiting.notice.id, city.office.now()).await;
        assert!(matches!(again, Err(store::StoreError::NotFound(_))), "there is nothing to try");
    }

    async fn killed_between_sending_and_writing_down_it_leaves_once(store: Store) {
        let city = City::new(store).await.hasty(Duration::from_secs(60));
        city.standin.gateway.misbehave(GatewayMischief::LoseAnswer, 1);
        let c = city.file(park()).await;
        let doomed = city.worker();
        let killed = tokio::spawn(async move { doomed.run_once().await });
        until(|| city.standin.texts().len() == 1).await;
        killed.abort();
        assert!(killed.await.unwrap_err().is_cancelled());
        assert_eq!(tries(&city.notices(&c).await[0]), []);
        assert_eq!(city.round().await.deliveries.sent, 0, "still claimed by the dead worker");
        city.pass(CLAIM_OVER);
        assert_eq!(city.round().await.deliveries.sent, 1);
        assert_eq!(city.standin.texts().len(), 1);
        assert_eq!(tries(&city.notices(&c).await[0]), [("alimtalk", true)]);
    }

    async fn an_answer_that_is_lost_makes_no_second_message(store: Store) {
        let city = City::new(store).await.hasty(Duration::from_millis(500));
        city.standin.gateway.misbehave(GatewayMischief::LoseAnswer, 1);
        city.file(park()).await;
        assert_eq!(city.round().await.deliveries.postponed, 1);
        city.pass(SignedDuration::from_mins(1));
        assert_eq!(city.round().await.deliveries.sent, 1);
        assert_eq!(city.standin.texts().len(), 1);
    }

    async fn two_workers_at_once_deliver_everything_exactly_once(store: Store) {
        let city = City::new(store).await;
        for _ in 0..20 {
            city.file(anybody()).await;
        }
        let (one, other) = (city.worker(), city.worker());
        let (first, second) = tokio::join!(one.run_once(), other.run_once());
        let (first, second) = (sound(first), sound(second));
        assert_eq!(first.deliveries.sent + second.deliveries.sent, 20);
        let mut letters: Vec<_> = city.standin.mails().into_iter().map(|mail| mail.message_id).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((letters.len(), city.standin.mails().len()), (20, 20));
        let prunings = first.jobs.iter().chain(&second.jobs).filter(|(job, _)| *job == Job::Prune).count();
        assert_eq!(prunings, 1, "each job is one worker's");
    }

    async fn the_worker_runs_until_told_to_stop(store: Store) {
        let city = City::new(store).await;
        city.file(only_mail()).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(city.worker().run(async { drop(stopped.await) }));
        until(|| city.standin.mails().len() == 1).await;
        city.file(only_mail()).await;
        until(|| city.standin.mails().len() == 2).await;
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
    }
}
