//! Letters over real SMTP conversations with the stand-in relay.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use std::time::Duration;

use connect::Secret;
use connect::message::mail::{MailFake, MailMischief, MailSettings, Security};
use connect::message::{Channel, Letter, Messengers, Outcome, Settings};
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Short enough to wait for, long enough for a busy machine to answer in.
const SHORT: Duration = Duration::from_millis(500);
const TEXT: &str = "박시민 님, 안녕하세요.\n\n민원 20260310000001이 접수되었습니다.\n.\n..점 두 개로 시작하는 줄\n\
                    끝에 빈칸 \n=등호= <꺾쇠> & \"따옴표\" 😀\n";

fn letter() -> Letter {
    Letter {
        key: "20260310000001:received:mail".into(),
        channel: Channel::Mail,
        to: "park@example.kr".into(),
        subject: "[응답소] 민원이 접수되었습니다. 처리기한은 2026. 3. 19. 18:00입니다 — 확인해 주세요".into(),
        text: TEXT.into(),
    }
}

fn now() -> Timestamp {
    "2026-03-10T01:00:00Z".parse().unwrap()
}

fn to(settings: MailSettings) -> Messengers {
    Messengers::new(&Settings { mail: Some(settings), gateway: None }).unwrap()
}

fn hasty(relay: &MailFake) -> Messengers {
    to(MailSettings { timeout: SHORT, ..relay.settings() })
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

#[tokio::test]
async fn a_korean_letter_arrives_as_it_was_written() {
    let relay = MailFake::start().await.unwrap();
    let outcome = to(relay.settings()).send(&letter(), now()).await;
    let [got] = &relay.letters()[..] else { panic!("one letter") };
    assert_eq!((got.subject.as_str(), got.text.as_str()), (letter().subject.as_str(), TEXT));
    assert_eq!(
        (got.from.as_str(), &got.to[..]),
        ("noreply@eungdapso.invalid", &["park@example.kr".to_owned()][..])
    );
    assert!(got.raw.contains("Date: Tue, 10 Mar 2026 01:00:00 +0000"), "{}", got.raw);
    assert!(got.raw.contains("Auto-Submitted: auto-generated") && got.raw.contains("text/html"));
    assert!(!got.message_id.contains("20260310000001"));
    let (provider_id, answer) = (got.message_id.clone(), "250 2.0.0 Kept".to_owned());
    assert_eq!(outcome, Outcome::Delivered { provider_id, answer });
}

#[tokio::test]
async fn a_long_line_and_a_long_letter_arrive_whole() {
    let relay = MailFake::start().await.unwrap();
    let text = format!("{}\n.{}\n{}", "가".repeat(9_000), "x".repeat(5_000), "나 다\n".repeat(5_000));
    let long = Letter { text: text.clone(), ..letter() };
    assert_eq!(to(relay.settings()).send(&long, now()).await.name(), "delivered");
    assert_eq!(relay.letters()[0].text, text);
}

#[tokio::test]
async fn not_now_is_tried_again_and_then_taken() {
    let relay = MailFake::start().await.unwrap();
    relay.misbehave(MailMischief::NotNow, 2);
    let mail = to(relay.settings());
    for _ in 0..2 {
        assert!(retry(mail.send(&letter(), now()).await).contains("451"));
    }
    assert_eq!(mail.send(&letter(), now()).await.name(), "delivered");
    assert_eq!(relay.letters().len(), 1);
}

#[tokio::test]
async fn never_is_refused_without_naming_the_recipient() {
    let relay = MailFake::start().await.unwrap();
    relay.misbehave(MailMischief::Never, 1);
    let why = refused(to(relay.settings()).send(&letter(), now()).await);
    assert!(why.contains("550") && !why.contains("park"), "{why}");
}

#[tokio::test]
async fn silence_and_a_dropped_line_are_tried_again() {
    let relay = MailFake::start().await.unwrap();
    let mail = hasty(&relay);
    for mischief in [MailMischief::Hang, MailMischief::Drop] {
        relay.misbehave(mischief, 1);
        retry(mail.send(&letter(), now()).await);
    }
    assert!(relay.letters().is_empty());
}

#[tokio::test]
async fn an_answer_lost_after_the_letter_is_recognisable_when_it_comes_again() {
    let relay = MailFake::start().await.unwrap();
    relay.misbehave(MailMischief::LoseAnswer, 1);
    let mail = to(relay.settings());
    retry(mail.send(&letter(), now()).await);
    assert_eq!(mail.send(&letter(), now()).await.name(), "delivered");
    let got = relay.letters();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].message_id, got[1].message_id);
}

#[tokio::test]
async fn a_relay_that_never_says_goodbye_has_still_taken_the_letter() {
    let relay = MailFake::start().await.unwrap();
    relay.misbehave(MailMischief::HangAtQuit, 1);
    assert_eq!(hasty(&relay).send(&letter(), now()).await.name(), "delivered");
    assert_eq!(relay.letters().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_tried_again_and_the_doctor_says_so() {
    let relay = MailFake::start().await.unwrap();
    let mail = hasty(&relay);
    assert_eq!(mail.check(now()).await, [("mail", Ok(()))]);
    relay.stop();
    while tokio::net::TcpStream::connect(relay.address()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    retry(mail.send(&letter(), now()).await);
    assert!(mail.check(now()).await[0].1.is_err());
}

#[tokio::test]
async fn a_letter_bigger_than_the_relay_takes_is_refused() {
    let relay = MailFake::start_with(2_000, None).await.unwrap();
    let mail = to(relay.settings());
    let big = Letter { text: "긴 글 ".repeat(1_000), ..letter() };
    assert!(refused(mail.send(&big, now()).await).contains("552"));
    assert!(relay.letters().is_empty());
}

#[tokio::test]
async fn a_password_is_checked_and_a_wrong_one_is_our_affair() {
    let relay = MailFake::start_with(100_000, Some(("eungdapso", "열려라"))).await.unwrap();
    assert_eq!(to(relay.settings()).send(&letter(), now()).await.name(), "delivered");
    let login = Some(("eungdapso".to_owned(), Secret::new("닫혀라")));
    let why = retry(to(MailSettings { login, ..relay.settings() }).send(&letter(), now()).await);
    assert!(why.contains("535") && !why.contains("닫혀라"), "{why}");
    let why = retry(to(MailSettings { login: None, ..relay.settings() }).send(&letter(), now()).await);
    assert!(why.contains("530"), "{why}");
    assert_eq!(relay.letters().len(), 1);
}

#[tokio::test]
async fn a_relay_without_starttls_gets_nothing_in_the_clear() {
    let relay = MailFake::start().await.unwrap();
    for security in [Security::StartTls, Security::Tls] {
        let mail = to(MailSettings { security, timeout: SHORT, ..relay.settings() });
        retry(mail.send(&letter(), now()).await);
    }
    assert!(relay.letters().is_empty());
}

#[tokio::test]
async fn injected_headers_never_reach_the_relay() {
    let relay = MailFake::start().await.unwrap();
    let mail = to(relay.settings());
    let subject = "제목\r\nBcc: all@example.kr".to_owned();
    refused(mail.send(&Letter { subject, ..letter() }, now()).await);
    let recipient = "park@example.kr>\r\nRCPT TO:<all@example.kr".to_owned();
    refused(mail.send(&Letter { to: recipient, ..letter() }, now()).await);
    let key = "열쇠\r\nX: y".to_owned();
    refused(mail.send(&Letter { key, ..letter() }, now()).await);
    assert!(relay.letters().is_empty());
}

#[tokio::test]
async fn a_korean_address_goes_by_smtputf8() {
    let relay = MailFake::start().await.unwrap();
    let outcome =
        to(relay.settings()).send(&Letter { to: "박시민@예시.한국".into(), ..letter() }, now()).await;
    assert_eq!(outcome.name(), "delivered", "{outcome:?}");
    assert_eq!(relay.letters()[0].to, ["박시민@예시.한국"]);
}

#[test]
fn settings_that_cannot_work_are_found_at_start() {
    let good = MailSettings {
        host: "relay.example.kr".into(),
        port: 25,
        security: Security::Plain,
        login: None,
        from: "noreply@example.kr".into(),
        from_name: "응답소".into(),
        timeout: SHORT,
    };
    let fails = |mail| Messengers::new(&Settings { mail: Some(mail), gateway: None }).is_err();
    assert!(fails(good.clone()), "letters would travel in the clear");
    for host in ["127.0.0.1", "::1", "localhost"] {
        let login = Some(("a".into(), Secret::new("b")));
        assert!(!fails(MailSettings { host: host.into(), login, ..good.clone() }), "{host}");
    }
    let good = MailSettings { security: Security::PlainElsewhere, ..good };
    assert!(!fails(good.clone()), "said on purpose");
    assert!(fails(MailSettings { from: "응답소".into(), ..good.clone() }));
    assert!(fails(MailSettings { from_name: "응답소\nX: y".into(), ..good.clone() }));
    assert!(fails(MailSettings { login: Some(("a".into(), Secret::new("b"))), ..good }));
}

/// The stand-in itself, spoken to by hand: order, limits, and an end that only CR LF . CR LF makes.
#[tokio::test]
async fn the_relay_keeps_to_the_protocol() {
    let relay = MailFake::start().await.unwrap();
    let mut wire = tokio::net::TcpStream::connect(relay.address()).await.unwrap();
    let said = "DATA\r\nRCPT TO:<a@b.kr>\r\nWHAT\r\nEHLO me\r\nNOOP\r\nMAIL FROM:<> SIZE=99999999\r\n\
                MAIL FROM:<>\r\nMAIL FROM:<>\r\nRCPT TO:<odd>\r\nRSET\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.kr>\r\nDATA\r\n\
                Subject: a\r\n b\r\n\r\n..one\n.\nQUIT\n.\r\n...\r\n.\r\nQUIT\r\n";
    wire.write_all(said.as_bytes()).await.unwrap();
    let mut heard = String::new();
    wire.read_to_string(&mut heard).await.unwrap();
    let codes: Vec<&str> = heard.lines().filter(|l| l.as_bytes()[3] == b' ').map(|l| &l[..3]).collect();
    assert_eq!(
        codes,
        [
            "220", "503", "503", "502", "250", "250", "552", "250", "503", "501", "250", "250", "250", "354",
            "250", "221"
        ]
    );
    let got = &relay.letters()[0];
    assert_eq!((got.subject.as_str(), got.text.as_str()), ("a b", ".one\n.\nQUIT\n.\n..\n"));
}
