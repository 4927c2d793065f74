//! Tokens: asked for, used, given back.

use casework::sessions::hash_password;
use serde_json::{Value, json};
use store::{Account, Owner};
use testkit::world::*;

use super::office::{TestOffice, bearer};

async fn with_password(office: &TestOffice, must_change: bool) {
    let password_hash = hash_password("correct horse".to_owned()).await.unwrap();
    let mut tx = office.office.store().write().await.unwrap();
    let account = Account {
        login: "han".to_owned(),
        owner: Owner::Officer(HAN),
        password_hash,
        must_change,
        changed_at: morning(),
    };
    tx.put_accounts(&[account]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_token_is_given_used_and_given_back() {
    let office = TestOffice::new().await;
    with_password(&office, false).await;
    let sent = json!({"login": "han", "password": "correct horse"});
    let opened = office.ask("POST", "/session", &[], Some(sent)).await.ok();
    assert_eq!(opened["officer"]["name"], "한접수");
    assert_eq!(opened["expires_at"], "2026-03-10T01:00:00Z", "thirty minutes of the machine's clock");
    let with = [("authorization", format!("Bearer {}", opened["token"].as_str().unwrap()))];
    let me = office.ask("GET", "/me", &with, None).await.ok();
    assert_eq!((&me["login"], &me["duties"][0]["role"]), (&json!("han"), &json!("receiver")));
    let closed = office.ask("DELETE", "/session", &with, None).await;
    assert_eq!((closed.status.as_u16(), closed.body), (204, Value::String(String::new())));
    office.ask("GET", "/me", &with, None).await.problem(401, "signed-out");
    office.close().await;
}

#[tokio::test]
async fn a_password_somebody_else_has_set_opens_nothing_before_it_is_changed() {
    let office = TestOffice::new().await;
    with_password(&office, true).await;
    let sent = json!({"login": "han", "password": "correct horse"});
    let opened = office.ask("POST", "/session", &[], Some(sent)).await.ok();
    assert_eq!(opened["must_change_password"], true);
    let with = [("authorization", format!("Bearer {}", opened["token"].as_str().unwrap()))];
    for path in ["/me", "/complaints"] {
        office.ask("GET", path, &with, None).await.problem(401, "change-password");
    }
    assert_eq!(office.ask("DELETE", "/session", &with, None).await.status.as_u16(), 204);
    office.close().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_one_answer_and_five_lock() {
    let office = TestOffice::new().await;
    with_password(&office, false).await;
    let try_in = async |login: &str, password: &str| {
        office.ask("POST", "/session", &[], Some(json!({"login": login, "password": password}))).await
    };
    let unknown = try_in("nobody", "x").await.problem(401, "wrong-login");
    for _ in 0..4 {
        assert_eq!(try_in("han", "wrong").await.problem(401, "wrong-login"), unknown);
    }
    try_in("han", "wrong").await.problem(429, "locked");
    try_in("han", "correct horse").await.problem(429, "locked");
    office.close().await;
}

#[tokio::test]
async fn a_cookie_opens_nothing_here() {
    let office = TestOffice::new().await;
    let cookie = [("cookie", format!("session={}", super::office::token(HAN)))];
    office.ask("GET", "/me", &cookie, None).await.problem(401, "signed-out");
    office
        .ask("GET", "/me", &[("authorization", "Basic aGFuOng=".to_owned())], None)
        .await
        .problem(401, "signed-out");
    office.close().await;
}

#[tokio::test]
async fn counts_menu_and_overview_follow_the_duties() {
    let office = TestOffice::new().await;
    office.at_stage("assigned").await;
    let places = |told: &Value| -> Vec<String> {
        told["places"].as_array().unwrap().iter().map(|p| p["place"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(places(&office.get(KIM, "/me/counts").await.ok()), ["handler"]);
    assert_eq!(places(&office.get(LEE, "/me/counts").await.ok()), ["handler", "department"]);
    assert_eq!(places(&office.get(JEONG, "/me/counts").await.ok()), ["handler", "agency"]);
    assert_eq!(places(&office.get(HAN, "/me/counts").await.ok()), ["handler", "city"]);
    let overview = office.get(LEE, "/statistics/overview").await.ok();
    let assigned = overview["stages"].as_array().unwrap().iter().find(|s| s["stage"] == "assigned").unwrap();
    assert_eq!((&assigned["total"], &overview["scope"]), (&json!(1), &json!(["안전총괄실 도로과"])));
    let menu = office.ask("GET", "/me/menu", &[bearer(KIM)], None).await.ok();
    assert!(!menu.to_string().contains("기관·부서 분배"));
    office.close().await;
}
