//! Fault: the machine's clock is set forth and back under the running program, while people file and are received. Nobody
//! waits for the difference, everybody is told once, and every file is what its history makes it.
//!
//! Only the program's time of day moves, by a library of a few lines that is put before its own: `clock.c`.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use connect::message::text::GatewayMischief;
use domain::desk::seoul_date;
use domain::id::OfficerId;
use store::Engine;
use testkit::world::{HAN, MIN};

use crate::crowd::{Book, Place, Sent, agrees, attach, drained, file, is_there, now};
use crate::officers::{Officers, Step};
use crate::people::settle_with;
use crate::program::Running;

/// The receiver, and the inspector, who reads everything.
const WHO: [(&str, OfficerId); 2] = [("han", HAN), ("min", MIN)];
const HOUR: i64 = 3_600;
const MONTH: i64 = 30 * 24 * HOUR;
/// By how much the clock is before the true one, from one setting to the next; at the end it is right again.
const SET: [i64; 6] = [0, MONTH, -MONTH, 13 * MONTH, -HOUR, 0];
/// Who file between two settings.
const PEOPLE: usize = 4;
/// Letters leave within this, as if nobody had touched the clock.
const DONE_WITHIN: Duration = Duration::from_secs(20);

/// Longer than the first pause before a letter is tried again.
const PAUSE: i64 = 61;
/// Words of the messages that follow filing and receipt.
const ABOUT: [&str; 2] = ["신청하신 민원을 받았습니다.", "신청하신 민원이 접수되었습니다."];

/// A machine of the program's own.
struct Machine {
    place: Place,
    clock: PathBuf,
}

impl Machine {
    fn new(place: Place) -> Machine {
        let clock = place.folder.path().join("clock");
        fs::write(&clock, 0_i64.to_ne_bytes()).unwrap();
        Machine { place, clock }
    }

    fn serve(&self) -> Running {
        let library = self.place.folder.path().join("clock.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/running/clock.c");
        // Whoever built SQLite has it.
        let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status();
        assert!(built.unwrap().success(), "{source} is not built");
        let mut command = self.place.command();
        command.env("LD_PRELOAD", library).env("TEST_CLOCK", &self.clock);
        Running::until(command.arg("serve"), "listening on")
    }

    /// The program's clock; the gateway's as well, which takes no message of another time.
    fn set(&self, later: i64) {
        // In its place: the program looks at these very bytes.
        OpenOptions::new().write(true).open(&self.clock).unwrap().write_all(&later.to_ne_bytes()).unwrap();
        self.place.goes_before(later);
    }

    /// So many have heard that they filed or were received, and nobody has heard anything twice. By a clock that is months
    /// before, others hear how far theirs has come (시행령 제23조); these are not counted.
    fn told(&self) -> usize {
        let texts = self.place.standin.texts();
        let said: BTreeSet<(&str, &str)> =
            texts.iter().map(|text| (text.message.to.as_str(), text.message.text.as_str())).collect();
        assert_eq!(said.len(), texts.len(), "the same to the same person");
        said.iter().filter(|(_, text)| ABOUT.iter().any(|about| text.contains(about))).count()
    }

    fn tells(&self, wanted: usize, later: i64) {
        let began = Instant::now();
        while self.told() < wanted {
            assert!(began.elapsed() < DONE_WITHIN, "by {later} s: {} of {wanted}", self.told());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Somebody files by this clock, with a paper: the key.
fn files(address: &str, book: &Book, later: i64) -> String {
    let n = book.lock().unwrap().len();
    let key = format!("key-{n:08}");
    let sent = Sent { phone: format!("010-0000-{n:04}"), ..Sent::default() };
    book.lock().unwrap().insert(key.clone(), sent);
    let before = seoul_date(now(later));
    assert!(file(address, &key, book) && attach(address, &key, book), "{key} by {later} s");
    let (number, _) = book.lock().unwrap()[&key].acknowledged.clone().unwrap();
    let days = [before, seoul_date(now(later))].map(|day| day.to_string().replace('-', ""));
    assert!(days.iter().any(|day| number.contains(day)), "{number} is not of {days:?}: the clock is not set");
    key
}

fn is_set(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let machine = Machine::new(runtime.block_on(Place::new(engine)));
    runtime.block_on(settle_with(&machine.place, &WHO));
    let running = machine.serve();
    let (address, book) = (running.address(), Book::default());
    let (mut waiting, mut messages): (Vec<String>, usize) = (Vec::new(), 0);
    for later in SET {
        machine.set(later);
        assert!(running.get("/readyz").starts_with("HTTP/1.1 200"), "by {later} s");
        // A session goes by the clock as it is, and is over.
        let officers = Officers::log_in(&address, &WHO);
        // Filed at one time, received at another.
        for key in &waiting {
            assert!(officers.act(&address, key, Step::Receive, &book), "{key} by {later} s");
            assert_eq!(officers.is_whole(&running, key, &book), (0, 0), "{key} by {later} s");
        }
        messages += PEOPLE + waiting.len();
        waiting = (0..PEOPLE).map(|_| files(&address, &book, later)).collect();
        machine.tells(messages, later);
    }
    is_there(&running, &book);
    running.stop();
    let place = &machine.place;
    runtime.block_on(drained(place));
    assert_eq!(machine.told(), messages, "a message each");
    let sent = book.lock().unwrap().clone();
    let numbers: BTreeSet<String> =
        sent.values().filter_map(|sent| Some(sent.acknowledged.clone()?.0)).collect();
    assert_eq!(numbers.len(), SET.len() * PEOPLE, "a complaint each");
    runtime.block_on(agrees(place, &numbers));
    runtime.block_on(machine.place.database.remove());
}

/// A letter that the gateway did not take, a month too early.
fn is_tried_again(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let machine = Machine::new(runtime.block_on(Place::new(engine)));
    runtime.block_on(settle_with(&machine.place, &WHO));
    let running = machine.serve();
    let (address, book) = (running.address(), Book::default());
    machine.set(MONTH);
    let officers = Officers::log_in(&address, &WHO);
    machine.place.standin.gateway.misbehave(GatewayMischief::Broken, 1);
    let key = files(&address, &book, MONTH);
    let (number, _) = book.lock().unwrap()[&key].acknowledged.clone().unwrap();
    let began = Instant::now();
    while officers.read(&running, &format!("{number}/notices"))["notices"][0]["attempts"][0].is_null() {
        assert!(began.elapsed() < DONE_WITHIN, "nobody tries to tell {number}");
        std::thread::sleep(Duration::from_millis(10));
    }
    machine.set(-MONTH);
    files(&address, &book, -MONTH);
    machine.tells(1, -MONTH);
    // A pause is a pause by whatever clock.
    let after = -MONTH + PAUSE;
    machine.set(after);
    machine.tells(2, after);
    running.stop();
    runtime.block_on(machine.place.database.remove());
}

mod a_letter_that_is_to_be_tried_again_does_not_wait_until_the_clock_has_caught_up {
    use store::Engine;

    #[test]
    fn sqlite() {
        super::is_tried_again(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::is_tried_again(Engine::Postgres);
    }
}

mod a_clock_that_is_set_under_the_running_program_delays_loses_and_doubles_nothing {
    use store::Engine;

    #[test]
    fn sqlite() {
        super::is_set(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::is_set(Engine::Postgres);
    }
}
