//! Fault: the whole program is killed in the middle of filings, uploads, acts of officers and deliveries, again and again,
//! and started anew each time by nothing but its own command. Whatever it acknowledged is there afterwards, whatever it did
//! not is whole or absent, and everybody was told once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use store::Engine;
use testkit::chance::Chance;

use crate::crowd::{Book, Place, Sent, agrees, attach, drained, file, is_there};
use crate::officers::{Officers, STEPS, WHO};
use crate::people::settle_with;
use crate::program::Running;

/// Kills of one run, unless said otherwise: `EUNGDAPSO_KILLS=200` for a long one.
const KILLS: u32 = 4;
/// People who file side by side, each with the officers who go on with it.
const PEOPLE: usize = 6;
/// Acknowledgements after which it is killed, at most.
const BURST: u32 = 60;

/// Everybody who is at work, from one blow to the next.
struct Street {
    book: Book,
    officers: Officers,
    next: AtomicUsize,
    /// Keys of what was begun and is to be finished before anything new.
    begun: Mutex<Vec<String>>,
    /// Acknowledgements.
    told: AtomicUsize,
}

impl Street {
    fn new(officers: Officers) -> Arc<Street> {
        let (book, next, begun, told) = Default::default();
        Arc::new(Street { book, officers, next, begun, told })
    }

    /// What was begun, or somebody new.
    fn whose_turn(&self) -> String {
        if let Some(key) = self.begun.lock().unwrap().pop() {
            return key;
        }
        let n = self.next.fetch_add(1, Ordering::SeqCst);
        let key = format!("key-{n:08}");
        let sent = Sent { phone: format!("010-{:04}-{:04}", n / 10_000, n % 10_000), ..Sent::default() };
        self.book.lock().unwrap().insert(key.clone(), sent);
        key
    }

    /// Files, attaches every third time, and is received, distributed and assigned as far as its turn goes, without anything
    /// that was acknowledged before; `false` when nobody answered.
    fn visit(&self, address: &str, key: &str) -> bool {
        let n: usize = key.trim_start_matches("key-").parse().unwrap();
        let sent = self.book.lock().unwrap()[key].clone();
        let heard = |good: bool| {
            self.told.fetch_add(usize::from(good), Ordering::SeqCst);
            good
        };
        if sent.acknowledged.is_none() {
            let filed = heard(file(address, key, &self.book));
            // Without a key, and so not sent again.
            if !filed || (n.is_multiple_of(3) && !heard(attach(address, key, &self.book))) {
                return false;
            }
        }
        let mut missing = STEPS[..n % (STEPS.len() + 1)].iter().filter(|step| !sent.done.contains(step));
        missing.all(|step| heard(self.officers.act(address, key, *step, &self.book)))
    }

    /// Everybody works until the program is gone; the keys of what it did not answer any more.
    fn burst(self: &Arc<Street>, running: Running, acknowledgements: usize) -> Vec<String> {
        self.told.store(0, Ordering::SeqCst);
        let people: Vec<_> = (0..PEOPLE)
            .map(|_| {
                let (street, address) = (Arc::clone(self), running.address());
                std::thread::spawn(move || {
                    loop {
                        let key = street.whose_turn();
                        if !street.visit(&address, &key) {
                            return key;
                        }
                    }
                })
            })
            .collect();
        while self.told.load(Ordering::SeqCst) < acknowledgements {
            assert!(people.iter().any(|person| !person.is_finished()), "everybody left before it was killed");
            std::thread::yield_now();
        }
        running.kill();
        people.into_iter().map(|person| person.join().unwrap()).collect()
    }
}

/// To whom and about what, and the ids it went under.
type Letters = BTreeMap<(Vec<String>, String), BTreeSet<String>>;

/// The relay remembers so many only, and is asked before it forgets.
fn collect(letters: &mut Letters, place: &Place) {
    for mail in place.standin.mails() {
        letters.entry((mail.to, mail.subject)).or_default().insert(mail.message_id);
    }
}

/// With another node beside it, on the same database and files, that is never killed: letters leave from both.
fn survives(engine: Engine, another: bool) {
    let kills: u32 = std::env::var("EUNGDAPSO_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(engine));
    runtime.block_on(settle_with(&place, &WHO));
    let mut running = place.serve();
    let beside = another.then(|| place.serve());
    // They are logged in once, and stay so whatever happens to the program.
    let street = Street::new(Officers::log_in(&running.address(), &WHO));
    let (mut chance, mut letters, mut late) = (Chance::usual(), Letters::new(), Vec::new());
    // Of everything that was cut off: filings, acts, and acts that are done all the same.
    let mut cut = [0; 3];
    for _ in 0..kills {
        let left = street.burst(running, usize::try_from(chance.below(BURST)).unwrap());
        collect(&mut letters, &place);
        running = place.serve();
        for key in left {
            let (asked, there) = street.officers.is_whole(&running, &key, &street.book);
            let unfiled = street.book.lock().unwrap()[&key].acknowledged.is_none();
            cut = [cut[0] + usize::from(unfiled), cut[1] + asked, cut[2] + there];
            // Whoever got no answer sends again, under the same key: some at once, some when everything is over.
            let begun = &mut street.begun.lock().unwrap();
            if chance.below(2) == 0 { begun.push(key) } else { late.push(key) }
        }
    }
    late.append(&mut street.begun.lock().unwrap());
    for key in &late {
        assert!(street.visit(&running.address(), key), "{key}");
    }
    if let Some(beside) = beside {
        beside.stop();
    }
    let found = everything_is_there_once((&place, &runtime), &street, (running, letters));
    println!(
        "{engine:?}: {kills} kills, {} filings and {} acts without an answer, {} of these acts done all the same; {found}, \
         none lost or doubled",
        cut[0], cut[1], cut[2]
    );
    runtime.block_on(place.database.remove());
}

/// What everybody was told, and what lies in the files, is what was acknowledged.
fn everything_is_there_once(
    (place, runtime): (&Place, &tokio::runtime::Runtime),
    street: &Street,
    (running, mut letters): (Running, Letters),
) -> String {
    is_there(&running, &street.book);
    let sent = street.book.lock().unwrap().clone();
    for key in sent.keys() {
        assert_eq!(street.officers.is_whole(&running, key, &street.book), (0, 0), "{key}");
    }
    let numbers: BTreeSet<String> =
        sent.values().filter_map(|sent| Some(sent.acknowledged.clone()?.0)).collect();
    assert_eq!(numbers.len(), sent.len(), "a key and a complaint each");
    running.stop();
    runtime.block_on(drained(place));
    let papers: usize = sent.values().map(|sent| sent.attached.len()).sum();
    let [received, distributed, assigned] =
        STEPS.map(|step| sent.values().filter(|sent| sent.done.contains(&step)).count());
    // The petitioner of filing, receipt and handler.
    let texts = place.standin.texts();
    let told: BTreeSet<(&str, &str)> =
        texts.iter().map(|text| (text.message.to.as_str(), text.message.text.as_str())).collect();
    let due = sent.len() + received + assigned;
    assert_eq!((texts.len(), told.len()), (due, due), "a message each, and to everybody");
    // The department and the handler, of what lies on their desks now. A relay that took a letter just before the blow gets
    // it again, under the same id.
    collect(&mut letters, place);
    let twice: Letters =
        letters.iter().filter(|(_, ids)| ids.len() > 1).map(|(k, v)| (k.clone(), v.clone())).collect();
    assert_eq!((letters.len(), twice), (distributed + assigned, Letters::new()), "a letter each");
    runtime.block_on(agrees(place, &numbers));
    assert!(papers > 0 && assigned > 0 && sent.len() > PEOPLE, "too little to mean anything");
    format!(
        "{} complaints, {papers} papers, {} acts ({received} received, {distributed} distributed, {assigned} assigned), {} \
         messages, {} letters",
        sent.len(),
        received + distributed + assigned,
        texts.len(),
        letters.len()
    )
}

#[test]
fn sqlite() {
    survives(Engine::Sqlite, false);
}

#[test]
fn postgres() {
    survives(Engine::Postgres, false);
}

#[test]
fn another_node_goes_on_beside_it() {
    survives(Engine::Postgres, true);
}
