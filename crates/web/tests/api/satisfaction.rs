//! 국민신문고 만족도평가 통계: the same figures as the page's, of no more than one may see, and as a file.

use domain::complaint::{AnswerResult, Channel, Command, Kind, Visibility};
use domain::complaint::{Number, Score};
use serde_json::{Value, json};
use testkit::say;
use testkit::world::*;

use super::office::TestOffice;

/// From 국민신문고, answered by 도로과 and rated so.
async fn rated(office: &TestOffice, serial: u64, score: Score) {
    let by = casework::intake::HandedInBy::Machinery(domain::actor::Machinery::Connector);
    let submission = casework::Submission {
        channel: Channel::Epeople,
        visibility: Visibility::Private,
        external_number: Some(format!("1AA-2603-{serial:07}")),
        ..testkit::office::submission()
    };
    let filed = casework::intake::file(&office.office, by, submission, None).await.unwrap().complaint;
    let act = async |who: &domain::actor::Actor, number: &Number, command: Command| {
        casework::perform(&office.office, who, number, &casework::Order::plain(command)).await.unwrap()
    };
    let received = act(&officer(HAN), &filed.application_number, say::receive(Kind::Grievance)).await;
    let number = received.spoken_number();
    act(&officer(HAN), number, say::to_department(ROADS)).await;
    act(&officer(LEE), number, say::assign(KIM)).await;
    act(&officer(KIM), number, Command::Accept).await;
    act(&officer(KIM), number, say::send_up(AnswerResult::Granted)).await;
    act(&officer(SEO), number, Command::ApprovalStarted).await;
    act(&officer(SEO), number, say::approve()).await;
    act(&officer(NAM), number, say::approve()).await;
    act(&connector(), number, say::rate(score)).await;
}

#[tokio::test]
async fn a_row_of_one_answer_opens_the_next() {
    let office = TestOffice::new().await;
    for (serial, score) in [(1, Score::VeryGood), (2, Score::VeryGood), (3, Score::Poor)] {
        rated(&office, serial, score).await;
    }
    let of = async |query: &str| office.get(HAN, &format!("/statistics/satisfaction{query}")).await.ok();
    let agencies = of("").await;
    assert_eq!(
        (&agencies["by"], &agencies["from"], &agencies["to"]),
        (&json!("agency"), &json!("2026-02-09"), &json!("2026-03-10"))
    );
    let figures = json!({
        "average": 75.0, "responses": 3, "follow_up_percent": 0.0, "follow_ups_answered": 0, "follow_ups_asked": 0,
        "transferred": 3,
    });
    assert_eq!(agencies["whole"], figures);
    let id = |grid: &Value| grid["rows"][0]["id"].as_str().unwrap().to_owned();
    let bureaus = of(&format!("?by=bureau&under={}", id(&agencies))).await;
    assert_eq!(bureaus["rows"][0]["name"], "안전총괄실");
    let under = serde_html_form::to_string([("under", id(&bureaus))]).unwrap();
    let departments = of(&format!("?by=department&{under}")).await;
    assert_eq!(departments["rows"][0]["name"], "안전총괄실 도로과");
    assert_eq!(departments["rows"][0]["id"], ROADS.to_string());
    assert_eq!(departments["whole"], figures);
    assert_eq!(of("?from=2026-01-01&to=2026-01-31").await["rows"], json!([]));
    office.close().await;
}

#[tokio::test]
async fn what_is_out_of_sight_is_not_there_and_a_long_period_is_told() {
    let office = TestOffice::new().await;
    rated(&office, 1, Score::Good).await;
    let path = |query: &str| format!("/statistics/satisfaction{query}");
    office.get(OH, &path(&format!("?by=bureau&under={SEOUL}"))).await.problem(404, "not-found");
    office.get(OH, &path(&format!("?by=bureau&under={ROADS}"))).await.problem(404, "not-found");
    assert_eq!(office.get(OH, &path("")).await.ok()["whole"]["transferred"], 0);
    assert_eq!(office.get(KIM, &path("")).await.ok()["whole"]["transferred"], 1);
    office.get(HAN, &path("?from=2025-12-05&to=2026-03-10")).await.problem(422, "invalid");
    for query in ["?by=officer", "?under=x", "?from=yesterday", "?nobody=asks", "?under=x/y"] {
        office.get(HAN, &path(query)).await.problem(422, "invalid");
    }
    office.close().await;
}

#[tokio::test]
async fn the_file_stands_beside_it() {
    let office = TestOffice::new().await;
    let told = office.get(HAN, "/statistics/satisfaction.xlsx?by=agency").await;
    assert_eq!(told.status.as_u16(), 200);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(told.headers["content-type"], kind);
    assert!(told.headers["content-disposition"].to_str().unwrap().contains(".xlsx"));
    office.get(HAN, "/statistics/satisfaction.xlsx?by=x").await.problem(422, "invalid");
    office.close().await;
}
