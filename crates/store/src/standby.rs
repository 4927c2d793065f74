//! A standby beside the leader: sums over very much may be asked of it, and say how old they are.
//!
//! Lists, files and changes never go there. Nobody is handed a view of a standby: it is handed a [`Summing`], and this
//! crate alone says what one is. Whatever is wrong with the standby, the leader answers.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::FromRow;
use sqlx::postgres::PgPool;
use tokio::time::Instant;

use crate::begun::begun;
use crate::error::{Result, StoreError};
use crate::open::{Pools, Store};
use crate::postgres::{OnPostgres, options, pool_aside, within};
use crate::tx::{Engine, Read, Tx};

/// Connections of one server to the standby: sums are few and long.
const CONNECTIONS: u32 = 5;
/// For a connection to the standby, and for hearing how far it is: whoever would wait longer asks the leader.
const SOON: Duration = Duration::from_secs(1);
/// So long a standby that did not answer is left alone: otherwise everybody would wait for it first.
const PAUSE: Duration = Duration::from_secs(5);

/// What everybody who asks after this must find, if they are to find all that was acknowledged.
const LEADER: &str = "select pg_current_wal_flush_lsn()::text, system_identifier from pg_control_system()";
/// A standby that has repeated all of it is not behind, however long ago the last change was. Otherwise it is as far behind
/// as the last change that it has repeated is old, or less.
const STANDBY: &str = "select pg_is_in_recovery() as follows, system_identifier = $2 as ours,
    coalesce(pg_last_wal_replay_lsn() >= cast($1 as pg_lsn), false) as whole,
    cast(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000000 as bigint) as age
    from pg_control_system()";

/// A question whose answer may be a little old: a sum over much, that nobody acts upon file by file.
pub trait Summing: ours::Ours + Sync {
    type Answer: Send;

    fn sum(&self, tx: &mut Read) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Nothing outside of this crate is a [`Summing`].
pub(crate) mod ours {
    pub trait Ours {}
}

/// An answer, and how old it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summed<T> {
    pub answer: T,
    /// The standby's answer lacks nothing that was committed longer ago than this; the leader's lacks nothing.
    pub behind: Option<Duration>,
}

/// What lies at a standby's address, for whoever looks after the installation.
#[derive(Debug)]
pub enum StandbyFound {
    Follows {
        /// Nothing where it has repeated nothing yet: then nobody knows.
        behind: Option<Duration>,
        /// Beyond it nothing is asked there.
        most: Duration,
    },
    /// The leader itself, or one that follows nobody any more.
    FollowsNobody,
    /// It follows the leader of another system.
    FollowsAnother,
    Away(StoreError),
}

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Standby {
    pub(crate) pool: PgPool,
    /// Behind by more it is not asked.
    most: Duration,
    known: Arc<Mutex<Known>>,
}

/// What was found last.
struct Known {
    standing: Standing,
    left_alone_until: Option<Instant>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Near,
    Behind,
    Away,
}

#[derive(FromRow)]
struct Told {
    follows: bool,
    /// Of the same system as the leader.
    ours: bool,
    whole: bool,
    /// Microseconds; of a standby that has repeated nothing yet nobody knows.
    age: Option<i64>,
}

impl Store {
    /// The same store, whose sums are asked of a standby as long as it is behind by no more than this. It is not
    /// connected to before somebody asks: a standby that is away keeps no server from starting.
    ///
    /// # Errors
    /// Where the address is none, or the store has no leader that another server could follow.
    pub fn with_standby(self, url: &str, most: Duration) -> Result<Store> {
        if self.engine() == Engine::Sqlite || !url.starts_with("postgres") {
            return Err(StoreError::Setup("only a PostgreSQL has a standby, and it is one itself".into()));
        }
        let pool = pool_aside(options(url)?, CONNECTIONS, SOON);
        let known = Arc::new(Mutex::new(Known { standing: Standing::Near, left_alone_until: None }));
        let mut beside = self;
        beside.standby = Some(Standby { pool, most, known });
        Ok(beside)
    }

    /// Asked of the standby, if there is one and it is near enough; of the leader otherwise.
    pub fn summed<'a, S: Summing>(&'a self, question: &'a S) -> BoxFuture<'a, Result<Summed<S::Answer>>> {
        Box::pin(async move {
            if let Some((standby, mut tx, behind)) = self.standby_view().await {
                match question.sum(&mut tx).await {
                    Ok(answer) => return Ok(Summed { answer, behind: Some(behind) }),
                    // It went away, or had to repeat what a long question stood in the way of.
                    Err(fault) => standby.is_away(&fault),
                }
            }
            let answer = question.sum(&mut self.read().await?).await?;
            Ok(Summed { answer, behind: None })
        })
    }

    /// How far the standby is behind, endless where it is away or nobody knows; nothing where there is none.
    pub async fn standby_behind(&self) -> Option<Duration> {
        let standby = self.standby.as_ref()?;
        Some(self.look(standby).await.map_or(Duration::MAX, |(_, behind)| behind))
    }

    /// What lies at the standby's address; nothing where there is none. That the leader cannot be asked is a fault.
    pub async fn standby_found(&self) -> Result<Option<StandbyFound>> {
        let Some(standby) = &self.standby else { return Ok(None) };
        let asked = heard(&standby.pool, leads_at(&self.pools, self.patience).await?).await;
        Ok(Some(asked.map_or_else(StandbyFound::Away, |(_, told)| told.found(standby.most))))
    }

    /// A view of a standby that is near enough.
    async fn standby_view(&self) -> Option<(&Standby, Read, Duration)> {
        let standby = self.standby.as_ref().filter(|standby| !standby.is_left_alone())?;
        match self.look(standby).await {
            Ok((tx, behind)) if behind <= standby.most => {
                standby.is_near();
                Some((standby, self.view(Tx::Postgres(tx)), behind))
            }
            Ok((_, behind)) => {
                standby.is_behind(behind);
                None
            }
            Err(fault) => {
                standby.is_away(&fault);
                None
            }
        }
    }

    async fn look(&self, standby: &Standby) -> Result<(OnPostgres, Duration)> {
        let (pools, pool, patience) = (self.pools.clone(), standby.pool.clone(), self.patience);
        begun(async move {
            let (mut tx, told) = heard(&pool, leads_at(&pools, patience).await?).await?;
            if !told.follows || !told.ours {
                let why = "the standby's address leads to a server that does not follow our leader";
                return Err(StoreError::Setup(why.into()));
            }
            // Only now, so that the view is not older than what was just heard.
            within(SOON, tx.start("begin isolation level repeatable read read only")).await?;
            tx.patience = patience;
            Ok((tx, told.behind()))
        })
        .await
    }
}

/// How far the leader has come, and which system it is.
type LeadsAt = (String, i64);

/// What a standby tells of itself, held against its leader; on a line where more may be asked.
async fn heard(pool: &PgPool, (flushed, system): LeadsAt) -> Result<(OnPostgres, Told)> {
    let mut line = within(SOON, OnPostgres::free(pool)).await?;
    let asked = sqlx::query_as(STANDBY).bind(flushed).bind(system).fetch_one(&mut *line);
    let told = within(SOON, asked).await?;
    Ok((line, told))
}

async fn leads_at(pools: &Pools, patience: Duration) -> Result<LeadsAt> {
    let Pools::Postgres(pool) = pools else {
        return Err(StoreError::Setup("only a PostgreSQL has a standby".into()));
    };
    let mut leader = OnPostgres::free(pool).await?;
    Ok(within(patience, sqlx::query_as(LEADER).fetch_one(&mut *leader)).await?)
}

impl Told {
    fn behind(&self) -> Duration {
        self.known().unwrap_or(Duration::MAX)
    }

    fn known(&self) -> Option<Duration> {
        match self.age {
            _ if self.whole => Some(Duration::ZERO),
            // Its clock may be behind the leader's.
            age => age.map(|age| Duration::from_micros(age.try_into().unwrap_or_default())),
        }
    }

    fn found(&self, most: Duration) -> StandbyFound {
        match (self.follows, self.ours) {
            (false, _) => StandbyFound::FollowsNobody,
            (true, false) => StandbyFound::FollowsAnother,
            (true, true) => StandbyFound::Follows { behind: self.known(), most },
        }
    }
}

/// Each change is one line in the log, not each question.
impl Standby {
    fn is_near(&self) {
        if self.stands(Standing::Near) != Standing::Near {
            tracing::info!("sums are asked of the standby again");
        }
    }

    fn is_behind(&self, by: Duration) {
        if self.stands(Standing::Behind) != Standing::Behind {
            let (behind_s, most_s) = (by.as_secs(), self.most.as_secs());
            tracing::warn!(behind_s, most_s, "the standby is too far behind: sums are asked of the leader");
        }
    }

    fn is_away(&self, fault: &StoreError) {
        if self.stands(Standing::Away) != Standing::Away {
            tracing::warn!(error = ?fault, "the standby is away: sums are asked of the leader");
        }
    }

    /// How it stands now; tells how it stood before.
    fn stands(&self, now: Standing) -> Standing {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.left_alone_until = (now == Standing::Away).then(|| Instant::now() + PAUSE);
        std::mem::replace(&mut known.standing, now)
    }

    fn is_left_alone(&self) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.left_alone_until.is_some_and(|until| Instant::now() < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_repeated_everything_is_not_behind_however_long_nothing_happened() {
        let told = |whole, age| Told { follows: true, ours: true, whole, age }.behind();
        let hour = Some(3_600_000_000);
        assert_eq!((told(true, hour), told(true, None)), (Duration::ZERO, Duration::ZERO));
        assert_eq!(told(false, hour), Duration::from_secs(3_600));
        assert_eq!(told(false, Some(-5)), Duration::ZERO, "clocks differ");
        assert_eq!(told(false, None), Duration::MAX, "nobody knows");
    }
}
