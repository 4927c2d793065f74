//! The counter: complaints that are handed in at once are put on file together, in one change, with one turn at the
//! day's numbers and one commit.
//!
//! Numbers have no gaps, so whoever has one keeps the others waiting until the commit; that queue, and not the disk,
//! bounds how much can be filed. A burst of filings is also the moment when each of them should ask the least of the
//! database. Where nobody else is filing nothing waits, and nothing is any slower.
//!
//! Who cannot be filed with the others is tried alone, and hears there why not.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use store::{StoreError, Write};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::paper::{Paper, Place};
use super::{Filed, HandedInBy, Submission, owner_of, secret_of};
use crate::not_done::{NotDone, Result};
use crate::office::{Office, Once};
use crate::repeated::remember;

/// Complaints of one change: the first of them waits for the last.
const TOGETHER: usize = 16;
/// Changes under way at once: one has the numbers, one is being looked up, one waits for the disk.
const SIDE_BY_SIDE: usize = 3;
/// Nobody stands in line for longer than one waits for a connection: a change on a line that fell silent lasts as long as
/// its patience.
const STAND_MOST: Duration = Duration::from_secs(10);
/// Whoever has stood in line for so long when a change is lost is told with those it was lost on: the next would take as
/// long again to find the database away. Sooner, and it was one connection, and the next may be good.
const STOOD_LONG: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(crate) struct Counter(Mutex<Line>);

#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    at_work: usize,
}

struct Waiting {
    handed: HandedIn,
    told: oneshot::Sender<Told>,
    since: Instant,
}

#[derive(Clone)]
pub(super) struct HandedIn {
    pub(super) by: HandedInBy,
    pub(super) submission: Submission,
    pub(super) once: Option<Once>,
}

enum Told {
    Filed(Box<Filed>),
    /// It is not on file.
    TryAlone,
    /// The database is away, and what it kept of it nobody knows.
    Lost(NotDone),
}

/// Files it with whoever is filing at this moment; `None` if it is to be tried alone, for nothing of it is on file.
///
/// Whoever goes away while they wait in line is not filed.
pub(super) async fn hand_in(office: &Office, handed: HandedIn) -> Result<Option<Filed>> {
    let (told, mut hears) = oneshot::channel();
    if office.counter.line_up(Waiting { handed, told, since: Instant::now() }) {
        tokio::spawn(serve(office.clone()));
    }
    let heard = match timeout(STAND_MOST, &mut hears).await {
        Ok(heard) => heard,
        Err(_) => {
            office.counter.send_home(STAND_MOST, &StoreError::no_turn());
            // Unless they are being served by now.
            hears.await
        }
    };
    match heard {
        Ok(Told::Filed(filed)) => Ok(Some(*filed)),
        Ok(Told::TryAlone) => Ok(None),
        Ok(Told::Lost(fault)) => Err(fault),
        Err(_) => Err(NotDone::Fault(StoreError::cut_short())),
    }
}

impl Counter {
    /// Whether somebody has to come to serve.
    fn line_up(&self, waiting: Waiting) -> bool {
        let mut line = self.line();
        line.waiting.push_back(waiting);
        let comes = line.at_work < SIDE_BY_SIDE;
        line.at_work += usize::from(comes);
        comes
    }

    /// The next who can be filed together, in the order in which they came; nobody, and then whoever asked goes.
    fn next(&self) -> Vec<Waiting> {
        let mut line = self.line();
        let mut next: Vec<Waiting> = Vec::new();
        for waiting in std::mem::take(&mut line.waiting) {
            if waiting.told.is_closed() {
                continue;
            }
            let fits =
                next.len() < TOGETHER && next.iter().all(|other| other.handed.goes_with(&waiting.handed));
            if fits { next.push(waiting) } else { line.waiting.push_back(waiting) }
        }
        line.at_work -= usize::from(next.is_empty());
        next
    }

    /// Out of the line, those who have stood in it for so long: nothing of theirs is on file.
    fn send_home(&self, stood: Duration, why: &StoreError) {
        let mut line = self.line();
        let (home, stay): (VecDeque<_>, _) = line.waiting.drain(..).partition(|w| w.since.elapsed() >= stood);
        line.waiting = stay;
        drop(line);
        home.into_iter().for_each(|waiting| lost(waiting.told, why));
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HandedIn {
    /// Twins under one key would lose the change for everybody in it; and how much was filed under an address is
    /// counted of what is on file.
    fn goes_with(&self, other: &HandedIn) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        let (ours, theirs) = (&self.submission.person, &other.submission.person);
        let twins = match (&self.once, &other.once) {
            (Some(once), Some(other)) => once.key == other.key,
            _ => false,
        };
        !twins && !same(&ours.phone, &theirs.phone) && !same(&ours.email, &theirs.email)
    }

    /// `None` if something lies under its key already.
    async fn look_up(&self, tx: &mut Write, desk: &domain::desk::Desk) -> Result<Option<Paper>> {
        let owner = owner_of(&self.by);
        if let Some(once) = &self.once
            && tx.kept_response(&owner, &once.key).await?.is_some()
        {
            return Ok(None);
        }
        let secret = secret_of(tx, &owner, self.once.as_ref());
        Paper::of(tx, desk, (self.by.clone(), self.submission.clone()), secret).await.map(Some)
    }
}

/// As long as somebody waits.
async fn serve(office: Office) {
    loop {
        let next = office.counter.next();
        if next.is_empty() {
            return;
        }
        // In a task of its own: should it fall over, the line goes on.
        drop(tokio::spawn(serve_these(office.clone(), next)).await);
    }
}

async fn serve_these(office: Office, waiting: Vec<Waiting>) {
    let (handed, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|w| (w.handed, w.told)).unzip();
    let done = put_together(&office, &handed).await;
    let told = told.into_iter();
    match done {
        Ok(filed) => {
            for (told, filed) in told.zip(filed) {
                let say = filed.map_or(Told::TryAlone, |filed| Told::Filed(Box::new(filed)));
                drop(told.send(say));
            }
        }
        Err(NotDone::Fault(why @ StoreError::Unavailable(_))) => {
            told.for_each(|told| lost(told, &why));
            office.counter.send_home(STOOD_LONG, &why);
        }
        // One of them, or something about all; alone each finds out.
        Err(fault) => {
            tracing::debug!(%fault, filings = handed.len(), "not filed together");
            told.for_each(|told| drop(told.send(Told::TryAlone)));
        }
    }
}

fn lost(told: oneshot::Sender<Told>, why: &StoreError) {
    drop(told.send(Told::Lost(NotDone::Fault(why.for_another()))));
}

async fn put_together(office: &Office, handed: &[HandedIn]) -> Result<Vec<Option<Filed>>> {
    let mut tx = office.store().write().await?;
    let desk = office.desk_in(&mut tx).await?;
    let mut papers = Vec::with_capacity(handed.len());
    for one in handed {
        papers.push(one.look_up(&mut tx, &desk).await?);
    }
    let new = u32::try_from(papers.iter().flatten().count()).unwrap_or(u32::MAX);
    if new == 0 {
        tx.rollback().await?;
        return Ok(papers.into_iter().map(|_| None).collect());
    }
    let texts = office.facts().texts;
    let mut places = Place::next(&mut tx, &desk, new).await?.into_iter();
    let mut filed = Vec::with_capacity(handed.len());
    for (one, paper) in handed.iter().zip(papers) {
        let Some((paper, place)) = paper.and_then(|paper| Some((paper, places.next()?))) else {
            filed.push(None);
            continue;
        };
        let secret = paper.secret.clone();
        let complaint = paper.put_at(&mut tx, (&desk, &texts), place).await?;
        let kept = (&complaint.application_number, desk.now);
        remember(&mut tx, &owner_of(&one.by), one.once.as_ref(), kept).await?;
        filed.push(Some(Filed { complaint, secret: Some(secret) }));
    }
    tx.commit().await?;
    Ok(filed)
}

#[cfg(test)]
mod tests {
    use domain::complaint::{Channel, Visibility};
    use domain::text::{Body, Title};

    use super::*;
    use crate::intake::Person;

    fn waiting(since: Instant) -> (Waiting, oneshot::Receiver<Told>) {
        let person = Person { name: "박시민".into(), ..Person::default() };
        let submission = Submission {
            title: Title::new("보도블록").unwrap(),
            body: Body::new("깨졌습니다.").unwrap(),
            place: None,
            channel: Channel::Web,
            visibility: Visibility::Private,
            joint: false,
            person,
            external_number: None,
        };
        let handed = HandedIn { by: HandedInBy::Citizen, submission, once: None };
        let (told, hears) = oneshot::channel();
        (Waiting { handed, told, since }, hears)
    }

    #[test]
    fn when_a_change_is_lost_those_hear_it_who_have_stood_in_line_for_long_and_the_others_are_served() {
        let counter = Counter::default();
        let now = Instant::now();
        let (long_ago, mut sent_home) = waiting(now.checked_sub(STOOD_LONG).unwrap());
        let (just_come, mut served) = waiting(now + STOOD_LONG);
        counter.line_up(long_ago);
        counter.line_up(just_come);
        counter.send_home(STOOD_LONG, &StoreError::no_turn());
        assert!(matches!(sent_home.try_recv(), Ok(Told::Lost(NotDone::Fault(StoreError::Unavailable(_))))));
        assert_eq!(counter.next().len(), 1);
        assert!(served.try_recv().is_err(), "nothing is said to whoever is still to be served");
    }
}
