//! Fault: PostgreSQL's disk is full, for its tables or for its own log. Whoever files is told so and keeps what they typed,
//! whoever reads goes on reading, readiness tells it; once there is room the program goes on by itself, and what it had
//! acknowledged is there, once.
//!
//! Full is a limit on the size of a file, which needs no rights and fails the same writes.

use std::time::{Duration, Instant};

use testkit::chance::Chance;
use testkit::databases::TestDatabase;
use testkit::databases::cluster::{Home, Server};
use tokio::runtime::Runtime;

use crate::crowd::{Book, Place, Sent, agrees, file, is_there};
use crate::full::{is_told, next, numbers};
use crate::people::{READY_AGAIN_WITHIN, TOLD_WITHIN, until_ready_says};
use crate::program::Running;
use crate::secrecy::{FORM, OWN, encoded};

/// A page of PostgreSQL's, in bytes.
const PAGE: u64 = 8192;
/// Left for whichever table or index is the longest: less than a filing or two take, and than readiness tries.
const ROOM: u64 = 8 * PAGE;
/// A file of PostgreSQL's own log is a mebibyte here, shorter than the longest table: only the tables are full.
const LOG_FILES: [&str; 1] = ["--wal-segsize=1"];
/// A server that falls ends. By default it begins again by itself, and falls again before it answers anybody: whether that
/// ends it, or goes on for as long as there is no room, hangs on the byte at which its log stopped.
const FALLS_ONCE: [&str; 1] = ["restart_after_crash=off"];
/// Filings before the disk must have been full.
const MOST: usize = 400;
/// Characters of a long complaint: as good as no table has room for it.
const LONG: usize = 15_000;
/// Where readiness tries to write is as full as the tables of complaints are: a limit on files holds for each by itself.
const AS_LONG_AS_ANY: &str = "insert into settings (key, value, changed_at)
    select 'as long as any', string_agg(encode(sha256(n::text::bytea), 'base64'), ''), 0 from generate_series(1, 30000) n";

/// A server of our own, the program over it, and what was filed.
struct There {
    home: Home,
    runtime: Runtime,
    place: Place,
    book: Book,
    chance: Chance,
}

impl There {
    fn new(settings: &[&str]) -> (There, Server) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let home = Home::made_with(&LOG_FILES);
        let server = home.start("data", settings);
        let place = runtime.block_on(Place::over(TestDatabase::at(server.url.clone())));
        (There { home, runtime, place, book: Book::default(), chance: Chance::usual() }, server)
    }

    /// Words that are like no others and do not repeat themselves.
    fn words(&mut self, characters: usize) -> String {
        let syllable = |n| char::from_u32(0xac00 + n).unwrap();
        (0..characters).map(|_| syllable(self.chance.below(11_172))).collect()
    }

    /// Files once more, under a key of its own: that, and whether it was taken.
    fn files(&mut self, running: &Running, characters: usize) -> (String, bool) {
        let said = self.words(characters);
        let key = next(&self.book, &said);
        let taken = file(&running.address(), &key, &self.book);
        (key, taken)
    }

    fn files_until_refused(&mut self, running: &Running) -> String {
        let mut tries = (0..MOST).map(|_| self.files(running, LONG));
        let refused = tries.find(|(_, taken)| !taken);
        refused.unwrap_or_else(|| panic!("the disk was never full")).0
    }

    /// Everybody who got no answer sends again; then all of it is there, and nothing else but these by the form.
    fn all_is_there(self, running: Running, server: &Server, by_form: usize) {
        let unanswered = |(key, sent): (&String, &Sent)| sent.acknowledged.is_none().then(|| key.clone());
        let again: Vec<String> = self.book.lock().unwrap().iter().filter_map(unanswered).collect();
        for key in &again {
            assert!(file(&running.address(), key, &self.book), "{key}");
        }
        is_there(&running, &self.book);
        running.stop();
        let numbers = numbers(&self.book);
        let kept = self.runtime.block_on(server.asked("select count(*)::text from complaints"));
        assert_eq!(kept, (numbers.len() + by_form).to_string(), "nothing that was refused, nothing twice");
        self.runtime.block_on(agrees(&self.place, &numbers));
        println!(
            "{} complaints, {} of them sent again at last, none lost or doubled",
            numbers.len(),
            again.len()
        );
    }
}

/// By the form of petitioners, under the key that its page has; the browser sends it again with everything.
fn by_form(running: &Running, once: u64, body: &str) -> String {
    let form = format!(
        "step=check&go=send&once={once:032x}&title={}&body={}&visibility=private&name={}&phone=010-1234-5678&agree=on",
        encoded("보도블록"),
        encoded(body),
        encoded("박시민"),
    );
    running.ask("POST", "/apply", &[FORM, OWN], &form)
}

mod a_full_disk_of_tables_is_told_and_loses_nothing {
    #[test]
    fn postgres() {
        super::full_of_tables();
    }
}

fn full_of_tables() {
    let (mut there, server) = There::new(&[]);
    let running = there.place.serve();
    assert!(there.files(&running, LONG).1);
    there.runtime.block_on(server.told(AS_LONG_AS_ANY));
    // Half a page is what a disk without room writes; to none of it there is another error, as there is of a quota.
    for half in [PAGE / 2, 0] {
        let longest = there.home.longest("data").next_multiple_of(PAGE);
        there.home.no_room_beyond(&server, longest + ROOM + half);
        let refused = there.files_until_refused(&running);
        let said = there.words(LONG);
        is_told(&running, &said);
        let page = by_form(&running, half, &said);
        assert!(page.starts_with("HTTP/1.1 503") && page.contains(&said), "{page}");
        assert!(page.contains("접수되었는지 확인하지 못했습니다") && page.contains("문의 번호"), "{page}");
        assert!(running.get("/readyz").starts_with("HTTP/1.1 503"), "full, and ready");
        assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
        is_there(&running, &there.book);

        there.home.room_again(&server);
        until_ready_says(&running, "200", READY_AGAIN_WITHIN);
        assert!(file(&running.address(), &refused, &there.book));
        for _ in 0..2 {
            let page = by_form(&running, half, &said);
            assert!(page.starts_with("HTTP/1.1 303") && page.contains("/apply/done"), "{page}");
        }
    }
    there.all_is_there(running, &server, 2);
}

mod a_server_that_goes_down_because_its_log_has_no_room_loses_nothing {
    #[test]
    fn postgres() {
        super::full_of_log();
    }
}

/// No room for its log ends PostgreSQL: it cannot keep its word. Somebody makes room and starts it, and nobody us.
fn full_of_log() {
    let (mut there, mut server) = There::new(&FALLS_ONCE);
    let running = there.place.serve();
    assert!(there.files(&running, 10).1);
    there.home.no_room_beyond(&server, 1024 * 1024 - PAGE);
    let began = Instant::now();
    while !server.has_ended() {
        there.files(&running, 10);
        assert!(began.elapsed() < Duration::from_secs(60), "the log always had room");
    }
    is_told(&running, "깨졌습니다.");
    until_ready_says(&running, "503", TOLD_WITHIN);
    assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));

    let server = there.home.start_at(server.port, "data", &[]);
    until_ready_says(&running, "200", READY_AGAIN_WITHIN);
    assert!(there.files(&running, 10).1);
    there.all_is_there(running, &server, 0);
}
