//! The petitioner's own door: number and secret open one complaint, and what is said inside stays inside.

use serde_json::{Value, json};
use testkit::world::*;

use super::office::TestOffice;

fn secret(secret: &str) -> [(&'static str, String); 1] {
    [("x-complaint-secret", secret.to_owned())]
}

#[tokio::test]
async fn number_and_secret_open_one_complaint_and_nothing_else() {
    let office = TestOffice::new().await;
    let (mine, key) = office.file().await;
    let (other, _) = office.file().await;
    let see = |number: &str| format!("/complaints/{number}");
    let case = office.ask("GET", &see(&mine), &secret(&key), None).await.ok();
    assert_eq!(case["petitioner"]["name"], "홍○동");
    let petition = [("authorization", format!("Petition {}", key.to_lowercase()))];
    office.ask("GET", &see(&mine), &petition, None).await.ok();
    office.ask("GET", &see(&other), &secret(&key), None).await.problem(404, "not-found");
    office.ask("GET", &see(&mine), &secret("AAAAAAAAAAAA"), None).await.problem(404, "not-found");
    office.ask("GET", &see(&mine), &[], None).await.problem(401, "signed-out");
    office.ask("GET", "/complaints", &secret(&key), None).await.problem(401, "signed-out");
    office.close().await;
}

#[tokio::test]
async fn guessing_secrets_is_slowed_down() {
    let office = TestOffice::new().await;
    let (mine, key) = office.file().await;
    let path = format!("/complaints/{mine}");
    for _ in 0..60 {
        office.ask("GET", &path, &secret("AAAAAAAAAAAA"), None).await.problem(404, "not-found");
    }
    office.ask("GET", &path, &secret("AAAAAAAAAAAA"), None).await.problem(429, "too-often");
    office.ask("GET", &path, &secret(&key), None).await.ok();
    office.close().await;
}

#[tokio::test]
async fn the_petitioner_rates_asks_again_and_sees_no_office_talk() {
    let office = TestOffice::new().await;
    let (filed, key) = office.file().await;
    let received = office.act(HAN, &filed, "receive", json!({"kind": "inquiry"})).await.ok();
    let number = received["number"].as_str().unwrap().to_owned();
    office
        .act(HAN, &number, "distribute", json!({"department": ROADS.to_string(), "memo": "내부 메모"}))
        .await
        .ok();
    office.act(LEE, &number, "assign", json!({"handler": KIM.to_string()})).await.ok();
    office.act(KIM, &number, "accept", json!({})).await.ok();
    let question = json!({"cooperations": [
        {"department": PARKS.to_string(), "question": "가로수 뿌리입니까?", "reply_by": "2026-03-12"},
    ]});
    office.act(KIM, &number, "cooperate", question).await.ok();
    let answer = json!({"result": "explained", "body": "최종 답변", "line": [SEO.to_string()]});
    office.act(KIM, &number, "send-for-approval", answer).await.ok();

    let see = |part: &str| format!("/complaints/{number}{part}");
    let before = office.ask("GET", &see(""), &secret(&key), None).await.ok();
    let told = office.ask("GET", &see("/history"), &secret(&key), None).await.ok();
    for hidden in ["최종 답변", "내부 메모", "가로수"] {
        assert!(!before.to_string().contains(hidden) && !told.to_string().contains(hidden), "{hidden}");
    }
    office.act(SEO, &number, "approval-started", json!({})).await.ok();
    office.act(SEO, &number, "approve", json!({})).await.ok();
    let after = office.ask("GET", &see(""), &secret(&key), None).await.ok();
    assert_eq!(after["answer"], "최종 답변");

    let act = async |act: &str, fields: Value| {
        office.ask("POST", &see(&format!("/acts/{act}")), &secret(&key), Some(fields)).await
    };
    act("ask-again", json!({"question": "언제입니까?"})).await.problem(409, "not-poorly-rated");
    act("rate", json!({"score": 30})).await.problem(422, "invalid");
    act("rate", json!({"score": 25})).await.ok();
    let asked = act("ask-again", json!({"question": "언제입니까?"})).await.ok();
    assert_eq!(asked["records"]["follow_ups"][0]["answered_at"], json!(null));
    act("receive", json!({"kind": "inquiry"})).await.problem(409, "wrong-stage");
    let notices = office.ask("GET", &see("/notices"), &secret(&key), None).await.ok();
    let notices = notices["notices"].as_array().unwrap();
    assert!(!notices.is_empty() && notices.iter().all(|n| n["to"] == "신청인" && n["body"].is_string()));
    office.close().await;
}
