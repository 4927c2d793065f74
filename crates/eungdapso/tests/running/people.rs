//! People who go on filing, attaching and having their complaints received while the database comes and goes: whoever
//! gets no good answer sends the same again, under the same key, until there is one.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use casework::sessions::hash_password;
use domain::id::OfficerId;
use store::{Account, Owner, Store};
use testkit::world::{self, HAN};

use crate::crowd::{Book, Place, Sent, agrees, attach, drained, file, is_there, now};
use crate::officers::{Officers, Step};
use crate::program::Running;

/// Side by side.
const PEOPLE: usize = 6;
/// The longest that anybody waits for an answer, good or bad: waiting for a connection, then for the answer on it, and
/// what two cores need with six people on them.
pub(crate) const ANSWERED_WITHIN: Duration = Duration::from_secs(35);
/// Readiness tells it within this, and whoever watches asks twice.
pub(crate) const TOLD_WITHIN: Duration = Duration::from_secs(8);
/// After the server is back.
pub(crate) const READY_AGAIN_WITHIN: Duration = Duration::from_secs(15);
/// Nothing was acknowledged for so long: it does not go on.
const STUCK: Duration = Duration::from_secs(90);
/// Between a bad answer and the same again.
const AGAIN: Duration = Duration::from_millis(20);
/// Of every officer who may come in.
pub(crate) const PASSWORD: &str = "correct horse";

/// Who goes on with what the crowd files.
const RECEIVER: [(&str, OfficerId); 1] = [("han", HAN)];

/// What the crowd is asked and answered.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) acknowledged: AtomicUsize,
    pub(crate) asked: AtomicUsize,
    pub(crate) unanswered: AtomicUsize,
    /// Milliseconds of the longest wait.
    longest: AtomicU64,
}

pub(crate) struct Crowd {
    pub(crate) book: Book,
    pub(crate) tally: Arc<Tally>,
    stop: Arc<AtomicBool>,
    people: Vec<JoinHandle<()>>,
}

/// The small city, and a password for its receiver.
pub(crate) async fn settle(place: &Place) {
    settle_with(place, &RECEIVER).await;
}

/// The small city, and the password for these.
pub(crate) async fn settle_with(place: &Place, officers: &[(&str, OfficerId)]) {
    let store = Store::open(place.database.url(), place.ring()).await.unwrap();
    world::settle(&store).await;
    let password_hash = hash_password(PASSWORD.to_owned()).await.unwrap();
    let account = |(login, id): &(&str, OfficerId)| Account {
        login: (*login).to_owned(),
        owner: Owner::Officer(*id),
        password_hash: password_hash.clone(),
        must_change: false,
        changed_at: now(0),
    };
    let accounts: Vec<Account> = officers.iter().map(account).collect();
    let mut tx = store.write().await.unwrap();
    tx.put_accounts(&accounts).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// Until the answer begins so; how long it took.
pub(crate) fn until_ready_says(running: &Running, status: &str, within: Duration) -> Duration {
    let began = Instant::now();
    loop {
        let said = running.get("/readyz");
        if said.starts_with(&format!("HTTP/1.1 {status}")) {
            return began.elapsed();
        }
        assert!(began.elapsed() < within, "after {:?} readiness says {said}", began.elapsed());
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Crowd {
    pub(crate) fn gather(address: &str) -> Crowd {
        let (book, tally, stop) = (Book::default(), Arc::<Tally>::default(), Arc::<AtomicBool>::default());
        let next = Arc::<AtomicUsize>::default();
        let officers = Arc::new(Officers::log_in(address, &RECEIVER));
        let people = (0..PEOPLE).map(|_| {
            let (address, book, tally) = (address.to_owned(), Arc::clone(&book), Arc::clone(&tally));
            let (stop, next, officers) = (Arc::clone(&stop), Arc::clone(&next), Arc::clone(&officers));
            std::thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    one(&address, next.fetch_add(1, Ordering::SeqCst), (&book, &tally, &officers));
                }
            })
        });
        let people = people.collect();
        Crowd { book, tally, stop, people }
    }

    /// Waits until so many more were acknowledged.
    pub(crate) fn until_more(&self, more: usize) {
        let acknowledged = || self.tally.acknowledged.load(Ordering::SeqCst);
        let until = acknowledged() + more;
        let (mut newest, mut heard) = (acknowledged(), Instant::now());
        while newest < until {
            if acknowledged() > newest {
                (newest, heard) = (acknowledged(), Instant::now());
            }
            assert!(heard.elapsed() < STUCK, "nothing is acknowledged any more");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Everybody finishes what they began, and then it is looked at whether all of it is there, once.
    pub(crate) fn go_home(
        self,
        place: &Place,
        running: Running,
        runtime: &tokio::runtime::Runtime,
    ) -> String {
        self.stop.store(true, Ordering::SeqCst);
        self.people.into_iter().for_each(|person| person.join().unwrap());
        is_there(&running, &self.book);
        let sent = self.book.lock().unwrap().clone();
        let numbers: BTreeSet<String> =
            sent.values().filter_map(|sent| Some(sent.acknowledged.clone()?.0)).collect();
        assert_eq!(numbers.len(), sent.len(), "a key and a complaint each");
        running.stop();
        runtime.block_on(drained(place));
        // One at filing, one at receipt, and to nobody a second time.
        let texts = place.standin.texts();
        let told: BTreeSet<(&str, &str)> =
            texts.iter().map(|text| (text.message.to.as_str(), text.message.text.as_str())).collect();
        let received = sent.values().filter(|sent| sent.done.contains(&Step::Receive)).count();
        assert_eq!(
            (texts.len(), told.len()),
            (sent.len() + received, sent.len() + received),
            "a message each"
        );
        runtime.block_on(agrees(place, &numbers));
        let papers: usize = sent.values().map(|sent| sent.attached.len()).sum();
        assert!(papers > 0 && received > 0, "too little to mean anything");
        let Tally { asked, unanswered, longest, .. } = &*self.tally;
        let longest = Duration::from_millis(longest.load(Ordering::SeqCst));
        assert!(longest < ANSWERED_WITHIN, "somebody waited {longest:?}");
        format!(
            "{} requests of which {} got no good answer at first, {} complaints, {received} receipts, {papers} papers, \
             {} messages, none lost or doubled; the longest wait {:.1} s",
            asked.load(Ordering::SeqCst),
            unanswered.load(Ordering::SeqCst),
            sent.len(),
            texts.len(),
            longest.as_secs_f64()
        )
    }
}

/// One person's visit: files, attaches every third time, is received every second time.
fn one(address: &str, n: usize, (book, tally, officers): (&Book, &Tally, &Officers)) {
    let key = format!("key-{n:08}");
    let sent = Sent { phone: format!("010-{:04}-{:04}", n / 10_000, n % 10_000), ..Sent::default() };
    book.lock().unwrap().insert(key.clone(), sent);
    until_good(tally, || file(address, &key, book));
    if n.is_multiple_of(3) {
        until_good(tally, || attach(address, &key, book));
    }
    if n.is_multiple_of(2) {
        until_good(tally, || officers.act(address, &key, Step::Receive, book));
    }
}

fn until_good(tally: &Tally, mut ask: impl FnMut() -> bool) {
    loop {
        let began = Instant::now();
        let good = ask();
        let took = u64::try_from(began.elapsed().as_millis()).unwrap();
        tally.longest.fetch_max(took, Ordering::SeqCst);
        tally.asked.fetch_add(1, Ordering::SeqCst);
        if good {
            tally.acknowledged.fetch_add(1, Ordering::SeqCst);
            return;
        }
        tally.unanswered.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(AGAIN);
    }
}
