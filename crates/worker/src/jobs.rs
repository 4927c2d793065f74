//! The jobs of the timetable, one file each; every one tells in a sentence what it did.

mod anchor;
pub(crate) mod approval;
pub(crate) mod deliver;
pub(crate) mod epeople;
pub(crate) mod export;
mod lapse;
mod progress;
mod prune;
mod recompute;
pub(crate) mod scan;
mod staff;
mod sweep_deadlines;
mod tell_approval_delays;
mod tidy;

use casework::Office;
use casework::sweeps::Tally;
use casework::timetable::Job;

use crate::Tools;
use crate::fault::Fault;

/// What a job says whose neighbour is not named in the settings.
const NOT_CONNECTED: &str = "연계하지 않음";

pub(crate) async fn run(office: &Office, tools: &Tools, job: Job) -> Result<String, Fault> {
    let Tools { neighbours, files, steps } = tools;
    match job {
        Job::Recompute => recompute::run(office).await,
        Job::LapseSupplements => lapse::run(office).await,
        Job::SweepDeadlines => sweep_deadlines::run(office).await,
        Job::TellProgress => progress::run(office).await,
        Job::Prune => prune::run(office).await,
        Job::TellApprovalDelays => tell_approval_delays::run(office).await,
        Job::PullEpeople => match &neighbours.epeople {
            Some(client) => epeople::pull(office, client).await,
            None => Ok(NOT_CONNECTED.to_owned()),
        },
        Job::ReconcileEpeople => match &neighbours.epeople {
            Some(client) => epeople::reconcile(office, client).await,
            None => Ok(NOT_CONNECTED.to_owned()),
        },
        Job::AskApproval => match &neighbours.approval {
            Some(client) => approval::ask(office, client).await,
            None => Ok(NOT_CONNECTED.to_owned()),
        },
        Job::FetchStaff => staff::fetch(office).await,
        Job::TakeOver => staff::hand_over(office).await,
        Job::TidyFiles => tidy::run(office, files, steps).await,
        Job::FoldSearch => Ok(format!("{}건 반영", casework::search::fold(office, 1).await?)),
        Job::AddUp => Ok(format!("{}건 합산", casework::statistics::add_up(office, 1).await?)),
        Job::TidyExports => export::tidy(office, files).await,
        Job::AnchorAccess => anchor::run(office).await,
        // Done piece by piece by every worker; see `deliver`, `epeople::tell`, `approval`, `scan` and `export`.
        Job::Deliver | Job::TellNeighbours | Job::HandOver | Job::ScanFiles | Job::MakeExports => {
            Ok(String::new())
        }
    }
}

/// `독촉 3건`, with what went wrong.
fn told(what: &str, tally: Tally) -> String {
    let Tally { done, faults } = tally;
    if faults == 0 { format!("{what} {done}건") } else { format!("{what} {done}건(오류 {faults}건)") }
}

/// A round that did something is a run of the job; the others would only wear out the disk.
async fn write_down(office: &Office, job: Job, did: &str) -> Result<(), Fault> {
    let (name, now) = (job.as_str(), office.now());
    let mut tx = office.store().write().await?;
    tx.claim_job(name, now, now).await?;
    tx.finish_job(name, now, did).await?;
    Ok(tx.commit().await?)
}
