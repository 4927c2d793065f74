//! The counter: complaints that are handed in at once are put on file together, and acts that are done at once are done
//! together: in one change, with one turn at the day's numbers and one commit.
//!
//! Numbers have no gaps, so whoever has one keeps the others waiting until the commit; that queue, and not the disk,
//! bounds how much can be filed and received. A burst is also the moment when each of them should ask the least of the
//! database. Where nobody else hands anything in nothing waits, and nothing is any slower.
//!
//! What cannot be done with the others is tried alone, and hears there why not.

mod line;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use store::{Store, StoreError, Write};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub(crate) use line::{Counter, Mark};

use line::Waiting;

/// Nobody stands in line for longer than one waits for a connection, and is looked up for no longer: a question on a
/// connection that fell silent lasts as long as its patience.
const STAND_MOST: Duration = Duration::from_secs(10);
/// Where a change is lost that took so long, those hear of it too who have stood in line for as long: the next would take
/// as long again to find the database away. Sooner, and it was one connection, and the next may be good.
const LONG: Duration = Duration::from_secs(1);

/// What is handed in at a counter of its own.
pub(crate) trait Handed: Send + Sync + Sized + 'static {
    /// What is told of it.
    type Done: Send + 'static;

    /// In the log.
    const WHAT: &'static str;

    /// Where it is: only what is handed in at the same one is done together.
    fn counter<'a>(&self, office: &'a Office) -> &'a Arc<Counter<Self>>;

    /// What it must have to itself.
    fn marks(&self, store: &Store) -> Vec<Mark>;

    /// All of them in one change; `None` for each that nothing was done about. Who does not stand there any more when it
    /// comes to it has gone away, and nothing is done for them.
    fn done_together(
        office: &Office,
        handed: &[Self],
        served: &Served<Self>,
    ) -> impl Future<Output = Result<Vec<Option<Self::Done>>>> + Send;
}

/// Those whom one change serves.
pub(crate) struct Served<T: Handed> {
    told: Vec<oneshot::Sender<Told<T>>>,
    /// What is kept from here on nobody knows until it is answered.
    commits: AtomicBool,
}

impl<T: Handed> Served<T> {
    /// Of each only what is done for somebody who still waits for an answer.
    pub(crate) fn still_there<D>(&self, done: Vec<Option<D>>) -> Vec<Option<D>> {
        let stands = |told: &oneshot::Sender<Told<T>>| !told.is_closed();
        self.told.iter().zip(done).map(|(told, done)| done.filter(|_| stands(told))).collect()
    }

    pub(crate) async fn commit(&self, tx: Write) -> Result<()> {
        self.commits.store(true, Ordering::Relaxed);
        Ok(tx.commit().await?)
    }
}

pub(crate) enum Told<T: Handed> {
    Done(Box<T::Done>),
    /// Nothing was done about it.
    TryAlone(Box<T>),
    /// The database is away, and whether it kept anything of it nobody may know.
    Lost(NotDone),
}

/// Does it with whatever is handed in at this moment; or gives it back to be tried alone, for nothing was done of it.
///
/// For whoever goes away before it is their turn to be written nothing is done.
pub(crate) async fn hand_in<T: Handed>(office: &Office, handed: T) -> Result<Told<T>> {
    let (told, mut hears) = oneshot::channel();
    let marks = handed.marks(office.store());
    let counter = Arc::clone(handed.counter(office));
    if counter.line_up(handed, marks, told)? {
        tokio::spawn(serve(office.clone(), Arc::clone(&counter)));
    }
    let heard = match timeout(STAND_MOST, &mut hears).await {
        Ok(heard) => heard,
        Err(_) => {
            let home = counter.send_home(STAND_MOST);
            tracing::warn!(sent_home = home.len(), "the counter is too slow, or the database is away");
            home.into_iter().for_each(|waiting| lost(waiting.told, &StoreError::no_turn()));
            // Unless they are being served by now.
            hears.await
        }
    };
    heard.map_err(|_| NotDone::Fault(StoreError::cut_short()))
}

/// What is done before a commit, for no longer than anybody stands in line: given up, it is undone. Whoever waits is told
/// within the time that a request has.
pub(crate) async fn in_time<T>(doing: impl Future<Output = Result<T>>) -> Result<T> {
    timeout(STAND_MOST, doing).await.map_err(|_| StoreError::no_turn())?
}

/// As long as somebody waits.
async fn serve<T: Handed>(office: Office, counter: Arc<Counter<T>>) {
    let mut done = Vec::new();
    loop {
        let next = counter.next(&done);
        if next.is_empty() {
            return;
        }
        done = next.iter().flat_map(|waiting| waiting.marks.clone()).collect();
        // In a task of its own: should it fall over, the line goes on.
        drop(tokio::spawn(serve_these(office.clone(), Arc::clone(&counter), next)).await);
    }
}

async fn serve_these<T: Handed>(office: Office, counter: Arc<Counter<T>>, waiting: Vec<Waiting<T>>) {
    let began = Instant::now();
    let (handed, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|w| (w.handed, w.told)).unzip();
    let served = Served { told, commits: AtomicBool::new(false) };
    let done = T::done_together(&office, &handed, &served).await;
    let took_long = began.elapsed() >= LONG;
    let is_unsure = took_long || served.commits.load(Ordering::Relaxed);
    let each = handed.into_iter().zip(served.told);
    match done {
        Ok(done) => {
            for ((handed, told), done) in each.zip(done) {
                let try_alone = || Told::TryAlone(Box::new(handed));
                drop(told.send(done.map_or_else(try_alone, |done| Told::Done(Box::new(done)))));
            }
        }
        // Of a connection that broke before the commit nothing is kept, and the next one may be good.
        Err(NotDone::Fault(why @ StoreError::Unavailable(_))) if is_unsure => {
            each.for_each(|(_, told)| lost(told, &why));
            if took_long {
                counter.send_home(LONG).into_iter().for_each(|waiting| lost(waiting.told, &why));
            }
        }
        // One of them, or something about all; alone each finds out.
        Err(fault) => {
            tracing::debug!(%fault, what = T::WHAT, how_many = each.len(), "not done together");
            each.for_each(|(handed, told)| drop(told.send(Told::TryAlone(Box::new(handed)))));
        }
    }
}

fn lost<T: Handed>(told: oneshot::Sender<Told<T>>, why: &StoreError) {
    drop(told.send(Told::Lost(NotDone::Fault(why.for_another()))));
}
