//! Statistics and delays: the same sight as everywhere, bounded periods, and their Excel files.

use casework::Clock;
use serde_json::json;
use testkit::world::*;

use super::office::TestOffice;

#[tokio::test]
async fn figures_are_told_apart_and_rates_of_nothing_are_empty() {
    let office = TestOffice::new().await;
    office.at_stage("accepted").await;
    office.at_stage("received").await;
    let told = office.get(HAN, "/statistics/handling?by=kind").await.ok();
    assert_eq!((&told["from"], &told["to"]), (&json!("2026-02-09"), &json!("2026-03-10")));
    let total = &told["lines"][0];
    assert_eq!((&total["key"], &total["taken_in"], &total["live"]), (&json!("total"), &json!(2), &json!(2)));
    assert_eq!((&total["kept_percent"], &total["settled_percent"]), (&json!(null), &json!(0.0)));
    assert_eq!(told["lines"][1]["key"], "inquiry");
    for (officer, taken_in) in [(LEE, 1), (JEONG, 1), (KIM, 1), (SONG, 0), (SI, 0)] {
        let told = office.get(officer, "/statistics/handling?by=channel").await.ok();
        assert_eq!(told["lines"][0]["taken_in"], taken_in, "{officer}");
    }
    for by in ["agency", "bureau", "department", "kind", "channel", "day", "week", "month"] {
        office.get(MIN, &format!("/statistics/handling?by={by}")).await.ok();
    }
    let elsewhere = office.get(LEE, &format!("/statistics/handling?agency={SONGPA}")).await;
    elsewhere.problem(404, "not-found");
    office.close().await;
}

#[tokio::test]
async fn delays_are_paged_and_say_how_late_and_how_often_urged() {
    let office = TestOffice::new().await;
    let first = office.at_stage("accepted").await;
    let second = office.at_stage("assigned").await;
    office.clock.move_to(seoul_time("2026-04-01 10:00"));
    let page = office.get(LEE, "/statistics/delays?limit=1").await.ok();
    let late = &page["delays"][0];
    assert!(late["late_minutes"].as_u64().unwrap() > 480);
    assert_eq!((&late["reminders"], &late["extensions"]), (&json!(0), &json!(0)));
    let next = page["next"].as_str().unwrap();
    let rest = office.get(LEE, &format!("/statistics/delays?limit=1&cursor={next}")).await.ok();
    assert_eq!(rest["next"], json!(null));
    // Due at the same moment: the id decides.
    let mut both = [late, &rest["delays"][0]].map(|late| late["complaint"]["number"].as_str().unwrap());
    both.sort_unstable();
    assert_eq!(both, [first.as_str(), second.as_str()]);
    let after = office.get(LEE, "/statistics/delays?from=2026-03-11").await.ok();
    assert_eq!((&after["delays"], &after["late_before"]), (&json!([]), &json!(2)));
    let none = office.get(LEE, "/statistics/delays?state=answered").await.ok();
    assert_eq!(none["delays"], json!([]));
    assert_eq!(office.get(SONG, "/statistics/delays").await.ok()["delays"], json!([]));
    office.close().await;
}

#[tokio::test]
async fn a_period_is_bounded_and_nonsense_is_told() {
    let office = TestOffice::new().await;
    for path in ["handling", "handling.xlsx", "delays", "delays.xlsx"] {
        let over = office.get(MIN, &format!("/statistics/{path}?from=2025-12-05")).await;
        over.problem(422, "invalid");
        office.get(MIN, &format!("/statistics/{path}?unknown=1")).await.problem(422, "invalid");
        office.get(MIN, &format!("/statistics/{path}?kind=none")).await.problem(422, "invalid");
        office.ask("GET", &format!("/statistics/{path}"), &[], None).await.problem(401, "signed-out");
    }
    for query in ["cursor=x", "limit=0", "sort=number", "state=maybe"] {
        office.get(MIN, &format!("/statistics/delays?{query}")).await.problem(422, "invalid");
    }
    for path in [
        "/statistics/overview.xlsx",
        "/statistics/handling.xlsx?by=day",
        "/statistics/delays.xlsx",
        "/complaints.xlsx?stage=filed",
    ] {
        let file = office.get(MIN, path).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(
            file.headers["content-type"],
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        );
    }
    office.close().await;
}
