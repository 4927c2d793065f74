//! A complaint from its filing to its answer, on both databases.

use serde_json::json;
use store::Store;
use testkit::world::*;

use super::office::TestOffice;

testkit::both_databases! {
    async fn a_complaint_is_answered_through_approval(store: Store) {
        let office = TestOffice::over(store).await;
        let number = office.at_stage("accepted").await;
        let case = office.get(KIM, &format!("/complaints/{number}")).await.ok();
        // 질의민원: seven working days, Tuesday 10 March counted.
        assert_eq!(case["due_at"], "2026-03-18T09:00:00Z");
        assert_eq!((&case["period"], &case["stage_label"]), (&json!("7d"), &json!("처리자 접수")));
        assert_eq!(case["handler"]["name"], "김도로 주무관");
        assert_eq!(case["acts"]["send-for-approval"]["allowed"], true);
        let managed = office.get(LEE, &format!("/complaints/{number}")).await.ok();
        assert_eq!(managed["acts"]["reassign"]["refusal"]["code"], "accepted-already");

        office.act(KIM, &number, "draft", json!({"body": "검토 중입니다."})).await.ok();
        let answer = json!({
            "result": "granted", "body": "보수하였습니다.", "line": [SEO.to_string(), NAM.to_string()],
        });
        let sent = office.act(KIM, &number, "send-for-approval", answer).await.ok();
        assert_eq!((&sent["stage"], &sent["answer"]), (&json!("approval_sent"), &json!(null)));
        let started = office.act(SEO, &number, "approval-started", json!({})).await.ok();
        assert_eq!(started["records"]["rounds"][0]["turn"]["name"], "서팀장 주무관");
        office.act(SEO, &number, "approve", json!({})).await.ok();
        office.act(SEO, &number, "approve", json!({})).await.problem(403, "not-your-turn");
        let answered = office.act(NAM, &number, "approve", json!({"comment": "좋습니다"})).await.ok();
        assert_eq!((&answered["stage"], &answered["answer"]), (&json!("answered"), &json!("보수하였습니다.")));

        let history = office.get(KIM, &format!("/complaints/{number}/history")).await.ok();
        let events: Vec<_> = history["lines"].as_array().unwrap().iter().map(|line| line["event"].as_str().unwrap()).collect();
        assert_eq!(events, [
            "filed", "received", "distributed", "assigned", "accepted", "sent-for-approval",
            "approval-started", "approved", "approved", "answered",
        ]);
        let notices = office.get(KIM, &format!("/complaints/{number}/notices")).await.ok();
        let to_petitioner = notices["notices"].as_array().unwrap().iter().filter(|n| n["to"] == "신청인").count();
        assert!(to_petitioner >= 3, "{notices:#}");
        let due = office.get(KIM, &format!("/complaints/{number}/due")).await.ok();
        assert!(!due["lines"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_selection_is_assigned_with_a_line_for_each() {
    let office = TestOffice::new().await;
    let one = office.at_stage("at_department").await;
    let two = office.at_stage("assigned").await;
    let fields = json!({"numbers": [one, two, "20990101000001", "nonsense"], "handler": KIM.to_string()});
    let headers = [super::office::bearer(LEE), ("idempotency-key", "batch-1".to_owned())];
    let first = office.ask("POST", "/complaints/bulk/assign", &headers, Some(fields.clone())).await.ok();
    let seen = |told: &serde_json::Value| -> Vec<(u64, String)> {
        let lines = told["results"].as_array().unwrap().iter();
        lines
            .map(|line| (line["status"].as_u64().unwrap(), line["code"].as_str().unwrap().to_owned()))
            .collect()
    };
    let expected = [(200, "done"), (409, "wrong-stage"), (404, "not-found"), (404, "not-found")];
    assert_eq!(seen(&first), expected.map(|(status, code)| (status, code.to_owned())));
    assert_eq!((&first["done"], &first["refused"]), (&json!(1), &json!(3)));
    let again = office.ask("POST", "/complaints/bulk/assign", &headers, Some(fields)).await.ok();
    assert_eq!(seen(&again)[0], (200, "done".to_owned()), "done once, answered twice");
    assert_eq!(again["results"][0]["version"], first["results"][0]["version"]);
    office.close().await;
}

#[tokio::test]
async fn whoever_sends_a_file_away_is_told_where_it_went() {
    let office = TestOffice::new().await;
    let (filed, _) = office.file().await;
    let received = office.act(HAN, &filed, "receive", json!({"kind": "inquiry"})).await.ok();
    let number = received["number"].as_str().unwrap();
    office.act(HAN, number, "distribute", json!({"department": ROADS.to_string()})).await.ok();
    let asked =
        json!({"reason": "not-our-duty", "explanation": "송파구 소관입니다.", "proposed": WORKS.to_string()});
    office.act(LEE, number, "request-reassignment", asked).await.ok();
    let elsewhere = json!({"ruling": "passed-up", "explanation": "구청 소관으로 보입니다."});
    let path = format!("/complaints/{number}/acts/decide-reassignment");
    let headers = [super::office::bearer(JEONG), ("idempotency-key", "up-1".to_owned())];
    let left = office.ask("POST", &path, &headers, Some(elsewhere.clone())).await.ok();
    assert_eq!(
        (&left["visible"], &left["stage"], left.get("title")),
        (&json!(false), &json!("received"), None)
    );
    let again = office.ask("POST", &path, &headers, Some(elsewhere.clone())).await.ok();
    assert_eq!(again, left, "a lost answer is given again, out of sight or not");
    let other = json!({"ruling": "passed-up", "explanation": "다른 말"});
    office.ask("POST", &path, &headers, Some(other)).await.problem(404, "not-found");
    let strangers = [super::office::bearer(LEE), headers[1].clone()];
    office.ask("POST", &path, &strangers, Some(elsewhere)).await.problem(404, "not-found");
    office.get(LEE, &format!("/complaints/{number}")).await.problem(404, "not-found");
    office.act(HAN, number, "distribute", json!({"department": WORKS.to_string()})).await.ok();
    let case = office.get(MUN, &format!("/complaints/{number}")).await.ok();
    assert_eq!((&case["department"]["name"], &case["hops"]), (&json!("안전건설국 건설과"), &json!(1)));
    office.close().await;
}
