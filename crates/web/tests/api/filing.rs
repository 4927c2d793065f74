//! Filing: by a citizen who knows nobody, by an officer at the counter, once under a key.

use serde_json::json;
use testkit::world::*;

use super::office::{TestOffice, bearer, complaint};

#[tokio::test]
async fn a_citizen_is_given_a_number_a_secret_and_an_address() {
    let office = TestOffice::new().await;
    let told = office.ask("POST", "/complaints", &[], Some(complaint())).await;
    assert_eq!(told.status, 201);
    let address = told.headers["location"].to_str().unwrap().to_owned();
    let filed = told.ok();
    assert_eq!(address, format!("/api/v1/complaints/{}", filed["application_number"].as_str().unwrap()));
    assert_eq!(
        (&filed["stage"], &filed["version"], &filed["due_at"]),
        (&json!("filed"), &json!(1), &json!(null))
    );
    assert_eq!(filed["secret"].as_str().unwrap().len(), 12);
    office.close().await;
}

#[tokio::test]
async fn the_same_request_under_the_same_key_files_once() {
    let office = TestOffice::new().await;
    let key = [("idempotency-key", "abc-1".to_owned())];
    let first = office.ask("POST", "/complaints", &key, Some(complaint())).await.ok();
    let again = office.ask("POST", "/complaints", &key, Some(complaint())).await.ok();
    assert_eq!(first["application_number"], again["application_number"]);
    assert_eq!(first["secret"], again["secret"], "whoever lost the first answer is given it again");
    let mut other = complaint();
    other["title"] = json!("다른 민원");
    office.ask("POST", "/complaints", &key, Some(other)).await.problem(422, "key-reused");
    office.close().await;
}

#[tokio::test]
async fn officers_register_what_their_desk_takes_in() {
    let office = TestOffice::new().await;
    let by = |channel: &str| {
        let mut sent = complaint();
        sent["channel"] = json!(channel);
        Some(sent)
    };
    let registered = office.ask("POST", "/complaints", &[bearer(HAN)], by("counter")).await.ok();
    let number = registered["application_number"].as_str().unwrap();
    let case = office.get(HAN, &format!("/complaints/{number}")).await.ok();
    assert_eq!(case["channel"], "counter");
    office.ask("POST", "/complaints", &[bearer(DA)], by("phone120")).await.ok();
    office.ask("POST", "/complaints", &[bearer(DA)], by("post")).await.problem(403, "not-your-part");
    office.ask("POST", "/complaints", &[bearer(KIM)], by("counter")).await.problem(403, "not-your-part");
    office.ask("POST", "/complaints", &[bearer(HAN)], by("web")).await.problem(422, "invalid");
    office.ask("POST", "/complaints", &[], by("counter")).await.problem(422, "invalid");
    office.close().await;
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let office = TestOffice::new().await;
    let sent = json!({
        "title": "가".repeat(201), "body": "a\u{0}b", "place": 7, "visibility": "sealed", "joint": "perhaps",
        "nickname": "x",
    });
    let told = office.ask("POST", "/complaints", &[], Some(sent)).await.problem(422, "invalid");
    let errors = told["errors"].as_array().unwrap().iter();
    let seen: Vec<_> = errors.map(|e| (e["field"].as_str().unwrap(), e["code"].as_str().unwrap())).collect();
    assert_eq!(
        seen,
        [
            ("title", "too-long"),
            ("body", "control-character"),
            ("place", "unreadable"),
            ("visibility", "unreadable"),
            ("joint", "unreadable"),
            ("name", "missing"),
            ("nickname", "unknown-field"),
        ]
    );
    let mut nowhere = complaint();
    nowhere["phone"] = json!(null);
    nowhere["email"] = json!(null);
    let told = office.ask("POST", "/complaints", &[], Some(nowhere)).await.problem(422, "invalid");
    assert_eq!(told["errors"][0]["code"], "no-way-to-answer");
    office.close().await;
}
