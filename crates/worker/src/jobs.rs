//! The jobs of the timetable, one file each; every one tells in a sentence what it did.

pub(crate) mod deliver;
pub(crate) mod epeople;
mod lapse;
mod progress;
mod prune;
mod recompute;
mod sweep_deadlines;

use casework::Office;
use casework::sweeps::Tally;
use casework::timetable::Job;

use crate::fault::Fault;
use crate::neighbours::Neighbours;

/// What a job says whose neighbour is not named in the settings.
const NOT_CONNECTED: &str = "연계하지 않음";

pub(crate) async fn run(office: &Office, neighbours: &Neighbours, job: Job) -> Result<String, Fault> {
    match job {
        Job::Recompute => recompute::run(office).await,
        Job::LapseSupplements => lapse::run(office).await,
        Job::SweepDeadlines => sweep_deadlines::run(office).await,
        Job::TellProgress => progress::run(office).await,
        Job::Prune => prune::run(office).await,
        // Delivered notice by notice by every worker; see `deliver`.
        Job::Deliver => Ok(String::new()),
        Job::PullEpeople => match &neighbours.epeople {
            Some(client) => epeople::pull(office, client).await,
            None => Ok(NOT_CONNECTED.to_owned()),
        },
        Job::ReconcileEpeople => match &neighbours.epeople {
            Some(client) => epeople::reconcile(office, client).await,
            None => Ok(NOT_CONNECTED.to_owned()),
        },
        // Told message by message by every worker; see `epeople::tell`.
        Job::TellNeighbours => Ok(String::new()),
    }
}

/// `독촉 3건`, with what went wrong.
fn told(what: &str, tally: Tally) -> String {
    let Tally { done, faults } = tally;
    if faults == 0 { format!("{what} {done}건") } else { format!("{what} {done}건(오류 {faults}건)") }
}
