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
use std::time::{Duration, Instant};

use domain::desk::Desk;
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

/// The change that was begun, the facts it is decided by, and of each what was found; `None` where it is not done so.
pub(crate) type LookedUp<R> = (Write, Desk, Vec<Option<R>>);

/// What is handed in at a counter of its own.
pub(crate) trait Handed: Send + Sync + Sized + 'static {
    /// What is told of it.
    type Done: Send + Sync + 'static;

    /// Looked up, and nothing of it written.
    type Ready<'a>: Send;

    /// In the log.
    const WHAT: &'static str;

    /// Where it is: only what is handed in at the same one is done together.
    fn counter<'a>(&self, office: &'a Office) -> &'a Arc<Counter<Self>>;

    /// What it must have to itself.
    fn marks(&self, store: &Store) -> Vec<Mark>;

    /// All of them in a change that is begun with it; `None` for each that is not done so.
    fn looked_up<'a>(
        office: &'a Office,
        handed: &'a [Self],
    ) -> impl Future<Output = Result<LookedUp<Self::Ready<'a>>>> + Send;

    /// Those of them that are still wanted, written and not committed.
    fn written<'a>(
        tx: &'a mut Write,
        ready: Vec<Self::Ready<'a>>,
        at: (&'a Office, &'a Desk),
    ) -> impl Future<Output = Result<Vec<Self::Done>>> + Send;

    /// Once it is kept.
    fn log(&self, done: &Self::Done);
}

/// Those whom one change serves.
struct Served<T: Handed> {
    told: Vec<oneshot::Sender<Told<T>>>,
    /// What is kept from here on nobody knows until it is answered.
    commits: bool,
}

impl<T: Handed> Served<T> {
    /// All of them in one change; `None` for each that nothing was done about. Who does not stand there any more when it
    /// comes to it has gone away, and nothing is done for them.
    async fn serve(&mut self, office: &Office, handed: &[T]) -> Result<Vec<Option<T::Done>>> {
        let (mut tx, desk, ready) = in_time(T::looked_up(office, handed)).await?;
        let stands = self.told.iter().map(|told| !told.is_closed());
        let ready: Vec<Option<T::Ready<'_>>> =
            ready.into_iter().zip(stands).map(|(one, stands)| one.filter(|_| stands)).collect();
        let is_done: Vec<bool> = ready.iter().map(Option::is_some).collect();
        if !is_done.contains(&true) {
            tx.rollback().await?;
            return Ok(is_done.into_iter().map(|_| None).collect());
        }
        let ready = ready.into_iter().flatten().collect();
        let done = in_time(T::written(&mut tx, ready, (office, &desk))).await?;
        self.commits = true;
        tx.commit().await?;
        let mut done = done.into_iter();
        let each = is_done.into_iter().map(|is_done| is_done.then(|| done.next()).flatten());
        let each: Vec<Option<T::Done>> = each.collect();
        for (one, done) in handed.iter().zip(&each) {
            done.iter().for_each(|done| one.log(done));
        }
        Ok(each)
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
async fn in_time<T>(doing: impl Future<Output = Result<T>>) -> Result<T> {
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
    let mut served = Served { told, commits: false };
    let done = served.serve(&office, &handed).await;
    let took_long = began.elapsed() >= LONG;
    let is_unsure = took_long || served.commits;
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
        // Either one of them failed or the whole change did; tried alone, each learns which.
        Err(fault) => {
            tracing::debug!(%fault, what = T::WHAT, how_many = each.len(), "not done together");
            each.for_each(|(handed, told)| drop(told.send(Told::TryAlone(Box::new(handed)))));
        }
    }
}

fn lost<T: Handed>(told: oneshot::Sender<Told<T>>, why: &StoreError) {
    drop(told.send(Told::Lost(NotDone::Fault(why.for_another()))));
}
