//! haproxy before several nodes counts for all of them: it says what the program would say, at doors that are there.

use std::net::Ipv4Addr;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use web::{AppState, Settings};
use words::error::PageError;
use words::lang::Lang;

use super::office::TestOffice;

const SETTINGS: &str = include_str!("../../../../packaging/haproxy/limits.cfg");
const PAGE: &str = include_str!("../../../../packaging/haproxy/too-often.html");
const TRIED_PAGE: &str = include_str!("../../../../packaging/haproxy/tried-too-often.html");
const PROBLEM: &str = include_str!("../../../../packaging/haproxy/too-often.json");

#[tokio::test]
async fn whom_haproxy_turns_away_reads_what_the_program_would_say() {
    let office = TestOffice::new().await;
    let settings = Settings { demo: true, secure_cookies: false };
    let state = AppState::new(office.office.clone(), settings);
    let office = TestOffice { router: web::router(state.clone()), ..office };
    let typed = || Some(json!({ "login": "nobody", "password": "not a password" }));
    let mut told = office.ask("POST", "/session", &[], typed()).await;
    for _ in 0..10 {
        // A second later one more is let through.
        if told.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        while state.may_try(Ipv4Addr::LOCALHOST.into()) {}
        told = office.ask("POST", "/session", &[], typed()).await;
    }
    assert_eq!(told.problem(429, "too-often"), serde_json::from_str::<Value>(PROBLEM).unwrap());
    for lang in [Lang::Ko, Lang::En] {
        let words = words::error::page(PageError::TooOften, lang);
        for said in [words.title, words.happened, words.next] {
            for page in [PAGE, TRIED_PAGE] {
                assert!(page.contains(said), "the page does not say: {said}");
            }
        }
    }
    office.close().await;
}

#[tokio::test]
async fn haproxy_counts_at_doors_that_are_there() {
    let office = TestOffice::new().await;
    let mut doors = 0;
    for line in SETTINGS.lines().filter_map(|line| line.trim().strip_prefix("acl ")) {
        let Some((_, paths)) = line.split_once(" path ") else { continue };
        for path in paths.split(' ') {
            let ask =
                async |path: &str| office.send(Request::get(path).body(Body::empty()).unwrap()).await.status;
            assert_ne!(ask(path).await, StatusCode::NOT_FOUND, "{path}");
            // Written so that haproxy does not know it, it is no door of ours either.
            let written = path.replace('p', "%70").replace('l', "%6C").replace('s', "%73");
            for other in [written, format!("/{path}"), format!("{path}/")] {
                assert_eq!(ask(&other).await, StatusCode::NOT_FOUND, "{other}");
            }
            doors += 1;
        }
    }
    assert!(doors >= 8, "only {doors} doors were found: are they still written alike?");
    office.close().await;
}
