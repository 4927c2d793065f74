//! The program as people start it: it tells its address, answers, stops when told, starts again at once, and takes up
//! a new key while it runs.

use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::{Running, program, text};

#[test]
fn the_demo_serves_stops_and_starts_again_as_it_was() {
    let folder = TempDir::new().unwrap();
    let first = Running::start(folder.path());
    assert!(first.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(first.said.contains("민원 20건") && first.said.contains("inspector"), "{}", first.said);
    let password = first.password();
    first.stop();

    let started = Instant::now();
    let second = Running::start(folder.path());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(second.password(), password);
    assert!(!second.said.contains("만들었습니다"), "the city was built again");
    assert!(second.get("/healthz").starts_with("HTTP/1.1 200"));
    second.stop();
}

/// Number and secret of a complaint that somebody files now.
fn filed(at: &Running, name: &str) -> (String, String) {
    let body = format!(
        r#"{{"title": "가로등", "body": "꺼져 있습니다.", "name": "{name}", "email": "park@example.org"}}"#
    );
    let answer = at.ask("POST", "/api/v1/complaints", &["Content-Type: application/json"], &body);
    let said = |name: &str| text(&answer, name).unwrap_or_else(|| panic!("{answer}"));
    (said("application_number"), said("secret"))
}

pub(crate) fn is_read(at: &Running, (number, secret): &(String, String), masked: &str) {
    let path = format!("/api/v1/complaints/{number}");
    let answer = at.ask("GET", &path, &[&format!("X-Complaint-Secret: {secret}")], "");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(masked), "{answer}");
}

#[test]
fn a_new_key_is_taken_up_while_the_service_runs_and_then_the_old_one_may_go() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("data/keys");
    let running = Running::serve(folder.path());
    let before = filed(&running, "박시민");

    let rotated = program(folder.path()).args(["keys", "rotate"]).output().unwrap();
    let said = String::from_utf8(rotated.stdout).unwrap();
    assert!(rotated.status.success() && said.contains("새 열쇠 k2"), "{said}");
    is_read(&running, &before, "박○민");
    let after = filed(&running, "김시민");
    is_read(&running, &after, "김○민");

    // Too early: whoever runs keeps the ring that opens everything.
    let both = std::fs::read_to_string(&keys).unwrap();
    let without_first: String =
        both.lines().filter(|line| !line.starts_with("k1:")).map(|l| format!("{l}\n")).collect();
    std::fs::write(&keys, &without_first).unwrap();
    is_read(&running, &before, "박○민");
    running.stop();

    // Nothing lies under the first key: not what was there before, nor what came since.
    let running = Running::serve(folder.path());
    is_read(&running, &before, "박○민");
    is_read(&running, &after, "김○민");
    running.stop();
}
