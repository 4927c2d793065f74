//! Lists: narrowed, ordered, paged, bounded.

use serde_json::{Value, json};
use testkit::world::*;

use super::office::TestOffice;

fn numbers(listing: &Value) -> Vec<String> {
    let rows = listing["complaints"].as_array().unwrap().iter();
    rows.map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    let office = TestOffice::new().await;
    for _ in 0..5 {
        office.at_stage("received").await;
    }
    for sort in ["due", "-received"] {
        let whole = numbers(&office.get(HAN, &format!("/complaints?sort={sort}")).await.ok());
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page =
                office.get(HAN, &format!("/complaints?sort={sort}&limit=2&cursor={cursor}")).await.ok();
            paged.extend(numbers(&page));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((paged.len(), paged), (5, whole));
    }
    office.close().await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_everything_it_offers() {
    let office = TestOffice::new().await;
    let filed = office.at_stage("filed").await;
    let assigned = office.at_stage("assigned").await;
    let listed = async |query: &str| numbers(&office.get(HAN, &format!("/complaints?{query}")).await.ok());
    assert_eq!(listed("stage=assigned").await, [assigned.as_str()]);
    assert_eq!(listed("stage=assigned,filed").await.len(), 2);
    assert_eq!(listed("stage=assigned&stage=filed").await.len(), 2);
    assert_eq!(listed(&format!("handler={KIM}")).await, [assigned.as_str()]);
    assert_eq!(listed(&format!("department={ROADS}&agency={SEOUL}&kind=inquiry&channel=web")).await.len(), 1);
    assert_eq!(listed("badge=cooperating").await.len(), 0);
    assert_eq!(listed("q=%EB%B3%B4%EB%8F%84").await.len(), 2);
    assert_eq!(listed("q=100%25").await.len(), 0);
    assert_eq!(listed("from=2026-03-10&to=2026-03-10").await.len(), 2);
    assert_eq!(listed("from=2026-03-01&to=2026-03-09").await.len(), 0);
    assert_eq!(listed("overdue=true").await.len(), 0);
    office.clock.move_later("2026-04-01 10:00");
    assert_eq!(listed("overdue=true").await, [assigned.as_str()]);
    assert_eq!(numbers(&office.get(KIM, "/complaints?handler=me").await.ok()), [assigned.as_str()]);
    assert_eq!(numbers(&office.get(SONG, "/complaints").await.ok()).len(), 0, "nothing on this desk");
    let similar = office.get(HAN, &format!("/complaints/{assigned}/similar")).await.ok();
    assert_eq!(numbers(&similar), [filed], "the same telephone number");
    let none = office.get(HAN, &format!("/complaints/{assigned}/suggestions")).await.ok();
    assert_eq!(none, json!({"suggestions": []}));
    office.close().await;
}

trait Later {
    fn move_later(&self, to: &str);
}

impl Later for casework::MovableClock {
    fn move_later(&self, to: &str) {
        assert!(casework::Clock::move_to(self, seoul_time(to)));
    }
}

#[tokio::test]
async fn limits_periods_cursors_and_unknown_conditions_are_refused_by_name() {
    let office = TestOffice::new().await;
    let refused = async |query: &str| {
        let told = office.get(HAN, &format!("/complaints?{query}")).await.problem(422, "invalid");
        let error = &told["errors"][0];
        (error["field"].as_str().unwrap().to_owned(), error["detail"].as_str().unwrap().to_owned())
    };
    for limit in ["0", "-1", "201", "99999999999999999999", "1.5", "x", "1&limit=2"] {
        let (field, said) = refused(&format!("limit={limit}")).await;
        assert_eq!(field, "limit", "{limit}");
        assert!(said.contains("200") || limit.contains('&'), "{said}");
    }
    let (field, said) = refused("from=2026-01-01&to=2026-04-06").await;
    assert_eq!(field, "to");
    assert!(said.contains("95"), "{said}");
    office.get(HAN, "/complaints?from=2026-01-01&to=2026-04-05").await.ok();
    for (query, field) in [
        ("from=2026-03-10&to=2026-03-09", "from"),
        ("from=yesterday", "from"),
        ("cursor=Zm9yZ2Vk", "cursor"),
        ("cursor=%F0%9F%98%80", "cursor"),
        ("stage=lost", "stage"),
        ("agency=1", "agency"),
        ("overdue=maybe", "overdue"),
        ("sort=title", "sort"),
        ("color=red", "color"),
        ("q=a%00b", "q"),
    ] {
        assert_eq!(refused(query).await.0, field, "{query}");
    }
    office.get(HAN, "/complaints?q=%ff").await.problem(400, "unreadable");
    office.close().await;
}

#[tokio::test]
async fn a_sealed_complaint_is_among_nothing_that_resembles_another_by_the_same_person() {
    let office = TestOffice::new().await;
    let number = office.at_stage("accepted").await;
    let (like_it, secret) = office.file().await;
    let (reported, _) = office.file().await;
    let seal = json!({"kind": "inquiry", "visibility": "sealed"});
    let sealed = office.act(HAN, &reported, "receive", seal).await.ok();
    let similar = async |officer, number: &str| {
        numbers(&office.get(officer, &format!("/complaints/{number}/similar")).await.ok())
    };
    for (officer, sees) in
        [(HAN, vec![like_it.as_str()]), (MIN, vec![&like_it]), (LEE, vec![]), (KIM, vec![])]
    {
        assert_eq!(similar(officer, &number).await, sees, "{officer}");
    }
    // Whoever takes it in sees what else there is, and the sealed one in none of their lists.
    let mut beside = similar(HAN, sealed["number"].as_str().unwrap()).await;
    beside.sort_unstable();
    let mut all = [number, like_it.clone()];
    all.sort_unstable();
    assert_eq!(beside, all);
    let with = [("x-complaint-secret", secret)];
    let own = office.ask("GET", &format!("/complaints/{like_it}/similar"), &with, None).await.ok();
    assert_eq!(numbers(&own), [""; 0], "a secret opens one complaint");
    office.close().await;
}
