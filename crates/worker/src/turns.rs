//! Whose turn it is: every job of the timetable that is due is claimed by one worker, run, and written down.

use casework::Office;
use casework::timetable::{Entry, Job, timetable};
use jiff::SignedDuration;
use store::JobRun;
use tokio::task::JoinSet;

use crate::Tools;
use crate::fault::Fault;
use crate::jobs;

/// How long a job is one worker's; longer than any takes. Afterwards its worker counts as dead.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);
/// A job that failed is run again after this.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// Runs what is due, in the timetable's order.
pub(crate) async fn take_all(office: &Office, tools: &Tools) -> Vec<(Job, Result<String, Fault>)> {
    if let Err(fault) = tools.steps.heed().await {
        tracing::error!(error = %fault.chain(), "the clock cannot be heeded");
    }
    let runs = match last_runs(office).await {
        Ok(runs) => runs,
        Err(fault) => {
            tracing::error!(error = %fault.chain(), "the timetable cannot be read");
            return Vec::new();
        }
    };
    let mut ran = Vec::new();
    // Not claimed as a whole: workers share them, message by message.
    // Scanning and making files run by real time besides.
    let shared = [Job::Deliver, Job::TellNeighbours, Job::HandOver, Job::ScanFiles, Job::MakeExports];
    let whole = |job| !shared.contains(&job);
    let mine = |entry: &&Entry| whole(entry.job) && tools.neighbours.take_part_in(entry.job);
    for entry in timetable().iter().filter(mine) {
        let last = runs.iter().find(|run| run.name == entry.job.as_str());
        if !is_due(entry, last, office) {
            continue;
        }
        match take(office, tools, entry).await {
            Ok(None) => {}
            Ok(Some(did)) => {
                tracing::info!(job = entry.job.as_str(), did, "ran");
                ran.push((entry.job, Ok(did)));
            }
            Err(fault) => {
                tracing::error!(job = entry.job.as_str(), error = %fault.chain(), "failed");
                ran.push((entry.job, Err(fault)));
            }
        }
    }
    ran
}

async fn last_runs(office: &Office) -> Result<Vec<JobRun>, Fault> {
    Ok(office.store().read().await?.job_runs().await?)
}

/// A look that costs no writing; the claim decides.
fn is_due(entry: &Entry, last: Option<&JobRun>, office: &Office) -> bool {
    let now = office.now();
    last.is_none_or(|run| {
        run.started_at > now || run.started_at < entry.when.last(now) || run.finished_at.is_none()
    })
}

/// Claims and runs a job; `None` when another worker has it or has just done it.
async fn take(office: &Office, tools: &Tools, entry: &Entry) -> Result<Option<String>, Fault> {
    let (name, now) = (entry.job.as_str(), office.now());
    let mut tx = office.store().write().await?;
    let mine = tx.claim_due_job(name, now, entry.when.last(now), now + CLAIM).await?;
    tx.commit().await?;
    if !mine {
        return Ok(None);
    }
    let result = apart(office.clone(), tools.clone(), entry.job).await;
    let mut tx = office.store().write().await?;
    match &result {
        Ok(did) => tx.finish_job(name, office.now(), did).await?,
        Err(fault) => tx.postpone_job(name, office.now() + AGAIN, &fault.chain()).await?,
    }
    tx.commit().await?;
    result.map(Some)
}

/// In a task of its own, so that a job that panics ends alone; dropped, the task ends too.
async fn apart(office: Office, tools: Tools, job: Job) -> Result<String, Fault> {
    let mut task = JoinSet::new();
    task.spawn(async move { jobs::run(&office, &tools, job).await });
    match task.join_next().await {
        Some(Ok(result)) => result,
        Some(Err(broke)) => Err(Fault::BrokeOff(broke.to_string())),
        None => Err(Fault::BrokeOff("no task".to_owned())),
    }
}
