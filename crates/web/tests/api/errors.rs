//! Bad input gets a clear problem, always as JSON, and changes nothing.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use testkit::world::*;

use super::office::{TestOffice, bearer, complaint};

async fn raw(office: &TestOffice, kind: &str, body: impl Into<Body>) -> super::office::Told {
    let request = Request::post("/api/v1/complaints").header("content-type", kind).body(body.into()).unwrap();
    office.send(request).await
}

#[tokio::test]
async fn what_cannot_be_read_is_told_apart() {
    let office = TestOffice::new().await;
    let json = "application/json";
    raw(&office, json, "{").await.problem(400, "unreadable");
    raw(&office, json, "[1]").await.problem(400, "unreadable");
    raw(&office, json, vec![b'{', b'"', 0xff, b'"', b'}']).await.problem(400, "unreadable");
    raw(&office, json, "[".repeat(100_000)).await.problem(400, "unreadable");
    raw(&office, json, "{\"title\": 1e999}").await.problem(400, "unreadable");
    raw(&office, json, "{\"title\": \"\\ud800\"}").await.problem(400, "unreadable");
    raw(&office, "text/plain", "title=x").await.problem(415, "unsupported-media-type");
    raw(&office, json, "").await.problem(422, "invalid");
    let huge = "a".repeat(10 * 1024 * 1024);
    raw(&office, json, huge.clone()).await.problem(413, "too-large");
    let announced = Request::post("/api/v1/complaints").header("content-type", json);
    let announced = announced.header("content-length", huge.len()).body(Body::from(huge.clone())).unwrap();
    office.send(announced).await.problem(413, "too-large");
    let pieces =
        futures_util::stream::iter(huge.into_bytes().chunks(65_536).map(<[u8]>::to_vec).collect::<Vec<_>>());
    let pieces = futures_util::StreamExt::map(pieces, Ok::<_, std::io::Error>);
    raw(&office, json, Body::from_stream(pieces)).await.problem(413, "too-large");
    office.close().await;
}

#[tokio::test]
async fn addresses_and_methods_that_are_none_are_problems_too() {
    let office = TestOffice::new().await;
    office.ask("GET", "/nothing", &[], None).await.problem(404, "not-found");
    office.ask("GET", "", &[], None).await.problem(404, "not-found");
    let told = office.ask("PATCH", "/complaints", &[], None).await;
    assert_eq!(told.headers["allow"], "GET,HEAD,POST");
    told.problem(405, "method-not-allowed");
    office.ask("PUT", "/session", &[], None).await.problem(405, "method-not-allowed");
    office.ask("GET", "/complaints", &[], None).await.problem(401, "signed-out");
    let foreign =
        [("origin", "https://elsewhere.example".to_owned()), ("sec-fetch-site", "cross-site".to_owned())];
    office.ask("POST", "/complaints", &foreign, Some(complaint())).await.problem(403, "foreign-origin");
    office.close().await;
}

#[tokio::test]
async fn acts_that_are_none_or_not_now_or_not_yours_are_told_apart() {
    let office = TestOffice::new().await;
    let number = office.at_stage("assigned").await;
    office.act(KIM, &number, "fly", json!({})).await.problem(404, "no-such-act");
    office.act(KIM, "20990101000001", "accept", json!({})).await.problem(404, "not-found");
    office.act(KIM, "%27%20or%201=1", "accept", json!({})).await.problem(404, "not-found");
    office.act(SONG, &number, "accept", json!({})).await.problem(404, "not-found");
    office.act(LEE, &number, "accept", json!({})).await.problem(403, "not-your-part");
    let told = office.act(KIM, &number, "approve", json!({})).await.problem(409, "wrong-stage");
    assert!(told["way_forward"].is_string() || told["detail"].is_string());
    let told = office.act(KIM, &number, "accept", json!({"hurry": true})).await.problem(422, "invalid");
    assert_eq!(
        told["errors"][0],
        json!({"field": "hurry", "code": "unknown-field", "detail": "이 요청에 없는 항목입니다."})
    );
    office.act(LEE, &number, "recall", json!({})).await.problem(422, "invalid");
    office.act(HAN, &number, "distribute", json!({})).await.problem(409, "wrong-stage");
    let bulk = |numbers: serde_json::Value| Some(json!({"numbers": numbers, "handler": KIM.to_string()}));
    let path = "/complaints/bulk/assign";
    for numbers in [json!([]), json!(null), json!("x"), json!([1]), json!(vec!["20260310000001"; 201])] {
        let told = office.ask("POST", path, &[bearer(LEE)], bulk(numbers)).await.problem(422, "invalid");
        assert_eq!(told["errors"][0]["field"], "numbers");
    }
    office
        .ask("POST", "/complaints/bulk/approve", &[bearer(LEE)], bulk(json!(["1"])))
        .await
        .problem(404, "no-such-act");
    let case = office.get(KIM, &format!("/complaints/{number}")).await.ok();
    assert_eq!(case["version"], 4, "nothing changed");
    office.close().await;
}

#[tokio::test]
async fn the_demo_clock_moves_in_the_demo_only() {
    let office = TestOffice::new().await;
    let to = |now: &str| Some(json!({"now": now}));
    let moved = office.ask("POST", "/demo/clock", &[], to("2026-03-11T10:00:00+09:00")).await.ok();
    assert_eq!(moved["now"], "2026-03-11T01:00:00Z");
    for wrong in ["tomorrow", "9999-01-01T00:00:00Z", "-000001-01-01T00:00:00Z"] {
        office.ask("POST", "/demo/clock", &[], to(wrong)).await.problem(422, "invalid");
    }
    let settings = web::Settings { demo: false, secure_cookies: true };
    let earnest = web::router(web::AppState::new(office.office.clone(), settings));
    let earnest = TestOffice { router: earnest, ..office };
    earnest.ask("POST", "/demo/clock", &[], to("2026-03-12T10:00:00+09:00")).await.problem(404, "not-found");
    earnest.close().await;
}

#[tokio::test]
async fn one_address_files_so_many_a_minute_without_a_name() {
    let office = TestOffice::new().await;
    let settings = web::Settings { demo: false, secure_cookies: true };
    let proxy = [std::net::Ipv4Addr::LOCALHOST.into()];
    let earnest = web::router(web::AppState::new(office.office.clone(), settings).behind(&proxy));
    let earnest = TestOffice { router: earnest, ..office };
    let file = async |from: &str| {
        let heard = [("x-forwarded-for", from.to_owned())];
        earnest.ask("POST", "/complaints", &heard, Some(json!({}))).await
    };
    for _ in 0..120 {
        file("203.0.113.9").await.problem(422, "invalid");
    }
    file("203.0.113.9").await.problem(429, "too-often");
    file("203.0.113.10").await.problem(422, "invalid");
    earnest.close().await;
}

#[tokio::test]
async fn organisation_calendar_and_doors_answer() {
    let office = TestOffice::new().await;
    let org = office.get(KIM, "/org").await.ok();
    assert_eq!(org["agencies"][0]["name"], "서울특별시");
    let officers = office.get(KIM, &format!("/org/departments/{ROADS}/officers")).await.ok();
    assert_eq!(officers["officers"].as_array().unwrap().len(), 6, "강퇴직 has left");
    office.get(KIM, "/org/departments/x/officers").await.problem(404, "not-found");
    let year = office.ask("GET", "/calendar/2026", &[], None).await.ok();
    assert!(
        year["holidays"].as_array().unwrap().iter().any(|h| h["date"] == "2026-03-02"),
        "대체공휴일(삼일절)"
    );
    for year in ["1988", "2200", "20260", "x", "-026"] {
        office.ask("GET", &format!("/calendar/{year}"), &[], None).await.problem(404, "not-found");
    }
    for door in ["/healthz", "/readyz"] {
        let told = office.send(Request::get(door).body(Body::empty()).unwrap()).await;
        assert_eq!(told.status, 200, "{door}");
    }
    office.close().await;
}
