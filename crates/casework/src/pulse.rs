//! Hearing that something changed: what pages listen to, over the database, so that several servers hear alike.
//!
//! One look a beat for the whole server, and only while somebody listens. Each look reads back further than
//! a transaction may take, because changes commit in another order than they were decided.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::reach::Reach;
use jiff::{SignedDuration, Timestamp};
use store::Pulse;
use tokio::sync::{broadcast, watch};

use crate::not_done::Result;
use crate::office::Office;

/// How often the database is looked at while somebody listens.
pub const BEAT: Duration = Duration::from_secs(1);
/// How far each look goes back: longer than any request may take to commit.
const BACK: SignedDuration = SignedDuration::from_secs(40);
/// Pulses are kept this long: whoever was away longer looks at everything again.
pub const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// Looks a slow listener may miss before it is told that everything may have changed.
const BEHIND: usize = 16;

/// What was heard at once; `None` when it cannot be told and everything may have changed.
pub type Heard = Option<Arc<[Reach]>>;

/// One for a server. Cheap to clone.
#[derive(Clone)]
pub struct Pulses(Arc<Inner>);

struct Inner {
    office: Office,
    beat: Duration,
    told: broadcast::Sender<Arc<[Reach]>>,
    closing: watch::Sender<bool>,
    looking: Mutex<bool>,
}

/// Somebody who listens; gone when dropped.
pub struct Ear {
    told: broadcast::Receiver<Arc<[Reach]>>,
    closing: watch::Receiver<bool>,
}

impl Pulses {
    pub fn new(office: Office, beat: Duration) -> Pulses {
        let (told, closing) = (broadcast::channel(BEHIND).0, watch::channel(false).0);
        Pulses(Arc::new(Inner { office, beat, told, closing, looking: Mutex::new(false) }))
    }

    /// Begins to listen: hears what commits from now on.
    pub fn listen(&self) -> Ear {
        let mut looking = self.0.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let ear = Ear { told: self.0.told.subscribe(), closing: self.0.closing.subscribe() };
        if !*looking {
            *looking = true;
            tokio::spawn(look_on(Arc::clone(&self.0)));
        }
        ear
    }

    /// What happened since that moment; `None` when it is too long ago to be told.
    pub async fn missed(&self, since: Timestamp) -> Result<Heard> {
        let now = self.0.office.now();
        // A demo's clock may have been moved in either direction.
        if since > now || now.duration_since(since) > KEPT {
            return Ok(None);
        }
        let pulses = self.0.office.store().read().await?.pulses_since(since).await?;
        Ok(Some(pulses.into_iter().map(|pulse| pulse.reach).collect()))
    }

    /// The server stops: whoever listens is let go.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }
}

impl Ear {
    /// The next thing heard; `Err` when the server stops.
    pub async fn hear(&mut self) -> std::result::Result<Heard, Closed> {
        if *self.closing.borrow() {
            return Err(Closed);
        }
        tokio::select! {
            told = self.told.recv() => match told {
                Ok(reaches) => Ok(Some(reaches)),
                // Too slow: what was missed is not kept for anybody.
                Err(broadcast::error::RecvError::Lagged(_)) => Ok(None),
                Err(broadcast::error::RecvError::Closed) => Err(Closed),
            },
            _ = self.closing.wait_for(|closing| *closing) => Err(Closed),
        }
    }
}

/// Nothing more will be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

/// Looks until nobody listens any more.
async fn look_on(inner: Arc<Inner>) {
    let mut known: Option<HashSet<(String, i64)>> = None;
    let mut beat = tokio::time::interval(inner.beat);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        {
            let mut looking = inner.looking.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.told.receiver_count() == 0 || *inner.closing.borrow() {
                *looking = false;
                return;
            }
        }
        match look(&inner).await {
            Ok(pulses) => {
                let news = news(known.as_ref(), &pulses);
                known = Some(pulses.into_iter().map(|pulse| pulse.key).collect());
                if !news.is_empty() {
                    // Nobody listening any more is found out at the next beat.
                    drop(inner.told.send(news.into()));
                }
            }
            // The database is away: pages go on as they are, and hear of it when they ask.
            Err(away) => tracing::warn!(error = %away, "nobody hears what changes"),
        }
    }
}

async fn look(inner: &Inner) -> Result<Vec<Pulse>> {
    let since = inner.office.now() - BACK;
    Ok(inner.office.store().read().await?.pulses_since(since).await?)
}

/// What was not there at the last look. At the first, everything of the last beats: told twice is no harm,
/// missed would be.
fn news(known: Option<&HashSet<(String, i64)>>, pulses: &[Pulse]) -> Vec<Reach> {
    let new = pulses.iter().filter(|pulse| known.is_none_or(|known| !known.contains(&pulse.key)));
    new.map(|pulse| pulse.reach.clone()).collect()
}
