//! The counter: complaints that are handed in at once are put on file together, in one change, with one turn at the
//! day's numbers and one commit.
//!
//! Numbers have no gaps, so whoever has one keeps the others waiting until the commit; that queue, and not the disk,
//! bounds how much can be filed. A burst of filings is also the moment when each of them should ask the least of the
//! database. Where nobody else is filing nothing waits, and nothing is any slower.
//!
//! Who cannot be filed with the others is tried alone, and hears there why not.

mod line;

use std::time::{Duration, Instant};

use domain::desk::Desk;
use store::{Store, StoreError, Write};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::paper::{HandedIn, Paper, look_up, put_all};
use super::{Filed, log};
use crate::not_done::{NotDone, Result};
use crate::office::Office;

pub(crate) use line::Counter;

use line::{Mark, Waiting};

/// Nobody stands in line for longer than one waits for a connection, and is looked up for no longer: a question on a
/// connection that fell silent lasts as long as its patience.
const STAND_MOST: Duration = Duration::from_secs(10);
/// Where a change is lost that took so long, those hear of it too who have stood in line for as long: the next would take
/// as long again to find the database away. Sooner, and it was one connection, and the next may be good.
const LONG: Duration = Duration::from_secs(1);

pub(super) enum Told {
    Filed(Box<Filed>),
    /// It is not on file.
    TryAlone(Box<HandedIn>),
    /// The database is away, and what it kept of it nobody knows.
    Lost(NotDone),
}

/// Files it with whoever is filing at this moment; or gives it back to be tried alone, for nothing of it is on file.
///
/// Whoever goes away before their complaint has a number is not filed.
pub(super) async fn hand_in(office: &Office, handed: HandedIn) -> Result<Told> {
    let (told, mut hears) = oneshot::channel();
    let marks = marks(office.store(), &handed);
    if office.counter.line_up(handed, marks, told)? {
        tokio::spawn(serve(office.clone()));
    }
    let heard = match timeout(STAND_MOST, &mut hears).await {
        Ok(heard) => heard,
        Err(_) => {
            let home = office.counter.send_home(STAND_MOST);
            tracing::warn!(sent_home = home.len(), "the counter is too slow, or the database is away");
            home.into_iter().for_each(|waiting| lost(waiting.told, &StoreError::no_turn()));
            // Unless they are being served by now.
            hears.await
        }
    };
    heard.map_err(|_| NotDone::Fault(StoreError::cut_short()))
}

/// Twins under one key would lose the change for everybody in it; and how much was filed under an address is counted of
/// what is on file.
fn marks(store: &Store, handed: &HandedIn) -> Vec<Mark> {
    let key = handed.once.as_ref().map(|once| Mark::Key(handed.owner(), once.key.clone()));
    let reached = handed.confirmed_to().into_iter().flat_map(|person| person.reached_at());
    key.into_iter().chain(reached.filter_map(|way| store.known_by(way)).map(Mark::ReachedAt)).collect()
}

/// As long as somebody waits.
async fn serve(office: Office) {
    let mut done = Vec::new();
    loop {
        let next = office.counter.next(&done);
        if next.is_empty() {
            return;
        }
        done = next.iter().flat_map(|waiting| waiting.marks.clone()).collect();
        // In a task of its own: should it fall over, the line goes on.
        drop(tokio::spawn(serve_these(office.clone(), next)).await);
    }
}

async fn serve_these(office: Office, waiting: Vec<Waiting>) {
    let began = Instant::now();
    let (handed, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|w| (w.handed, w.told)).unzip();
    let done = put_together(&office, &handed, &told).await;
    let each = handed.into_iter().zip(told);
    match done {
        Ok(filed) => {
            for ((handed, told), filed) in each.zip(filed) {
                let try_alone = || Told::TryAlone(Box::new(handed));
                drop(told.send(filed.map_or_else(try_alone, |filed| Told::Filed(Box::new(filed)))));
            }
        }
        Err(NotDone::Fault(why @ StoreError::Unavailable(_))) => {
            each.for_each(|(_, told)| lost(told, &why));
            if began.elapsed() >= LONG {
                office.counter.send_home(LONG).into_iter().for_each(|waiting| lost(waiting.told, &why));
            }
        }
        // One of them, or something about all; alone each finds out.
        Err(fault) => {
            tracing::debug!(%fault, filings = each.len(), "not filed together");
            each.for_each(|(handed, told)| drop(told.send(Told::TryAlone(Box::new(handed)))));
        }
    }
}

fn lost(told: oneshot::Sender<Told>, why: &StoreError) {
    drop(told.send(Told::Lost(NotDone::Fault(why.for_another()))));
}

/// `None` for who is not filed so.
async fn put_together(
    office: &Office,
    handed: &[HandedIn],
    told: &[oneshot::Sender<Told>],
) -> Result<Vec<Option<Filed>>> {
    let looked_up = timeout(STAND_MOST, looked_up(office, handed)).await;
    let (mut tx, desk, mut papers) = looked_up.map_err(|_| StoreError::no_turn())??;
    for (paper, told) in papers.iter_mut().zip(told) {
        *paper = paper.take().filter(|_| !told.is_closed());
    }
    let is_new: Vec<bool> = papers.iter().map(Option::is_some).collect();
    let new: Vec<Paper> = papers.into_iter().flatten().collect();
    if new.is_empty() {
        tx.rollback().await?;
        return Ok(is_new.into_iter().map(|_| None).collect());
    }
    let filed = put_all(&mut tx, (&desk, &office.facts().texts), new).await?;
    tx.commit().await?;
    filed.iter().for_each(log);
    let mut filed = filed.into_iter();
    Ok(is_new.into_iter().map(|new| new.then(|| filed.next()).flatten()).collect())
}

/// `None` for each that something lies under the key of already.
async fn looked_up(office: &Office, handed: &[HandedIn]) -> Result<(Write, Desk, Vec<Option<Paper>>)> {
    let mut tx = office.store().write().await?;
    let desk = office.desk_in(&mut tx).await?;
    let keys: Vec<Option<(String, &str)>> =
        handed.iter().map(|one| one.once.as_ref().map(|once| (one.owner(), once.key.as_str()))).collect();
    let kept = tx.are_kept(&keys).await?;
    let new = handed.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(one, _)| one.clone()).collect();
    let mut papers = look_up(&mut tx, &desk, new).await?.into_iter();
    let papers = kept.into_iter().map(|kept| if kept { None } else { papers.next() }).collect();
    Ok((tx, desk, papers))
}
