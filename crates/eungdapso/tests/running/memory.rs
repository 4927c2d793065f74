//! What lies in the memory of a program that has done its work: words that are nowhere else are filed, attached and logged
//! in with, and afterwards every page that the process can write to is read from outside.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use store::Engine;
use testkit::world::{HAN, SI};

use crate::crowd::Place;
use crate::packets::logged_in;
use crate::people::{PASSWORD, settle_with};
use crate::program::Running;
use crate::secrecy::{
    ADDRESS, BODY, BYTES, FORM, MAIL, NAME, OWN, PARCEL, PHONE, TITLE, WHERE, encoded, sealed_parcel,
};

/// Typed where a password belongs, and wrong.
const WRONG: &str = "wrong-marker-password-5528";
/// What work leaves behind goes within this: connections end, the worker tells who is to be told.
const GONE_WITHIN: Duration = Duration::from_secs(30);
/// Copies of a complaint's words that are explained: SQLite's pages of the writer and of a reader, or the last packets on a
/// connection to PostgreSQL.
const KEPT_MOST: usize = 4;
/// Of a form with files.
const LAST_LINE: &[u8] = b"\r\n--x--\r\n";
const PIECE: u64 = 1 << 20;
/// No word that is looked for is longer: pieces overlap by so much.
const LONGEST: u64 = 256;

/// How often each word stands in what the process can write to.
fn found(process: u32, words: &[String]) -> BTreeMap<String, usize> {
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut found = BTreeMap::new();
    let mut piece = vec![0; usize::try_from(PIECE + LONGEST).unwrap()];
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let number = |text| u64::from_str_radix(text, 16).unwrap();
        let (mut at, to) = (number(from), number(to));
        while at < to {
            let wanted = usize::try_from((to - at).min(PIECE + LONGEST)).unwrap();
            // A page that went away since the list was made has nothing to say.
            let read = memory.read_at(&mut piece[..wanted], at).unwrap_or_default();
            let text = String::from_utf8_lossy(&piece[..read]);
            for word in words {
                let count = text.matches(word.as_str()).count();
                if count > 0 {
                    *found.entry(word.clone()).or_default() += count;
                }
            }
            at += PIECE;
        }
    }
    found
}

/// Each word as it is typed and as it travels in a form, and numbers without their dashes.
fn spellings(words: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for word in words {
        let figures: String = word.chars().filter(char::is_ascii_digit).collect();
        all.extend([(*word).to_owned(), encoded(word), word.replace(' ', "+")]);
        all.extend((figures.len() > 9).then_some(figures));
    }
    all.sort();
    all.dedup();
    all
}

/// A form that has not come in whole, and what is missing of it: its words are in memory now, or this test reads nothing.
/// Its last line is missing: without only the end of that line it is whole enough to be taken in before anybody looks.
fn half_sent(running: &Running) -> (TcpStream, Vec<u8>) {
    let (mut body, address) = (sealed_parcel(), running.address());
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(
        stream,
        "POST /apply HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{PARCEL}\r\n{OWN}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    let rest = body.split_off(body.len() - LAST_LINE.len());
    assert_eq!(rest, LAST_LINE);
    stream.write_all(&body).unwrap();
    let words = spellings(&[PHONE]);
    let began = Instant::now();
    while found(running.id(), &words).is_empty() {
        assert!(began.elapsed() < GONE_WITHIN, "what is being sent is not found: this test is blind");
    }
    (stream, rest)
}

/// The key of the second factor that a log-in begins, as its page shows it.
fn second_factor(running: &Running) -> String {
    let cookie = logged_in(running, "si");
    let begun = running.ask("POST", "/me/second-factor/begin", &[FORM, OWN, &cookie], "");
    assert!(begun.starts_with("HTTP/1.1 303"), "{begun}");
    let page = running.ask("GET", "/me/second-factor", &[&cookie], "");
    let (_, rest) = page.split_once("class=\"secret\">").unwrap_or_else(|| panic!("{page}"));
    rest.split('<').next().unwrap().to_owned()
}

fn reads_nothing(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(engine));
    runtime.block_on(settle_with(&place, &[("han", HAN), ("si", SI)]));
    let running = place.serve();
    let (mut sending, rest) = half_sent(&running);
    sending.write_all(&rest).unwrap();
    let mut answer = String::new();
    sending.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("/apply/done"), "{answer}");
    drop(sending);

    logged_in(&running, "han");
    let json = format!(r#"{{"login": "han", "password": "{PASSWORD}"}}"#);
    let entered = running.ask("POST", "/api/v1/session", &["Content-Type: application/json"], &json);
    assert!(entered.starts_with("HTTP/1.1 20"), "{entered}");
    let wrong = running.ask("POST", "/login", &[FORM, OWN], &format!("login=han&password={WRONG}"));
    assert!(wrong.starts_with("HTTP/1.1 4"), "{wrong}");
    let shown = second_factor(&running);
    let began = Instant::now();
    while place.standin.texts().is_empty() && place.standin.mails().is_empty() {
        assert!(began.elapsed() < GONE_WITHIN, "nobody was told");
        std::thread::sleep(Duration::from_millis(50));
    }

    let ring = place.ring().to_text();
    let keys = ring.lines().filter_map(|line| line.split_once(':')).map(|(_, key)| key.to_owned());
    let joined = shown.replace(' ', "");
    let mut never = spellings(&[PASSWORD, WRONG, NAME, PHONE, MAIL, ADDRESS, BYTES, &shown, &joined]);
    never.extend(keys);
    let began = Instant::now();
    let mut left = found(running.id(), &never);
    while !left.is_empty() && began.elapsed() < GONE_WITHIN {
        left = found(running.id(), &never);
    }
    assert_eq!(left, BTreeMap::new(), "in memory, {:?} after the work was done", began.elapsed());
    // Words of complaints lie in the database as they are, and what reads and writes it keeps its last pages and packets.
    let written = found(running.id(), &spellings(&[TITLE, BODY, WHERE]));
    assert!(written.values().all(|count| *count <= KEPT_MOST), "more than the database's own: {written:?}");
    running.stop();
    runtime.block_on(place.database.remove());
}

#[test]
fn sqlite() {
    reads_nothing(Engine::Sqlite);
}

#[test]
fn postgres() {
    reads_nothing(Engine::Postgres);
}
