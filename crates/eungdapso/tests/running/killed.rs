//! Fault: the whole program is killed in the middle of filings, uploads and deliveries, again and again, and started
//! anew each time by nothing but its own command. Whatever it acknowledged is there afterwards, whatever it did not is
//! whole or absent, and every text message left once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::Engine;
use testkit::chance::Chance;

use crate::crowd::{Book, Place, Sent, agrees, attach, drained, file, is_there};
use crate::program::Running;

/// Kills of one run, unless said otherwise: `EUNGDAPSO_KILLS=200` for a long one.
const KILLS: u32 = 4;
/// People who file side by side.
const PEOPLE: usize = 6;
/// Acknowledgements after which it is killed, at most.
const BURST: u32 = 60;

/// People file and attach until the program is gone.
fn burst(running: Running, (book, next): (&Book, &Arc<AtomicUsize>), acknowledgements: usize) {
    let told = Arc::new(AtomicUsize::new(0));
    let people: Vec<_> = (0..PEOPLE)
        .map(|_| {
            let (address, book, next, told) =
                (running.address(), Arc::clone(book), Arc::clone(next), Arc::clone(&told));
            std::thread::spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    let key = format!("key-{n:08}");
                    let sent =
                        Sent { phone: format!("010-{:04}-{:04}", n / 10_000, n % 10_000), ..Sent::default() };
                    book.lock().unwrap().insert(key.clone(), sent);
                    if !file(&address, &key, &book) {
                        return;
                    }
                    told.fetch_add(1, Ordering::SeqCst);
                    if n % 3 == 0 && !attach(&address, &key, &book) {
                        return;
                    }
                }
            })
        })
        .collect();
    while told.load(Ordering::SeqCst) < acknowledgements {
        assert!(people.iter().any(|person| !person.is_finished()), "everybody left before it was killed");
        std::thread::yield_now();
    }
    running.kill();
    people.into_iter().for_each(|person| person.join().unwrap());
}

fn survives(engine: Engine) {
    let kills: u32 = std::env::var("EUNGDAPSO_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(engine));
    let (book, next, mut chance) = (Book::default(), Arc::default(), Chance::usual());
    for _ in 0..kills {
        let running = place.serve();
        let at = usize::try_from(chance.below(BURST)).unwrap();
        burst(running, (&book, &next), at);
    }
    let running = place.serve();
    // Whoever got no answer sends again, under the same key.
    let unanswered: Vec<String> = {
        let book = book.lock().unwrap();
        book.iter().filter(|(_, sent)| sent.acknowledged.is_none()).map(|(key, _)| key.clone()).collect()
    };
    for key in &unanswered {
        assert!(file(&running.address(), key, &book), "{key}");
    }
    is_there(&running, &book);
    let sent = book.lock().unwrap().clone();
    let numbers: BTreeSet<String> =
        sent.values().filter_map(|sent| Some(sent.acknowledged.clone()?.0)).collect();
    assert_eq!(numbers.len(), sent.len(), "a key and a complaint each");
    running.stop();
    runtime.block_on(drained(&place));
    let papers: usize = sent.values().map(|sent| sent.attached.len()).sum();
    let texts = place.standin.texts();
    let told: BTreeSet<&str> = texts.iter().map(|text| text.message.to.as_str()).collect();
    assert_eq!((texts.len(), told.len()), (sent.len(), sent.len()), "a message each, and to everybody");
    runtime.block_on(agrees(&place, &numbers));
    println!(
        "{engine:?}: {kills} kills, {} complaints of which {} had no answer, {papers} papers, {} messages, none lost or doubled",
        sent.len(),
        unanswered.len(),
        texts.len(),
    );
    assert!(papers > 0 && sent.len() > PEOPLE, "too little to mean anything");
    runtime.block_on(place.database.remove());
}

#[test]
fn sqlite() {
    survives(Engine::Sqlite);
}

#[test]
fn postgres() {
    survives(Engine::Postgres);
}
