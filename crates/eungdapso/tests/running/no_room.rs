//! Fault: not a byte is left on the one disk where database and vault lie. Whoever files is told so, whoever reads
//! goes on reading, readiness tells it, also after somebody has killed the program and started it again; once there is
//! room everything that was acknowledged is there, once, and nothing half.

use std::fs;

use tempfile::TempDir;
use testkit::databases::TestDatabase;
use testkit::disk::SmallDisk;

use crate::crowd::{Book, Place, Sent, agrees, attach, file, is_there};
use crate::full::{files_until_refused, is_told, long, next, numbers};
use crate::full_vault::{attached, files};
use crate::people::{READY_AGAIN_WITHIN, TOLD_WITHIN, until_ready_says};
use crate::program::{Running, text};

/// The disk, in KiB: an empty office takes a tenth of it.
const DISK: u64 = 64 * 1024;
/// Left of it when people begin to file, in bytes: some of them find room.
const ROOM: u64 = 1024 * 1024;
/// Filings before it must have been full.
const MOST: usize = 2_000;

/// The embedded database, as the program names it.
const DATABASE: &str = "eungdapso.db";

fn serve(place: &Place, disk: &SmallDisk) -> Running {
    let mut command = place.command();
    command.env_remove("DATABASE_URL").env("EUNGDAPSO_DATA", disk.root()).arg("serve");
    Running::until(&mut disk.beside(&command), "listening on")
}

#[test]
fn a_disk_without_a_byte_left_is_told_and_loses_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let disk = SmallDisk::new(DISK).unwrap();
    let vault = disk.path().join("files");
    // What is looked at in the end: nobody but the program is beside the disk.
    let elsewhere = TempDir::new().unwrap();
    let copy = elsewhere.path().join(DATABASE);
    let database = TestDatabase::at(format!("sqlite://{}", copy.display()));
    let (place, book) = (runtime.block_on(Place::over(database)), Book::default());
    let running = serve(&place, &disk);
    let first = next(&book, "");
    assert!(file(&running.address(), &first, &book) && attach(&running.address(), &first, &book));
    let there = files(&vault);
    assert_eq!(there.len(), 1, "{there:?}");

    disk.fill_but(ROOM).unwrap();
    files_until_refused(&running, &book, MOST);
    let acknowledged = book.lock().unwrap().values().filter(|sent| sent.acknowledged.is_some()).count();
    assert!(acknowledged > 3, "full at once: {acknowledged}");
    disk.fill_but(0).unwrap();
    is_told(&running, &long());
    let told = attached(&running, (&book, &first), ("long.txt", &[b'a'; 4096]));
    assert!(told.starts_with("HTTP/1.1 503") && text(&told, "way_forward").is_some(), "{told}");
    assert_eq!(files(&vault), there, "something of the paper lies there");
    until_ready_says(&running, "503", TOLD_WITHIN);
    assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
    is_there(&running, &book);
    running.kill();

    // Whoever starts it again before there is room reads what is there.
    let running = serve(&place, &disk);
    is_told(&running, &long());
    assert!(running.get("/readyz").starts_with("HTTP/1.1 503"));
    is_there(&running, &book);

    disk.make_room().unwrap();
    until_ready_says(&running, "200", READY_AGAIN_WITHIN);
    let unanswered = |(key, sent): (&String, &Sent)| sent.acknowledged.is_none().then(|| key.clone());
    let again: Vec<String> = book.lock().unwrap().iter().filter_map(unanswered).collect();
    for key in &again {
        assert!(file(&running.address(), key, &book), "{key}");
    }
    is_there(&running, &book);
    running.stop();
    fs::copy(disk.path().join(DATABASE), copy).unwrap();
    let numbers = numbers(&book);
    runtime.block_on(agrees(&place, &numbers));
    println!("{} complaints, {} of them sent again once there was room", numbers.len(), again.len());
}
