//! What happens to a sealed complaint is heard by nobody, at a page or through a program.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use casework::intake::{self, HandedInBy};
use casework::{Clock, Submission};
use domain::complaint::Visibility;
use domain::id::OfficerId;
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use testkit::office::submission;
use testkit::world::*;
use tower::ServiceExt;
use web::{AppState, Settings};

use super::office::{TestOffice, bearer, token};

const BEAT: Duration = Duration::from_millis(5);
/// Who sees 도로과's ordinary complaints, and hears of them.
const HEARERS: [OfficerId; 5] = [KIM, LEE, HAN, JEONG, MIN];

/// An open line.
struct Line(Body);

impl Line {
    /// Through a program, with the last thing heard.
    async fn of_a_program(router: &Router, officer: OfficerId, since: Timestamp) -> Line {
        let (name, value) = bearer(officer);
        let request = Request::get("/api/v1/events").header(name, value);
        let request = request.header("last-event-id", since.as_microsecond());
        Line::over(router, request.body(Body::empty()).unwrap()).await
    }

    /// Of a page that was made then.
    async fn of_a_page(router: &Router, officer: OfficerId, since: Timestamp) -> Line {
        let request = Request::get(format!("/events?since={}", since.as_microsecond()))
            .header("cookie", format!("session={}", token(officer)));
        Line::over(router, request.body(Body::empty()).unwrap()).await
    }

    async fn over(router: &Router, request: Request<Body>) -> Line {
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        Line(response.into_body())
    }

    /// The next thing said; the first comes at once.
    async fn next(&mut self) -> String {
        let frame = self.0.frame().await.unwrap().unwrap();
        String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
    }

    /// The next change; what only keeps the line open is passed over.
    async fn change(&mut self) -> String {
        loop {
            let said = self.next().await;
            if said.contains("event: change") {
                return said;
            }
        }
    }
}

/// A minute later: from then on.
fn later(office: &TestOffice) -> Timestamp {
    let now = office.office.now() + SignedDuration::from_mins(1);
    assert!(office.clock.move_to(now));
    now
}

/// 공익신고 from the beginning: its number.
async fn reported(office: &TestOffice) -> String {
    let sealed = Submission { visibility: Visibility::Sealed, ..submission() };
    let filed = intake::file(&office.office, HandedInBy::Citizen, sealed, None).await.unwrap();
    filed.complaint.application_number.to_string()
}

/// Whoever hears of anything since then, at either door.
async fn hearers(office: &TestOffice, since: Timestamp) -> Vec<OfficerId> {
    let mut hear = Vec::new();
    for (officer, ..) in OFFICERS.into_iter().filter(|row| row.0 != KANG) {
        let page = Line::of_a_page(&office.router, officer, since).await.next().await;
        let program = Line::of_a_program(&office.router, officer, since).await.next().await;
        let heard = [&page, &program].map(|said| said.contains("event: change"));
        for (said, heard) in [&page, &program].into_iter().zip(heard) {
            assert_eq!(said.contains("event: ready"), !heard, "{said}");
            assert!(!said.contains("2026031") && !said.contains("가로등"), "it says of what: {said}");
        }
        assert_eq!(heard[0], heard[1], "{officer}: {page} {program}");
        hear.extend(heard[0].then_some(officer));
    }
    hear.sort_unstable();
    hear
}

#[tokio::test]
async fn what_is_done_to_a_sealed_complaint_is_heard_by_nobody_and_to_an_ordinary_one_by_whoever_sees_it() {
    let office = TestOffice::new().await;
    let mut acts = 0;
    let mut everybody = HEARERS.to_vec();
    everybody.sort_unstable();
    let ordinary = office.at_stage("accepted").await;
    let since = later(&office);
    let number = reported(&office).await;
    let received = office.act(HAN, &number, "receive", json!({"kind": "inquiry"})).await.ok();
    let number = received["number"].as_str().unwrap();
    let reply_by = json!([{"department": PARKS, "question": "의견을 바랍니다.", "reply_by": "2026-03-12"}]);
    let steps = [
        (HAN, "distribute", json!({"department": ROADS})),
        (LEE, "assign", json!({"handler": KIM})),
        (KIM, "accept", json!({})),
        (KIM, "cooperate", json!({"cooperations": reply_by})),
        (CHO, "opine", json!({"department": PARKS, "opinion": "이견 없습니다."})),
        (KIM, "interim-answer", json!({"text": "확인하고 있습니다."})),
        (KIM, "send-for-approval", json!({"result": "explained", "body": "답변", "line": [SEO]})),
        (SEO, "approval-started", json!({})),
        (SEO, "approve", json!({})),
    ];
    for (officer, act, fields) in steps {
        office.act(officer, number, act, fields).await.ok();
        acts += 1;
    }
    assert_eq!((acts, hearers(&office, since).await), (9, Vec::new()));

    let since = later(&office);
    office.act(KIM, &ordinary, "interim-answer", json!({"text": "확인하고 있습니다."})).await.ok();
    assert_eq!(hearers(&office, since).await, everybody);
    // Found to be 공익신고: neither that, nor what comes after.
    let since = later(&office);
    let seal = json!({"visibility": "sealed", "reason": "공익신고로 확인되었습니다."});
    office.act(LEE, &ordinary, "reclassify", seal).await.ok();
    office.act(KIM, &ordinary, "interim-answer", json!({"text": "다시 확인합니다."})).await.ok();
    assert_eq!(hearers(&office, since).await, Vec::new());
    office.close().await;
}

#[tokio::test]
async fn an_open_line_hears_what_comes_after_a_report_and_nothing_of_the_report() {
    let office = TestOffice::new().await;
    let settings = Settings { demo: true, secure_cookies: false };
    let state = AppState::new(office.office.clone(), settings).listening_every(BEAT);
    let office = TestOffice { router: web::router(state), ..office };
    let number = office.at_stage("accepted").await;
    let since = later(&office);
    let mut lines = [
        Line::of_a_page(&office.router, HAN, since).await,
        Line::of_a_program(&office.router, HAN, since).await,
    ];
    for line in &mut lines {
        assert!(line.next().await.contains("event: ready"));
    }
    // Were it heard, the list of what waits to be received would be named before or beside the others.
    reported(&office).await;
    office.act(KIM, &number, "interim-answer", json!({"text": "확인하고 있습니다."})).await.ok();
    for line in &mut lines {
        let said = line.change().await;
        assert!(said.contains("/handle") && !said.contains("/receive"), "{said}");
    }
    office.file().await;
    for line in &mut lines {
        assert!(line.change().await.contains("/receive"));
    }
    office.close().await;
}
