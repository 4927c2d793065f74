//! Versions, keys, and two people at once.

use serde_json::json;
use store::Store;
use testkit::world::*;

use super::office::{TestOffice, bearer};

testkit::both_databases! {
    async fn of_two_who_act_at_once_one_wins(store: Store) {
        let office = TestOffice::over(store).await;
        let number = office.at_stage("at_department").await;
        let path = format!("/complaints/{number}/acts/assign");
        let version = ("if-match", "\"3\"".to_owned());
        let give = |officer: domain::id::OfficerId| {
            let headers = [bearer(LEE), version.clone()];
            let (office, path) = (&office, &path);
            async move { office.ask("POST", path, &headers, Some(json!({"handler": officer.to_string()}))).await }
        };
        let (a, b) = tokio::join!(give(KIM), give(PARK));
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let lost = if a.status == 409 { a } else { b };
        let told = lost.problem(409, "stale");
        assert_eq!((&told["version"], &told["since"][0]["event"]), (&json!(4), &json!("assigned")));
        let case = office.get(LEE, &format!("/complaints/{number}")).await.ok();
        assert_eq!(case["version"], 4);
    }

    async fn an_act_under_a_key_is_done_once(store: Store) {
        let office = TestOffice::over(store).await;
        let number = office.at_stage("accepted").await;
        let path = format!("/complaints/{number}/acts/interim-answer");
        let headers = [bearer(KIM), ("idempotency-key", "k-1".to_owned())];
        let say = |text: &str| Some(json!({"text": text}));
        let first = office.ask("POST", &path, &headers, say("현장을 확인하고 있습니다.")).await.ok();
        let again = office.ask("POST", &path, &headers, say("현장을 확인하고 있습니다.")).await.ok();
        assert_eq!((&first["version"], &again["records"]["interim_answers"]), (&again["version"], &json!(1)));
        office.ask("POST", &path, &headers, say("다른 말")).await.problem(422, "key-reused");
        let other = [bearer(LEE), ("idempotency-key", "k-1".to_owned())];
        let others = office.ask("POST", &path, &other, say("과장의 중간 답변")).await.ok();
        assert_eq!(others["records"]["interim_answers"], 2, "keys are one's own");
    }
}

/// What others wrote meanwhile, and what is being written, is read as the file itself is.
#[tokio::test]
async fn neither_a_stale_version_nor_a_draft_shows_what_the_file_covers() {
    let office = TestOffice::new().await;
    let (filed, _) = office.file().await;
    let received = office.act(HAN, &filed, "receive", json!({"kind": "inquiry"})).await.ok();
    let number = received["number"].as_str().unwrap();
    let memo = "주민번호 900101-1234568, 연락처 010-9876-5432";
    let given = json!({"department": ROADS.to_string(), "memo": memo});
    office.act(HAN, number, "distribute", given).await.ok();
    office.act(LEE, number, "assign", json!({"handler": KIM.to_string()})).await.ok();
    office.act(KIM, number, "accept", json!({})).await.ok();
    office.act(KIM, number, "draft", json!({"body": memo})).await.ok();
    let path = format!("/complaints/{number}");
    let stale = [bearer(MIN), ("if-match", "\"0\"".to_owned())];
    let told =
        office.ask("POST", &format!("{path}/acts/recall"), &stale, Some(json!({"reason": "다시"}))).await;
    let told = told.problem(409, "stale").to_string();
    assert!(told.contains("주민번호 ******-*******, 연락처 ***-****-****"), "{told}");
    let seen = office.get(MIN, &path).await.ok().to_string();
    for text in [told, seen] {
        assert!(!text.contains("900101-1234568") && !text.contains("9876-5432"), "{text}");
    }
    let own = office.get(KIM, &path).await.ok();
    assert_eq!(own["draft"]["body"], memo, "whoever writes it reads it");
    office.close().await;
}

#[tokio::test]
async fn the_version_read_is_checked_and_malformed_conditions_are_told() {
    let office = TestOffice::new().await;
    let number = office.at_stage("assigned").await;
    let told = office.get(KIM, &format!("/complaints/{number}")).await;
    assert_eq!(told.headers["etag"], "\"4\"");
    let path = format!("/complaints/{number}/acts/accept");
    let accept = async |name: &'static str, value: &str| {
        office.ask("POST", &path, &[bearer(KIM), (name, value.to_owned())], Some(json!({}))).await
    };
    accept("if-match", "\"3\"").await.problem(409, "stale");
    accept("if-match", "soon").await.problem(400, "bad-if-match");
    accept("idempotency-key", "two words").await.problem(422, "invalid");
    accept("idempotency-key", &"k".repeat(101)).await.problem(422, "invalid");
    accept("if-match", "\"4\"").await.ok();
    office.close().await;
}
