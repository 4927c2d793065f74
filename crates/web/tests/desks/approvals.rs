//! 결재: the approver's desk, the agencies' lines, and the door for the approval system's call-backs.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use casework::approval::Heard;
use domain::complaint::{AnswerResult, ApprovalNews, ApprovalRoute, CallBack, DocumentKey, StageName};
use domain::dispatch::Neighbour;
use http_body_util::BodyExt;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{KIM, SEOUL, SI, morning, officer};
use tower::ServiceExt;
use web::integration::{Call, Deaf};
use web::{AppState, Settings, router};

use crate::clerk::{Clerk, open_accounts};

async fn connected(office: TestOffice) -> TestOffice {
    let mut tx = office.store().write().await.unwrap();
    tx.set_approval_route(SEOUL, ApprovalRoute::Outside, Some(SI), morning()).await.unwrap();
    tx.commit().await.unwrap();
    let connected = TestOffice { office: office.office.clone().beside(&[Neighbour::Approval]), ..office };
    connected.office.refresh().await.unwrap();
    open_accounts(&connected, false).await;
    connected
}

/// Whoever says the word is let in: signatures are the connector's affair, and tested there.
fn door(call: &Call<'_>, now: jiff::Timestamp) -> Result<Heard, Deaf> {
    if call.signature != "open" {
        return Err(Deaf { http: 401, code: "BAD_SIGNATURE", reason: "서명이 다릅니다." });
    }
    let text = std::str::from_utf8(call.body).unwrap_or_default();
    let unread = Deaf { http: 400, code: "BAD_REQUEST", reason: "읽을 수 없는 요청입니다." };
    let [key, digest] = text.split(' ').collect::<Vec<_>>()[..] else { return Err(unread) };
    let key: DocumentKey = key.parse().map_err(|_| unread)?;
    let call_back =
        CallBack { key, digest: digest.to_owned(), news: ApprovalNews::Approved(say::sanction()) };
    let (id, document, payload) = (format!("m-{text}"), "전자결재-1".to_owned(), text.to_owned());
    Ok(Heard { id, at: now, document, call_back, payload })
}

async fn call(office: &TestOffice, nonce: &str, signature: &str, body: String) -> (StatusCode, String) {
    let settings = Settings { demo: false, secure_cookies: false };
    let state = AppState::new(office.office.clone(), settings).heard_through(Arc::new(door));
    let request = Request::post("/integration/approval/v1/callbacks")
        .header("x-eungdapso-nonce", nonce)
        .header("x-eungdapso-signature", signature)
        .body(Body::from(body))
        .unwrap();
    let response = router(state).oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let said: serde_json::Value = serde_json::from_slice(&body).unwrap();
    (status, said["code"].as_str().unwrap_or_default().to_owned())
}

testkit::both_databases! {
    async fn a_call_back_is_heard_once_signed_and_about_a_document_of_ours(office: TestOffice) {
        let office = connected(office).await;
        let number = office.accepted().await;
        let c = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
        let key = casework::approval::document_of(&c).unwrap();
        let digest = &c.rounds[0].digest;
        let told = format!("{key} {digest}");
        let said = async |nonce: &str, signature: &str, body: &str| {
            let (status, code) = call(&office, nonce, signature, body.to_owned()).await;
            (status.as_u16(), code)
        };
        assert_eq!(said("n1", "forged", &told).await, (401, "BAD_SIGNATURE".into()));
        for body in ["", "{}", "가", "a b c"] {
            assert_eq!(said("n2", "open", body).await, (400, "BAD_REQUEST".into()), "{body}");
        }
        let stranger = format!("00000000-0000-0000-0000-00000000dead.1 {digest}");
        assert_eq!(said("n3", "open", &stranger).await, (404, "UNKNOWN_KEY".into()));
        let other_text = format!("{key} {}", "0".repeat(64));
        assert_eq!(said("n4", "open", &other_text).await, (200, "other-text".into()));
        assert_eq!(office.stored(&number).await.stage.name(), StageName::ApprovalSent);
        assert_eq!(said("n5", "open", &told).await, (200, "done".into()));
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Answered);
        assert_eq!(said("n5", "open", &told).await, (409, "REPLAYED".into()));
        assert_eq!(said("n6", "open", &told).await, (200, "repeated".into()));
    }

    async fn without_a_connected_system_there_is_nobody_to_call(office: TestOffice) {
        let settings = Settings { demo: false, secure_cookies: false };
        let request = Request::post("/integration/approval/v1/callbacks").body(Body::empty()).unwrap();
        let response = router(AppState::new(office.office.clone(), settings)).oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    async fn the_case_page_shows_where_the_document_lies_and_the_editor_asks_for_no_line(office: TestOffice) {
        let office = connected(office).await;
        let number = office.accepted().await;
        let mut clerk = Clerk::at(&office, "kim").await;
        let page = clerk.get(&format!("/complaints/{number}?from=handle")).await.text;
        assert!(page.contains("업무관리시스템에서 결재합니다.") && !page.contains("결재선 1"), "{page}");
        let c = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
        casework::approval::taken(&office.office, casework::approval::document_of(&c).unwrap(), "전자결재-7")
            .await
            .unwrap();
        let page = clerk.get(&format!("/complaints/{number}?from=handle")).await.text;
        assert!(page.contains("결재 연계") && page.contains("전자결재-7"), "{page}");
        office.advance_hours(24);
        // The session has not outlived the night.
        let mut clerk = Clerk::at(&office, "kim").await;
        let page = clerk.get(&format!("/complaints/{number}?from=handle")).await.text;
        assert!(page.contains("결재가 시작되지 않았습니다."), "{page}");
    }

    async fn the_administrator_sets_an_agencys_line_and_nobody_else_sees_the_page(office: TestOffice) {
        let office = connected(office).await;
        assert_eq!(Clerk::at(&office, "lee").await.get("/approval-routes").await.status, 404);
        let mut clerk = Clerk::at(&office, "si").await;
        let page = clerk.get("/approval-routes").await.text;
        assert!(page.contains("업무관리시스템(전자결재)") && page.contains("응답소 결재선"), "{page}");
        let agency = SEOUL.to_string();
        let sent = clerk.post("/approval-routes", &[("agency", &agency), ("route", "built-in")]).await;
        assert_eq!(sent.status, 303);
        assert_eq!(office.office.desk().approval.of(SEOUL), ApprovalRoute::BuiltIn);
        for odd in [("agency", "x"), ("agency", "00000000-0000-0000-0000-00000000dead")] {
            assert_eq!(clerk.post("/approval-routes", &[odd, ("route", "outside")]).await.status, 404);
        }
        assert_eq!(clerk.post("/approval-routes", &[("agency", &agency), ("route", "x")]).await.status, 404);
    }
}
