//! What whoever keeps the system running watches: how much waits, how long, and when each job last ran. Figures
//! only, nothing of anybody; sealed complaints are in none of them that counts complaints.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::deadline::seoul;
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use store::read::StageCount;
use store::{Engine, JobRun, Outbox, Queue};

use crate::not_done::Result;
use crate::office::Office;
use crate::statistics::day;

/// What waits for the index of words, or for the sums by day, is counted so far; more is "at least".
const BACKLOG_COUNTED: u32 = 10_000;

/// The state of an office at one moment.
#[derive(Clone, Debug)]
pub struct Vitals {
    pub engine: Engine,
    /// The office's clock: what waits is as old by it, and jobs run by it.
    pub now: Timestamp,
    /// Open complaints by stage.
    pub stages: Vec<StageCount>,
    pub outbox: Outbox,
    pub neighbours: Vec<(Neighbour, Queue)>,
    pub search_backlog: u32,
    pub sums_backlog: u32,
    pub jobs: Vec<JobRun>,
}

/// Looks, in one view of the database; every question is answered from an index.
pub async fn look(office: &Office) -> Result<Vitals> {
    let now = office.now();
    let (_, tonight) = day(seoul::civil(now).date());
    let everything = Scope::of(&Actor::System(Machinery::Sweep));
    let mut tx = office.store().read().await?;
    let mut neighbours = Vec::new();
    for neighbour in office.neighbours() {
        neighbours.push((*neighbour, tx.dispatch_queue(*neighbour).await?));
    }
    Ok(Vitals {
        engine: tx.engine(),
        now,
        stages: tx.standing(&everything, now, tonight).await?,
        outbox: tx.outbox_waiting().await?,
        neighbours,
        search_backlog: tx.search_backlog(BACKLOG_COUNTED).await?,
        sums_backlog: tx.sums_backlog(BACKLOG_COUNTED).await?,
        jobs: tx.job_runs().await?,
    })
}
