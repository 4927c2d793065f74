//! The service is told to stop while people and letters are on their way: they arrive, and nobody is kept waiting.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use jiff::SignedDuration;
use store::{KeyRing, Store};
use tempfile::TempDir;

use crate::crowd::now;
use crate::program::{Running, program, text};
use crate::serving::is_read;

/// Longer than the service may take to end.
const LIMIT: Duration = Duration::from_secs(20);

fn connected(to: &Running) -> TcpStream {
    let stream = TcpStream::connect(to.address()).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream
}

/// Reads lines up to an empty one.
fn head(from: &mut BufReader<TcpStream>) -> String {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        let read = from.read_line(&mut line).unwrap();
        head.push_str(&line);
        if read == 0 || line.trim().is_empty() {
            return head;
        }
    }
}

/// Nobody new is let in: the service has heard that it shall stop.
fn until_closed(running: &Running) {
    let started = std::time::Instant::now();
    while TcpStream::connect(running.address()).is_ok() {
        assert!(started.elapsed() < LIMIT, "it still lets people in");
        std::thread::yield_now();
    }
}

#[test]
fn a_complaint_half_sent_is_taken_and_a_page_that_listens_is_let_go() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(folder.path());
    let log_in = format!(r#"{{"login": "manager", "password": "{}"}}"#, running.password());
    let answer = running.ask("POST", "/api/v1/session", &["Content-Type: application/json"], &log_in);
    let token = text(&answer, "token").unwrap_or_else(|| panic!("{answer}"));
    let mut listening = connected(&running);
    let ask = format!("GET /api/v1/events HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\n\r\n");
    listening.write_all(ask.as_bytes()).unwrap();
    let mut listening = BufReader::new(listening);
    assert!(head(&mut listening).starts_with("HTTP/1.1 200"));

    let body =
        r#"{"title": "가로등", "body": "꺼져 있습니다.", "name": "박시민", "email": "park@example.org"}"#;
    let (first, second) = body.as_bytes().split_at(40);
    let mut filing = connected(&running);
    let length = body.len();
    let ask = format!(
        "POST /api/v1/complaints HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n\
         Connection: close\r\nContent-Length: {length}\r\n\r\n"
    );
    filing.write_all(ask.as_bytes()).unwrap();
    let mut reading = BufReader::new(filing.try_clone().unwrap());
    assert!(head(&mut reading).contains("100 Continue"), "the request is in somebody's hands");
    filing.write_all(first).unwrap();

    running.tell_to_stop();
    until_closed(&running);
    let mut rest = Vec::new();
    listening.read_to_end(&mut rest).unwrap();
    filing.write_all(second).unwrap();
    let mut answer = String::new();
    reading.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let said = |name: &str| text(&answer, name).unwrap_or_else(|| panic!("{answer}"));
    let complaint = (said("application_number"), said("secret"));
    running.has_stopped();

    let again = Running::start(folder.path());
    is_read(&again, &complaint, "박○민");
    again.stop();
}

#[test]
fn a_letter_on_its_way_is_waited_for_and_handed_back_when_it_was_not_taken() {
    let folder = TempDir::new().unwrap();
    let gateway = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", gateway.local_addr().unwrap());
    let mut command = program(folder.path());
    command.env("EUNGDAPSO_LISTEN", "127.0.0.1:0").env("EUNGDAPSO_GATEWAY_URL", url);
    for shared in ["EUNGDAPSO_GATEWAY_TOKEN", "EUNGDAPSO_GATEWAY_SIGNING_KEY"] {
        command.env(shared, "a secret of thirty-two letters or more");
    }
    command.arg("serve");
    let running = Running::until(&mut command, "listening on");
    filed_with_phone(&running);
    let (mut letter, _) = gateway.accept().unwrap();
    letter.set_read_timeout(Some(LIMIT)).unwrap();
    assert!(head(&mut BufReader::new(letter.try_clone().unwrap())).starts_with("POST"));

    let mut running = running;
    running.tell_to_stop();
    until_closed(&running);
    assert!(running.lives(), "it waits for the letter");
    letter
        .write_all(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .unwrap();
    running.has_stopped();

    // Whoever works next may take it up in a minute: long before the claim of somebody who was killed runs out.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let keys =
            KeyRing::parse(&std::fs::read_to_string(folder.path().join("data/keys")).unwrap()).unwrap();
        let database = format!("sqlite://{}", folder.path().join("data/eungdapso.db").display());
        let store = Store::connect(&database, keys).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let soon = now(90);
        let waiting = tx.claim_notices(soon, soon + SignedDuration::from_mins(5), 10).await.unwrap();
        assert!(waiting.iter().any(|notice| notice.attempts == 2), "{} wait", waiting.len());
        tx.rollback().await.unwrap();
        store.close().await;
    });
}

fn filed_with_phone(at: &Running) {
    let body = r#"{"title": "가로등", "body": "꺼져 있습니다.", "name": "박시민", "phone": "010-1234-5678"}"#;
    let answer = at.ask("POST", "/api/v1/complaints", &["Content-Type: application/json"], body);
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}
