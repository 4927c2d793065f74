//! The counter: complaints that are handed in at once are put on file together, and acts that are done at once are done
//! together: in one change, with one turn at the day's numbers and one commit.
//!
//! Numbers have no gaps, so whoever has one keeps the others waiting until the commit; that queue, and not the disk,
//! bounds how much can be filed and received. A burst is also the moment when each of them should ask the least of the
//! database. Where nobody else hands anything in nothing waits, and nothing is any slower.
//!
//! What cannot be done with the others is tried alone, and hears there why not.

mod line;

use std::time::{Duration, Instant};

use store::{Store, StoreError};
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

    fn counter(office: &Office) -> &Counter<Self>;

    /// What it must have to itself.
    fn marks(&self, store: &Store) -> Vec<Mark>;

    /// All of them in one change; `None` for each that nothing was done about. Who does not stand there any more when it
    /// comes to it has gone away, and nothing is done for them.
    fn done_together(
        office: &Office,
        handed: &[Self],
        stands: &Stands,
    ) -> impl Future<Output = Result<Vec<Option<Self::Done>>>> + Send;
}

/// Of each, whether they still wait for an answer.
pub(crate) type Stands<'a> = dyn Fn(usize) -> bool + Sync + 'a;

pub(crate) enum Told<T: Handed> {
    Done(Box<T::Done>),
    /// Nothing was done about it.
    TryAlone(Box<T>),
    /// The database is away, and what it kept of it nobody knows.
    Lost(NotDone),
}

/// Does it with whatever is handed in at this moment; or gives it back to be tried alone, for nothing was done of it.
///
/// For whoever goes away before their turn nothing is done.
pub(crate) async fn hand_in<T: Handed>(office: &Office, handed: T) -> Result<Told<T>> {
    let (told, mut hears) = oneshot::channel();
    let marks = handed.marks(office.store());
    if T::counter(office).line_up(handed, marks, told)? {
        tokio::spawn(serve::<T>(office.clone()));
    }
    let heard = match timeout(STAND_MOST, &mut hears).await {
        Ok(heard) => heard,
        Err(_) => {
            let home = T::counter(office).send_home(STAND_MOST);
            tracing::warn!(sent_home = home.len(), "the counter is too slow, or the database is away");
            home.into_iter().for_each(|waiting| lost(waiting.told, &StoreError::no_turn()));
            // Unless they are being served by now.
            hears.await
        }
    };
    heard.map_err(|_| NotDone::Fault(StoreError::cut_short()))
}

/// As long as it takes to look things up, and no longer than anybody stands in line.
pub(crate) async fn in_time<T>(looking_up: impl Future<Output = Result<T>>) -> Result<T> {
    timeout(STAND_MOST, looking_up).await.map_err(|_| StoreError::no_turn())?
}

/// As long as somebody waits.
async fn serve<T: Handed>(office: Office) {
    let mut done = Vec::new();
    loop {
        let next = T::counter(&office).next(&done);
        if next.is_empty() {
            return;
        }
        done = next.iter().flat_map(|waiting| waiting.marks.clone()).collect();
        // In a task of its own: should it fall over, the line goes on.
        drop(tokio::spawn(serve_these(office.clone(), next)).await);
    }
}

async fn serve_these<T: Handed>(office: Office, waiting: Vec<Waiting<T>>) {
    let began = Instant::now();
    let (handed, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|w| (w.handed, w.told)).unzip();
    let done =
        T::done_together(&office, &handed, &|at| told.get(at).is_some_and(|told| !told.is_closed())).await;
    let each = handed.into_iter().zip(told);
    match done {
        Ok(done) => {
            for ((handed, told), done) in each.zip(done) {
                let try_alone = || Told::TryAlone(Box::new(handed));
                drop(told.send(done.map_or_else(try_alone, |done| Told::Done(Box::new(done)))));
            }
        }
        Err(NotDone::Fault(why @ StoreError::Unavailable(_))) => {
            each.for_each(|(_, told)| lost(told, &why));
            if began.elapsed() >= LONG {
                let home = T::counter(&office).send_home(LONG);
                home.into_iter().for_each(|waiting| lost(waiting.told, &why));
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
