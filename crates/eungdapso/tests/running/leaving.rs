//! A server behind a proxy that is told to stop: it says so first, and answers until the proxy has heard it.

use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::{Running, program};

#[test]
fn who_is_told_to_stop_says_so_and_answers_for_a_while() {
    let folder = TempDir::new().unwrap();
    let mut serve = program(folder.path());
    serve.env("EUNGDAPSO_LISTEN", "127.0.0.1:0").env("EUNGDAPSO_DRAIN_SECONDS", "3").arg("serve");
    let running = Running::until(&mut serve, "listening on");
    assert!(running.get("/readyz").starts_with("HTTP/1.1 200"));

    running.tell_to_stop();
    let told = Instant::now();
    while !running.get("/readyz").starts_with("HTTP/1.1 503") {
        assert!(told.elapsed() < Duration::from_secs(3), "it is still ready");
    }
    let body = r#"{"title": "가로등", "body": "꺼져 있습니다.", "name": "박시민", "phone": "010-0000-0000"}"#;
    let filed = running.ask("POST", "/api/v1/complaints", &["Content-Type: application/json"], body);
    assert!(filed.starts_with("HTTP/1.1 201"), "{filed}");
    running.has_stopped();
    assert!(told.elapsed() >= Duration::from_secs(3), "it left at once");
}
