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
/// Sentences of a long complaint.
const LONG: usize = 2_000;

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

/// One more in the book: its key.
pub(crate) fn next(book: &Book, said: &str) -> String {
    let mut book = book.lock().unwrap();
    let n = book.len();
    let key = format!("key-{n:08}");
    let sent = Sent { phone: format!("010-0000-{n:04}"), said: said.to_owned(), ..Sent::default() };
    book.insert(key.clone(), sent);
    key
}

/// The key of the first filing that was refused.
pub(crate) fn files_until_refused(running: &Running, book: &Book, most: usize) -> String {
    let mut keys = (0..most).map(|_| next(book, ""));
    keys.find(|key| !file(&running.address(), key, book)).unwrap_or_else(|| panic!("the disk was never full"))
}

/// A complaint that takes more pages than a refused filing can have left in the log of SQLite: of two as long as each
/// other the second may find room, when it changes fewer pages than the first.
pub(crate) fn long() -> String {
    "깨졌습니다. ".repeat(LONG)
}

/// A program hears that nothing was kept, and what to do.
pub(crate) fn is_told(running: &Running, said: &str) {
    let body =
        format!(r#"{{"title": "보도블록", "body": "{said}", "name": "박시민", "phone": "010-1234-5678"}}"#);
    let headers = ["Content-Type: application/json", "X-Forwarded-For: 192.0.2.1"];
    let told = try_ask(&running.address(), "POST", "/api/v1/complaints", &headers, body.as_bytes()).unwrap();
    assert!(told.starts_with("HTTP/1.1 503") && text(&told, "way_forward").is_some(), "{told}");
}

/// Every filing in the book was acknowledged, under a number of its own.
pub(crate) fn numbers(book: &Book) -> BTreeSet<String> {
    let book = book.lock().unwrap();
    let numbers: BTreeSet<String> = book.values().map(|sent| sent.acknowledged.clone().unwrap().0).collect();
    assert_eq!(numbers.len(), book.len(), "a key and a complaint each");
    numbers
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (place, book) = (runtime.block_on(Place::new(Engine::Sqlite)), Book::default());
    let running = place.serve();
    assert!(file(&running.address(), &next(&book, ""), &book));
    running.stop();

    let path = place.database.url().trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    let size = std::fs::metadata(path).unwrap().len() / 1024;
    let running = Running::until(&mut on_a_small_disk(&place, size + 512), "listening on");
    let refused = files_until_refused(&running, &book, MOST);
    let acknowledged = book.lock().unwrap().values().filter(|sent| sent.acknowledged.is_some()).count();
    assert!(acknowledged > 3, "full at once: {acknowledged}");

    is_told(&running, &long());
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
    runtime.block_on(agrees(&place, &numbers(&book)));
    runtime.block_on(place.database.remove());
}
