//! Fault: the disk is full. Whoever files is told so and keeps what they typed, whoever reads goes on reading, readiness
//! tells it; once there is room the program goes on by itself, and what it had acknowledged is there.
//!
//! Full is a limit on the size of a file, which needs no rights and fails the same writes.

use std::collections::BTreeSet;
use std::process::Command;

use store::Engine;

use crate::crowd::{Book, Place, Sent, agrees, file, is_there};
use crate::program::{Running, text, try_ask};

/// Filings before the disk must have been full.
const MOST: usize = 400;

/// The command of the service, which can make no file longer than so many KiB.
pub(crate) fn on_a_small_disk(place: &Place, kib: u64) -> Command {
    let serve = place.command();
    let mut small = Command::new("sh");
    // Blocks of 512 bytes; the signal that comes with the failed write would end a program that has no say in it.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" serve", kib * 2);
    small.arg("-c").arg(script).arg(serve.get_program()).current_dir(place.folder.path());
    small.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
    small.env_remove("EUNGDAPSO_DEMO_PASSWORD");
    small
}

fn next(book: &Book, n: usize) -> String {
    let key = format!("key-{n:08}");
    let sent = Sent { phone: format!("010-0000-{n:04}"), ..Sent::default() };
    book.lock().unwrap().insert(key.clone(), sent);
    key
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (place, book) = (runtime.block_on(Place::new(Engine::Sqlite)), Book::default());
    let running = place.serve();
    assert!(file(&running.address(), &next(&book, 0), &book));
    running.stop();

    let path = place.database.url().trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    let size = std::fs::metadata(path).unwrap().len() / 1024;
    let running = Running::until(&mut on_a_small_disk(&place, size + 512), "listening on");
    let address = running.address();
    let refused = (1..MOST).find(|n| !file(&address, &next(&book, *n), &book));
    let refused = format!("key-{:08}", refused.expect("the disk was never full"));
    let acknowledged = book.lock().unwrap().values().filter(|sent| sent.acknowledged.is_some()).count();
    assert!(acknowledged > 3, "full at once: {acknowledged}");

    let body = r#"{"title": "보도블록", "body": "깨졌습니다.", "name": "박시민", "phone": "010-1234-5678"}"#;
    let told =
        try_ask(&address, "POST", "/api/v1/complaints", &["Content-Type: application/json"], body.as_bytes());
    let told = told.unwrap();
    assert!(told.starts_with("HTTP/1.1 503") && text(&told, "way_forward").is_some(), "{told}");
    assert!(running.get("/readyz").starts_with("HTTP/1.1 503"));
    assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
    is_there(&running, &book);
    // Nothing was kept, and after a kill neither is anything half.
    running.kill();

    let running = place.serve();
    assert!(running.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(file(&running.address(), &refused, &book));
    is_there(&running, &book);
    running.stop();
    let book = book.lock().unwrap();
    let numbers: BTreeSet<String> = book.values().map(|sent| sent.acknowledged.clone().unwrap().0).collect();
    assert_eq!(numbers.len(), book.len());
    runtime.block_on(agrees(&place, &numbers));
    runtime.block_on(place.database.remove());
}
