//! The client and the stand-in 국민신문고, over real sockets.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use connect::Secret;
use connect::epeople::mapping::{Outgoing, Told};
use connect::epeople::protocol::{Complaint, Petitioner, Rating, path};
use connect::epeople::{EpeopleClient, EpeopleFake, EpeopleMischief, EpeopleSettings, Moment};
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2026-03-10T01:00:00Z".parse().unwrap()
}

/// A nonce that was never used before in this test.
fn moment_at(at: Timestamp) -> Moment {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Moment { at, nonce }
}

fn moment() -> Moment {
    moment_at(now())
}

async fn standing() -> (EpeopleFake, EpeopleClient) {
    let fake = EpeopleFake::start(Arc::new(now), None).await.unwrap();
    let settings = EpeopleSettings { timeout: Duration::from_millis(400), ..fake.settings() };
    (fake, EpeopleClient::new(&settings).unwrap())
}

fn complaint(title: &str) -> Complaint {
    Complaint {
        number: String::new(),
        sent_at: now(),
        title: title.into(),
        body: "사흘째 꺼져 있습니다.".into(),
        place: None,
        public: false,
        sealed: false,
        joint: false,
        petitioner: Petitioner {
            name: "박시민".into(),
            phone: Some("010-1234-5678".into()),
            email: None,
            address: None,
        },
    }
}

fn stage(key: &str, number: &str) -> Outgoing {
    let body = format!(
        r#"{{"key":"{key}","number":"{number}","city_number":"20260310000001","at":"2026-03-10T01:00:00Z",
            "stage":"received","office":{{}}}}"#
    );
    Outgoing { path: path::STAGES, body: body.into_bytes() }
}

#[tokio::test]
async fn a_feed_is_read_page_by_page_and_a_cursor_comes_back_unchanged_at_its_end() {
    let (fake, client) = standing().await;
    let numbers: Vec<String> = (0..130).map(|n| fake.file(complaint(&format!("가로등 {n}")))).collect();
    let first = client.complaints("", moment()).await.unwrap();
    assert_eq!((first.items.len(), first.more), (100, true));
    let rest = client.complaints(&first.next, moment()).await.unwrap();
    assert_eq!((rest.items.len(), rest.more), (30, false));
    let read: Vec<&String> = first.items.iter().chain(&rest.items).map(|c| &c.number).collect();
    assert_eq!(read, numbers.iter().collect::<Vec<_>>());
    let nothing = client.complaints(&rest.next, moment()).await.unwrap();
    assert_eq!((nothing.items.len(), nothing.next), (0, rest.next));
}

#[tokio::test]
async fn a_message_is_taken_once_and_another_under_its_key_never() {
    let (fake, client) = standing().await;
    let (number, other) = (fake.file(complaint("하나")), fake.file(complaint("둘")));
    let message = stage("k1", &number);
    let Told::Taken { at: first, .. } = client.push(&message, moment()).await else { panic!() };
    let Told::Taken { at: again, answer } = client.push(&message, moment()).await else { panic!() };
    assert_eq!((first, again), (Some(now()), first));
    assert!(answer.starts_with("DUPLICATE"), "{answer}");
    let reused = client.push(&stage("k1", &other), moment()).await;
    assert!(matches!(&reused, Told::Refused { why } if why.contains("KEY_REUSED")), "{reused:?}");
    assert_eq!(fake.taken().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_is_found_by_its_key() {
    let (fake, client) = standing().await;
    let message = stage("k1", &fake.file(complaint("하나")));
    fake.misbehave(EpeopleMischief::LoseAnswer, 1);
    assert!(matches!(client.push(&message, moment()).await, Told::Away { .. }));
    let again = client.push(&message, moment()).await;
    assert!(matches!(&again, Told::Taken { answer, .. } if answer.starts_with("DUPLICATE")), "{again:?}");
    assert_eq!(fake.taken().len(), 1);
}

#[tokio::test]
async fn what_it_does_not_know_it_refuses_for_good() {
    let (_fake, client) = standing().await;
    let told = client.push(&stage("k1", "1AA-2603-9999999"), moment()).await;
    assert!(matches!(&told, Told::Refused { why } if why.contains("UNKNOWN_NUMBER")), "{told:?}");
}

#[tokio::test]
async fn a_request_heard_before_is_refused_and_so_is_a_stale_one() {
    let (_fake, client) = standing().await;
    let once = moment();
    assert!(client.check(once).await.is_ok());
    let replayed = client.check(once).await.unwrap_err();
    assert!(replayed.0.contains("REPLAYED"), "{replayed}");
    let stale = client.check(moment_at(now() - SignedDuration::from_secs(301))).await.unwrap_err();
    assert!(stale.0.contains("STALE"), "{stale}");
    assert!(client.check(moment_at(now() - SignedDuration::from_secs(300))).await.is_ok());
}

#[tokio::test]
async fn another_key_or_secret_is_not_let_in() {
    let fake = EpeopleFake::start(Arc::new(now), None).await.unwrap();
    let right = fake.settings();
    let wrong_secret = EpeopleSettings { secret: Secret::new("other"), ..right.clone() };
    let wrong_key = EpeopleSettings { key_id: "other".into(), ..right };
    for (settings, code) in [(wrong_secret, "BAD_SIGNATURE"), (wrong_key, "BAD_KEY")] {
        let client = EpeopleClient::new(&settings).unwrap();
        let why = client.check(moment()).await.unwrap_err();
        assert!(why.0.contains(code), "{why}");
        let told = client.push(&stage("k1", "1AA-2603-0000001"), moment()).await;
        assert!(matches!(told, Told::Away { .. }), "a wrong setting loses no message: {told:?}");
    }
}

#[tokio::test]
async fn down_slow_broken_or_talking_nonsense_it_is_away() {
    let (fake, client) = standing().await;
    let message = stage("k1", &fake.file(complaint("하나")));
    for mischief in [EpeopleMischief::Hang, EpeopleMischief::Broken, EpeopleMischief::Garbage] {
        fake.misbehave(mischief, 2);
        assert!(matches!(client.push(&message, moment()).await, Told::Away { .. }), "{mischief:?}");
        assert!(client.complaints("", moment()).await.is_err(), "{mischief:?}");
    }
    fake.set_down(true);
    assert!(matches!(client.push(&message, moment()).await, Told::Away { .. }));
    fake.set_down(false);
    assert!(matches!(client.push(&message, moment()).await, Told::Taken { .. }));
    fake.stop();
    tokio::time::timeout(Duration::from_secs(5), async {
        while !matches!(client.push(&message, moment()).await, Told::Away { .. }) {}
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn duplicates_and_replays_are_what_they_say() {
    let (fake, client) = standing().await;
    let numbers = [fake.file(complaint("하나")), fake.file(complaint("둘"))];
    fake.misbehave(EpeopleMischief::Duplicates, 1);
    assert_eq!(client.complaints("", moment()).await.unwrap().items.len(), 4);
    fake.misbehave(EpeopleMischief::Replay, 1);
    let replayed = client.complaints("2", moment()).await.unwrap();
    assert_eq!(replayed.items.iter().map(|c| c.number.as_str()).collect::<Vec<_>>(), numbers);
}

#[tokio::test]
async fn the_days_books_tell_what_was_sent_and_taken() {
    let (fake, client) = standing().await;
    let number = fake.file(complaint("하나"));
    let rating = Rating {
        id: String::new(),
        number: number.clone(),
        sent_at: now(),
        score: 25,
        comment: None,
        question: Some("언제 고치나요?".into()),
    };
    let id = fake.rate(rating);
    client.push(&stage("k1", &number), moment()).await;
    let today = jiff::civil::date(2026, 3, 10);
    let day = client.day(today, moment()).await.unwrap();
    assert_eq!((day.complaints, day.ratings, day.taken), (vec![number], vec![id], vec!["k1".to_owned()]));
    let before = client.day(today.yesterday().unwrap(), moment()).await.unwrap();
    assert!(before.complaints.is_empty() && before.taken.is_empty());
}

#[test]
fn it_is_spoken_to_over_https_alone() {
    let settings = |url: &str| EpeopleSettings {
        url: url.into(),
        key_id: "k".into(),
        secret: Secret::new("s"),
        timeout: Duration::from_secs(1),
    };
    assert!(EpeopleClient::new(&settings("http://epeople.example")).is_err());
    assert!(EpeopleClient::new(&settings("https://epeople.example/seoul")).is_ok());
    let shown = format!("{:?}", settings("https://epeople.example"));
    assert!(!shown.contains("\"s\""), "{shown}");
}
