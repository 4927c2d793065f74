//! Text messages over real HTTP to the stand-in gateway.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use connect::Secret;
use connect::message::text::protocol::{Kind, Status, code};
use connect::message::text::{GatewayFake, GatewayMischief, GatewaySettings, TextClient};
use connect::message::{Channel, Letter, Messengers, Outcome, Settings, standin};
use jiff::Timestamp;

/// Short enough to wait for, long enough for a busy machine to answer in.
const SHORT: Duration = Duration::from_millis(500);

fn letter() -> Letter {
    Letter {
        key: "20260310000001:접수/received:sms".into(),
        channel: Channel::Sms,
        to: "010-1234-5678".into(),
        subject: "[응답소] 접수 알림".into(),
        text: "[응답소] 민원 20260310000001이 접수되었습니다.".into(),
    }
}

fn now() -> Timestamp {
    "2026-03-10T01:00:00Z".parse().unwrap()
}

async fn gateway() -> GatewayFake {
    GatewayFake::start(Arc::new(now)).await.unwrap()
}

fn to(settings: GatewaySettings) -> Messengers {
    Messengers::new(&Settings { mail: None, gateway: Some(settings) }).unwrap()
}

fn hasty(gateway: &GatewayFake) -> Messengers {
    to(GatewaySettings { timeout: SHORT, ..gateway.settings() })
}

#[track_caller]
fn retry(outcome: Outcome) -> String {
    let Outcome::Retry { why } = outcome else { panic!("{outcome:?}") };
    why
}

#[track_caller]
fn refused(outcome: Outcome) -> String {
    let Outcome::Refused { why } = outcome else { panic!("{outcome:?}") };
    why
}

#[track_caller]
fn delivered(outcome: Outcome) -> (String, String) {
    let Outcome::Delivered { provider_id, answer } = outcome else { panic!("{outcome:?}") };
    (provider_id, answer)
}

#[tokio::test]
async fn short_long_and_alimtalk_arrive_as_they_were_written() {
    let gateway = gateway().await;
    let text = to(gateway.settings());
    let long = Letter { key: "long".into(), text: "긴 글입니다. ".repeat(50), ..letter() };
    let talk = Letter { key: "talk".into(), channel: Channel::Alimtalk, ..letter() };
    for letter in [&letter(), &long, &talk] {
        delivered(text.send(letter, now()).await);
    }
    let got: Vec<_> = gateway.messages().into_iter().map(|got| got.message).collect();
    assert_eq!(got.iter().map(|m| m.channel).collect::<Vec<_>>(), [Kind::Sms, Kind::Lms, Kind::Alimtalk]);
    assert_eq!((got[0].to.as_str(), &got[0].text), ("01012345678", &letter().text));
    assert_eq!((&got[1].text, got[1].subject.as_deref()), (&long.text, Some("[응답소] 접수 알림")));
    assert!(got[2].template.is_some());
}

#[tokio::test]
async fn one_key_leaves_once_however_often_it_is_sent() {
    let gateway = gateway().await;
    let text = to(gateway.settings());
    let first = delivered(text.send(&letter(), now()).await);
    let again = delivered(text.send(&letter(), now()).await);
    assert_eq!(first.0, again.0);
    assert!(first.1.contains(code::ACCEPTED) && again.1.contains(code::DUPLICATE));
    let other = Letter { text: "다른 내용".into(), ..letter() };
    assert!(refused(text.send(&other, now()).await).contains(code::KEY_REUSED));
    assert_eq!(gateway.messages().len(), 1);
}

#[tokio::test]
async fn eight_at_once_leave_once() {
    let gateway = gateway().await;
    let text = Arc::new(to(gateway.settings()));
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let text = Arc::clone(&text);
        attempts.spawn(async move { delivered(text.send(&letter(), now()).await).0 });
    }
    let mut numbers = attempts.join_all().await;
    numbers.dedup();
    assert_eq!((numbers.len(), gateway.messages().len()), (1, 1));
}

#[tokio::test]
async fn an_answer_lost_is_found_again() {
    let gateway = gateway().await;
    gateway.misbehave(GatewayMischief::LoseAnswer, 1);
    let text = hasty(&gateway);
    assert!(retry(text.send(&letter(), now()).await).contains("제때"));
    let client = TextClient::new(&gateway.settings()).unwrap();
    let state = client.state(&letter().key, now()).await.unwrap().unwrap();
    assert_eq!(state.status, Status::Accepted);
    assert_eq!(delivered(text.send(&letter(), now()).await).0, state.id);
    assert_eq!(gateway.messages().len(), 1);
}

#[tokio::test]
async fn trouble_is_tried_again() {
    let gateway = gateway().await;
    let text = hasty(&gateway);
    for mischief in [
        GatewayMischief::TooMany,
        GatewayMischief::Broken,
        GatewayMischief::Hang,
        GatewayMischief::Garbage,
        GatewayMischief::Endless,
    ] {
        gateway.misbehave(mischief, 1);
        retry(text.send(&letter(), now()).await);
    }
    assert!(gateway.messages().is_empty());
    delivered(text.send(&letter(), now()).await);
}

#[tokio::test]
async fn a_number_the_gateway_rejects_is_refused_for_good() {
    let gateway = gateway().await;
    gateway.reject("01012345678");
    let text = to(gateway.settings());
    for _ in 0..2 {
        let why = refused(text.send(&letter(), now()).await);
        assert!(why.contains(code::BAD_NUMBER) && !why.contains("1234"), "{why}");
    }
    assert!(gateway.messages().is_empty());
}

#[tokio::test]
async fn what_can_never_go_is_not_even_sent() {
    let gateway = gateway().await;
    gateway.misbehave(GatewayMischief::Broken, 1);
    let text = to(gateway.settings());
    for bad in [
        Letter { to: "02-120".into(), ..letter() },
        Letter { to: "010-1234-5678\r\nX: y".into(), ..letter() },
        Letter { subject: "제목\r\nX: y".into(), ..letter() },
        Letter { text: "가".repeat(1_001), ..letter() },
        Letter { text: String::new(), ..letter() },
        Letter { key: String::new(), ..letter() },
        Letter { key: "열".repeat(67), ..letter() },
    ] {
        refused(text.send(&bad, now()).await);
    }
    let why = retry(text.send(&letter(), now()).await);
    assert!(why.contains("500"), "the gateway's one misdeed was still to come: {why}");
}

#[tokio::test]
async fn a_wrong_token_key_or_clock_is_our_affair() {
    let gateway = gateway().await;
    let good = gateway.settings();
    for (settings, at, expected) in [
        (GatewaySettings { token: Secret::new("another"), ..good.clone() }, now(), code::BAD_TOKEN),
        (GatewaySettings { signing_key: Secret::new("another"), ..good.clone() }, now(), code::BAD_SIGNATURE),
        (good.clone(), "2026-03-10T01:05:01Z".parse().unwrap(), code::STALE),
        (good.clone(), "2026-03-10T00:54:59Z".parse().unwrap(), code::STALE),
    ] {
        let text = to(settings);
        assert!(retry(text.send(&letter(), at).await).contains(expected));
        let (_, said) = &text.check(at).await[0];
        assert!(said.as_ref().unwrap_err().contains(expected), "{said:?}");
    }
    assert!(gateway.messages().is_empty());
    assert_eq!(to(good).check(now()).await, [("message gateway", Ok(()))]);
}

#[tokio::test]
async fn an_address_that_is_no_gateway_is_told_to_the_doctor() {
    let gateway = gateway().await;
    let url = format!("{}/elsewhere/", gateway.url());
    let text = to(GatewaySettings { url, ..gateway.settings() });
    retry(text.send(&letter(), now()).await);
    assert!(text.check(now()).await[0].1.as_ref().unwrap_err().contains("주소"));
}

#[test]
fn settings_that_cannot_work_are_found_at_start() {
    let good = GatewaySettings {
        url: "https://gateway.example.kr/seoul".into(),
        token: Secret::new("t"),
        signing_key: Secret::new("k"),
        alimtalk_template: None,
        timeout: SHORT,
    };
    let fails = |gateway| Messengers::new(&Settings { mail: None, gateway: Some(gateway) }).is_err();
    assert!(!fails(good.clone()));
    for url in ["", "gateway", "http://gateway.example.kr", "ftp://127.0.0.1", "mailto:a@b.kr"] {
        assert!(fails(GatewaySettings { url: url.into(), ..good.clone() }), "{url}");
    }
    assert!(fails(GatewaySettings { token: Secret::new("a\r\nb"), ..good.clone() }));
    assert!(fails(GatewaySettings { signing_key: Secret::new(""), ..good }));
}

#[tokio::test]
async fn channels_that_are_not_set_are_refused() {
    let none = Messengers::new(&Settings::default()).unwrap();
    for channel in [Channel::Mail, Channel::Sms, Channel::Alimtalk] {
        assert!(
            refused(none.send(&Letter { channel, ..letter() }, now()).await).contains("설정되지 않은 채널")
        );
    }
    assert!(none.check(now()).await.is_empty());
}

#[tokio::test]
async fn both_stand_ins_serve_under_a_moving_clock() {
    let second = Arc::new(AtomicI64::new(now().as_second()));
    let reading = Arc::clone(&second);
    let clock = Arc::new(move || Timestamp::from_second(reading.load(Ordering::SeqCst)).unwrap());
    let standin = standin::start(clock).await.unwrap();
    let messengers = Messengers::new(&standin.settings).unwrap();
    assert!(messengers.check(now()).await.iter().all(|(_, said)| said.is_ok()));
    second.fetch_add(86_400 * 365, Ordering::SeqCst);
    let later = Timestamp::from_second(second.load(Ordering::SeqCst)).unwrap();
    let mail = Letter { channel: Channel::Mail, to: "park@example.kr".into(), ..letter() };
    delivered(messengers.send(&letter(), later).await);
    delivered(messengers.send(&mail, later).await);
    assert_eq!((standin.mails().len(), standin.texts().len()), (1, 1));
    standin.stop();
}

#[test]
fn nothing_printed_shows_a_recipient_or_a_secret() {
    let shown = format!("{:?}", letter());
    assert!(!shown.contains("1234-5678") && !shown.contains("접수되었습니다"), "{shown}");
    let settings = GatewaySettings {
        url: "https://gateway.example.kr".into(),
        token: Secret::new("비밀"),
        signing_key: Secret::new("비밀"),
        alimtalk_template: None,
        timeout: SHORT,
    };
    assert!(!format!("{settings:?}").contains("비밀"));
}
