//! The office: a store, a clock, the facts at hand, and the counters.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock};

use domain::complaint::Command;
use domain::desk::{ApprovalRoutes, Desk};
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use store::{Engine, Read, Store};

use crate::clock::Clock;
use crate::counter::Counter;
use crate::desk::Facts;
use crate::intake::HandedIn;
use crate::known::Known;
use crate::not_done::Result;
use crate::people::directory::Directory;
use crate::perform::Asked;
use crate::second_factor::SecondFactors;
use crate::titles::Titles;

/// A store, a clock, and the facts at hand. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    store: Store,
    clock: Arc<dyn Clock>,
    wall: Arc<dyn Clock>,
    facts: Arc<RwLock<Facts>>,
    neighbours: Arc<[Neighbour]>,
    directory: Option<Arc<dyn Directory>>,
    /// Who is behind the sessions that were used recently.
    pub(crate) known: Arc<Known>,
    /// Titles that were read recently.
    pub(crate) titles: Arc<Titles>,
    /// Where complaints are handed in.
    pub(crate) filings: Arc<Counter<HandedIn>>,
    /// Where acts are handed in.
    pub(crate) acts: Arc<Counter<Asked>>,
    /// The same for acts that take a number.
    pub(crate) receipts: Arc<Counter<Asked>>,
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
            filings: Arc::default(),
            acts: Arc::default(),
            receipts: Arc::default(),
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
        // On the embedded database a change stands in the same transaction as others that may yet be given up (decision
        // 0022): the office goes by what lasts.
        let newer = match self.store.engine() {
            Engine::Sqlite => Facts::load(&mut self.store.read().await?).await?,
            Engine::Postgres => Facts::load(tx).await?,
        };
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
