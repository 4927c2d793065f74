//! The approval client against the stand-in system: documents are taken once, and what became of them is told.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;
use std::time::Duration;

use connect::Secret;
use connect::approval::fake::{ApprovalFake, CallBackMischief, Deed, HandOverMischief};
use connect::approval::protocol::{CALLBACK_PATH, Message, News};
use connect::approval::{
    ApprovalClient, ApprovalSettings, Door, HandedOver, Held, Knock, Paper, Signed, Told,
};
use domain::complaint::{AnswerResult, ApprovalNews, DocumentKey};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

fn now() -> Timestamp {
    "2026-03-10T01:00:00Z".parse().unwrap()
}

fn paper(round: u32) -> Paper {
    let (result, answer) = (AnswerResult::Granted, "가로등을 고쳤습니다.".to_owned());
    let frozen = Sha256::digest(format!("{}\0{answer}", result.as_str()));
    Paper {
        key: DocumentKey { complaint: "00000000-0000-0000-0000-0000000000f1".parse().unwrap(), round },
        digest: frozen.iter().map(|byte| format!("{byte:02x}")).collect(),
        number: "20260310000001".into(),
        title: "가로등이 꺼져 있습니다".into(),
        text: "나흘째입니다.\n\"꼭\" 고쳐 주십시오.".into(),
        due_at: Some(now()),
        result,
        answer,
        remedy: None,
        agency: "송파구".into(),
        department: "도로과".into(),
        drafter: "김도로".into(),
        sent_at: now(),
    }
}

async fn started() -> (ApprovalFake, ApprovalClient) {
    let fake = ApprovalFake::start(Arc::new(now)).await.unwrap();
    let client = ApprovalClient::new(&fake.settings()).unwrap();
    (fake, client)
}

fn taken(outcome: HandedOver) -> (String, String) {
    match outcome {
        HandedOver::Taken { document, answer } => (document, answer),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_document_handed_over_twice_is_one_document() {
    let (fake, client) = started().await;
    let (document, answer) = taken(client.hand_over(&paper(1), now()).await);
    assert_eq!((document.as_str(), answer.as_str()), ("전자결재-2026-00001", "ACCEPTED"));
    let again = taken(client.hand_over(&paper(1), now()).await);
    assert_eq!(again, (document, "DUPLICATE".to_owned()));
    let other = Paper { title: "다른 제목".into(), ..paper(1) };
    assert!(matches!(client.hand_over(&other, now()).await, HandedOver::Refused { .. }));
    assert_eq!(fake.documents().len(), 1);
}

#[tokio::test]
async fn a_text_other_than_its_digest_is_not_taken() {
    let (fake, client) = started().await;
    let changed = Paper { answer: "고치지 않았습니다.".into(), ..paper(1) };
    assert!(matches!(client.hand_over(&changed, now()).await, HandedOver::Refused { .. }));
    assert!(fake.documents().is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_found_out_by_asking_again() {
    let (fake, _) = started().await;
    let impatient = ApprovalSettings { timeout: Duration::from_millis(200), ..fake.settings() };
    let client = ApprovalClient::new(&impatient).unwrap();
    fake.misbehave(HandOverMischief::LoseAnswer, 1);
    assert!(matches!(client.hand_over(&paper(1), now()).await, HandedOver::Retry { .. }));
    assert_eq!(taken(client.hand_over(&paper(1), now()).await).1, "DUPLICATE");
    for misdeed in [HandOverMischief::Broken, HandOverMischief::Garbage] {
        fake.misbehave(misdeed, 1);
        assert!(matches!(client.hand_over(&paper(2), now()).await, HandedOver::Retry { .. }), "{misdeed:?}");
    }
    fake.stop();
    assert!(matches!(client.hand_over(&paper(3), now()).await, HandedOver::Retry { .. }));
}

#[tokio::test]
async fn whoever_asks_hears_everything_that_was_told() {
    let (fake, client) = started().await;
    assert_eq!(client.ask(paper(1).key, now()).await, Ok(Held::Nothing));
    client.check(now()).await.unwrap();
    let (number, _) = taken(client.hand_over(&paper(1), now()).await);
    let key = paper(1).key.to_string();
    fake.act(&key, &Deed::Start).unwrap();
    fake.act(&key, &Deed::Approve { manner: "acting".into() }).unwrap();
    assert!(fake.act(&key, &Deed::Start).is_err(), "it has ended");
    let Held::Document { document, told } = client.ask(paper(1).key, now()).await.unwrap() else {
        panic!("it was handed over");
    };
    assert_eq!(document, number);
    let news: Vec<_> = told.iter().map(|told| told.call_back.news.as_str()).collect();
    assert_eq!(news, ["started", "approved"]);
    assert!(told.iter().all(|told| told.call_back.digest == paper(1).digest));
}

#[tokio::test]
async fn a_wrong_secret_or_clock_is_tried_again_and_told_to_the_doctor() {
    let (fake, _) = started().await;
    let stranger = ApprovalSettings { secret: Secret::new("another"), ..fake.settings() };
    let client = ApprovalClient::new(&stranger).unwrap();
    assert!(matches!(client.hand_over(&paper(1), now()).await, HandedOver::Retry { .. }));
    assert!(client.check(now()).await.unwrap_err().contains("BAD_SIGNATURE"));
    let late = now() + jiff::SignedDuration::from_secs(301);
    let client = ApprovalClient::new(&fake.settings()).unwrap();
    assert!(client.check(late).await.unwrap_err().contains("STALE"));
}

#[test]
fn documents_travel_in_the_clear_only_on_this_machine() {
    let to = |url: &str, key_id: &str| {
        let (url, key_id, secret) = (url.to_owned(), key_id.to_owned(), Secret::new("s"));
        ApprovalClient::new(&ApprovalSettings { url, key_id, secret, timeout: Duration::from_secs(1) })
    };
    assert!(to("https://approval.example.kr/x", "k").is_ok());
    for (url, key_id) in [
        ("http://approval.example.kr", "k"),
        ("ftp://localhost", "k"),
        ("approval", "k"),
        ("https://approval.example.kr", ""),
        ("https://approval.example.kr", "줄\n바꿈"),
    ] {
        assert!(to(url, key_id).is_err(), "{url} {key_id}");
    }
}

/// Our side of the call-backs, as small as it can be.
async fn listening(fake: &ApprovalFake) -> mpsc::UnboundedReceiver<Told> {
    use axum::http::{HeaderMap, StatusCode};
    let door = Door::new(&fake.settings());
    let (heard, hearing) = mpsc::unbounded_channel();
    let take = move |headers: HeaderMap, body: axum::body::Bytes| async move {
        let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let knock = Knock {
            key_id: header("x-eungdapso-key"),
            signature: header("x-eungdapso-signature"),
            signed: Signed {
                timestamp: header("x-eungdapso-timestamp"),
                nonce: header("x-eungdapso-nonce"),
                method: "POST",
                path: CALLBACK_PATH,
                body: &body,
            },
        };
        let Ok(told) = door.admit(&knock, now()) else { return StatusCode::UNAUTHORIZED };
        heard.send(told).unwrap();
        StatusCode::OK
    };
    let app = axum::Router::new().route(CALLBACK_PATH, axum::routing::post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    fake.call_back_to(&format!("http://{}/", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    hearing
}

async fn next(hearing: &mut mpsc::UnboundedReceiver<Told>) -> Told {
    tokio::time::timeout(Duration::from_secs(5), hearing.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn call_backs_come_signed_and_in_any_order_that_was_asked_for() {
    let (fake, client) = started().await;
    let mut hearing = listening(&fake).await;
    for round in 1..=3 {
        taken(client.hand_over(&paper(round), now()).await);
    }
    let key = |round: u32| paper(round).key.to_string();
    fake.mishandle(CallBackMischief::Hold, 1);
    fake.act(&key(1), &Deed::Start).unwrap();
    let returned = Deed::Return { reason: "근거를 더 적으십시오.".into() };
    fake.act(&key(1), &returned).unwrap();
    let first = next(&mut hearing).await;
    assert!(
        matches!(first.call_back.news, ApprovalNews::Returned { ref reason } if reason.as_str().contains("근거"))
    );
    assert_eq!(next(&mut hearing).await.call_back.news, ApprovalNews::Started);
    fake.mishandle(CallBackMischief::Lose, 1);
    fake.mishandle(CallBackMischief::Twice, 1);
    fake.act(&key(2), &Deed::Start).unwrap();
    let told: Message = fake.act(&key(2), &Deed::Withdraw { reason: "오타".into() }).unwrap();
    assert_eq!(told.news, News::Withdrawn);
    let (once, twice) = (next(&mut hearing).await, next(&mut hearing).await);
    assert_eq!((once.id.as_str(), &once), (told.id.as_str(), &twice));
    fake.mishandle(CallBackMischief::OtherText, 1);
    fake.act(&key(3), &Deed::Start).unwrap();
    assert_ne!(next(&mut hearing).await.call_back.digest, paper(3).digest);
}

#[tokio::test]
async fn people_approve_and_return_on_the_page() {
    let (fake, client) = started().await;
    taken(client.hand_over(&paper(1), now()).await);
    let base = fake.settings().url;
    let http =
        reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let page = http.get(format!("{base}/board")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("가로등이 꺼져 있습니다") && page.contains("&quot;꼭&quot;"), "{page}");
    let press = |deed: &str| {
        http.post(format!("{base}/documents/{}/{deed}", paper(1).key))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("")
            .send()
    };
    assert_eq!(press("start").await.unwrap().status(), 303);
    assert_eq!(press("start").await.unwrap().status(), 409);
    assert_eq!(press("dance").await.unwrap().status(), 404);
    assert_eq!(press("delegated").await.unwrap().status(), 303);
    assert_eq!(fake.documents()[0].messages.len(), 2);
}
