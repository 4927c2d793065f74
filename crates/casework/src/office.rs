//! The office, and `perform`: every act in the system passes here.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock};

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, Command, Complaint, Number};
use domain::desk::{ApprovalRoutes, Desk, seoul_date};
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use store::{Found, Inbound, InboundState, Read, Seen, Store, StoreError, Write};

use crate::clock::Clock;
use crate::complete::complete;
use crate::consequences;
use crate::desk::Facts;
use crate::intake::Counter;
use crate::known::Known;
use crate::neighbours;
use crate::not_done::{NotDone, Result};
use crate::notify::Alerts;
use crate::people::directory::Directory;
use crate::repeated::{caught_up, done_in, key_owner, remember};
use crate::second_factor::SecondFactors;
use crate::step;
use crate::titles::Titles;
use crate::writing::write;

/// A store, a clock, and the facts at hand. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    store: Store,
    clock: Arc<dyn Clock>,
    wall: Arc<dyn Clock>,
    facts: Arc<RwLock<Facts>>,
    neighbours: Arc<[Neighbour]>,
    directory: Option<Arc<dyn Directory>>,
    /// Who is behind the sessions of late.
    pub(crate) known: Arc<Known>,
    /// Titles of late.
    pub(crate) titles: Arc<Titles>,
    /// Where complaints are handed in.
    pub(crate) counter: Arc<Counter>,
    pub(crate) second_factors: SecondFactors,
    pub(crate) hashes: Arc<AtomicU64>,
}

/// What somebody wants done, and under which conditions.
#[derive(Clone, Debug)]
pub struct Order {
    pub command: Command,
    /// The version the asker has read; a newer one means somebody was faster.
    pub version: Option<u64>,
    pub once: Option<Once>,
}

/// Do this at most once: the asker's key, and a digest of what was asked under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub key: String,
    pub request_hash: String,
}

impl Order {
    pub fn plain(command: Command) -> Order {
        Order { command, version: None, once: None }
    }
}

impl Office {
    /// `clock` is the office's time, which a demo may move; `wall` the machine's, for sessions and locks.
    pub async fn open(store: Store, clock: Arc<dyn Clock>, wall: Arc<dyn Clock>) -> Result<Office> {
        let facts = Facts::load(&mut store.read().await?).await?;
        let facts = Arc::new(RwLock::new(facts));
        Ok(Office {
            store,
            clock,
            wall,
            facts,
            neighbours: Arc::default(),
            directory: None,
            known: Arc::default(),
            titles: Arc::default(),
            counter: Arc::default(),
            second_factors: SecondFactors::default(),
            hashes: Arc::default(),
        })
    }

    /// The systems this installation is connected with: what they must hear is written with the act.
    pub fn beside(self, neighbours: &[Neighbour]) -> Office {
        Office { neighbours: neighbours.into(), ..self }
    }

    pub fn neighbours(&self) -> &[Neighbour] {
        &self.neighbours
    }

    /// The same office, with somebody to ask for the staff (인사 연계).
    #[must_use]
    pub fn with_directory(self, directory: Arc<dyn Directory>) -> Office {
        Office { directory: Some(directory), ..self }
    }

    pub fn directory(&self) -> Option<Arc<dyn Directory>> {
        self.directory.clone()
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub fn now(&self) -> Timestamp {
        to_the_microsecond(self.clock.now())
    }

    /// The machine's time: sessions and locks do not follow a demo clock about. Nothing that people read has it.
    pub fn wall_now(&self) -> Timestamp {
        to_the_microsecond(self.wall.now())
    }

    /// Organisation, calendar and outages as they were last read.
    pub fn facts(&self) -> Facts {
        let facts = self.facts.read().unwrap_or_else(PoisonError::into_inner).clone();
        // Nothing is handed to a system that nobody is connected with.
        let connected = self.neighbours.contains(&Neighbour::Approval);
        if connected { facts } else { Facts { approval: ApprovalRoutes::default(), ..facts } }
    }

    pub fn desk(&self) -> Desk {
        self.facts().desk(self.now())
    }

    /// Reads organisation, calendar and outages again, after somebody changed them.
    pub async fn refresh(&self) -> Result<()> {
        let facts = Facts::load(&mut self.store.read().await?).await?;
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = facts;
        Ok(())
    }

    /// The same, where another process may have changed them: costs one row unless somebody did. Asked in
    /// the transaction of every act, so that no act is decided on an older calendar than it is written under.
    pub async fn catch_up(&self, tx: &mut Read) -> Result<()> {
        let version = tx.facts_version().await?;
        self.catch_up_with(tx, version).await
    }

    /// The same, where the database has just told that it is at this version.
    pub(crate) async fn catch_up_with(&self, tx: &mut Read, version: i64) -> Result<()> {
        if version <= self.facts().version {
            return Ok(());
        }
        let newer = Facts::load(tx).await?;
        let mut facts = self.facts.write().unwrap_or_else(PoisonError::into_inner);
        if newer.version > facts.version {
            *facts = newer;
        }
        Ok(())
    }

    /// The desk as the database has it at this moment.
    pub(crate) async fn desk_in(&self, tx: &mut Read) -> Result<Desk> {
        self.catch_up(tx).await?;
        Ok(self.desk())
    }
}

/// What the databases keep: a file's JSON and its history must tell the same moment.
fn to_the_microsecond(now: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// Does one act on one file, as somebody: decides, and writes state, events and outbox in one transaction.
pub async fn perform(office: &Office, by: &Actor, number: &Number, order: &Order) -> Result<Complaint> {
    performed(office, by, (number, order), None).await
}

/// The same for what a neighbour system said: its message is noted in the act's own transaction, so that a
/// replay finds it done, for ever.
pub async fn perform_inbound(
    office: &Office,
    by: &Actor,
    number: &Number,
    order: &Order,
    inbound: &Inbound,
) -> Result<Complaint> {
    performed(office, by, (number, order), Some(inbound)).await
}

async fn performed(
    office: &Office,
    by: &Actor,
    (number, order): (&Number, &Order),
    inbound: Option<&Inbound>,
) -> Result<Complaint> {
    match attempt(office, by, (number, order), inbound).await {
        // A twin under the same key, or a deadlock, was faster: a second look finds what it left.
        Err(NotDone::Fault(fault)) if fault.is_conflict() => {
            attempt(office, by, (number, order), inbound).await
        }
        done => done,
    }
}

async fn attempt(
    office: &Office,
    by: &Actor,
    (number, order): (&Number, &Order),
    inbound: Option<&Inbound>,
) -> Result<Complaint> {
    let mut tx = office.store.write().await?;
    let Found { complaint: before, words } = match tx.complaint_to_change(&Scope::of(by), number).await {
        // The first time may have taken the file out of the asker's sight.
        Err(StoreError::NotFound(_)) => return done_in(tx, by, order.once.as_ref()).await,
        found => found?,
    };
    // Nothing is left on it that anybody could act upon.
    if !before.stage.is_live() && tx.keeping(before.id).await?.anonymised {
        return Err(NotDone::NotFound);
    }
    // Only now, for whoever waited for the file acts after the one before; whoever is written to is looked up before a
    // number is taken, for others wait for theirs until the commit.
    let (done_already, person) = caught_up(office, &mut tx, by, (order, &before)).await?;
    let desk = office.desk();
    if done_already || heard_already(&mut tx, inbound).await? {
        tx.seen_to_last().await?;
        return Ok(before);
    }
    fresh(&mut tx, &before, order).await?;
    // Refused here already, the asker learns nothing from the look-ups that follow.
    domain::complaint::may(&before, by, order.command.act(), &desk)?;
    let command = complete(&mut tx, by, &before, &order.command).await?;
    let issued = issue_number(&mut tx, &command, &desk).await?;
    let step = step::take(&before, by, &command, &desk, issued)?;
    write(&mut tx, &step, by, &command, &desk).await?;
    Alerts::of(&step, &command, &words, &desk).put(&mut tx, Some(&person), &office.facts().texts).await?;
    neighbours::tell(&mut tx, office.neighbours(), (&step, &words), &desk).await?;
    consequences::follow(&mut tx, office, &step, &desk).await?;
    let kept = (step.after.spoken_number(), desk.now);
    remember(&mut tx, &key_owner(by), order.once.as_ref(), kept).await?;
    if let Some(inbound) = inbound {
        let outcome = (InboundState::Taken, command.act().as_str());
        tx.note_inbound(inbound, outcome, Some(step.after.id), (desk.now, desk.now)).await?;
    }
    tx.commit().await?;
    tracing::info!(act = command.act().as_str(), complaint = %step.after.id, version = step.after.version, "done");
    Ok(step.after)
}

/// A neighbour's message that was done before, or could never be done, is not done again.
async fn heard_already(tx: &mut Write, inbound: Option<&Inbound>) -> Result<bool> {
    let Some(inbound) = inbound else { return Ok(false) };
    match tx.inbound_seen(inbound).await? {
        Seen::Never | Seen::Before(InboundState::Waiting) => Ok(false),
        Seen::Before(InboundState::Taken | InboundState::Refused) => Ok(true),
        Seen::OtherWords => Err(NotDone::KeyReused),
    }
}

/// Of two people who read the same version, one wins; the other hears what happened meanwhile.
async fn fresh(tx: &mut Read, before: &Complaint, order: &Order) -> Result<()> {
    match order.version {
        Some(read) if read != before.version => {
            let history = tx.history(before.id).await?;
            let since = history.into_iter().filter(|line| line.seq > read).collect();
            Err(NotDone::Stale { current: before.version, since })
        }
        _ => Ok(()),
    }
}

async fn issue_number(tx: &mut Write, command: &Command, desk: &Desk) -> Result<Option<Number>> {
    if command.act() != Act::Receive {
        return Ok(None);
    }
    let today = seoul_date(desk.now);
    Ok(Some(Number::receipt(today, tx.next_receipt(today).await?)))
}
